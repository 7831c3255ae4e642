#include "content/tool/import_xliff.hpp"

#include "content/durable_file.hpp"
#include "content/tool/align.hpp"
#include "content/tool/blocks.hpp"
#include "content/tool/export_xliff.hpp"
#include "content/tool/front_matter.hpp"
#include "content/tool/markdown_writer.hpp"
#include "content/tool/read_article.hpp"
#include "content/tool/read_package.hpp"
#include "content/tool/switches.hpp"
#include "content/tool/text_file.hpp"
#include "content/tool/xliff_text.hpp"

#include <algorithm>
#include <map>
#include <ostream>
#include <set>

namespace zugang::content::tool {
namespace {

/// A text that came back, ready to be written.
struct Taken {
    Text text;
    std::string line;     ///< Markdown, or the keywords in one line
    std::string revision; ///< hash of the source text that it translates
    bool changed = false;
    bool confirmed = false; ///< it is the translation of that source text
    bool reviewed = false;
};
using TakenTexts = std::map<std::string, Taken>; ///< by unit

bool are_same(const Text& one, const Text& other) {
    return one.utf8 == other.utf8 &&
           std::ranges::equal(one.spans, other.spans, [](const Span& a, const Span& b) {
               return a.kind == b.kind && a.start == b.start && a.length == b.length &&
                      a.target == b.target;
           });
}

Text parsed(const std::string& line) {
    Report report;
    const TextFile file("", line);
    MarkedText words(file, file.place(0));
    words.add_line(line, 0);
    Text text = parse_inline(words, report).text.text;
    return report.count(Severity::Error) == 0 ? text : Text{};
}

std::vector<std::string> keywords_of(std::string line) {
    for (const std::string_view mark : {"\u061b", "\uff1b"}) { // Arabic and Chinese ";"
        for (std::size_t at = 0; (at = line.find(mark, at)) != std::string::npos;) {
            line.replace(at, mark.size(), ";");
        }
    }
    std::vector<std::string> keywords;
    for (std::size_t start = 0; start <= line.size();) {
        const std::size_t end = std::min(line.find(';', start), line.size());
        std::string word = line.substr(start, end - start);
        word.erase(0, std::min(word.find_first_not_of(' '), word.size()));
        word.erase(word.find_last_not_of(' ') + 1);
        if (!word.empty()) {
            keywords.push_back(std::move(word));
        }
        start = end + 1;
    }
    return keywords;
}

std::string array_of(const std::vector<std::string>& words) {
    std::string array = "[";
    for (const std::string& word : words) {
        array += (array.size() == 1 ? "" : ", ") + toml_string(word);
    }
    return array + "]";
}

xliff::Content source_of(const xliff::Unit& unit) {
    xliff::Content content;
    for (const xliff::Segment& segment : unit.segments) {
        content.insert(content.end(), segment.source.begin(), segment.source.end());
    }
    return content;
}

/// Nothing where a segment is not translated yet.
xliff::Content target_of(const xliff::Unit& unit) {
    xliff::Content content;
    for (const xliff::Segment& segment : unit.segments) {
        const bool empty = !segment.target || segment.target->empty();
        if (empty && !segment.ignorable) {
            return {};
        }
        const xliff::Content& part = empty ? segment.source : *segment.target;
        content.insert(content.end(), part.begin(), part.end());
    }
    return content;
}

/// The least of its segments.
xliff::State state_of(const xliff::Unit& unit) {
    xliff::State state = xliff::State::Final;
    for (const xliff::Segment& segment : unit.segments) {
        state = segment.ignorable ? state : std::min(state, segment.state);
    }
    return state;
}

/// It was sent as a translation of an older German text, and nobody says that it is a newer one.
bool is_marked_stale(const xliff::Unit& unit) {
    return std::ranges::any_of(unit.segments, [](const xliff::Segment& segment) {
        return segment.state == xliff::State::Initial &&
               (segment.sub_state == "zugang:stale" || segment.state_word == "needs-adaptation");
    });
}

bool is_hash(std::string_view text) {
    return text.size() == 8 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

constexpr const char* put_codes = "put the codes as in the German text";

/// The first line feed at or after `start` that an empty line follows; else the end.
std::size_t end_of_paragraph(std::string_view bytes, std::size_t start) {
    for (std::size_t at = bytes.find('\n', start); at != std::string_view::npos;) {
        const std::size_t word = bytes.find_first_not_of(" \t", at + 1);
        if (word == std::string_view::npos || bytes[word] == '\n') {
            return at;
        }
        at = bytes.find('\n', word);
    }
    return bytes.size();
}

/// One article of the file.
class ArticleImport {
  public:
    ArticleImport(const SourceArticle& article, const std::string& language,
                  const std::string& file_name, Report& report)
        : article_(article), language_(language), file_name_(file_name), report_(report),
          original_(article.translations.at(article.default_language)) {
        const auto found = article.translations.find(language);
        if (found != article.translations.end() && found->second.aligned) {
            translation_ = &found->second;
        }
        for (XliffText& text : xliff_texts(article, language)) {
            texts_.emplace(text.id, text);
        }
    }

    /// False where something was refused.
    bool take(const xliff::Unit& unit) {
        const auto text = texts_.find(unit.id);
        if (text == texts_.end()) {
            return refuse(unit, "the article has no such text",
                          "export again; the German text has changed");
        }
        if (taken_.contains(unit.id)) {
            return refuse(unit, "the unit stands twice in the file", "take one of them out");
        }
        const xliff::Content target = target_of(unit);
        if (target.empty()) {
            return true;
        }
        return text->second.original == nullptr ? take_keywords(unit, target)
                                                : take_text(text->second, unit, target);
    }

    /// The file as it is to be; empty: something was refused.
    std::string write(const std::string& state) {
        if (!is_complete()) {
            return {};
        }
        const Translation& base = translation_ == nullptr ? original_ : *translation_;
        const std::optional<TextFile> file = read_text(base.place.file_name(), report_);
        if (!file) {
            return {};
        }
        std::string bytes = with_blocks(*file, base);
        const bool whole = put_front(bytes, state);
        if (!whole || !says_what_was_taken(bytes)) {
            report_.error(place_of(base.place.file_name()),
                          "the translation cannot be written into this file",
                          "write its +++ lines as FORMAT.md has them, then import again");
            return {};
        }
        return bytes;
    }

    std::size_t changed() const {
        return static_cast<std::size_t>(
            std::ranges::count_if(taken_, [](const auto& entry) { return entry.second.changed; }));
    }
    std::size_t unchanged() const { return taken_.size() - changed(); }

    std::filesystem::path path() const {
        return article_.package_folder / "articles" / article_.slug / (language_ + ".md");
    }

  private:
    bool refuse(const xliff::Unit& unit, const std::string& what, std::string advice) {
        Place place = place_of(file_name_);
        place.line = unit.line;
        report_.error(place, article_.slug + ", unit \"" + unit.id + "\": " + what,
                      std::move(advice));
        return false;
    }

    bool take_keywords(const xliff::Unit& unit, const xliff::Content& target) {
        const auto text = xliff::text_of(target, {}, {});
        if (!text) {
            return refuse(unit, text.error(), "take it out of the translation");
        }
        Taken taken{.text = {}, .line = text->utf8, .revision = {}};
        taken.changed =
            translation_ == nullptr || keywords_of(taken.line) != translation_->keywords;
        taken.reviewed = state_of(unit) >= xliff::State::Reviewed;
        taken_.emplace(unit.id, std::move(taken));
        return true;
    }

    bool take_text(const XliffText& text, const xliff::Unit& unit, const xliff::Content& target) {
        const xliff::Content source = source_of(unit);
        const std::vector<xliff::Code> codes = xliff::codes_of_content(source, unit);
        const auto sent = xliff::text_of(source, codes, codes);
        if (!sent) {
            return refuse(unit, "the German text is not the one that was sent: " + sent.error(),
                          "export again and translate that");
        }
        const auto known = xliff::known_codes(codes, xliff::codes_of_content(target, unit));
        if (!known) {
            return refuse(unit, known.error(), put_codes);
        }
        Taken taken{.text = {},
                    .line = {},
                    .revision =
                        revision_of(unit, *text.original, are_same(*sent, text.original->text))};
        taken.reviewed = state_of(unit) >= xliff::State::Reviewed;
        if (translation_ != nullptr && text.translation != nullptr) {
            const auto unchanged = xliff::text_of(target, *known, {});
            if (unchanged && are_same(*unchanged, text.translation->text)) {
                taken.text = *unchanged;
                taken.confirmed = state_of(unit) >= xliff::State::Translated;
                taken_.emplace(unit.id, std::move(taken));
                return true;
            }
        }
        const auto translated = xliff::text_of(target, *known, codes);
        if (!translated) {
            return refuse(unit, translated.error(), put_codes);
        }
        if (const std::string link = find_strange_link(*translated); !link.empty()) {
            return refuse(unit,
                          "the link to " + link +
                              " stands neither in the German article nor in its translation",
                          "write it into the German text first, then export again");
        }
        taken.text = *translated;
        taken.changed = true;
        const bool compared = translation_ != nullptr && text.translation != nullptr;
        taken.confirmed = compared || !is_marked_stale(unit); // compared: somebody has changed it
        const BlockKind kind = text.block == nullptr ? BlockKind::Heading : text.block->kind;
        taken.line = markdown_of_text(taken.text, kind);
        if (!are_same(parsed(taken.line), taken.text)) {
            return refuse(unit, "bold or italics cannot stand like this: " + taken.line,
                          "let them start and end with a letter, spaces and marks outside");
        }
        taken_.emplace(unit.id, std::move(taken));
        return true;
    }

    /// Where a link leads that did not come from here: what comes back may say anything, but not
    /// send readers elsewhere. Empty: there is none.
    std::string find_strange_link(const Text& text) const {
        for (const Span& span : text.spans) {
            const bool known = std::ranges::any_of(article_.translations, [&](const auto& entry) {
                const bool ours =
                    entry.first == article_.default_language || entry.first == language_;
                return ours && has_link(entry.second, span.target);
            });
            if (span.kind == SpanKind::Link && !known) {
                return span.target;
            }
        }
        return {};
    }

    static bool has_link(const Translation& translation, const std::string& target) {
        const auto in = [&target](const SourceText& text) {
            return std::ranges::any_of(text.text.spans, [&target](const Span& span) {
                return span.kind == SpanKind::Link && span.target == target;
            });
        };
        return in(translation.title) || in(translation.summary) ||
               std::ranges::any_of(translation.blocks,
                                   [&in](const SourceBlock& block) { return in(block.text); });
    }

    /// What the translation follows; empty: nothing that the article has ever said or says now.
    std::string revision_of(const xliff::Unit& unit, const SourceText& original,
                            bool same_source) const {
        if (!is_hash(unit.revision)) {
            return same_source ? original.hash : "";
        }
        const std::vector<std::string> today = block_hashes(original_);
        const bool of_another_text = unit.revision != original.hash || !same_source;
        return of_another_text && std::ranges::count(today, unit.revision) > 0 ? "" : unit.revision;
    }

    /// A translation that begins needs every text.
    bool is_complete() {
        if (translation_ != nullptr) {
            return true;
        }
        std::string missing;
        for (const auto& [id, text] : texts_) {
            if (text.original != nullptr && !taken_.contains(id)) {
                missing += (missing.empty() ? "\"" : ", \"") + id + "\"";
            }
        }
        if (!missing.empty()) {
            report_.error(place_of(file_name_),
                          article_.slug + ": these units are not translated: " + missing,
                          "translate the whole article once; later single units are enough");
        }
        return missing.empty();
    }

    const Taken* taken(const std::string& unit) const {
        const auto found = taken_.find(unit);
        return found == taken_.end() ? nullptr : &found->second;
    }

    static std::string unit_of(const SourceBlock& block) {
        std::string id = block.id;
        std::ranges::replace(id, '/', ':');
        return id;
    }

    /// Blocks of `base` whose text is another one, from the last to the first.
    std::string with_blocks(const TextFile& file, const Translation& base) const {
        Report ignored;
        const TextFile plain = take_switches(file, Notation::Article, ignored);
        std::string bytes = file.bytes();
        for (std::size_t i = base.blocks.size(); i-- > 0;) {
            const SourceBlock& block = base.blocks[i];
            const Taken* text = taken(unit_of(original_.blocks[i]));
            if (text == nullptr || !text->changed) {
                continue;
            }
            const std::size_t start = file.offset(block.text.place.line, block.text.place.column);
            std::size_t end = end_of_paragraph(plain.bytes(), start);
            if (i + 1 < base.blocks.size()) {
                const std::size_t next = file.offset(base.blocks[i + 1].text.place.line, 1);
                end = next > 0 ? std::min(end, next - 1) : end;
            }
            const bool newline = end == file.bytes().size() && file.bytes().ends_with('\n');
            std::string line = text->line;
            if (block.kind == BlockKind::Image) {
                line = "![" + line + "](" + block.image + ")";
            } else if (translation_ != nullptr && !block.written_id.empty()) {
                line += " {#" + block.written_id + "}";
            }
            bytes.replace(start, end - start, line + (newline ? "\n" : ""));
        }
        return bytes;
    }

    bool put(std::string& bytes, std::string_view key, const std::string& value) const {
        const auto changed = with_front_value(bytes, key, value);
        if (changed) {
            bytes = *changed;
        }
        return changed.has_value();
    }

    bool put_front(std::string& bytes, const std::string& state) const {
        bool whole = true;
        for (const auto& [unit, key] :
             {std::pair("article.title", "title"), std::pair("article.summary", "summary")}) {
            if (const Taken* text = taken(unit); text != nullptr && text->changed) {
                whole = put(bytes, key, toml_string(text->line)) && whole;
            }
        }
        if (const Taken* words = taken("article.keywords"); words != nullptr && words->changed) {
            whole = put(bytes, "keywords", array_of(keywords_of(words->line))) && whole;
        } else if (translation_ == nullptr && !original_.keywords.empty()) {
            whole = put(bytes, "keywords", "[]") && whole;
        }
        if (const std::string word = state_word(state); !word.empty()) {
            whole = put(bytes, "state", toml_string(word)) && whole;
        }
        const std::vector<std::string> hashes = follows();
        const bool known = translation_ != nullptr && translation_->follows
                               ? hashes == *translation_->follows
                               : translation_ != nullptr && changed() == 0 && hashes.empty();
        return whole && (known || put(bytes, "follows", array_of(hashes)));
    }

    /// What to write; empty: it stays what it is.
    std::string state_word(const std::string& wanted) const {
        if (!wanted.empty()) {
            return wanted;
        }
        const bool all = std::ranges::all_of(texts_, [this](const auto& entry) {
            const Taken* text = taken(entry.first);
            return text != nullptr && text->reviewed;
        });
        if (all) {
            return "reviewed";
        }
        return changed() > 0 ? "draft" : "";
    }

    std::string follows_of(const std::string& unit, const std::string& hash, std::size_t at) const {
        const Taken* text = taken(unit);
        if (text != nullptr && text->confirmed) {
            return text->revision;
        }
        if (!texts_.contains(unit)) {
            return hash; // a picture without words
        }
        if (translation_ == nullptr) {
            return "";
        }
        if (!translation_->follows) {
            return article_.origin == Origin::Import ? hash : "";
        }
        const std::vector<std::string>& old = *translation_->follows;
        if (std::ranges::count(old, hash) > 0) {
            return hash;
        }
        return old.size() == original_.blocks.size() + 2 ? old[at] : "";
    }

    std::vector<std::string> follows() const {
        std::vector<std::string> hashes{follows_of("article.title", original_.title.hash, 0),
                                        follows_of("article.summary", original_.summary.hash, 1)};
        for (std::size_t i = 0; i < original_.blocks.size(); ++i) {
            hashes.push_back(
                follows_of(unit_of(original_.blocks[i]), original_.blocks[i].text.hash, i + 2));
        }
        std::erase(hashes, "");
        return hashes;
    }

    /// Reads what is to be written: every text is there, every other one is what it was.
    bool says_what_was_taken(const std::string& bytes) const {
        Report report;
        const auto read = parse_translation(
            take_switches(TextFile("", bytes), Notation::Article, report), language_,
            article_.origin == Origin::Import ? Strictness::Import : Strictness::Own, report);
        if (!read || report.count(Severity::Error) > 0 ||
            read->blocks.size() != original_.blocks.size()) {
            return false;
        }
        const Translation& base = translation_ == nullptr ? original_ : *translation_;
        const auto good = [&](const std::string& unit, const Text& now, const Text& before) {
            const Taken* text = taken(unit);
            return are_same(now, text == nullptr ? before : text->text);
        };
        bool same = good("article.title", read->title.text, base.title.text) &&
                    good("article.summary", read->summary.text, base.summary.text);
        for (std::size_t i = 0; i < read->blocks.size(); ++i) {
            const SourceBlock& block = original_.blocks[i];
            same = same && read->blocks[i].kind == block.kind &&
                   read->blocks[i].level == block.level &&
                   good(unit_of(block), read->blocks[i].text.text, base.blocks[i].text.text);
        }
        return same;
    }

    const SourceArticle& article_;
    const std::string& language_;
    const std::string& file_name_;
    Report& report_;
    const Translation& original_;
    const Translation* translation_ = nullptr; ///< null: none, or one with other blocks
    std::map<std::string, XliffText> texts_;   ///< by unit
    TakenTexts taken_;
};

/// The article's slug; 1.2 has only the name of the file.
std::string slug_of(const xliff::File& file, xliff::Version version) {
    if (version != xliff::Version::V12) {
        return file.id;
    }
    return std::filesystem::path(file.original).parent_path().filename().string();
}

/// With the kind of line ends that the file has.
std::string with_line_ends_of(const std::string& old, const std::string& bytes) {
    if (old.find("\r\n") == std::string::npos) {
        return bytes;
    }
    std::string out;
    for (const char c : bytes) {
        out += c == '\n' ? "\r\n" : std::string(1, c);
    }
    return out;
}

class Import {
  public:
    Import(const ImportXliffOptions& options, Package package, Report& report, std::ostream& out)
        : options_(options), package_(std::move(package)), report_(report), out_(out),
          file_name_(options.file.string()), read_(read_articles(package_, report)) {}

    void run(const xliff::Document& document) {
        std::set<std::string> seen;
        for (const xliff::File& file : document.files) {
            const std::string slug = slug_of(file, document.version);
            if (!seen.insert(slug).second) {
                refuse("\"" + slug + "\" stands twice in the file", "take one of them out");
            } else if (!is_readable(slug)) {
                out_ << slug << "/" << file.target_language << ": refused, nothing was written\n";
            } else if (is_possible(file, slug)) {
                add(file, package_.articles.at(slug));
            }
        }
        if (document.files.empty()) {
            refuse("the file holds no <file>", "export again");
        }
    }

  private:
    void refuse(std::string what, std::string advice) {
        report_.error(place_of(options_.file), std::move(what), std::move(advice));
    }

    /// Takes an article into the package. False where something is wrong with its own files.
    bool is_readable(const std::string& slug) {
        const auto found = read_.find(slug);
        if (found == read_.end()) {
            return true;
        }
        if (found->second.report.count(Severity::Error) > 0) {
            report_.append(std::move(found->second.report));
            return false;
        }
        if (found->second.article) {
            package_.articles.emplace(slug, std::move(*found->second.article));
        }
        return true;
    }

    bool is_possible(const xliff::File& file, const std::string& slug) {
        const auto article = package_.articles.find(slug);
        const bool known = std::ranges::find(package_.languages, file.target_language,
                                             &Reference::name) != package_.languages.end();
        if (article == package_.articles.end() || article->second.removed) {
            refuse("there is no article \"" + slug + "\"",
                   "import only what was exported of this package");
        } else if (file.source_language != package_.default_language) {
            refuse("\"" + slug + "\" is translated from \"" + file.source_language + "\"",
                   "translate from \"" + package_.default_language + "\"");
        } else if (!known || file.target_language == package_.default_language) {
            refuse("\"" + slug + "\" is translated into \"" + file.target_language + "\"",
                   "name a language of package.toml as the target language");
        } else {
            return true;
        }
        return false;
    }

    void add(const xliff::File& file, const SourceArticle& article) {
        ArticleImport import(article, file.target_language, file_name_, report_);
        bool good = true;
        for (const xliff::Unit& unit : file.units) {
            good = import.take(unit) && good;
        }
        const std::string bytes = good ? import.write(options_.state) : std::string{};
        out_ << article.slug << "/" << file.target_language << ": ";
        if (bytes.empty()) {
            out_ << "refused, nothing was written\n";
            return;
        }
        std::error_code error;
        const bool there = std::filesystem::exists(import.path(), error);
        const auto old = there ? read_bytes(import.path(), report_) : std::optional(std::string{});
        out_ << import.changed() << " taken, " << import.unchanged() << " unchanged\n";
        if (old && with_plain_line_ends(*old) != bytes && !options_.dry_run) {
            write_durably(import.path(), with_line_ends_of(*old, bytes));
        }
    }

    const ImportXliffOptions& options_;
    Package package_;
    Report& report_;
    std::ostream& out_;
    std::string file_name_;
    std::map<std::string, ReadArticle> read_;
};

} // namespace

int import_xliff(const ImportXliffOptions& options, std::ostream& out, std::ostream& errors) {
    Report report;
    const auto bytes = read_bytes(options.file, report);
    Package package = read_package_rows(options.into, report);
    if (!bytes || report.count(Severity::Error) > 0) {
        print(report, Format::Text, errors);
        return 1;
    }
    Report found;
    const auto document = xliff::read(*bytes);
    if (!document) {
        Place place = place_of(options.file);
        place.line = document.error().line;
        found.error(place, document.error().what, document.error().advice);
    } else {
        Import(options, std::move(package), found, out).run(*document);
    }
    print(found, Format::Text, errors);
    return found.count(Severity::Error) > 0 ? 1 : 0;
}

} // namespace zugang::content::tool
