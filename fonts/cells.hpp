#pragma once

#include "fonts/paragraph.hpp"

#include <cstddef>
#include <vector>

namespace zugang::fonts {

/// The room that one grapheme cluster takes on a line. One that is set in two styles has two.
struct Cell {
    std::size_t cluster = 0; ///< its first byte; of what was added: where it stands
    std::size_t start = 0;   ///< first byte set here
    float left = 0;
    float right = 0;
    bool right_to_left = false;
    bool added = false; ///< an ellipsis or a hyphen that is not in the text

    float leading() const { return right_to_left ? right : left; }
    float trailing() const { return right_to_left ? left : right; }
};

/// From left to right, without gaps.
std::vector<Cell> cells_of(const Layout& layout, const Line& line);

} // namespace zugang::fonts
