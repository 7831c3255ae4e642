#include "content/tool/toml_tree.hpp"

#include "content/edit_distance.hpp"
#include "content/tool/switches.hpp"

#include <algorithm>
#include <sstream>

#include <toml++/toml.h>

namespace zugang::content::tool {
namespace {

class Converter {
  public:
    Converter(const TextFile& file, int first_line) : file_(file), first_line_(first_line) {}

    Place place(const toml::source_region& region) const { return place(region.begin); }

    Place place(const toml::source_position& position) const {
        return file_.place_of_line(static_cast<int>(position.line) + first_line_ - 1,
                                   std::max(1, static_cast<int>(position.column)));
    }

    TomlNode convert(const toml::node& source) const {
        using Kind = TomlNode::Kind;
        TomlNode node;
        node.place = place(source.source());
        if (const toml::table* table = source.as_table()) {
            node.kind = Kind::Table;
            for (const auto& [key, value] : *table) {
                node.entries.push_back(
                    {std::string(key.str()), place(key.source()), convert(value)});
            }
            std::ranges::sort(node.entries, [](const TomlEntry& a, const TomlEntry& b) {
                return std::tie(a.place.line, a.place.column) <
                       std::tie(b.place.line, b.place.column);
            });
        } else if (const toml::array* array = source.as_array()) {
            node.kind = Kind::Array;
            for (const toml::node& item : *array) {
                node.items.push_back(convert(item));
            }
        } else if (const auto* text = source.as_string()) {
            node.kind = Kind::Text;
            node.text = to_nfc(text->get());
        } else if (const auto* integer = source.as_integer()) {
            node.kind = Kind::Integer;
            node.integer = integer->get();
            node.number = static_cast<double>(node.integer);
        } else if (const auto* number = source.as_floating_point()) {
            node.kind = Kind::Number;
            node.number = number->get();
        } else if (const auto* flag = source.as_boolean()) {
            node.kind = Kind::Flag;
            node.flag = flag->get();
        } else if (const auto* date = source.as_date()) {
            node.kind = Kind::Date;
            std::ostringstream iso;
            iso << date->get();
            if (const auto parsed = parse_date(iso.str())) {
                node.date = *parsed;
            } else {
                node.kind = Kind::Other;
            }
        }
        return node;
    }

  private:
    const TextFile& file_;
    int first_line_;
};

} // namespace

std::optional<TomlNode> parse_toml(const TextFile& file, std::string_view part, int first_line,
                                   Report& report) {
    const Converter converter(file, first_line);
    try {
        return converter.convert(toml::parse(part));
    } catch (const toml::parse_error& error) { // the only way toml++ of Debian reports it
        report.error(converter.place(error.source()),
                     "this is no TOML: " + std::string(error.description()),
                     "correct it (the rest of this file was not read)");
        return std::nullopt;
    }
}

std::optional<TomlNode> read_toml(const std::filesystem::path& path, Report& report) {
    const std::optional<TextFile> file = read_text(path, report);
    if (!file) {
        return std::nullopt;
    }
    take_switches(*file, Notation::Toml, report);
    return parse_toml(*file, file->bytes(), 1, report);
}

TableReader::TableReader(const TomlNode& table, Report& report) : table_(table), report_(report) {
}

const TomlNode* TableReader::find(std::string_view key, TomlNode::Kind kind,
                                  std::string_view kind_name) {
    known_.emplace_back(key);
    for (const TomlEntry& entry : table_.entries) {
        if (entry.key != key) {
            continue;
        }
        if (entry.node.kind == kind) {
            return &entry.node;
        }
        report_.error(entry.node.place, "\"" + entry.key + "\" has another type",
                      "write " + std::string(kind_name));
        return nullptr;
    }
    return nullptr;
}

Place TableReader::place(std::string_view key) const {
    const auto found = std::ranges::find(table_.entries, key, &TomlEntry::key);
    return found != table_.entries.end() ? found->node.place : table_.place;
}

std::string TableReader::text(std::string_view key, std::string_view fallback) {
    const TomlNode* node = find(key, TomlNode::Kind::Text, "a text in quotes");
    return node != nullptr ? node->text : std::string(fallback);
}

std::string TableReader::required_text(std::string_view key) {
    std::string text = this->text(key);
    const auto found = std::ranges::find(table_.entries, key, &TomlEntry::key);
    if (found == table_.entries.end()) {
        report_.error(table_.place, "\"" + std::string(key) + "\" is missing",
                      "add " + std::string(key) + " = \"...\"");
    } else if (text.empty() && found->node.kind == TomlNode::Kind::Text) {
        report_.error(found->node.place, "\"" + std::string(key) + "\" is empty", "write it");
    }
    return text;
}

std::string TableReader::one_of(std::string_view key, const std::vector<std::string>& words,
                                std::string_view fallback) {
    const TomlNode* node = find(key, TomlNode::Kind::Text, "a text in quotes");
    if (node == nullptr) {
        return std::string(fallback);
    }
    if (std::ranges::find(words, node->text) == words.end()) {
        std::string list;
        for (const std::string& word : words) {
            list += (list.empty() ? "\"" : ", \"") + word + "\"";
        }
        report_.error(node->place, "\"" + node->text + "\" is not possible here",
                      "write one of " + list);
        return std::string(fallback);
    }
    return node->text;
}

std::int64_t TableReader::integer(std::string_view key, std::int64_t min, std::int64_t max,
                                  std::int64_t fallback) {
    const TomlNode* node = find(key, TomlNode::Kind::Integer, "a whole number");
    if (node == nullptr) {
        return fallback;
    }
    if (node->integer < min || node->integer > max) {
        report_.error(node->place, std::to_string(node->integer) + " is not possible here",
                      "write a number from " + std::to_string(min) + " to " + std::to_string(max));
        return fallback;
    }
    return node->integer;
}

double TableReader::number(std::string_view key, double fallback) {
    known_.emplace_back(key);
    for (const TomlEntry& entry : table_.entries) {
        if (entry.key == key) {
            if (entry.node.kind == TomlNode::Kind::Number ||
                entry.node.kind == TomlNode::Kind::Integer) {
                return entry.node.number;
            }
            report_.error(entry.node.place, "\"" + entry.key + "\" has another type",
                          "write a number");
        }
    }
    return fallback;
}

bool TableReader::flag(std::string_view key) {
    const TomlNode* node = find(key, TomlNode::Kind::Flag, "true or false");
    return node != nullptr && node->flag;
}

std::optional<Date> TableReader::date(std::string_view key) {
    const TomlNode* node = find(key, TomlNode::Kind::Date, "a day without quotes, as 2026-11-22");
    return node != nullptr ? std::optional<Date>(node->date) : std::nullopt;
}

std::vector<Reference> TableReader::references(std::string_view key) {
    std::vector<Reference> texts;
    const TomlNode* node = find(key, TomlNode::Kind::Array, "a list, as [\"a\", \"b\"]");
    if (node == nullptr) {
        return texts;
    }
    for (const TomlNode& item : node->items) {
        if (item.kind == TomlNode::Kind::Text) {
            texts.push_back({item.text, item.place});
        } else {
            report_.error(item.place, "an item of \"" + std::string(key) + "\" is no text",
                          "put it in quotes");
        }
    }
    return texts;
}

std::vector<std::string> TableReader::texts(std::string_view key) {
    std::vector<std::string> texts;
    for (Reference& reference : references(key)) {
        texts.push_back(std::move(reference.name));
    }
    return texts;
}

const TomlNode* TableReader::table(std::string_view key) {
    return find(key, TomlNode::Kind::Table, "a table, as [" + std::string(key) + "]");
}

std::vector<const TomlNode*> TableReader::rows(std::string_view key) {
    std::vector<const TomlNode*> rows;
    const TomlNode* node =
        find(key, TomlNode::Kind::Array, "rows, each under [[" + std::string(key) + "]]");
    if (node == nullptr) {
        return rows;
    }
    for (const TomlNode& item : node->items) {
        if (item.kind == TomlNode::Kind::Table) {
            rows.push_back(&item);
        } else {
            report_.error(item.place, "this is no row",
                          "write rows, each under [[" + std::string(key) + "]]");
        }
    }
    return rows;
}

void TableReader::finish() {
    for (const TomlEntry& entry : table_.entries) {
        if (std::ranges::find(known_, entry.key) == known_.end()) {
            report_.error(entry.place, "unknown key \"" + entry.key + "\"",
                          suggestion(entry.key, known_, "take it out"));
        }
    }
}

std::string suggestion(std::string_view wanted, const std::vector<std::string>& names,
                       std::string otherwise) {
    const std::string near = nearest(wanted, names);
    return near.empty() ? otherwise : "did you mean \"" + near + "\"?";
}

} // namespace zugang::content::tool
