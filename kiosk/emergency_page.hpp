#pragma once

#include "fonts/font_set.hpp"
#include "kiosk/canvas.hpp"
#include "kiosk/tree.hpp"

#include <cstdint>

namespace zugang::kiosk {

/// The fonts of the emergency page, built into the program: a subset with just its letters.
fonts::FontSet emergency_fonts();

/// Why there is nothing else to show.
enum class OutOfService : std::uint8_t {
    FirstStart, ///< nothing was ever brought to this terminal
    Broken      ///< what is there cannot be read
};

/// What is shown when there is no content to show: whom to ask, in nine languages; what works
/// without the terminal, the emergency number; and small, in German and English, what whoever sets
/// it up or looks after it has to do. The only texts of the program itself.
void draw_emergency_page(Canvas& canvas, Tree& tree, const Metrics& metrics, OutOfService why);

} // namespace zugang::kiosk
