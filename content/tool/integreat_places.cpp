#include "content/tool/integreat_places.hpp"

#include "content/opening_hours.hpp"
#include "content/tool/clean_text.hpp"
#include "content/tool/germany.hpp"
#include "content/tool/integreat_answers.hpp"
#include "content/tool/land_outlines.hpp"
#include "content/tool/place_writer.hpp"
#include "content/tool/slug.hpp"
#include "content/tool/written_hours.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

namespace zugang::content::tool {
namespace {

using nlohmann::json;

/// One line on a card.
constexpr std::size_t longest_line = 200;

const json& child(const json& object, const char* name) {
    static const json nothing = json::object();
    const auto found = object.find(name);
    return found != object.end() && found->is_object() ? *found : nothing;
}

/// Which place this is, in every language.
std::optional<std::int64_t> place_number(const json& object) {
    return number_field(child(object, "location"), "id");
}

std::string line_field(const json& object, const char* name, Tally& tally) {
    return clean_line(text_field(object, name), tally);
}

std::optional<std::chrono::minutes> clock_time(std::string_view text) {
    int hour = 0;
    int minute = 0;
    if (text.size() < 5 || text[2] != ':') {
        return std::nullopt;
    }
    const auto first = std::from_chars(text.data(), text.data() + 2, hour);
    const auto second = std::from_chars(text.data() + 3, text.data() + 5, minute);
    const bool good = first.ec == std::errc() && first.ptr == text.data() + 2 &&
                      second.ec == std::errc() && second.ptr == text.data() + 5 && hour >= 0 &&
                      minute >= 0 && minute < 60 && hour * 60 + minute <= 24 * 60;
    return good ? std::optional(std::chrono::minutes(hour * 60 + minute)) : std::nullopt;
}

/// Seven days from Monday on. Empty where nothing is said that can be reckoned with.
std::string hours_of(const json& object, Tally& tally) {
    const auto days = object.find("opening_hours");
    if (days == object.end() || !days->is_array() || days->size() != 7) {
        return {};
    }
    std::array<std::vector<OpenSpan>, 7> week;
    std::size_t whole_days = 0;
    for (std::size_t day = 0; day < week.size(); ++day) {
        const json& said = (*days)[day];
        if (!said.is_object() || said.value("closed", json(false)) == json(true)) {
            continue;
        }
        if (said.value("appointmentOnly", json(false)) == json(true)) {
            ++tally.left_out["days on which a place opens by appointment only"];
            continue;
        }
        if (said.value("allDay", json(false)) == json(true)) {
            week.at(day).push_back({.from = {}, .until = std::chrono::hours(24)});
            ++whole_days;
            continue;
        }
        const auto slots = said.find("timeSlots");
        for (const json& slot : slots != said.end() && slots->is_array() ? *slots : json::array()) {
            const auto from =
                slot.is_object() ? clock_time(text_field(slot, "start")) : std::nullopt;
            const auto until =
                slot.is_object() ? clock_time(text_field(slot, "end")) : std::nullopt;
            if (from && until) {
                week.at(day).push_back({.from = *from, .until = *until});
            }
        }
        std::ranges::sort(week.at(day), {}, &OpenSpan::from);
    }
    std::string hours = whole_days == week.size() ? "24/7" : hours_text(week);
    if (!hours.empty() && !parse_opening_hours(hours)) {
        ++tally.left_out["opening hours that contradict themselves"];
        return {};
    }
    return hours;
}

std::optional<Coordinates> position_of(const json& location, Tally& tally) {
    const auto degrees = [&location](const char* name) -> std::optional<double> {
        const auto found = location.find(name);
        if (found == location.end() || !found->is_number()) {
            return std::nullopt;
        }
        const auto value = found->get<double>();
        return std::abs(value) <= 180 ? std::optional(value) : std::nullopt;
    };
    const auto latitude = degrees("latitude");
    const auto longitude = degrees("longitude");
    if (!latitude || !longitude) {
        return std::nullopt;
    }
    const Coordinates position{static_cast<int>(std::lround(*latitude * 1e6)),
                               static_cast<int>(std::lround(*longitude * 1e6))};
    if (!is_in_germany(position)) {
        ++tally.left_out["coordinates of places outside Germany"];
        return std::nullopt;
    }
    return position;
}

/// The place's own, else that of the first contact who has one.
std::string way_to(const json& object, const char* name, Tally& tally) {
    std::string way = line_field(object, name, tally);
    const auto contacts = object.find("contacts");
    if (way.empty() && contacts != object.end() && contacts->is_array()) {
        for (const json& contact : *contacts) {
            if (way.empty() && contact.is_object()) {
                way = line_field(contact, name, tally);
            }
        }
    }
    return way;
}

/// What it is for, in one line; a longer text has no room on a card.
std::string line_of(const json& object, Tally& tally) {
    std::string line = line_field(object, "meta_description", tally);
    if (line.empty()) {
        line = line_field(object, "excerpt", tally);
    }
    if (line.size() > longest_line) {
        ++tally.left_out["descriptions of places that are longer than a line"];
        return {};
    }
    return line;
}

std::string last_segment(const json& object) {
    const std::string path = normal_path(text_field(object, "path"));
    return path.substr(path.rfind('/') + 1); // npos + 1 is 0
}

class Reader {
  public:
    Reader(std::string source, Date newest, Tally& tally)
        : source_(std::move(source)), newest_(newest), tally_(tally) {}

    void read(const json& object, const std::string& language) {
        PlaceRow row = facts(object);
        if (row.name.empty() || row.street.empty() || row.postcode.empty() || row.city.empty()) {
            ++tally_.left_out["places without a name, street, postcode or town"];
            return;
        }
        if (object.value("temporarily_closed", json(false)) == json(true)) {
            ++tally_.left_out["places that are closed for a time"];
            return;
        }
        row.id = free_id(object, row.name);
        row.kind = kind_of(object, language);
        if (std::string line = line_of(object, tally_); !line.empty()) {
            row.for_whom[language] = std::move(line);
        }
        if (const auto number = place_number(object)) {
            by_number_[*number] = places_.rows.size();
        }
        places_.rows.push_back(std::move(row));
    }

    /// Adds what another language says of the places that are there.
    void translate(const json& object, const std::string& language) {
        const auto number = place_number(object);
        const auto place = number ? by_number_.find(*number) : by_number_.end();
        if (place == by_number_.end() || !number_field(object, "id")) {
            return; // without an id it is the default language's text
        }
        (void)kind_of(object, language);
        if (std::string line = line_of(object, tally_); !line.empty()) {
            places_.rows[place->second].for_whom[language] = std::move(line);
        }
    }

    IntegreatPlaces finish() { return std::move(places_); }

  private:
    PlaceRow facts(const json& object) {
        const json& location = child(object, "location");
        PlaceRow row;
        row.name = line_field(object, "title", tally_);
        row.street = line_field(location, "address", tally_);
        row.postcode = line_field(location, "postcode", tally_);
        row.city = line_field(location, "town", tally_);
        row.position = position_of(location, tally_);
        const auto around =
            row.position ? laender_at(*row.position) : std::vector<std::string_view>{};
        row.land = around.size() == 1 ? std::string(around.front()) : "";
        row.phone = way_to(object, "phone_number", tally_);
        row.mail = way_to(object, "email", tally_);
        row.web = without_scheme(way_to(object, "website", tally_));
        row.hours = hours_of(object, tally_);
        if (object.value("barrier_free", json(false)) == json(true)) {
            row.accessibility = {"step-free"};
        }
        row.source = source_;
        const auto day = parse_date(text_field(object, "last_updated").substr(0, 10));
        row.as_of = day && *day <= newest_ ? day : std::nullopt;
        return row;
    }

    std::string free_id(const json& object, const std::string& name) {
        std::string id = ascii_slug(last_segment(object));
        if (id.empty()) {
            id = ascii_slug(name);
        }
        if (id.empty()) {
            id = "ort";
        }
        std::string free = id;
        for (int n = 2; !ids_.insert(free).second; ++n) {
            free = id + "-" + std::to_string(n);
        }
        return free;
    }

    /// The slug of the category's name in the default language, by which it is known; "other" where
    /// there is none.
    std::string kind_of(const json& object, const std::string& language) {
        const json& category = child(object, "category");
        const auto number = number_field(category, "id");
        const std::string name = line_field(category, "name", tally_);
        if (!number || name.empty()) {
            return "other";
        }
        auto kind = kinds_.find(*number);
        if (kind == kinds_.end()) {
            const std::string slug = ascii_slug(name);
            kind = kinds_.emplace(*number, slug.empty() ? "other" : slug).first;
        }
        if (kind->second != "other") {
            places_.kinds[language].emplace(kind->second, name);
        }
        return kind->second;
    }

    std::string source_;
    Date newest_;
    Tally& tally_;
    IntegreatPlaces places_;
    std::map<std::int64_t, std::size_t> by_number_;
    std::map<std::int64_t, std::string> kinds_;
    std::set<std::string> ids_;
};

} // namespace

tl::expected<IntegreatPlaces, std::string>
read_integreat_places(const std::filesystem::path& folder, const IntegreatExport& source,
                      std::string_view default_language, Date newest, Tally& tally) {
    auto answers = answers_of(folder, "locations");
    if (!answers) {
        return tl::unexpected(answers.error());
    }
    // clang 14 cannot compile the subrange that std::ranges::stable_partition of libstdc++ 12
    // returns.
    std::stable_partition(answers->begin(), answers->end(),
                          [default_language](const IntegreatAnswer& answer) {
                              return answer.language == default_language;
                          });
    Reader reader(source.region_name + ", Integreat", newest, tally);
    for (const IntegreatAnswer& answer : *answers) {
        if (answer.language.empty() || (!answer.region.empty() && answer.region != source.region)) {
            continue; // counted where the pages are read
        }
        const auto document = read_answer(answer.path);
        if (!document) {
            return tl::unexpected(document.error());
        }
        if (!document->is_array()) {
            ++tally.left_out["files that hold no places: " + answer.path.filename().string()];
            continue;
        }
        for (const json& object : *document) {
            if (object.is_object()) {
                answer.language == default_language ? reader.read(object, answer.language)
                                                    : reader.translate(object, answer.language);
            }
        }
    }
    return reader.finish();
}

} // namespace zugang::content::tool
