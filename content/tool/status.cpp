#include "content/tool/assets.hpp"
#include "content/tool/bases.hpp"
#include "content/tool/build.hpp"
#include "content/tool/commands.hpp"
#include "content/tool/compile.hpp"
#include "content/tool/figures.hpp"
#include "content/tool/html.hpp"
#include "content/tool/last_changes.hpp"
#include "content/tool/read_package.hpp"
#include "content/tool/speech.hpp"

#include <algorithm>
#include <array>
#include <iomanip>
#include <map>
#include <optional>
#include <ostream>

#include <nlohmann/json.hpp>

namespace zugang::content::tool {
namespace {

/// In the order in which an editor has more and more to do.
constexpr std::array<const char*, 5> words{"reviewed", "draft", "machine", "stale", "missing"};
enum Word : std::size_t { Reviewed, Draft, Machine, Stale, Missing };

/// An article or a guide in a language. The rest is said of a stale one only.
struct Cell {
    Word word = Missing;
    bool confirmed = true;
    std::vector<std::string> changed{}; ///< ids of blocks or nodes, where it was confirmed
    std::vector<std::string> missing{}; ///< nodes of a guide that have no words or not all of them
    std::optional<long> days{};         ///< how much older it is than the original
};

struct Row {
    std::string slug;  ///< guide/<id> of a guide, as confirm knows it
    std::string title; ///< in the default language
    std::vector<Cell> cells;
};

struct Status {
    std::string package;
    std::vector<std::string> languages;
    std::vector<Row> rows;
    std::vector<std::array<std::size_t, words.size()>> totals; ///< by language
};

Word word_of(TranslationState state) {
    return state == TranslationState::Reviewed  ? Reviewed
           : state == TranslationState::Machine ? Machine
                                                : Draft;
}

Cell stale_cell(bool confirmed, const std::vector<std::string>& changed) {
    return {.word = Stale,
            .confirmed = confirmed,
            .changed = confirmed ? changed : std::vector<std::string>{}};
}

Cell cell_of(const SourceArticle& article, const std::string& language) {
    const auto found = article.translations.find(language);
    if (found == article.translations.end()) {
        return {};
    }
    const Translation& translation = found->second;
    return translation.stale ? stale_cell(translation.follows.has_value(), translation.stale_blocks)
                             : Cell{.word = word_of(translation.state)};
}

/// A guide that lacks words of a node lags behind its original as one that was not confirmed does.
Cell cell_of(const SourceGuide& guide, const std::string& language) {
    const auto found = guide.words.find(language);
    if (found == guide.words.end()) {
        return {};
    }
    const SourceGuideWords& texts = found->second;
    std::vector<std::string> missing;
    for (const SourceGuideNode& node : guide.nodes) {
        const auto text = texts.nodes.find(node.id);
        if (text == texts.nodes.end() || !text->second.complete) {
            missing.push_back(node.id);
        }
    }
    if (!texts.stale && missing.empty()) {
        return {.word = word_of(texts.state)};
    }
    Cell cell = stale_cell(!texts.stale || texts.follows, texts.stale_nodes);
    cell.missing = std::move(missing);
    return cell;
}

/// How much older a text is than the original, by the days on which they were last changed. Where
/// a text is: before and behind its language.
std::optional<long> days_behind(const std::map<std::string, Date>& changes,
                                const std::string& folder, const std::string& original,
                                const std::string& language, const char* ending) {
    const auto newer = changes.find(folder + original + ending);
    const auto older = changes.find(folder + language + ending);
    if (newer == changes.end() || older == changes.end()) {
        return std::nullopt;
    }
    return std::max(0L, static_cast<long>((newer->second - older->second).count()));
}

std::string in_days(const Cell& cell) {
    return cell.days ? std::to_string(*cell.days) + (*cell.days == 1 ? " day" : " days") : "";
}

std::string join(const std::vector<std::string>& parts, const char* between) {
    std::string text;
    for (const std::string& part : parts) {
        text += (text.empty() ? "" : between) + part;
    }
    return text;
}

/// Of a stale one: why it is that.
std::string describe(const Cell& cell) {
    std::vector<std::string> parts;
    if (!cell.confirmed) {
        parts.emplace_back("never confirmed");
    }
    if (!cell.changed.empty()) {
        parts.push_back("changed: " + join(cell.changed, ", "));
    }
    if (!cell.missing.empty()) {
        parts.push_back("missing: " + join(cell.missing, ", "));
    }
    if (cell.days) {
        parts.push_back(in_days(cell) + " older than the original");
    }
    return join(parts, "; ");
}

Status status_of(const Package& package, const std::map<std::string, Date>& changes) {
    Status status{.package = package.id, .languages = {}, .rows = {}, .totals = {}};
    for (const Reference& language : package.languages) {
        status.languages.push_back(language.name);
    }
    status.totals.resize(status.languages.size());
    const auto add_row = [&](const auto& text, std::string slug, std::string title,
                             const std::string& folder, const char* ending) {
        Row row{.slug = std::move(slug), .title = std::move(title), .cells = {}};
        for (std::size_t i = 0; i < status.languages.size(); ++i) {
            Cell cell = cell_of(text, status.languages[i]);
            if (cell.word == Stale) {
                cell.days = days_behind(changes, folder, text.default_language, status.languages[i],
                                        ending);
            }
            ++status.totals[i].at(cell.word);
            row.cells.push_back(std::move(cell));
        }
        status.rows.push_back(std::move(row));
    };
    for (const auto& [slug, article] : package.articles) {
        if (!article.removed) {
            const auto original = article.translations.find(article.default_language);
            add_row(article, slug,
                    original != article.translations.end() ? original->second.title.text.utf8 : "",
                    "articles/" + slug + "/", ".md");
        }
    }
    for (const auto& [id, guide] : package.guides) {
        if (!guide.removed) {
            const auto original = guide.words.find(guide.default_language);
            add_row(guide, "guide/" + id,
                    original != guide.words.end() ? original->second.title.name : "",
                    "guides/" + id + "/", ".toml");
        }
    }
    return status;
}

void print_text(const Status& status, std::ostream& out) {
    std::size_t first = 10;
    for (const Row& row : status.rows) {
        first = std::max(first, row.slug.size());
    }
    const auto cell = [&out](const std::string& text, std::size_t width) {
        out << std::left << std::setw(static_cast<int>(width) + 2) << text;
    };
    cell("article", first);
    for (const std::string& language : status.languages) {
        cell(language, 9);
    }
    out << "\n";
    for (const Row& row : status.rows) {
        cell(row.slug, first);
        for (const Cell& each : row.cells) {
            cell(words.at(each.word), 9);
        }
        out << "\n";
    }
    for (std::size_t word = 0; word < words.size(); ++word) {
        cell(std::string("= ") + words.at(word), first);
        for (const auto& total : status.totals) {
            cell(std::to_string(total.at(word)), 9);
        }
        out << "\n";
    }
    for (const Row& row : status.rows) {
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            if (row.cells[i].word == Stale) {
                out << row.slug << "/" << status.languages[i] << ": " << describe(row.cells[i])
                    << "\n";
            }
        }
    }
}

void print_json(const Status& status, std::ostream& out) {
    nlohmann::ordered_json json{{"package", status.package},
                                {"articles", nlohmann::ordered_json::array()}};
    for (const Row& row : status.rows) {
        nlohmann::ordered_json article{{"slug", row.slug}, {"title", row.title}};
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            auto& language = article["languages"][status.languages[i]];
            language["state"] = words.at(row.cells[i].word);
            if (!row.cells[i].changed.empty()) {
                language["changed"] = row.cells[i].changed;
            }
            if (!row.cells[i].missing.empty()) {
                language["missing"] = row.cells[i].missing;
            }
            if (row.cells[i].days) {
                language["days_behind"] = *row.cells[i].days;
            }
        }
        json["articles"].push_back(std::move(article));
    }
    for (std::size_t i = 0; i < status.languages.size(); ++i) {
        for (std::size_t word = 0; word < words.size(); ++word) {
            json["totals"][status.languages[i]][words.at(word)] = status.totals[i].at(word);
        }
    }
    out << json.dump(2) << "\n";
}

/// RFC 4180. What a spreadsheet would take for a formula begins with an apostrophe.
std::string csv_field(std::string text) {
    if (!text.empty() && std::string_view("=+-@").find(text.front()) != std::string_view::npos) {
        text.insert(0, 1, '\'');
    }
    if (text.find_first_of("\",\r\n") == std::string::npos) {
        return text;
    }
    std::string quoted = "\"";
    for (const char c : text) {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    return quoted + "\"";
}

void print_csv(const Status& status, std::ostream& out) {
    out << "\xef\xbb\xbf" // spreadsheets take it for UTF-8 then
        << "article,title," << join(status.languages, ",") << "\r\n";
    for (const Row& row : status.rows) {
        out << csv_field(row.slug) << "," << csv_field(row.title);
        for (const Cell& cell : row.cells) {
            const std::string days = cell.days ? " by " + in_days(cell) : "";
            const std::string changed = join(cell.changed, " ");
            const std::string missing = join(cell.missing, " ");
            out << ","
                << csv_field(words.at(cell.word) + days + (changed.empty() ? "" : ": " + changed) +
                             (missing.empty() ? "" : "; missing: " + missing));
        }
        out << "\r\n";
    }
}

/// One file without anything from elsewhere. Colours say nothing that words do not say.
void print_html(const Status& status, std::ostream& out) {
    out << R"(<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>)"
        << escape_html(status.package) << R"(: translations</title>
<style>
:root { color-scheme: light dark; font: 15px/1.4 system-ui, sans-serif; }
body { margin: 1.5rem; } h1 { font-size: 1.4rem; } table { border-collapse: collapse; }
th, td { padding: .35rem .6rem; text-align: left; vertical-align: top; border-bottom: 1px solid #8886; }
thead th { position: sticky; top: 0; background: Canvas; } tbody th { font-weight: normal; }
small { display: block; opacity: .75; max-width: 22rem; overflow-wrap: anywhere; }
.reviewed { background: #2a95; } .draft { background: #48c5; } .machine { background: #c925; }
.stale { background: #e625; } .missing { background: #c335; }
tfoot td, tfoot th { border: 0; padding: .1rem .6rem; }
</style>
<h1>)" << escape_html(status.package)
        << ": how far is which article and guide</h1>\n<table>\n<thead><tr><th>article</th>";
    for (const std::string& language : status.languages) {
        out << "<th>" << escape_html(language) << "</th>";
    }
    out << "</tr></thead>\n<tbody>\n";
    for (const Row& row : status.rows) {
        out << "<tr><th scope=\"row\"><span dir=\"auto\">"
            << escape_html(row.title.empty() ? row.slug : row.title) << "</span><small>"
            << escape_html(row.slug) << "</small></th>";
        for (const Cell& cell : row.cells) {
            const char* word = words.at(cell.word);
            out << "<td class=\"" << word << "\">" << word
                << (cell.days ? " by " + in_days(cell) : "");
            for (const auto& [label, ids] :
                 {std::pair("changed", &cell.changed), std::pair("missing", &cell.missing)}) {
                if (!ids->empty()) {
                    out << "<small>" << label << ": " << escape_html(join(*ids, ", "))
                        << "</small>";
                }
            }
            out << "</td>";
        }
        out << "</tr>\n";
    }
    out << "</tbody>\n<tfoot>\n";
    for (std::size_t word = 0; word < words.size(); ++word) {
        out << "<tr><th scope=\"row\">" << words.at(word) << "</th>";
        for (const auto& total : status.totals) {
            out << "<td>" << total.at(word) << "</td>";
        }
        out << "</tr>\n";
    }
    out << "</tfoot>\n</table>\n</html>\n";
}

} // namespace

namespace {

/// Packages that it stands on count for its languages and its hyphenation, not for its figures.
int print_figures(const StatusOptions& options, Package package, std::ostream& out,
                  std::ostream& errors) {
    Report report;
    const auto root =
        options.assets.empty() ? find_assets(options.source) : std::optional(options.assets);
    if (!root) {
        errors << "zugang-content: there is no content/assets.toml above "
               << options.source.string() << "; name its folder with --assets\n";
        return 1;
    }
    const Assets assets(*root, report, Cache::of_user());
    std::vector<Package> packages;
    for (const auto& folder : with_bases({options.source}).folders) {
        Report of_form; // check says what is wrong with it
        packages.push_back(read_package(folder, of_form));
    }
    std::vector<SourceLanguage> rows;
    for (const Package& each : packages) {
        rows.insert(rows.end(), each.language_rows.begin(), each.language_rows.end());
    }
    PatternFiles patterns(patterns_folder, Cache::of_user());
    lay_over(package, options.recordings);
    const RecordBytes records =
        compile(package, base_of(package, packages), assets, patterns, report);
    if (report.count(Severity::Error) > 0) {
        print(report, Format::Text, errors);
        return 1;
    }
    print_markdown(figures_of(package, records, rows), out);
    return 0;
}

} // namespace

int run_status(const StatusOptions& options, std::ostream& out, std::ostream& errors) {
    Report report;
    const Package package = read_package(options.source, report);
    if (package.id.empty()) {
        print(report, Format::Text, errors);
        return 1;
    }
    if (options.format == StatusFormat::Markdown) {
        return print_figures(options, package, out, errors);
    }
    const Status status = status_of(package, last_changes(options.source, today()));
    switch (options.format) {
    case StatusFormat::Text:
        print_text(status, out);
        break;
    case StatusFormat::Json:
        print_json(status, out);
        break;
    case StatusFormat::Csv:
        print_csv(status, out);
        break;
    case StatusFormat::Html:
        print_html(status, out);
        break;
    case StatusFormat::Markdown:
        break;
    }
    return 0;
}

} // namespace zugang::content::tool
