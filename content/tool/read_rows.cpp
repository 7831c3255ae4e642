#include "content/tool/read_rows.hpp"

#include "content/tool/inline_text.hpp"
#include "content/tool/slug.hpp"
#include "content/tool/toml_tree.hpp"

#include <algorithm>
#include <set>

namespace zugang::content::tool {
namespace {

std::string read_id(TableReader& row, Report& report) {
    const std::string id = row.required_text("id");
    if (!id.empty() && !is_slug(id)) {
        report.error(row.place("id"), "\"" + id + "\" is no id",
                     "use lower-case letters, digits, \"-\" and \"_\"");
    }
    return id;
}

/// The parsed file; no value where there is none or it is broken.
std::optional<TomlNode> read_optional(Package& package, const std::string& name, Report& report) {
    const std::filesystem::path file = package.folder / name;
    if (!std::filesystem::exists(file)) {
        return std::nullopt;
    }
    auto root = read_toml(file, report);
    if (!root) {
        package.unread.insert(name);
    }
    return root;
}

std::vector<std::filesystem::path> toml_files(const std::filesystem::path& folder, Report& report) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        if (entry.path().extension() == ".toml") {
            files.push_back(entry.path());
        } else {
            report.advice(place_of(entry.path()), "this file is not used", "remove it");
        }
    }
    std::ranges::sort(files);
    return files;
}

void read_languages(Package& package, Report& report) {
    const auto root = read_optional(package, "languages.toml", report);
    if (!root) {
        return;
    }
    TableReader file(*root, report);
    for (const TomlNode* node : file.rows("language")) {
        TableReader row(*node, report);
        SourceLanguage language;
        language.place = row.place("tag");
        Language& facts = language.language;
        facts.tag = row.required_text("tag");
        facts.endonym = row.required_text("endonym");
        facts.greeting = row.required_text("greeting");
        facts.direction = row.one_of("direction", {"ltr", "rtl"}, "ltr") == "rtl"
                              ? Direction::RightToLeft
                              : Direction::LeftToRight;
        language.fallback = row.references("fallback");
        facts.fonts = row.texts("fonts");
        if (facts.fonts.empty()) {
            report.error(node->place, "the language has no \"fonts\"",
                         "add fonts = [\"noto-sans\"], families of fonts/fonts.toml");
        }
        facts.line_height = row.number("line_height", 1.45);
        if (facts.line_height < 1.0 || facts.line_height > 3.0) {
            report.error(row.place("line_height"), "this line height is not possible",
                         "write a number from 1.0 to 3.0");
            facts.line_height = 1.45;
        }
        facts.digits = row.text("digits");
        facts.calendar = row.text("calendar");
        facts.keyboard = row.text("keyboard");
        language.keyboard_place = row.place("keyboard");
        facts.voice = row.text("voice");
        language.sentence_lines = row.flag("sentence_lines");
        language.hyphenation = {.name = row.text("hyphenation"), .place = row.place("hyphenation")};
        row.finish();
        package.language_rows.push_back(std::move(language));
    }
    file.finish();
}

void read_hyphenations(Package& package, Report& report) {
    const auto root = read_optional(package, "hyphenation.toml", report);
    if (!root) {
        return;
    }
    TableReader file(*root, report);
    for (const TomlEntry& entry : root->entries) {
        const TomlNode* node = file.table(entry.key);
        if (node != nullptr) {
            TableReader table(*node, report);
            package.hyphenations[entry.key] = table.references("words");
            table.finish();
        }
    }
    file.finish();
}

void read_topics(Package& package, Report& report) {
    const auto root = read_optional(package, "topics.toml", report);
    if (!root) {
        return;
    }
    TableReader file(*root, report);
    for (const TomlNode* node : file.rows("topic")) {
        TableReader row(*node, report);
        SourceTopic topic;
        topic.topic.id = read_id(row, report);
        topic.place = row.place("id");
        topic.topic.icon = row.text("icon");
        topic.icon_place = row.place("icon");
        topic.topic.hue = static_cast<int>(row.integer("hue", 1, 8, 1));
        topic.topic.hidden = row.flag("hidden");
        topic.removed = row.flag("removed");
        row.finish();
        package.topics.push_back(std::move(topic));
    }
    for (const TomlNode* node : file.rows("phase")) {
        TableReader row(*node, report);
        SourcePhase phase;
        phase.phase.number = static_cast<int>(row.integer("number", 1, 5, 0));
        if (phase.phase.number == 0) {
            report.error(node->place, "the phase has no \"number\"", "add number = 1");
        }
        phase.phase.icon = row.required_text("icon");
        phase.icon_place = row.place("icon");
        phase.phase.article = row.required_text("article");
        phase.article_place = row.place("article");
        row.finish();
        package.phases.push_back(std::move(phase));
    }
    file.finish();
}

bool is_decimal(std::string_view text) {
    if (text.starts_with('-')) {
        text.remove_prefix(1);
    }
    const std::size_t point = std::min(text.find('.'), text.size());
    const auto digits = [](std::string_view part) {
        return !part.empty() && part.size() <= 15 &&
               part.find_first_not_of("0123456789") == std::string_view::npos;
    };
    return digits(text.substr(0, point)) &&
           (point == text.size() || digits(text.substr(point + 1)));
}

void read_amount(TableReader& row, SourceValue& value, Report& report) {
    const std::string number = row.text("number");
    value.value.min = row.text("min");
    value.value.max = row.text("max");
    if (!number.empty() && value.value.min.empty() && value.value.max.empty()) {
        value.value.min = number;
        value.value.max = number;
    } else if (!number.empty() || value.value.min.empty() || value.value.max.empty()) {
        report.error(value.place, "the value needs a number, or min and max",
                     "write number = \"13.90\", or min = \"100\" and max = \"600\"");
        return;
    }
    for (const char* key : {"number", "min", "max"}) {
        const std::string text = row.text(key);
        if (!text.empty() && !is_decimal(text)) {
            report.error(row.place(key), "\"" + text + "\" is no number",
                         "write digits and a dot, as \"13.90\"");
            return;
        }
    }
    if (std::stod(value.value.min) > std::stod(value.value.max)) {
        report.error(row.place("min"), "min is greater than max", "exchange them");
    }
}

void read_values(Package& package, Report& report) {
    const auto root = read_optional(package, "values.toml", report);
    if (!root) {
        return;
    }
    TableReader file(*root, report);
    for (const TomlNode* node : file.rows("value")) {
        TableReader row(*node, report);
        SourceValue value;
        value.value.id = read_id(row, report);
        value.place = row.place("id");
        value.removed = row.flag("removed");
        value.label = row.text("label");
        if (!value.removed) {
            read_amount(row, value, report);
            value.value.unit = row.required_text("unit");
        } else {
            for (const char* key : {"number", "min", "max", "unit"}) {
                row.text(key);
            }
        }
        value.unit_place = row.place("unit");
        value.value.valid_from = row.date("valid_from");
        value.value.valid_to = row.date("valid_to");
        if (value.value.valid_from && value.value.valid_to &&
            *value.value.valid_from > *value.value.valid_to) {
            report.error(row.place("valid_to"), "the value ends before it starts",
                         "correct valid_from or valid_to");
        }
        value.law = row.text("law");
        value.source = row.text("source");
        value.confidence = row.one_of("confidence", {"high", "medium", "low"}, "medium");
        row.finish();
        package.values.push_back(std::move(value));
    }
    file.finish();
}

void read_contacts(Package& package, Report& report) {
    const auto root = read_optional(package, "contacts.toml", report);
    if (!root) {
        return;
    }
    TableReader file(*root, report);
    for (const TomlNode* node : file.rows("contact")) {
        TableReader row(*node, report);
        SourceContact contact;
        contact.id = read_id(row, report);
        contact.place = row.place("id");
        contact.removed = row.flag("removed");
        contact.name = contact.removed ? row.text("name") : row.required_text("name");
        contact.phone = row.text("phone");
        contact.web = row.text("web");
        contact.mail = row.text("mail");
        contact.hours = row.text("hours");
        contact.cost = row.one_of("cost", {"free", "normal", "local", ""}, "");
        contact.languages = row.texts("languages");
        contact.source = row.text("source");
        contact.as_of = row.text("as_of");
        contact.confidence = row.one_of("confidence", {"high", "medium", "low"}, "medium");
        contact.emergency = row.flag("emergency");
        if (const TomlNode* lines = row.table("for_whom")) {
            for (const TomlEntry& entry : lines->entries) {
                if (entry.node.kind == TomlNode::Kind::Text) {
                    contact.for_whom[entry.key] = {entry.node.text, entry.place};
                } else {
                    report.error(entry.node.place, "this is no text", "put it in quotes");
                }
            }
        }
        row.finish();
        package.contacts.push_back(std::move(contact));
    }
    file.finish();
}

void read_glossary(Package& package, Report& report) {
    if (const auto root = read_optional(package, "glossary.toml", report)) {
        TableReader file(*root, report);
        for (const TomlNode* node : file.rows("term")) {
            TableReader row(*node, report);
            SourceTerm term;
            term.id = read_id(row, report);
            term.place = row.place("id");
            term.removed = row.flag("removed");
            term.term = term.removed ? row.text("term") : row.required_text("term");
            term.text = term.removed ? row.text("text") : row.required_text("text");
            row.finish();
            package.terms.push_back(std::move(term));
        }
        file.finish();
    }
    for (const auto& path : toml_files(package.folder / "glossary", report)) {
        const auto root = read_toml(path, report);
        if (!root) {
            continue;
        }
        auto& terms = package.term_translations[path.stem().string()];
        for (const TomlEntry& entry : root->entries) {
            if (entry.node.kind != TomlNode::Kind::Table) {
                report.error(entry.place, "this is no term", "write [" + entry.key + "]");
                continue;
            }
            TableReader row(entry.node, report);
            SourceTerm term;
            term.id = entry.key;
            term.place = entry.place;
            term.term = row.text("term");
            term.text = row.text("text");
            row.finish();
            terms.emplace(term.id, std::move(term));
        }
    }
}

void read_strings_of(const TomlNode& table, const std::string& prefix, SourceStrings& strings,
                     Report& report) {
    for (const TomlEntry& entry : table.entries) {
        const std::string key = prefix + entry.key;
        if (entry.node.kind == TomlNode::Kind::Table && key == "meta") {
            TableReader meta(entry.node, report);
            strings.state = meta.one_of("state", {"reviewed", "draft", "machine"}, "draft");
            for (const TomlEntry& other : entry.node.entries) { // notes of translators
                meta.text(other.key);
            }
        } else if (entry.node.kind == TomlNode::Kind::Table) {
            read_strings_of(entry.node, key + ".", strings, report);
        } else if (entry.node.kind == TomlNode::Kind::Text) {
            strings.strings[key] = {entry.node.text, entry.node.place};
        } else {
            report.error(entry.node.place, "\"" + key + "\" is no text", "put it in quotes");
        }
    }
}

void read_strings(Package& package, Report& report) {
    for (const auto& path : toml_files(package.folder / "ui", report)) {
        SourceStrings strings;
        strings.place = place_of(path);
        const std::string name = "ui/" + path.filename().string();
        if (const auto root = read_optional(package, name, report)) {
            read_strings_of(*root, "", strings, report);
            package.strings.emplace(path.stem().string(), std::move(strings));
        }
    }
}

} // namespace

void read_rows(Package& package, Report& report) {
    read_languages(package, report);
    read_hyphenations(package, report);
    read_topics(package, report);
    read_values(package, report);
    read_contacts(package, report);
    read_glossary(package, report);
    read_strings(package, report);
}

} // namespace zugang::content::tool
