#pragma once

#include "content/strings.hpp"

#include <string>

namespace zugang::content {

/// "850 m", "1,2 km", "34 km" as the language writes it, isolated so that it never reorders. Not
/// more exact than anybody walks: to 50 m below 1 km, to 100 m below 10 km, to 1 km beyond.
std::string format_distance(double metres, const Strings& strings);

} // namespace zugang::content
