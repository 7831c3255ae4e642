#pragma once

#include "content/place.hpp"

namespace zugang::content::tool {

/// Does this lie in Germany, or so near to its border that a coarse outline cannot tell (5 km)?
bool is_in_germany(Coordinates position);

} // namespace zugang::content::tool
