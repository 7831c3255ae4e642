#pragma once

#include "content/record_types.hpp"

#include <string>

namespace zugang::content::tool {

/// A place as a row of places.toml, without the keys that say nothing.
std::string place_text(const PlaceRow& place);

} // namespace zugang::content::tool
