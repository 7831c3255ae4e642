#pragma once

#include "fonts/font_set.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace zugang::bench {

struct FrameCost {
    std::size_t glyphs = 0; ///< with a picture, on one screen
    double us = 0;          ///< CPU time of a frame in which nothing changes, median
    double allocations = 0; ///< in such a frame
};

/// The terminal's own way from texts to triangles (Canvas), with the texts in the language named
/// until the screen has `glyphs` of them.
FrameCost frame_cost(const fonts::FontSet& fonts, const std::string& language, bool right_to_left,
                     const std::vector<std::string>& families,
                     const std::vector<std::string>& paragraphs, std::size_t glyphs);

} // namespace zugang::bench
