#pragma once

#include "kiosk/theme.hpp"
#include "kiosk/tree.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace zugang::kiosk::testing {

/// What is seen: the tree, its pixels row by row (0xAARRGGBB), and where letters and pictograms
/// were drawn, in the order of drawing.
struct Seen {
    const Tree& tree;
    Size screen;
    std::span<const std::uint32_t> pixels;
    std::span<const Rect> drawn;
    float px_per_mm = 1;
    float least_target_mm = 15;
    double least_contrast = 4.5;
};

/// What a visitor would stumble over, a sentence each: targets that are too small or lie over one
/// another, texts that lie over one another or reach out of the screen or their button, and texts
/// whose colours are too much alike.
std::vector<std::string> screen_faults(const Seen& seen);

} // namespace zugang::kiosk::testing
