#include "content/durable_file.hpp"
#include "content/printable.hpp"
#include "content/tool/align.hpp"
#include "content/tool/front_matter.hpp"
#include "content/tool/read_guides.hpp"
#include "content/tool/read_package.hpp"
#include "content/tool/review.hpp"
#include "content/tool/text_file.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <ostream>

#include <nlohmann/json.hpp>

namespace zugang::content::tool {
namespace {

struct Answer {
    std::string original; ///< hashes of the texts that were read
    std::string text;
    bool right = false;
    std::string comment;
};

struct Review {
    std::string package;
    std::string language;
    std::string reviewer;
    std::map<std::string, std::map<std::string, Answer>> texts; ///< by unit and text
};

/// No value where there is no text by this name.
std::optional<std::string> text_of(const nlohmann::json& object, const char* key) {
    const auto found = object.find(key);
    return object.is_object() && found != object.end() && found->is_string()
               ? std::optional(found->get<std::string>())
               : std::nullopt;
}

std::optional<Answer> read_answer(const nlohmann::json& file) {
    const auto original = text_of(file, "original");
    const auto text = text_of(file, "text");
    const auto comment = text_of(file, "comment");
    if (!original || !text || !comment || !file.contains("right") || !file["right"].is_boolean()) {
        return std::nullopt;
    }
    return Answer{.original = *original,
                  .text = *text,
                  .right = file["right"].get<bool>(),
                  .comment = *comment};
}

/// False where one is damaged.
bool read_answers(const nlohmann::json& file, Review& review) {
    const auto texts = file.find("texts");
    if (texts == file.end() || !texts->is_object()) {
        return false;
    }
    for (const auto& unit : texts->items()) {
        if (!unit.value().is_object()) {
            return false;
        }
        for (const auto& text : unit.value().items()) {
            auto answer = read_answer(text.value());
            if (!answer) {
                return false;
            }
            review.texts[unit.key()][text.key()] = std::move(*answer);
        }
    }
    return true;
}

/// No value and why: not ours, another version, damaged.
std::optional<Review> read_review(const std::string& bytes, std::string& problem) {
    const nlohmann::json file = nlohmann::json::parse(bytes, nullptr, false);
    if (!file.is_object() || text_of(file, "format") != "zugang-review") {
        problem = "this is no file of a review";
        return std::nullopt;
    }
    if (!file.contains("version") || file["version"] != 1) {
        problem = "this review was written by another version of the page";
        return std::nullopt;
    }
    const auto package = text_of(file, "package");
    const auto language = text_of(file, "language");
    Review review{.package = package.value_or(""),
                  .language = language.value_or(""),
                  .reviewer = text_of(file, "reviewer").value_or(""),
                  .texts = {}};
    if (!package || !language || !read_answers(file, review)) {
        problem = "this file of a review is damaged";
        return std::nullopt;
    }
    return review;
}

std::string join(const std::vector<std::string>& words, std::size_t most = 5) {
    std::string text;
    for (std::size_t i = 0; i < words.size() && i < most; ++i) {
        text += (i == 0 ? "" : ", ") + words[i];
    }
    return words.size() > most ? text + " ..." : text;
}

/// What became of one unit.
struct Outcome {
    std::string unit;
    std::size_t right = 0; ///< ticked, and still the texts that were read
    std::size_t all = 0;
    std::size_t comments = 0;
    std::vector<std::string> changed{}; ///< texts that are others than those that were read
    bool reviewed = false;              ///< became so, or was
    bool written = false;
    std::string problem{}; ///< why nothing of it was taken
};

struct Comment {
    Place place;
    std::string unit;
    std::string id;
    std::string words;
    bool changed = false; ///< the text is another one since
};

class Import {
  public:
    Import(const ImportReviewOptions& options, const Package& package, const Review& review)
        : options_(options), package_(package), review_(review) {}

    void run() {
        std::vector<ReviewUnit> units = review_units(package_, package_, review_.language);
        for (const auto& [name, answers] : review_.texts) {
            const auto unit = std::ranges::find(units, name, &ReviewUnit::name);
            if (unit == units.end()) {
                outcomes_.push_back({.unit = name,
                                     .problem = "there is no such text in \"" +
                                                printable(review_.language) + "\" (any more)"});
            } else if (!unit->comparable) {
                outcomes_.push_back({.unit = name,
                                     .problem = "it has other blocks than the original; "
                                                "zugang-content check says where"});
            } else {
                take(*unit, answers);
            }
        }
    }

    const std::vector<Outcome>& outcomes() const { return outcomes_; }
    const std::vector<Comment>& comments() const { return comments_; }

  private:
    void take(const ReviewUnit& unit, const std::map<std::string, Answer>& answers) {
        Outcome outcome{.unit = unit.name, .all = unit.rows.size()};
        for (const ReviewRow& row : unit.rows) {
            const auto answer = answers.find(row.id);
            if (answer == answers.end()) {
                continue;
            }
            const bool same = !row.translation_hash.empty() &&
                              answer->second.original == row.original_hash &&
                              answer->second.text == row.translation_hash;
            if (!same) {
                outcome.changed.push_back(row.id);
            }
            outcome.right += same && answer->second.right ? 1 : 0;
            if (!answer->second.comment.empty()) {
                ++outcome.comments;
                comments_.push_back({.place = row.place,
                                     .unit = unit.name,
                                     .id = row.id,
                                     .words = answer->second.comment,
                                     .changed = !same});
            }
        }
        for (const auto& [id, answer] : answers) {
            if (std::ranges::find(unit.rows, id, &ReviewRow::id) == unit.rows.end()) {
                outcome.changed.push_back(id);
            }
        }
        if (unit.has_state() && outcome.right == outcome.all && outcome.changed.empty()) {
            outcome.problem = write(unit, outcome);
            outcome.reviewed = outcome.problem.empty();
        }
        outcomes_.push_back(std::move(outcome));
    }

    /// Empty, or why it cannot be written.
    std::string write(const ReviewUnit& unit, Outcome& outcome) const {
        const std::filesystem::path file = unit.rows.front().place.file_name();
        Report unread;
        const auto bytes = read_bytes(file, unread);
        const auto changed = bytes ? reviewed(*bytes, unit) : std::nullopt;
        if (!changed) {
            return "\"state\" and \"follows\" cannot be written into " + file.string() +
                   "; write them by hand";
        }
        outcome.written = *changed != *bytes;
        if (outcome.written && !options_.dry_run) {
            write_durably(file, *changed);
        }
        return {};
    }

    std::optional<std::string> reviewed(const std::string& bytes, const ReviewUnit& unit) const {
        const std::string state = "\"reviewed\"";
        switch (unit.kind) {
        case ReviewUnit::Kind::Article: {
            const SourceArticle& article = package_.articles.at(unit.name);
            const auto changed = with_front_value(bytes, "state", state);
            return changed ? with_follows(*changed, block_hashes(article.translations.at(
                                                        article.default_language)))
                           : std::nullopt;
        }
        case ReviewUnit::Kind::Guide: {
            const SourceGuide& guide = package_.guides.at(unit.name.substr(6));
            const auto changed = with_meta_value(bytes, "state", state);
            return changed
                       ? with_follows_of_guide(
                             *changed, guide_hashes(guide, guide.words.at(guide.default_language)))
                       : std::nullopt;
        }
        case ReviewUnit::Kind::Interface:
            return with_meta_value(bytes, "state", state);
        case ReviewUnit::Kind::Glossary:
        case ReviewUnit::Kind::Contacts:
            break;
        }
        return std::nullopt; // they have no state
    }

    const ImportReviewOptions& options_;
    const Package& package_;
    const Review& review_;
    std::vector<Outcome> outcomes_;
    std::vector<Comment> comments_;
};

std::string counted(std::size_t count, const char* one, const char* many) {
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

void print_text(const Review& review, const Import& import, std::ostream& out) {
    for (const Comment& comment : import.comments()) {
        out << comment.place.file_name() << ":" << comment.place.line << ":" << comment.place.column
            << ": comment: " << printable(comment.words) << " [" << printable(comment.unit) << ", "
            << printable(comment.id) << "]"
            << (comment.changed ? " (the text has changed since)" : "") << "\n";
    }
    for (const Outcome& outcome : import.outcomes()) {
        out << printable(outcome.unit + "/" + review.language) << ": ";
        if (outcome.all == 0) {
            out << "refused: " << outcome.problem << "\n";
            continue;
        }
        out << outcome.right << " of " << outcome.all << " right";
        if (outcome.comments > 0) {
            out << ", " << counted(outcome.comments, "comment", "comments");
        }
        if (!outcome.changed.empty()) {
            out << "; " << counted(outcome.changed.size(), "text has", "texts have")
                << " changed since the page was made: " << printable(join(outcome.changed))
                << "; make a new page, the other ticks are kept";
        } else if (!outcome.problem.empty()) {
            out << "; refused: " << outcome.problem;
        } else if (outcome.reviewed) {
            out << "; reviewed" << (outcome.written ? "" : " already");
        }
        out << "\n";
    }
}

void print_json(const Review& review, const Import& import, std::ostream& out) {
    nlohmann::ordered_json json{{"package", review.package},
                                {"language", review.language},
                                {"reviewer", review.reviewer},
                                {"texts", nlohmann::ordered_json::array()},
                                {"comments", nlohmann::ordered_json::array()}};
    for (const Outcome& outcome : import.outcomes()) {
        json["texts"].push_back({{"name", outcome.unit},
                                 {"right", outcome.right},
                                 {"all", outcome.all},
                                 {"changed", outcome.changed},
                                 {"reviewed", outcome.reviewed},
                                 {"written", outcome.written},
                                 {"problem", outcome.problem}});
    }
    for (const Comment& comment : import.comments()) {
        json["comments"].push_back({{"file", comment.place.file_name()},
                                    {"line", comment.place.line},
                                    {"text", comment.unit},
                                    {"block", comment.id},
                                    {"changed", comment.changed},
                                    {"comment", comment.words}});
    }
    out << json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
}

} // namespace

int import_review(const ImportReviewOptions& options, std::ostream& out, std::ostream& errors) {
    Report report;
    const auto bytes = read_bytes(options.file, report);
    const Package package = read_package(options.into, report);
    if (!bytes || package.id.empty()) {
        print(report, Format::Text, errors);
        return 1;
    }
    const auto refuse = [&](const std::string& what, const std::string& advice) {
        errors << options.file.string() << ": error: " << what << "; " << advice
               << "; nothing was written\n";
        return 1;
    };
    std::string problem;
    const auto review = read_review(*bytes, problem);
    if (!review) {
        return refuse(problem, "take the one that the page of zugang-content review saved");
    }
    if (review->package != package.id) {
        return refuse("this is a review of the package \"" + printable(review->package) +
                          "\", not of \"" + package.id + "\"",
                      "name the folder of that package with --into");
    }
    if (review->texts.empty()) {
        return refuse("nothing is ticked and nothing is said in this file",
                      "ask for the file that was saved after reading");
    }
    Import import(options, package, *review);
    import.run();
    if (options.format == Format::Json) {
        print_json(*review, import, out);
    } else {
        print_text(*review, import, out);
    }
    std::size_t reviewed = 0;
    std::size_t refused = 0;
    for (const Outcome& outcome : import.outcomes()) {
        reviewed += outcome.written ? 1 : 0;
        refused += outcome.changed.empty() && outcome.problem.empty() ? 0 : 1;
    }
    if (options.format != Format::Json) {
        out << reviewed << (reviewed == 1 ? " text is" : " texts are") << " reviewed now"
            << (options.dry_run ? " (dry run: nothing was written)" : "") << ", "
            << counted(import.comments().size(), "comment", "comments") << "\n";
    }
    return refused > 0 ? 1 : 0;
}

} // namespace zugang::content::tool
