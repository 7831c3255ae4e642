#pragma once

#include "content/tool/source.hpp"

#include <span>
#include <string_view>

namespace zugang::content::tool {

/// places.toml of a package; it need not be there.
void read_places(Package& package, Report& report);

/// What can be said of how a place is reached.
std::span<const std::string_view> accessibility_words();

} // namespace zugang::content::tool
