#pragma once

#include "fonts/decode.hpp"
#include "fonts/line_break.hpp"

namespace zugang::fonts {

/// Marks where grapheme clusters begin (UAX #29, extended ones): rules GB3 to GB13 by ICU's
/// properties, so that the answers are those of ICU's break iterator.
void find_graphemes(const DecodedText& text, Boundaries& boundaries);

} // namespace zugang::fonts
