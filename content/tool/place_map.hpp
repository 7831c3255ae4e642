#pragma once

#include "content/date.hpp"
#include "content/tool/csv.hpp"
#include "content/tool/toml_tree.hpp"

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace zugang::content::tool {

/// How the columns of a table become places (content/FORMAT.md, "Mapping of a table"). Fields are
/// the keys of places.toml; hours_mo to hours_so are the hours of one day, for_whom_<lang> a line.
struct PlaceMap {
    CsvForm form;
    std::string source;                                    ///< of rows whose column says none
    std::optional<Date> as_of;                             ///< of every row
    Place place;                                           ///< of the mapping itself
    std::map<std::string, std::vector<Reference>> columns; ///< headings, by field
    std::map<std::string, std::string> defaults;           ///< by field
    std::map<std::string, std::map<std::string, std::string>> words; ///< by field: there, here
};

inline constexpr std::array<std::string_view, 7> hours_fields{
    "hours_mo", "hours_di", "hours_mi", "hours_do", "hours_fr", "hours_sa", "hours_so"};

/// No value and findings where something in it cannot be meant.
std::optional<PlaceMap> read_place_map(const std::filesystem::path& file, Report& report);

/// A mapping to begin with, made of the headings and of what stands below them, as TOML.
std::string suggest_place_map(const CsvTable& table, const std::string& encoding, Date today);

} // namespace zugang::content::tool
