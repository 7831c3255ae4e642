#include "content/tool/read_article.hpp"

#include "content/sha256.hpp"
#include "content/tool/align.hpp"
#include "content/tool/slug.hpp"
#include "content/tool/toml_tree.hpp"

#include <algorithm>

namespace zugang::content::tool {
namespace {

/// The text of a front matter key, with the place of each of its characters where it stands
/// literally in the file.
SourceText read_marked(TableReader& table, std::string_view key, const TextFile& file,
                       Report& report) {
    const std::string text = table.required_text(key);
    const Place place = table.place(key);
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
        report.error(place, "there is a picture in \"" + std::string(key) + "\"",
                     "give it a paragraph of its own below the +++ lines");
    }
    return std::move(inline_text.text);
}

TranslationState state_of(std::string_view word) {
    if (word == "reviewed") {
        return TranslationState::Reviewed;
    }
    return word == "machine" ? TranslationState::Machine : TranslationState::Draft;
}

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

} // namespace

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
        translation.title = read_marked(table, "title", file, report);
        translation.summary = read_marked(table, "summary", file, report);
        translation.keywords = table.texts("keywords");
        translation.state =
            state_of(table.one_of("state", {"reviewed", "draft", "machine"}, "draft"));
        const auto has_follows = std::ranges::find(facts.entries, "follows", &TomlEntry::key);
        std::vector<std::string> follows = table.texts("follows");
        if (has_follows != facts.entries.end()) {
            translation.follows = std::move(follows);
        }
        table.finish();
    }
    const std::size_t body = std::min(end + 5, bytes.size());
    translation.blocks = parse_blocks(file, body, strictness, report);
    if (!root) {
        return std::nullopt;
    }
    return translation;
}

std::optional<SourceArticle> read_article(const std::filesystem::path& folder,
                                          const std::string& default_language, Report& report) {
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
        facts = parse_toml(*facts_file, facts_file->bytes(), 1, report);
    }
    if (facts) {
        read_facts(article, *facts, report);
    }
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
            continue;
        }
        add_file(digest, *file);
        if (auto translation = parse_translation(*file, language, strictness, report)) {
            article.translations.emplace(language, std::move(*translation));
        }
    }
    if (!default_there && !article.removed) {
        report.error(article.place, "the article has no text in the default language",
                     "write " + default_language + ".md");
    }
    align(article, report);
    article.digest = digest.finish();
    if (!facts) {
        return std::nullopt;
    }
    return article;
}

} // namespace zugang::content::tool
