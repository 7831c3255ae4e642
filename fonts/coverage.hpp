#pragma once

#include "fonts/font_set.hpp"

#include <string_view>
#include <vector>

namespace zugang::fonts {

/// The characters of a text that no face of the set has, each once, in order of appearance.
/// Controls, spaces and default-ignorable characters need no glyph.
std::vector<char32_t> uncovered(const FontSet& fonts, std::string_view utf8);

} // namespace zugang::fonts
