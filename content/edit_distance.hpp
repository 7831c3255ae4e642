#pragma once

#include <cstddef>
#include <string_view>

namespace zugang::content {

/// How many bytes must be put in, taken out or changed to make one text of the other (Levenshtein).
std::size_t edit_distance(std::string_view a, std::string_view b);

} // namespace zugang::content
