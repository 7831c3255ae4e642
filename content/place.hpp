#pragma once

#include "content/date.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content {

class Database;

/// WGS 84, in millionths of a degree: north and east are positive.
struct Coordinates {
    int latitude_e6 = 0;
    int longitude_e6 = 0;

    bool operator==(const Coordinates&) const = default;
};

/// An office that a visitor can go to.
struct AdvicePlace {
    std::string id;
    std::string name;              ///< German, as it stands on the door
    std::string kind;              ///< its name is the interface string "place_kind.<kind>"
    std::string for_whom;          ///< one line in the language asked for or its fallback
    std::string for_whom_language; ///< tag of that line
    std::string street;
    std::string postcode;
    std::string city;
    std::string land; ///< "by", as in the package land/by; may be empty
    std::optional<Coordinates> position;
    std::string phone;                      ///< as it is to be shown, may be empty
    std::string web;                        ///< without a scheme, may be empty
    std::string mail;                       ///< may be empty
    std::string hours;                      ///< parse_opening_hours reads them; may be empty
    std::vector<std::string> languages;     ///< tags of those that are spoken there
    std::vector<std::string> services;      ///< ids of contacts that have an office here
    std::vector<std::string> accessibility; ///< words of accessibility_words()
    std::optional<Date> as_of;
};

/// A place and how far it is, as the crow flies.
struct NearPlace {
    AdvicePlace place;
    double metres = 0;
};

std::optional<AdvicePlace> find_place(Database& database, std::string_view id,
                                      std::string_view language);

/// By city and name. `kind` empty: all kinds.
std::vector<AdvicePlace> places_of_land(Database& database, std::string_view land,
                                        std::string_view kind, std::string_view language);

/// Nearest first, at most `limit`, no farther than 400 km. `kind` empty: all kinds. Places without
/// coordinates are never among them.
std::vector<NearPlace> places_near(Database& database, Coordinates from, std::string_view kind,
                                   std::size_t limit, std::string_view language);

/// How many places there are, by Land; places without one are left out.
std::map<std::string, int> count_places(Database& database);

/// Along the surface of a sphere of 6,371,008.8 m (IUGG's mean radius), good to half a per cent.
double distance_in_metres(Coordinates a, Coordinates b);

} // namespace zugang::content
