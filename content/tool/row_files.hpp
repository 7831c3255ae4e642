#pragma once

#include "content/tool/report.hpp"
#include "content/tool/source_folder.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zugang::content::tool {

/// Files of an import that hold many things which editors change one by one.
inline constexpr std::string_view places_file = "places.toml";

/// A file of rows in pieces, so that a change of one row is no change of the others: what stands
/// above the first row (may be empty) and, in the order of the file, each row by its id with the
/// comment above it, without empty lines at its end.
struct Rows {
    std::string head;
    std::vector<std::pair<std::string, std::string>> rows{};
};

/// `name`: of the tables, as "place". No value and a finding where the file is no such TOML or two
/// rows have one id.
std::optional<Rows> split_rows(std::string_view file_name, const std::string& bytes,
                               std::string_view name, Report& report);

std::string join_rows(const Rows& rows);

/// "places.toml#rathaus"
std::filesystem::path row_name(std::string_view file, std::string_view id);

} // namespace zugang::content::tool
