#pragma once

#include "fonts/paragraph.hpp"

#include <string>
#include <string_view>

namespace zugang::fonts {

/// The size that svg() expects: one unit of the picture is 1/1000 of the font size.
constexpr float svg_size = 1000;

/// One line as unicode-org/text-rendering-tests compares it: y up, a symbol per glyph with id
/// `<name>.<glyph name>`.
std::string svg(const Layout& layout, const FontSet& fonts, std::string_view name);

/// Lines, runs and glyphs of a layout, and a caret at each edge of a grapheme cluster.
std::string json(const Layout& layout, const FontSet& fonts);

} // namespace zugang::fonts
