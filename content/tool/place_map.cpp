#include "content/tool/place_map.hpp"

#include "content/tool/markdown_writer.hpp"
#include "content/tool/slug.hpp"

#include <algorithm>
#include <set>
#include <span>

namespace zugang::content::tool {
namespace {

/// What a field is called in tables of advice centres, most telling first; as slugs.
struct Field {
    std::string_view name;
    bool needed;
    std::vector<std::string_view> headings;
};

const std::vector<Field>& fields() {
    static const std::vector<Field> all{
        {"id", false, {"id", "kennung", "nummer", "nr"}},
        {"name",
         true,
         {"name", "einrichtung", "beratungsstelle", "bezeichnung", "stelle", "organisation",
          "traeger", "institution"}},
        {"kind", true, {"art", "typ", "kategorie", "angebot", "kind", "beratungsart"}},
        {"street",
         true,
         {"strasse", "strasse-hausnummer", "strasse-und-hausnummer", "strasse-nr", "anschrift",
          "adresse", "street", "address"}},
        {"postcode", true, {"plz", "postleitzahl", "postcode", "zip"}},
        {"city", true, {"ort", "stadt", "gemeinde", "city", "town", "wohnort"}},
        {"land", false, {"land", "bundesland"}},
        {"lat", false, {"lat", "latitude", "breitengrad", "breite", "geo-lat", "y"}},
        {"lon",
         false,
         {"lon", "lng", "long", "longitude", "laengengrad", "laenge", "geo-lon", "x"}},
        {"phone", false, {"telefon", "telefonnummer", "tel", "phone", "rufnummer"}},
        {"web", false, {"web", "website", "webseite", "internet", "homepage", "url"}},
        {"mail", false, {"mail", "e-mail", "email", "e-mail-adresse"}},
        {"hours", false, {"oeffnungszeiten", "sprechzeiten", "sprechstunden", "zeiten", "hours"}},
        {"hours_mo", false, {"montag", "mo"}},
        {"hours_di", false, {"dienstag", "di"}},
        {"hours_mi", false, {"mittwoch", "mi"}},
        {"hours_do", false, {"donnerstag", "do"}},
        {"hours_fr", false, {"freitag", "fr"}},
        {"hours_sa", false, {"samstag", "sonnabend", "sa"}},
        {"hours_so", false, {"sonntag", "so"}},
        {"languages", false, {"sprachen", "sprache", "beratungssprachen", "languages"}},
        {"services", false, {}},
        {"accessibility", false, {"barrierefreiheit", "barrierefrei", "zugaenglichkeit"}},
        {"source", false, {"quelle", "source"}},
        {"for_whom_de", false, {"zielgruppe", "fuer-wen", "hinweis"}},
    };
    return all;
}

constexpr std::string_view for_whom = "for_whom_";

bool is_field(std::string_view name) {
    return std::ranges::find(fields(), name, &Field::name) != fields().end() ||
           (name.starts_with(for_whom) && name.size() > for_whom.size());
}

/// False and a finding where there is no such field.
bool knows(const TomlEntry& entry, Report& report) {
    if (is_field(entry.key)) {
        return true;
    }
    std::vector<std::string> names;
    for (const Field& field : fields()) {
        names.emplace_back(field.name);
    }
    report.error(entry.place, "a place has no \"" + entry.key + "\"",
                 suggestion(entry.key, names,
                            "write a key of places.toml, hours_mo to hours_so or for_whom_de"));
    return false;
}

/// A heading or several whose cells are put one after another.
void read_column(const TomlEntry& entry, PlaceMap& map, Report& report) {
    std::vector<Reference>& headings = map.columns[entry.key];
    const TomlNode& node = entry.node;
    const auto add = [&](const TomlNode& heading) {
        if (heading.kind == TomlNode::Kind::Text && !heading.text.empty()) {
            headings.push_back({heading.text, heading.place});
        } else {
            report.error(heading.place, "this is no heading of a column",
                         "write it as in the table, in quotes");
        }
    };
    if (node.kind == TomlNode::Kind::Array) {
        std::ranges::for_each(node.items, add);
    } else {
        add(node);
    }
}

void read_words(const TomlEntry& entry, PlaceMap& map, Report& report) {
    for (const TomlEntry& word : entry.node.entries) {
        if (word.node.kind == TomlNode::Kind::Text) {
            map.words[entry.key][ascii_slug(word.key)] = word.node.text;
        } else {
            report.error(word.node.place, "this is no text", "put it in quotes");
        }
    }
}

char separator_of(TableReader& root, Report& report) {
    const std::string written = root.text("separator");
    if (written.size() <= 1) {
        return written.empty() ? '\0' : written.front();
    }
    report.error(root.place("separator"), "a separator is one character",
                 R"(write ";", "," or "\t", or leave it out)");
    return '\0';
}

std::string heading_slug(const std::string& heading) {
    return ascii_slug(heading);
}

/// A column whose heading says that it is this field.
std::optional<std::size_t> likely_column(const Field& field, const CsvTable& table,
                                         const std::set<std::size_t>& taken) {
    for (const std::string_view name : field.headings) {
        for (std::size_t i = 0; i < table.headings.size(); ++i) {
            if (!taken.contains(i) && heading_slug(table.headings[i]) == name) {
                return i;
            }
        }
    }
    return std::nullopt;
}

/// What stands in a column, each once, as far as a person can look through it.
std::vector<std::string> values_of(const CsvTable& table, std::size_t column) {
    constexpr std::size_t most = 40;
    std::vector<std::string> values;
    for (const CsvRow& row : table.rows) {
        const std::string& value = row.fields[column];
        if (!value.empty() && std::ranges::find(values, value) == values.end()) {
            values.push_back(value);
        }
        if (values.size() > most) {
            return {};
        }
    }
    return values;
}

} // namespace

std::optional<PlaceMap> read_place_map(const std::filesystem::path& file, Report& report) {
    Report own;
    const auto root = read_toml(file, own);
    PlaceMap map;
    if (root) {
        TableReader table(*root, own);
        map.place = place_of(file);
        map.form.encoding = table.text("encoding", "UTF-8");
        map.form.separator = separator_of(table, own);
        map.source = table.text("source");
        map.as_of = table.date("as_of");
        const auto each = [&table, &own](const char* key, auto read) {
            if (const TomlNode* entries = table.table(key)) {
                for (const TomlEntry& entry : entries->entries) {
                    if (knows(entry, own)) {
                        read(entry);
                    }
                }
            }
        };
        each("columns", [&](const TomlEntry& entry) { read_column(entry, map, own); });
        each("defaults", [&](const TomlEntry& entry) {
            if (entry.node.kind == TomlNode::Kind::Text) {
                map.defaults[entry.key] = entry.node.text;
            } else {
                own.error(entry.node.place, "this is no text", "put it in quotes");
            }
        });
        each("words", [&](const TomlEntry& entry) { read_words(entry, map, own); });
        table.finish();
        for (const Field& field : fields()) {
            const std::string name(field.name);
            if (field.needed && !map.columns.contains(name) && !map.defaults.contains(name)) {
                own.error(map.place, "nothing says what the " + name + " of a place is",
                          "name its column below [columns], or one for all below [defaults]");
            }
        }
    }
    const bool good = root && own.count(Severity::Error) == 0;
    report.append(std::move(own));
    return good ? std::optional(std::move(map)) : std::nullopt;
}

std::string suggest_place_map(const CsvTable& table, const std::string& encoding, Date today) {
    std::string text = "# How the columns of " + table.place.file_name() +
                       " become places. Read it through, then:\n"
                       "#   zugang-content import places TABLE.csv --map THIS.toml --into SOURCE\n";
    text += "encoding = " + toml_string(encoding) +
            "\nseparator = " + toml_string(std::string(1, table.separator)) +
            "\nsource = \"\" # whose table this is, for places whose row does not say\nas_of = " +
            iso_date(today) +
            " # the day of the table\n\n[columns] # key of places.toml = heading; "
            "several: [\"Straße\", \"Nr.\"]\n";
    std::set<std::size_t> taken;
    std::string missing;
    std::string words;
    for (const Field& field : fields()) {
        const auto column = likely_column(field, table, taken);
        const std::string name(field.name);
        if (column) {
            taken.insert(*column);
            text += name + " = " + toml_string(table.headings[*column]) + "\n";
            if (name == "kind" || name == "accessibility" || name == "land") {
                words += "\n[words." + name + "] # as the table says it = as places.toml does\n";
                for (const std::string& value : values_of(table, *column)) {
                    words += toml_string(value) + " = " + toml_string(ascii_slug(value)) + "\n";
                }
            }
        } else if (field.needed) {
            missing += name + " = \"\" # no column looks like it\n";
        } else if (name == "services") {
            text += "# services = \"...\" # ids of contacts\n";
        } else if (name == "lat" || name == "lon") {
            text +=
                "# " + name + " = \"...\" # degrees; without them nobody learns how far it is\n";
        } else if (name == "land") {
            missing += "# land = \"by\" # of all rows, where coordinates do not say it\n";
        }
    }
    for (std::size_t i = 0; i < table.headings.size(); ++i) {
        if (!taken.contains(i) && !table.headings[i].empty()) {
            text += "# ? = " + toml_string(table.headings[i]) + "\n";
        }
    }
    text += "\n[defaults] # for empty cells and what has no column\n" + missing + words;
    return text;
}

} // namespace zugang::content::tool
