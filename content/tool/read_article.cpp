#include "content/tool/read_article.hpp"

#include "content/sha256.hpp"
#include "content/tool/align.hpp"
#include "content/tool/slug.hpp"
#include "content/tool/switches.hpp"
#include "content/tool/toml_tree.hpp"

#include <algorithm>

namespace zugang::content::tool {
namespace {

std::vector<std::filesystem::path> sorted_files(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

void add_file(Sha256& digest, const TextFile& file) {
    const std::string name = std::filesystem::path(*file.place(0).file).filename().string();
    digest.add("\n" + std::to_string(file.bytes().size()) + " " + name + "\n");
    digest.add(file.bytes());
}

void read_facts(SourceArticle& article, const TomlNode& root, Report& report) {
    TableReader table(root, report);
    article.removed = table.flag("removed");
    article.topic = {article.removed ? table.text("topic") : table.required_text("topic"),
                     table.place("topic")};
    article.order = static_cast<int>(table.integer("order", 0, 1'000'000, 100));
    article.parent = {table.text("parent"), table.place("parent")};
    article.icon = {table.text("icon"), table.place("icon")};
    article.phase = static_cast<int>(table.integer("phase", 1, 5, 0));
    article.audience = table.text("audience", "all");
    article.sources = table.texts("sources");
    article.as_of = table.date("as_of");
    article.review_by = table.date("review_by");
    article.review_by_place = table.place("review_by");
    article.confidence = table.one_of("confidence", {"high", "medium", "low"}, "medium");
    article.confidence_place = table.place("confidence");
    article.contacts = table.references("contacts");
    article.related = table.references("related");
    article.visibility = table.one_of("visibility", {"public", "staff"}, "public") == "staff"
                             ? Visibility::Staff
                             : Visibility::Public;
    article.origin =
        table.one_of("origin", {"own", "import"}, "own") == "import" ? Origin::Import : Origin::Own;
    article.discreet = table.flag("discreet");
    table.finish();
}

/// What a file says, or where there are errors in it, what it said before.
std::optional<Translation> read_translation(const TextFile& file, const std::string& language,
                                            Strictness strictness, const SourceArticle* last_good,
                                            Report& report) {
    Report own;
    auto translation = parse_translation(file, language, strictness, own);
    const bool has_errors = own.count(Severity::Error) > 0;
    report.append(std::move(own));
    if (has_errors && last_good != nullptr) {
        const auto before = last_good->translations.find(language);
        if (before != last_good->translations.end()) {
            return before->second;
        }
    }
    return translation;
}

} // namespace

SourceText read_marked(const std::string& text, const Place& place, const TextFile& file,
                       Report& report) {
    MarkedText words(file, place);
    std::size_t start = file.offset(place.line, place.column);
    start = std::min(file.bytes().find_first_not_of("\"'", start), file.bytes().size());
    const bool literal = file.bytes().compare(start, text.size(), text) == 0;
    if (literal && text.find('\n') == std::string::npos) {
        words.add_line(text, start);
    } else {
        std::string joined = text;
        std::ranges::replace(joined, '\n', ' ');
        words.add_line(joined, std::string::npos);
    }
    InlineText inline_text = parse_inline(words, report);
    if (inline_text.is_image) {
        report.error(place, "a picture cannot stand here",
                     "give it a paragraph of its own below the +++ lines of an article");
    }
    return std::move(inline_text.text);
}

TranslationState translation_state(std::string_view word) {
    if (word == "reviewed") {
        return TranslationState::Reviewed;
    }
    return word == "machine" ? TranslationState::Machine : TranslationState::Draft;
}

std::optional<Translation> parse_translation(const TextFile& file, const std::string& language,
                                             Strictness strictness, Report& report) {
    const std::string& bytes = file.bytes();
    if (!bytes.starts_with("+++\n")) {
        report.error(file.place(0), "the file does not start with a line \"+++\"",
                     "put title, summary and state between two lines \"+++\"");
        return std::nullopt;
    }
    std::size_t end = bytes.find("\n+++", 3);
    while (end != std::string::npos && end + 4 < bytes.size() && bytes[end + 4] != '\n') {
        end = bytes.find("\n+++", end + 1);
    }
    if (end == std::string::npos) {
        report.error(file.place(0), "the second line \"+++\" is missing",
                     "put it between the facts and the text");
        return std::nullopt;
    }
    Translation translation;
    translation.language = language;
    translation.place = file.place(0);
    const std::string_view front =
        std::string_view(bytes).substr(4, end + 1 - std::min<std::size_t>(4, end + 1));
    const std::optional<TomlNode> root = parse_toml(file, front, 2, report);
    if (root) {
        TomlNode facts = *root;
        facts.place = file.place(0);
        TableReader table(facts, report);
        translation.title =
            read_marked(table.required_text("title"), table.place("title"), file, report);
        translation.summary =
            read_marked(table.required_text("summary"), table.place("summary"), file, report);
        translation.keywords = table.texts("keywords");
        translation.state =
            translation_state(table.one_of("state", {"reviewed", "draft", "machine"}, "draft"));
        const auto has_follows = std::ranges::find(facts.entries, "follows", &TomlEntry::key);
        std::vector<std::string> follows = table.texts("follows");
        if (has_follows != facts.entries.end()) {
            translation.follows = std::move(follows);
        }
        table.finish();
    }
    const std::size_t body = std::min(end + 5, bytes.size());
    Report found("markdown");
    translation.blocks = parse_blocks(file, body, strictness, found);
    report.append(std::move(found));
    if (!root) {
        return std::nullopt;
    }
    return translation;
}

std::optional<SourceArticle> read_article(const std::filesystem::path& folder,
                                          const std::string& default_language, Report& report,
                                          const SourceArticle* last_good) {
    SourceArticle article;
    article.slug = folder.filename().string();
    article.default_language = default_language;
    article.package_folder = folder.parent_path().parent_path();
    article.place = place_of(folder / "article.toml");
    if (!is_slug(article.slug)) {
        report.error(place_of(folder), "\"" + article.slug + "\" is no slug",
                     "use lower-case letters, digits, \"-\" and \"_\"");
    }
    if (!std::filesystem::exists(folder / "article.toml")) {
        report.error(article.place, "the article has no article.toml",
                     "add one, or remove the folder");
        return std::nullopt;
    }
    Sha256 digest;
    digest.add(article.slug + " " + default_language);
    const std::optional<TextFile> facts_file = read_text(folder / "article.toml", report);
    std::optional<TomlNode> facts;
    if (facts_file) {
        add_file(digest, *facts_file);
        take_switches(*facts_file, Notation::Toml, report);
        facts = parse_toml(*facts_file, facts_file->bytes(), 1, report);
    }
    Report of_facts;
    if (facts) {
        read_facts(article, *facts, of_facts);
    }
    if (last_good != nullptr && (!facts || of_facts.count(Severity::Error) > 0)) {
        article = *last_good;
        article.translations.clear();
    }
    report.append(std::move(of_facts));
    const Strictness strictness =
        article.origin == Origin::Import ? Strictness::Import : Strictness::Own;
    bool default_there = false;
    for (const std::filesystem::path& path : sorted_files(folder)) {
        if (path.filename() == "article.toml") {
            continue;
        }
        if (path.extension() != ".md") {
            report.advice(place_of(path), "this file is not used",
                          "remove it; pictures belong into media/");
            continue;
        }
        const std::string language = path.stem().string();
        default_there = default_there || language == default_language;
        const std::optional<TextFile> file = read_text(path, report);
        if (!file) {
            article.unread.insert(language);
            continue;
        }
        add_file(digest, *file);
        const TextFile plain = take_switches(*file, Notation::Article, report);
        if (auto translation = read_translation(plain, language, strictness, last_good, report)) {
            article.translations.emplace(language, std::move(*translation));
        } else {
            article.unread.insert(language);
        }
    }
    if (!default_there && !article.removed) {
        report.error(article.place, "the article has no text in the default language",
                     "write " + default_language + ".md");
    }
    Report found("alignment");
    align(article, found);
    report.append(std::move(found));
    if (last_good != nullptr) { // its files alone do not say what it is made of
        digest.add(last_good->digest);
    }
    article.digest = digest.finish();
    if (!facts && last_good == nullptr) {
        return std::nullopt;
    }
    return article;
}

} // namespace zugang::content::tool
