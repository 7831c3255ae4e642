#pragma once

#include "fonts/font_set.hpp"
#include "kiosk/canvas.hpp"
#include "kiosk/tree.hpp"

namespace zugang::kiosk {

/// The fonts of the emergency page, built into the program: a subset with just its letters.
fonts::FontSet emergency_fonts();

/// What is shown when there is no content to show: whom to ask, in nine languages. The only texts
/// of the program itself.
void draw_emergency_page(Canvas& canvas, Tree& tree, const Metrics& metrics);

} // namespace zugang::kiosk
