#pragma once

#include "fonts/lines.hpp"
#include "fonts/paragraph.hpp"

namespace zugang::fonts {

/// Reorders each line's pieces (UAX #9 L2), aligns the lines and gives everything its place.
Layout place(const ShapedText& text, const FontSet& fonts, const Paragraph& paragraph,
             FaceIndex main_face);

} // namespace zugang::fonts
