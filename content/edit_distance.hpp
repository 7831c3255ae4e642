#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content {

/// How many bytes must be put in, taken out or changed to make one text of the other (Levenshtein).
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The name most like `wanted`, or empty where none is near.
std::string nearest(std::string_view wanted, const std::vector<std::string>& names);

} // namespace zugang::content
