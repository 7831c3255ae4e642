#pragma once

#include <string_view>

namespace zugang::kiosk {

/// Whether SDL_image (whose SVG reader is nanosvg) draws this within a second and some ten
/// megabytes at the size of a screen. A few bytes can ask it for more than any machine has: dashes
/// of a millionth, curves and round corners of kilometres. What this bounds from above is how many
/// points nanosvg would make of the outlines: so a drawing that is no icon, diagram or map of our
/// size is refused too. It does not look at the width and height of the drawing: ask for a size of
/// your own.
bool is_cheap_drawing(std::string_view svg);

} // namespace zugang::kiosk
