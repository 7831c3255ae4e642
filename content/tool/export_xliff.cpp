#include "content/tool/export_xliff.hpp"

#include "content/durable_file.hpp"
#include "content/tool/blocks.hpp"
#include "content/tool/git.hpp"
#include "content/tool/inline_text.hpp"
#include "content/tool/read_article.hpp"
#include "content/tool/read_package.hpp"
#include "content/tool/text_file.hpp"

#include <algorithm>
#include <ostream>
#include <set>

namespace zugang::content::tool {
namespace {

std::string unit_id(std::string block_id) {
    std::ranges::replace(block_id, '/', ':'); // ids of XLIFF 2 are NMTOKEN
    return block_id;
}

std::string place_of_text(const XliffText& text) {
    if (text.block == nullptr) {
        return text.id == "article.title" ? "Title: short, it stands in lists and on tiles"
               : text.id == "article.summary"
                   ? "Summary: what the page is about, in a sentence or two"
                   : "Keywords for the search, with \"; \" between them";
    }
    switch (text.block->kind) {
    case BlockKind::Heading:
        return "Heading";
    case BlockKind::Paragraph:
        return "Paragraph";
    case BlockKind::Step:
        return "Numbered step " + std::to_string(text.block->number);
    case BlockKind::Item:
        return "List item";
    case BlockKind::Note:
        return "Note in a box";
    case BlockKind::Image:
        break;
    }
    return "What the picture " + text.block->image + " shows, for people who cannot see it";
}

class Exporter {
  public:
    Exporter(const Package& package, const ExportXliffOptions& options)
        : package_(package), options_(options) {}

    /// `before`: the default language's text of the earlier revision; null without one. Only texts
    /// that are others now become units.
    xliff::File file_of(const SourceArticle& article, const Translation* before) const {
        xliff::File file{.id = article.slug,
                         .original =
                             "articles/" + article.slug + "/" + article.default_language + ".md",
                         .source_language = article.default_language,
                         .target_language = options_.language,
                         .glossary = {},
                         .units = {}};
        const Translation& original = article.translations.at(article.default_language);
        const auto found = article.translations.find(options_.language);
        const Translation* translation =
            found == article.translations.end() ? nullptr : &found->second;
        for (const XliffText& text : xliff_texts(article, options_.language)) {
            xliff::Unit unit = text.original == nullptr
                                   ? keyword_unit(original, translation)
                                   : unit_of(text, translation == nullptr ? TranslationState::Draft
                                                                          : translation->state);
            if (before != nullptr && !note_change(text, original, *before, unit)) {
                continue;
            }
            unit.id = text.id;
            unit.notes.insert(unit.notes.begin(), {"description", place_of_text(text)});
            file.units.push_back(std::move(unit));
        }
        if (options_.version == xliff::Version::V12) {
            file.glossary = terms_of_file(article);
        }
        return file;
    }

  private:
    static xliff::State state_of(bool translated, bool stale, TranslationState state) {
        if (!translated || stale) {
            return xliff::State::Initial;
        }
        return state == TranslationState::Reviewed ? xliff::State::Reviewed
                                                   : xliff::State::Translated;
    }

    xliff::Unit unit_of(const XliffText& text, TranslationState state) const {
        xliff::Unit unit;
        unit.revision = text.original->hash;
        std::vector<xliff::Code> codes = xliff::codes_of(text.original->text);
        for (xliff::Code& code : codes) {
            code.shown = shown(code);
        }
        xliff::Segment segment;
        segment.source = xliff::content_of(text.original->text, codes, options_.version, unit);
        if (text.translation != nullptr && !text.translation->text.utf8.empty()) {
            auto own = xliff::codes_of_translation(text.translation->text, codes);
            for (xliff::Code& code : own) {
                code.shown = shown(code);
            }
            segment.target = xliff::content_of(text.translation->text, own, options_.version, unit);
        }
        segment.state = state_of(segment.target.has_value(), text.stale, state);
        if (text.stale && segment.target) {
            segment.state_word = options_.version == xliff::Version::V12 ? "needs-adaptation" : "";
            segment.sub_state = options_.version == xliff::Version::V12 ? "" : "zugang:stale";
            unit.notes.push_back(
                {"change", "The German text has changed since this translation was made."});
        }
        unit.segments.push_back(std::move(segment));
        add_terms(*text.original, unit);
        return unit;
    }

    xliff::Unit keyword_unit(const Translation& original, const Translation* translation) const {
        xliff::Unit unit;
        unit.revision = block_hash(keyword_line(original.keywords));
        xliff::Segment segment;
        segment.source = {{.text = keyword_line(original.keywords), .element = {}}};
        if (translation != nullptr && !translation->keywords.empty()) {
            segment.target = {{.text = keyword_line(translation->keywords), .element = {}}};
        }
        segment.state =
            state_of(segment.target.has_value(), false,
                     translation == nullptr ? TranslationState::Draft : translation->state);
        unit.segments.push_back(std::move(segment));
        return unit;
    }

    /// What a translator reads instead of the id.
    std::string shown(const xliff::Code& code) const {
        if (code.kind == SpanKind::Value) {
            const std::string id = code.target.substr(0, code.target.find('@'));
            const auto row = std::ranges::find_if(
                package_.values, [&id](const SourceValue& value) { return value.value.id == id; });
            return row == package_.values.end() ? code.shown : code.shown + " " + row->label;
        }
        if (code.kind == SpanKind::Contact) {
            const auto row = std::ranges::find(package_.contacts, code.target, &SourceContact::id);
            return row == package_.contacts.end() ? code.shown : code.shown + " " + row->name;
        }
        return code.shown;
    }

    xliff::GlossaryEntry entry_of(const SourceTerm& term) const {
        xliff::GlossaryEntry entry{.term = term.term, .translation = {}, .definition = term.text};
        if (const auto language = package_.term_translations.find(options_.language);
            language != package_.term_translations.end()) {
            if (const auto found = language->second.find(term.id);
                found != language->second.end()) {
                entry.translation = found->second.term;
            }
        }
        return entry;
    }

    void add_terms(const SourceText& text, xliff::Unit& unit) const {
        std::set<std::string> seen;
        for (const Span& span : text.text.spans) {
            const auto term = std::ranges::find(package_.terms, span.target, &SourceTerm::id);
            if (span.kind != SpanKind::Term || term == package_.terms.end() ||
                !seen.insert(span.target).second) {
                continue;
            }
            const xliff::GlossaryEntry entry = entry_of(*term);
            unit.notes.push_back(
                {"term", entry.term + " (stays German)" +
                             (entry.translation.empty() ? "" : ": " + entry.translation)});
            if (options_.version != xliff::Version::V12) {
                unit.glossary.push_back(entry);
            }
        }
    }

    std::vector<xliff::GlossaryEntry> terms_of_file(const SourceArticle& article) const {
        std::set<std::string> ids;
        for (const XliffText& text : xliff_texts(article, options_.language)) {
            if (text.original != nullptr) {
                for (const Span& span : text.original->text.spans) {
                    ids.insert(span.kind == SpanKind::Term ? span.target : "");
                }
            }
        }
        std::vector<xliff::GlossaryEntry> entries;
        for (const SourceTerm& term : package_.terms) {
            if (ids.contains(term.id)) {
                entries.push_back(entry_of(term));
            }
        }
        return entries;
    }

    /// False where the text is what it was; else a note says what it was.
    static bool note_change(const XliffText& text, const Translation& original,
                            const Translation& before, xliff::Unit& unit) {
        if (text.original == nullptr) {
            return keyword_line(original.keywords) != keyword_line(before.keywords);
        }
        const SourceText* old = text.id == "article.title"     ? &before.title
                                : text.id == "article.summary" ? &before.summary
                                                               : nullptr;
        for (const SourceBlock& block : before.blocks) {
            if (block.text.hash == text.original->hash && text.block != nullptr) {
                return false;
            }
            if (old == nullptr && text.block != nullptr && block.id == text.block->id) {
                old = &block.text;
            }
        }
        if (old == nullptr) {
            return true;
        }
        if (old->hash == text.original->hash) {
            return false;
        }
        unit.notes.push_back({"change", "Before, the German text was: " + written(old->text)});
        return true;
    }

    const Package& package_;
    const ExportXliffOptions& options_;
};

/// The default language's text as it was; nothing where it was not there yet.
std::optional<Translation> text_before(const SourceArticle& article, const std::string& revision) {
    const auto bytes =
        run_git(article.package_folder, {"show", revision + ":./articles/" + article.slug + "/" +
                                                     article.default_language + ".md"});
    if (!bytes) {
        return std::nullopt;
    }
    Report ignored;
    const TextFile file("", with_plain_line_ends(*bytes));
    auto translation =
        parse_translation(file, article.default_language, Strictness::Import, ignored);
    if (translation) {
        give_ids(translation->blocks);
    }
    return translation;
}

/// What is wrong with articles that are not named is no matter here.
Package read_wanted(const ExportXliffOptions& options, Report& report) {
    Package package = read_package_rows(options.source, report);
    for (auto& [slug, read] : read_articles(package, report)) {
        if (!options.slugs.empty() && std::ranges::count(options.slugs, slug) == 0) {
            continue;
        }
        report.append(std::move(read.report));
        if (read.article) {
            package.articles.emplace(slug, std::move(*read.article));
        }
    }
    return package;
}

bool has_doubled_ids(const xliff::File& file) {
    std::set<std::string> ids;
    return !std::ranges::all_of(
        file.units, [&ids](const xliff::Unit& unit) { return ids.insert(unit.id).second; });
}

/// Why this cannot be exported; empty: it can.
std::string refuse(const Package& package, const ExportXliffOptions& options) {
    if (options.language == package.default_language) {
        return "\"" + options.language +
               "\" is the default language; name the one to translate into";
    }
    if (std::ranges::find(package.languages, options.language, &Reference::name) ==
        package.languages.end()) {
        return "the package has no language \"" + options.language +
               "\"; add it to \"languages\" in package.toml";
    }
    for (const std::string& slug : options.slugs) {
        if (!package.articles.contains(slug)) {
            return "there is no article \"" + slug + "\"; nothing was written";
        }
    }
    return {};
}

} // namespace

std::string keyword_line(const std::vector<std::string>& keywords) {
    std::string line;
    for (const std::string& keyword : keywords) {
        line += (line.empty() ? "" : "; ") + keyword;
    }
    return line;
}

std::vector<XliffText> xliff_texts(const SourceArticle& article, const std::string& language) {
    const Translation& original = article.translations.at(article.default_language);
    const auto found = article.translations.find(language);
    const Translation* other = found == article.translations.end() ? nullptr : &found->second;
    const auto stale = [&](const std::string& id) {
        return other != nullptr && std::ranges::count(other->stale_blocks, id) > 0;
    };
    std::vector<XliffText> texts{
        {"article.title", &original.title, other == nullptr ? nullptr : &other->title, nullptr,
         stale("title")},
        {"article.summary", &original.summary, other == nullptr ? nullptr : &other->summary,
         nullptr, stale("summary")}};
    for (std::size_t i = 0; i < original.blocks.size(); ++i) {
        const SourceBlock& block = original.blocks[i];
        if (!block.text.text.utf8.empty()) {
            texts.push_back({unit_id(block.id), &block.text,
                             other != nullptr && other->aligned ? &other->blocks[i].text : nullptr,
                             &block, stale(block.id)});
        }
    }
    if (!original.keywords.empty()) {
        texts.push_back({.id = "article.keywords"});
    }
    return texts;
}

int export_xliff(const ExportXliffOptions& options, std::ostream& out, std::ostream& errors) {
    Report report;
    const Package package = read_wanted(options, report);
    if (report.count(Severity::Error) > 0) {
        print(report, Format::Text, errors);
        return 1;
    }
    const auto complain = [&errors](const std::string& message) {
        errors << "zugang-content: " << message << "\n";
        return 1;
    };
    if (const std::string reason = refuse(package, options); !reason.empty()) {
        return complain(reason);
    }
    std::string revision;
    if (!options.changed_since.empty()) {
        const auto found = run_git(package.folder, {"rev-parse", "--verify", "--end-of-options",
                                                    options.changed_since + "^{commit}"});
        if (!found) {
            return complain("\"" + options.changed_since + "\" is no revision here: " +
                            found.error() + "; name one that \"git log\" shows");
        }
        revision = found->substr(0, found->find('\n'));
    }
    xliff::Document document{.version = options.version, .files = {}};
    std::size_t units = 0;
    const Exporter exporter(package, options);
    for (const auto& [slug, article] : package.articles) {
        const bool wanted = options.slugs.empty() || std::ranges::count(options.slugs, slug) > 0;
        if (!wanted || article.removed) {
            continue;
        }
        const auto before =
            revision.empty() ? std::optional<Translation>{} : text_before(article, revision);
        xliff::File file = exporter.file_of(article, before ? &*before : nullptr);
        if (has_doubled_ids(file)) {
            return complain("two blocks of \"" + slug +
                            "\" have one id; zugang-content check says where");
        }
        if (!file.units.empty()) {
            units += file.units.size();
            document.files.push_back(std::move(file));
        }
    }
    if (document.files.empty()) {
        return complain("there is nothing to translate; nothing was written");
    }
    write_durably(options.out, xliff::write(document));
    out << document.files.size() << " articles, " << units << " texts written to "
        << options.out.string() << "\n";
    return 0;
}

} // namespace zugang::content::tool
