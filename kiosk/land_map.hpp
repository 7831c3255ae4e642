#pragma once

#include "kiosk/frame.hpp"

#include <string_view>

namespace zugang::kiosk {

/// The name of a Land with its id, "land.by".
Label land_name(const Frame& frame, std::string_view land);

/// How large the map is in this room; empty where the content has none. In whole pixels a square,
/// so that it is sharp.
Size map_size(const Frame& frame, Size room);

/// The map of the Laender, every Land a button of its own shape. Never mirrored: in the west stays
/// in the west. `size` as map_size says.
void draw_land_map(Frame& frame, Point corner, Size size, std::string_view chosen);

/// The Laender as rows, in the order of the language; the chosen one has a check mark. Returns the
/// height.
float draw_land_list(Frame& frame, float x, float y, float width, std::string_view chosen);

} // namespace zugang::kiosk
