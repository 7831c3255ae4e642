#include "content/place.hpp"

#include "content/database.hpp"
#include "content/fallback.hpp"
#include "content/list_text.hpp"
#include "content/queries.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace zugang::content {
namespace {

constexpr double earth_radius_m = 6'371'008.8;
constexpr double nearest_circle_m = 12'500;
constexpr double widest_circle_m = 400'000;

double radians(int degrees_e6) {
    return degrees_e6 * std::numbers::pi / 180e6;
}

std::int64_t degrees_e6(double angle) {
    return std::llround(angle * 180e6 / std::numbers::pi);
}

std::optional<Coordinates> position_of(const Statement& row, int column) {
    if (row.is_null(column) || row.is_null(column + 1)) {
        return std::nullopt;
    }
    return Coordinates{static_cast<int>(row.integer(column)),
                       static_cast<int>(row.integer(column + 1))};
}

/// Every place within the circle, nearest first.
std::vector<std::pair<double, std::string>> find_within(Database& database, Coordinates from,
                                                        double radius_m, std::string_view kind) {
    const double angle = radius_m / earth_radius_m;
    const std::int64_t height = degrees_e6(angle);
    const std::int64_t width =
        degrees_e6(angle / std::max(0.01, std::cos(radians(from.latitude_e6))));
    Statement rows(database, queries::places_within);
    rows.bind(1, from.latitude_e6 - height).bind(2, from.latitude_e6 + height);
    rows.bind(3, from.longitude_e6 - width).bind(4, from.longitude_e6 + width).bind(5, kind);
    std::vector<std::pair<double, std::string>> found;
    while (rows.step()) {
        const auto position = position_of(rows, 1);
        const double metres = position ? distance_in_metres(from, *position) : radius_m + 1;
        if (metres <= radius_m) {
            found.emplace_back(metres, rows.text(0));
        }
    }
    std::ranges::sort(found);
    return found;
}

} // namespace

double distance_in_metres(Coordinates a, Coordinates b) {
    const double up = std::sin((radians(b.latitude_e6) - radians(a.latitude_e6)) / 2);
    const double across = std::sin((radians(b.longitude_e6) - radians(a.longitude_e6)) / 2);
    const double half_chord = up * up + std::cos(radians(a.latitude_e6)) *
                                            std::cos(radians(b.latitude_e6)) * across * across;
    return 2 * earth_radius_m * std::asin(std::min(1.0, std::sqrt(half_chord)));
}

std::optional<AdvicePlace> find_place(Database& database, std::string_view id,
                                      std::string_view language) {
    Statement row(database, queries::place);
    row.bind(1, id);
    if (!row.step()) {
        return std::nullopt;
    }
    AdvicePlace place{
        .id = std::string(id),
        .name = std::string(row.text(0)),
        .kind = std::string(row.text(1)),
        .for_whom = {},
        .for_whom_language = {},
        .street = std::string(row.text(2)),
        .postcode = std::string(row.text(3)),
        .city = std::string(row.text(4)),
        .land = std::string(row.text(5)),
        .position = position_of(row, 6),
        .phone = std::string(row.text(8)),
        .web = std::string(row.text(9)),
        .mail = std::string(row.text(10)),
        .hours = std::string(row.text(11)),
        .languages = split_list(row.text(12)),
        .services = split_list(row.text(13)),
        .accessibility = split_list(row.text(14)),
        .as_of = parse_date(row.text(15)),
    };
    Statement line(database, queries::place_for_whom);
    for (const std::string& tag : language_chain(database, language)) {
        line.bind(1, id).bind(2, tag);
        if (line.step()) {
            place.for_whom = line.text(0);
            place.for_whom_language = tag;
            break;
        }
        line.reset();
    }
    return place;
}

std::vector<AdvicePlace> places_of_land(Database& database, std::string_view land,
                                        std::string_view kind, std::string_view language) {
    std::vector<AdvicePlace> places;
    Statement rows(database, queries::places_of_land);
    rows.bind(1, land).bind(2, kind);
    while (rows.step()) {
        if (auto place = find_place(database, rows.text(0), language)) {
            places.push_back(*std::move(place));
        }
    }
    return places;
}

std::vector<NearPlace> places_near(Database& database, Coordinates from, std::string_view kind,
                                   std::size_t limit, std::string_view language) {
    std::vector<std::pair<double, std::string>> found;
    for (double radius_m = nearest_circle_m; radius_m <= widest_circle_m && found.size() < limit;
         radius_m *= 2) {
        found = find_within(database, from, radius_m, kind);
    }
    found.resize(std::min(found.size(), limit));
    std::vector<NearPlace> places;
    for (const auto& [metres, id] : found) {
        if (auto place = find_place(database, id, language)) {
            places.push_back({*std::move(place), metres});
        }
    }
    return places;
}

std::map<std::string, int> count_places(Database& database) {
    std::map<std::string, int> counts;
    Statement rows(database, queries::places_by_land);
    while (rows.step()) {
        counts[std::string(rows.text(0))] = static_cast<int>(rows.integer(1));
    }
    return counts;
}

} // namespace zugang::content
