#pragma once

#include "fonts/decode.hpp"
#include "fonts/line_break.hpp"

namespace zugang::fonts {

/// Line breaks (UAX #14) of texts that hold nothing but letters, digits, marks, spaces and the
/// commonest punctuation, where the rules come down to pairs; the same answers as ICU's. False, and
/// nothing set: this text needs all of the rules.
[[nodiscard]] bool find_plain_line_breaks(const DecodedText& text, Boundaries& boundaries);

} // namespace zugang::fonts
