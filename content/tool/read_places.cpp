#include "content/tool/read_places.hpp"

#include "content/tool/slug.hpp"
#include "content/tool/toml_tree.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace zugang::content::tool {
namespace {

constexpr std::array<std::string_view, 6> words{"step-free", "lift",           "toilet",
                                                "parking",   "induction-loop", "sign-language"};

/// Both or neither; nothing where they are not on the Earth.
std::optional<Coordinates> read_position(TableReader& row, const TomlNode& node, Report& report) {
    const double latitude = row.number("lat", 0);
    const double longitude = row.number("lon", 0);
    const auto has = [&node](std::string_view key) {
        return std::ranges::find(node.entries, key, &TomlEntry::key) != node.entries.end();
    };
    if (has("lat") != has("lon")) {
        report.error(row.place(has("lat") ? "lat" : "lon"), "one of lat and lon is missing",
                     "write both, as lat = 48.3688 and lon = 10.8986");
        return std::nullopt;
    }
    if (!has("lat")) {
        return std::nullopt;
    }
    if (!(std::abs(latitude) <= 90) || !(std::abs(longitude) <= 180)) {
        report.error(row.place("lat"), "these are no coordinates",
                     "write degrees with a point, as lat = 48.3688 and lon = 10.8986");
        return std::nullopt;
    }
    return Coordinates{static_cast<int>(std::lround(latitude * 1e6)),
                       static_cast<int>(std::lround(longitude * 1e6))};
}

void look_at_accessibility(const std::vector<Reference>& written, Report& report) {
    for (const Reference& word : written) {
        if (std::ranges::find(words, word.name) == words.end()) {
            report.error(word.place, "\"" + word.name + "\" says nothing about a way in",
                         suggestion(word.name, {words.begin(), words.end()},
                                    "write one of step-free, lift, toilet, parking, "
                                    "induction-loop, sign-language"));
        }
    }
}

std::vector<std::string> names_of(const std::vector<Reference>& references) {
    std::vector<std::string> names;
    for (const Reference& reference : references) {
        names.push_back(reference.name);
    }
    return names;
}

void read_lines(const TomlNode& lines, SourcePlace& place, Report& report) {
    for (const TomlEntry& entry : lines.entries) {
        if (entry.node.kind == TomlNode::Kind::Text) {
            place.lines[entry.key] = {entry.node.text, entry.place};
        } else {
            report.error(entry.node.place, "this is no text", "put it in quotes");
        }
    }
}

SourcePlace read_place(const TomlNode& node, Report& report) {
    TableReader row(node, report);
    SourcePlace place;
    PlaceRow& facts = place.row;
    facts.id = row.required_text("id");
    if (!facts.id.empty() && !is_slug(facts.id)) {
        report.error(row.place("id"), "\"" + facts.id + "\" is no id",
                     "use lower-case letters, digits, \"-\" and \"_\"");
    }
    facts.removed = row.flag("removed");
    const auto needed = [&](const char* key) {
        return facts.removed ? row.text(key) : row.required_text(key);
    };
    facts.name = needed("name");
    facts.kind = needed("kind");
    facts.street = needed("street");
    facts.postcode = needed("postcode");
    facts.city = needed("city");
    facts.land = row.text("land");
    facts.position = read_position(row, node, report);
    facts.phone = row.text("phone");
    facts.web = row.text("web");
    facts.mail = row.text("mail");
    facts.hours = row.text("hours");
    facts.languages = row.texts("languages");
    place.services = row.references("services");
    facts.services = names_of(place.services);
    const std::vector<Reference> accessibility = row.references("accessibility");
    look_at_accessibility(accessibility, report);
    facts.accessibility = names_of(accessibility);
    facts.source = row.text("source");
    facts.as_of = row.date("as_of");
    if (const TomlNode* lines = row.table("for_whom")) {
        read_lines(*lines, place, report);
    }
    for (const char* key : {"id", "name", "kind", "postcode", "land", "lat", "phone", "mail", "web",
                            "hours", "languages"}) {
        place.places[key] = row.place(key);
    }
    row.finish();
    return place;
}

} // namespace

void read_places(Package& package, Report& report) {
    const std::filesystem::path path = package.folder / "places.toml";
    if (!std::filesystem::exists(path)) {
        return;
    }
    if (const auto root = read_toml(path, report)) {
        TableReader file(*root, report);
        for (const TomlNode* node : file.rows("place")) {
            package.places.push_back(read_place(*node, report));
        }
        file.finish();
    }
}

std::span<const std::string_view> accessibility_words() {
    return words;
}

} // namespace zugang::content::tool
