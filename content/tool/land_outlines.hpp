#pragma once

#include "content/place.hpp"

#include <string_view>
#include <vector>

namespace zugang::content::tool {

/// The Laender, by their two small letters in alphabetical order, in which this lies or to whose
/// border it is so near that a coarse outline cannot tell (5 km). Empty outside Germany, and at
/// sea.
std::vector<std::string_view> laender_at(Coordinates position);

} // namespace zugang::content::tool
