#include "content/tool/import_places.hpp"

#include "content/durable_file.hpp"
#include "content/tool/commands.hpp"
#include "content/tool/csv.hpp"
#include "content/tool/land_outlines.hpp"
#include "content/tool/place_map.hpp"
#include "content/tool/place_writer.hpp"
#include "content/tool/read_places.hpp"
#include "content/tool/slug.hpp"
#include "content/tool/text_file.hpp"
#include "content/tool/written_hours.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <ostream>
#include <set>
#include <utility>

#include <unicode/locid.h>
#include <unicode/unistr.h>

namespace zugang::content::tool {
namespace {

namespace fs = std::filesystem;

/// What people call a language in German or how it calls itself, as a slug; and its tag.
const std::map<std::string, std::string>& languages_by_name() {
    static const std::map<std::string, std::string> all = [] {
        std::map<std::string, std::string> names;
        const auto slug = [](const icu::UnicodeString& name) {
            std::string utf8;
            name.toUTF8String(utf8);
            return ascii_slug(utf8);
        };
        const auto add = [&names](const std::string& name, const char* tag) {
            if (!name.empty()) {
                names.emplace(name, tag);
            }
        };
        for (const char* const* tag = icu::Locale::getISOLanguages(); *tag != nullptr; ++tag) {
            if (std::string_view(*tag).size() == 2 || std::string_view(*tag) == "ckb" ||
                std::string_view(*tag) == "kmr" || std::string_view(*tag) == "rom") {
                icu::UnicodeString german;
                icu::Locale(*tag).getDisplayLanguage(icu::Locale("de"), german);
                add(slug(german), *tag);
                icu::UnicodeString own;
                icu::Locale(*tag).getDisplayLanguage(icu::Locale(*tag), own);
                add(slug(own), *tag);
                add(*tag, *tag);
            }
        }
        for (const auto& [name, tag] :
             {std::pair("farsi", "fa"), std::pair("dari", "fa"), std::pair("tigrinisch", "ti"),
              std::pair("kurmandschi", "kmr"), std::pair("sorani", "ckb"),
              std::pair("romanes", "rom")}) {
            add(name, tag);
        }
        return names;
    }();
    return all;
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
    std::string text;
    for (const std::string& part : parts) {
        text += (text.empty() || part.empty() ? "" : std::string(between)) + part;
    }
    return text;
}

std::string one_line(std::string text) {
    std::ranges::replace(text, '\n', ' ');
    return text;
}

/// 48.3688 or 48,3688; no value for anything else.
std::optional<double> decimal(std::string text) {
    std::ranges::replace(text, ',', '.');
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && std::isfinite(value)
               ? std::optional(value)
               : std::nullopt;
}

int millionths(double degrees) {
    return static_cast<int>(std::lround(degrees * 1e6));
}

/// Indices by field.
using Columns = std::map<std::string, std::vector<std::size_t>>;

Columns find_columns(const CsvTable& table, const PlaceMap& map, Report& report) {
    Columns columns;
    for (const auto& [field, headings] : map.columns) {
        for (const Reference& heading : headings) {
            if (const auto column = table.column(heading.name)) {
                columns[field].push_back(*column);
            } else {
                report.error(
                    heading.place, "the table has no column \"" + heading.name + "\"",
                    suggestion(heading.name, table.headings,
                               "write a heading as it stands in " + table.place.file_name()));
            }
        }
    }
    return columns;
}

class Converter {
  public:
    Converter(const CsvTable& table, const PlaceMap& map, const Columns& columns, Report& report)
        : table_(table), map_(map), columns_(columns), report_(report) {}

    /// In the order of the table; of a row with a mistake only its id, in `unread`, if it has one.
    Rows rows(std::vector<std::string>& unread) {
        Rows rows;
        std::set<std::string> ids;
        for (const CsvRow& row : table_.rows) {
            const std::size_t before = report_.count(Severity::Error);
            PlaceRow place = place_of_row(row);
            if (report_.count(Severity::Error) > before) {
                unread.push_back(place.id);
                continue;
            }
            if (!ids.insert(place.id).second) {
                unread.push_back(place.id);
                report_.error(row.place, "a row above has the id \"" + place.id + "\" too",
                              "take one of them out, or name a column that tells them apart as "
                              "id in the mapping");
                continue;
            }
            rows.rows.emplace_back(place.id, place_text(place));
        }
        return rows;
    }

  private:
    /// As it stands in the table; the default where it is empty.
    std::string cell(const CsvRow& row, const std::string& field, std::string_view between) const {
        std::vector<std::string> parts;
        if (const auto columns = columns_.find(field); columns != columns_.end()) {
            for (const std::size_t column : columns->second) {
                parts.push_back(row.fields[column]);
            }
        }
        std::string text = joined(parts, between);
        if (text.empty()) {
            const auto preset = map_.defaults.find(field);
            text = preset == map_.defaults.end() ? "" : preset->second;
        }
        return text;
    }

    std::string text(const CsvRow& row, const std::string& field) const {
        return one_line(cell(row, field, field == "name" ? ", " : " "));
    }

    /// What the mapping says for a word of the table.
    std::optional<std::string> word(const std::string& field, const std::string& written) const {
        const auto words = map_.words.find(field);
        if (words == map_.words.end()) {
            return std::nullopt;
        }
        const auto found = words->second.find(ascii_slug(written));
        return found == words->second.end() ? std::nullopt : std::optional(found->second);
    }

    std::string needed(const CsvRow& row, const std::string& field) {
        std::string value = text(row, field);
        if (value.empty()) {
            report_.error(row.place, "the row has no " + field,
                          "fill its cell, or write one for all below [defaults] of the mapping");
        }
        return word(field, value).value_or(value);
    }

    std::vector<std::string> list(const CsvRow& row, const std::string& field) const {
        std::vector<std::string> words;
        std::string rest = cell(row, field, ",");
        for (const char separator : {';', '/', '\n', '|'}) {
            std::ranges::replace(rest, separator, ',');
        }
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find(','), rest.size());
            std::string part = rest.substr(0, end);
            rest.erase(0, end + 1);
            part.erase(0, part.find_first_not_of(' '));
            part.erase(part.find_last_not_of(' ') + 1);
            if (!part.empty()) {
                words.push_back(std::move(part));
            }
        }
        return words;
    }

    void left_out(const CsvRow& row, const std::string& what, const std::string& advice) {
        report_.warning(row.place, what + " is left out", advice);
    }

    std::vector<std::string> languages(const CsvRow& row) {
        std::vector<std::string> tags;
        for (const std::string& written : list(row, "languages")) {
            std::string tag = word("languages", written).value_or("");
            if (tag.empty()) {
                const auto known = languages_by_name().find(ascii_slug(written));
                tag = known == languages_by_name().end() ? "" : known->second;
            }
            if (tag.empty()) {
                left_out(row, "the language \"" + written + "\"",
                         "say below [words.languages] of the mapping which it is, as \"" + written +
                             "\" = \"ar\"");
            } else if (std::ranges::find(tags, tag) == tags.end()) {
                tags.push_back(std::move(tag));
            }
        }
        return tags;
    }

    std::vector<std::string> accessibility(const CsvRow& row) {
        std::vector<std::string> words;
        for (const std::string& written : list(row, "accessibility")) {
            const std::string known = word("accessibility", written).value_or(written);
            if (std::ranges::find(accessibility_words(), known) != accessibility_words().end()) {
                words.push_back(known);
            } else if (!known.empty()) {
                left_out(row, "\"" + written + "\" as a way in",
                         "say below [words.accessibility] of the mapping which of step-free, lift, "
                         "toilet, parking, induction-loop, sign-language it is, or \"\"");
            }
        }
        return words;
    }

    std::string hours(const CsvRow& row) {
        std::string written = cell(row, "hours", "; ");
        constexpr std::array<std::string_view, 7> days{"Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"};
        for (std::size_t day = 0; day < days.size(); ++day) {
            const std::string times = cell(row, std::string(hours_fields.at(day)), ", ");
            if (!times.empty() && ascii_slug(times) != "geschlossen") {
                written += (written.empty() ? "" : "; ") + std::string(days.at(day)) + " " + times;
            }
        }
        if (written.empty()) {
            return {};
        }
        auto hours = read_written_hours(written);
        if (!hours) {
            left_out(row, "\"" + one_line(written) + "\" as opening hours",
                     "write them as \"Mo-Mi,Fr 08:00-12:00; Do 08:00-12:00,14:00-18:00\"; what is "
                     "by appointment belongs into for_whom");
        }
        return hours.value_or("");
    }

    std::optional<Coordinates> position(const CsvRow& row) {
        const std::string lat = text(row, "lat");
        const std::string lon = text(row, "lon");
        if (lat.empty() && lon.empty()) {
            return std::nullopt;
        }
        const auto north = decimal(lat);
        const auto east = decimal(lon);
        if (!north || !east || std::abs(*north) > 90 || std::abs(*east) > 180) {
            left_out(row, "\"" + lat + "\", \"" + lon + "\" as coordinates",
                     "write degrees, as 48.3688 and 10.8986");
            return std::nullopt;
        }
        return Coordinates{millionths(*north), millionths(*east)};
    }

    std::string land(const CsvRow& row, const std::optional<Coordinates>& position) const {
        const std::string written = text(row, "land");
        if (!written.empty()) {
            return word("land", written).value_or(ascii_slug(written));
        }
        const auto around = position ? laender_at(*position) : std::vector<std::string_view>{};
        return around.size() == 1 ? std::string(around.front()) : "";
    }

    std::string id(const CsvRow& row, const PlaceRow& place) const {
        const std::string written = text(row, "id");
        return ascii_slug(written.empty() ? place.name + " " + place.city : written);
    }

    PlaceRow place_of_row(const CsvRow& row) {
        PlaceRow place;
        place.name = needed(row, "name");
        place.kind = needed(row, "kind");
        place.street = needed(row, "street");
        place.postcode = needed(row, "postcode");
        place.city = needed(row, "city");
        place.id = id(row, place);
        if (place.id.empty()) {
            report_.error(row.place, "no id can be made of the row",
                          "name a column of letters or digits as id in the mapping");
        }
        place.position = position(row);
        place.land = land(row, place.position);
        place.phone = text(row, "phone");
        place.web = without_scheme(text(row, "web"));
        place.mail = text(row, "mail");
        place.hours = hours(row);
        place.languages = languages(row);
        for (const std::string& written : list(row, "services")) {
            place.services.push_back(word("services", written).value_or(written));
        }
        place.accessibility = accessibility(row);
        place.source = text(row, "source");
        if (place.source.empty()) {
            place.source = map_.source;
        }
        place.as_of = map_.as_of;
        for (const auto& [field, columns] : columns_) {
            if (field.starts_with("for_whom_")) {
                if (std::string line = text(row, field); !line.empty()) {
                    place.for_whom[field.substr(std::string_view("for_whom_").size())] =
                        std::move(line);
                }
            }
        }
        return place;
    }

    const CsvTable& table_;
    const PlaceMap& map_;
    const Columns& columns_;
    Report& report_;
};

/// No value where not even the columns are known.
std::optional<Rows> read_rows(const ImportPlacesOptions& options, std::vector<std::string>& unread,
                              Report& report) {
    const auto map = read_place_map(options.map, report);
    const auto table = map ? read_csv(options.table, map->form, report) : std::nullopt;
    if (!table) {
        return std::nullopt;
    }
    const Columns columns = find_columns(*table, *map, report);
    if (report.count(Severity::Error) > 0) {
        return std::nullopt;
    }
    return Converter(*table, *map, columns, report).rows(unread);
}

int suggest(const ImportPlacesOptions& options, std::ostream& out, std::ostream& errors) {
    Report report;
    CsvForm form;
    if (const auto bytes = read_bytes(options.table, report)) {
        form.encoding = guess_encoding(*bytes);
        if (const auto table = read_csv(options.table, form, report)) {
            out << suggest_place_map(*table, form.encoding, today());
            return 0;
        }
    }
    print(report, Format::Text, errors);
    return 1;
}

void print_names(const char* heading, const std::vector<std::string>& names, std::ostream& out) {
    if (!names.empty()) {
        out << heading << ":\n";
    }
    for (const std::string& name : names) {
        out << "  " << name.substr(name.find('#') + 1) << "\n";
    }
}

void say(const LaidRows& laid, bool dry_run, const fs::path& file, std::ostream& out) {
    out << file.string() << (dry_run ? " would have " : ": ")
        << laid.added + laid.changed + laid.same << " places of the table, " << laid.added
        << " new, " << laid.changed << " changed, " << laid.same << " as they were, " << laid.gone
        << " gone\n";
    print_names("Edited here, kept", laid.overlay.kept, out);
    print_names("Edited here and changed in the table, the edit is kept (settle it with --take ID "
                "or --keep ID)",
                laid.overlay.conflicts, out);
    print_names("Taken from the table again", laid.overlay.settled, out);
}

/// Decisions name rows by their ids.
std::vector<std::string> row_names(const std::vector<std::string>& ids) {
    std::vector<std::string> names;
    for (const std::string& id : ids) {
        names.push_back(row_name(places_file, id).string());
    }
    return names;
}

} // namespace

int import_places(const ImportPlacesOptions& options, std::ostream& out, std::ostream& errors) {
    if (options.suggest_map) {
        return suggest(options, out, errors);
    }
    const auto fail = [&errors](const std::string& why) {
        errors << why << "\n";
        return 1;
    };
    if (!fs::exists(options.into / "package.toml")) {
        return fail(options.into.string() + ": there is no package.toml here; name the folder of a "
                                            "package, or begin one with new package");
    }
    Report report;
    std::vector<std::string> unread;
    const auto rows = read_rows(options, unread, report);
    print(report, Format::Text, errors);
    if (!rows) {
        return fail("nothing was written");
    }
    if (!unread.empty() && !options.leave_out_errors) {
        return fail("nothing was written; with --leave-out-errors the other rows are taken");
    }
    const std::string list = "import-" + ascii_slug(options.map.stem().string()) + ".toml";
    const auto laid = lay_over_places(
        options.into, list,
        {.take = row_names(options.decisions.take), .keep = row_names(options.decisions.keep)},
        *rows, unread);
    if (!laid) {
        return fail(laid.error());
    }
    const fs::path file = options.into / places_file;
    if (!options.dry_run) {
        // In this order: where the list is missing, the rows are found to be as in the table.
        write_durably(file, laid->file);
        write_durably(options.into / list, laid->list);
    }
    say(*laid, options.dry_run, file, out);
    return 0;
}

} // namespace zugang::content::tool
