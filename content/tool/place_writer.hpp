#pragma once

#include "content/record_types.hpp"

#include <string>

namespace zugang::content::tool {

/// A place as a row of places.toml, without the keys that say nothing.
std::string place_text(const PlaceRow& place);

/// An address of the web as places.toml has it: "example.org/a" for "https://example.org/a/".
std::string without_scheme(std::string address);

} // namespace zugang::content::tool
