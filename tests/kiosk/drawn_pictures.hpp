#pragma once

#include "kiosk/geometry.hpp"

#include <vector>

namespace zugang::kiosk::testing {

/// Where the last frame of the current context of Dear ImGui has letters and pictograms that nothing covers.
std::vector<Rect> drawn_pictures();

} // namespace zugang::kiosk::testing
