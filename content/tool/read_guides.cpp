#include "content/tool/read_guides.hpp"

#include "content/tool/inline_text.hpp"
#include "content/tool/read_article.hpp"
#include "content/tool/slug.hpp"
#include "content/tool/switches.hpp"
#include "content/tool/toml_tree.hpp"

#include <algorithm>
#include <set>

namespace zugang::content::tool {
namespace {

namespace fs = std::filesystem;

/// Id of a node, as its words are found by it.
std::string read_node_id(TableReader& row, Report& report) {
    const std::string id = row.required_text("id");
    if (!id.empty() && (!is_slug(id) || id == "meta" || id == "title")) {
        report.error(row.place("id"), "\"" + id + "\" cannot be the id of a node",
                     "use lower-case letters, digits, \"-\" and \"_\"; not \"meta\" and \"title\"");
    }
    return id;
}

SourceGuideNode read_question(const TomlNode& node, Report& report) {
    TableReader row(node, report);
    SourceGuideNode question{
        .id = read_node_id(row, report), .place = row.place("id"), .kind = GuideNodeKind::Question};
    for (const TomlNode* item : row.rows("answers")) {
        TableReader answer(*item, report);
        SourceGuideAnswer read;
        read.next = {answer.required_text("next"), answer.place("next")};
        read.icon = {answer.text("icon"), answer.place("icon")};
        answer.finish();
        question.answers.push_back(std::move(read));
    }
    row.finish();
    return question;
}

SourceGuideNode read_result(const TomlNode& node, Report& report) {
    TableReader row(node, report);
    SourceGuideNode result{.id = read_node_id(row, report),
                           .place = row.place("id"),
                           .kind = GuideNodeKind::Result,
                           .articles = row.references("articles"),
                           .contacts = row.references("contacts"),
                           .places = {row.text("places"), row.place("places")},
                           .discreet = row.flag("discreet")};
    row.finish();
    return result;
}

void read_structure(const TomlNode& root, SourceGuide& guide, Report& report) {
    TableReader file(root, report);
    guide.removed = file.flag("removed");
    guide.start = {guide.removed ? file.text("start") : file.required_text("start"),
                   file.place("start")};
    guide.order = static_cast<int>(file.integer("order", 0, 1'000'000, 100));
    guide.icon = {file.text("icon"), file.place("icon")};
    guide.sources = file.texts("sources");
    guide.as_of = file.date("as_of");
    guide.review_by = file.date("review_by");
    guide.review_by_place = file.place("review_by");
    guide.crisis = file.flag("crisis");
    for (const TomlNode* node : file.rows("question")) {
        guide.nodes.push_back(read_question(*node, report));
    }
    for (const TomlNode* node : file.rows("result")) {
        guide.nodes.push_back(read_result(*node, report));
    }
    file.finish();
}

std::string source_of(const SourceGuideText& text, const std::string& marked) {
    std::string source = text.title.name + "\n" + marked;
    for (const auto* list : {&text.answers, &text.hints, &text.bring}) {
        source += "\n";
        for (const Reference& item : *list) {
            source += item.name + "\n";
        }
    }
    return source;
}

SourceGuideText read_words_of_node(const TomlEntry& entry, const TextFile& file, Report& report) {
    TableReader row(entry.node, report);
    SourceGuideText text;
    text.place = entry.place;
    text.title = {row.required_text("title"), row.place("title")};
    const std::string marked = row.text("text");
    text.text = read_marked(marked, row.place("text"), file, report);
    text.text.place = row.place("text");
    text.answers = row.references("answers");
    text.hints = row.references("hints");
    text.bring = row.references("bring");
    text.hash = block_hash(source_of(text, marked));
    row.finish();
    return text;
}

void read_meta(const TomlNode& node, SourceGuideWords& words, Report& report) {
    TableReader meta(node, report);
    words.state =
        translation_state(meta.one_of("state", {"reviewed", "draft", "machine"}, "draft"));
    const auto follows = std::ranges::find(node.entries, "follows", &TomlEntry::key);
    if (follows != node.entries.end()) {
        words.follows = meta.texts("follows");
    }
    for (const TomlEntry& other : node.entries) { // notes of translators
        if (other.key != "follows" && other.key != "state") {
            meta.text(other.key);
        }
    }
}

std::optional<SourceGuideWords> read_words(const fs::path& path, Report& report) {
    const auto file = read_text(path, report);
    if (!file) {
        return std::nullopt;
    }
    take_switches(*file, Notation::Toml, report);
    return parse_guide_words(*file, report);
}

void compare(const SourceGuide& guide, const SourceGuideWords& original, SourceGuideWords& words) {
    const auto known = words.follows.value_or(std::vector<std::string>());
    const std::set<std::string> follows(known.begin(), known.end());
    const auto look = [&](const std::string& id, const std::string& hash) {
        const bool stale = !follows.contains(hash);
        if (stale) {
            words.stale_nodes.push_back(id);
        }
        words.stale = words.stale || stale;
        return stale;
    };
    look("title", block_hash(original.title.name));
    for (const SourceGuideNode& node : guide.nodes) {
        const auto german = original.nodes.find(node.id);
        const auto text = words.nodes.find(node.id);
        if (german != original.nodes.end() && text != words.nodes.end()) {
            text->second.stale = look(node.id, german->second.hash);
        }
    }
}

void find_incomplete(const SourceGuide& guide, SourceGuideWords& words) {
    for (const SourceGuideNode& node : guide.nodes) {
        const auto text = words.nodes.find(node.id);
        if (text != words.nodes.end()) {
            SourceGuideText& found = text->second;
            found.complete = !found.title.name.empty() &&
                             found.answers.size() == node.answers.size() &&
                             (found.hints.empty() || found.hints.size() == node.answers.size());
        }
    }
}

void read_languages(const fs::path& folder, SourceGuide& guide, Report& report) {
    std::error_code error;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        files.push_back(entry.path());
    }
    std::ranges::sort(files);
    for (const fs::path& path : files) {
        if (path.extension() != ".toml") {
            report.advice(place_of(path), "this file is not used", "remove it");
        } else if (auto words = read_words(path, report)) {
            find_incomplete(guide, *words);
            guide.words.emplace(path.stem().string(), *std::move(words));
        } else {
            guide.unread.insert(path.stem().string());
        }
    }
    const auto original = guide.words.find(guide.default_language);
    for (auto& [language, words] : guide.words) {
        if (language != guide.default_language && original != guide.words.end()) {
            compare(guide, original->second, words);
        }
    }
}

void read_guide(const fs::path& path, Package& package, Report& report) {
    SourceGuide guide;
    guide.id = path.stem().string();
    guide.place = place_of(path);
    guide.default_language = package.default_language;
    if (!is_slug(guide.id)) {
        report.error(guide.place, "\"" + guide.id + "\" is no id of a guide",
                     "use lower-case letters, digits, \"-\" and \"_\"");
        return;
    }
    if (const auto root = read_toml(path, report)) {
        read_structure(*root, guide, report);
        read_languages(package.folder / "guides" / guide.id, guide, report);
        package.guides.emplace(guide.id, std::move(guide));
    }
}

} // namespace

std::optional<SourceGuideWords> parse_guide_words(const TextFile& file, Report& report) {
    const auto root = parse_toml(file, file.bytes(), 1, report);
    if (!root) {
        return std::nullopt;
    }
    SourceGuideWords words;
    words.place = file.place(0);
    TableReader table(*root, report);
    words.title = {table.required_text("title"), table.place("title")};
    for (const TomlEntry& entry : root->entries) {
        if (entry.key == "title") {
            continue;
        }
        if (entry.node.kind != TomlNode::Kind::Table) {
            report.error(entry.place, "this is no node", "write [" + entry.key + "]");
        } else if (entry.key == "meta") {
            read_meta(entry.node, words, report);
        } else {
            words.nodes.emplace(entry.key, read_words_of_node(entry, file, report));
        }
    }
    return words;
}

void read_guides(Package& package, Report& report) {
    std::error_code error;
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(package.folder / "guides", error)) {
        paths.push_back(entry.path());
    }
    std::ranges::sort(paths);
    for (const fs::path& path : paths) {
        if (path.extension() == ".toml") {
            read_guide(path, package, report);
        } else if (!fs::exists(path.string() + ".toml", error)) {
            report.advice(place_of(path), "this is not used",
                          "remove it, or write " + path.filename().string() + ".toml beside it");
        }
    }
}

std::vector<std::string> guide_hashes(const SourceGuide& guide, const SourceGuideWords& original) {
    std::vector<std::string> hashes{block_hash(original.title.name)};
    for (const SourceGuideNode& node : guide.nodes) {
        const auto text = original.nodes.find(node.id);
        if (text != original.nodes.end()) {
            hashes.push_back(text->second.hash);
        }
    }
    return hashes;
}

} // namespace zugang::content::tool
