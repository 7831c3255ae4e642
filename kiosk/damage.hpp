#pragma once

#include "kiosk/geometry.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace zugang::kiosk {

/// One drawn rectangle. Pixels of the screen.
struct Quad {
    Rect area;
    Point texture;     ///< top left, fraction of its page
    Point texture_end; ///< bottom right
    std::uint32_t colour = 0;
    int page = 0; ///< of the atlas
    bool upright =
        false; ///< false: `area` is only what surrounds it, and nothing is known to equal it

    friend bool operator==(const Quad& a, const Quad& b) {
        return a.upright && b.upright && a.area == b.area && a.colour == b.colour &&
               a.page == b.page && a.texture.x == b.texture.x && a.texture.y == b.texture.y &&
               a.texture_end.x == b.texture_end.x && a.texture_end.y == b.texture_end.y;
    }
};

/// What of a frame is the page that scrolls.
struct PagePart {
    Rect view;        ///< where it is seen, in whole pixels; what is drawn after it covers the rest
    float offset = 0; ///< how far it is scrolled, in whole pixels
    std::size_t first = 0; ///< its quads: from here
    std::size_t end = 0;   ///< to before here
};

/// A frame as it was drawn, back to front.
struct Picture {
    Size screen;
    std::uint64_t generation = 0; ///< of the atlas
    std::vector<Quad> quads;
    std::optional<PagePart> page;
};

/// How to make the next frame of the last one: move what scrolled, then draw within the rectangles.
struct Damage {
    bool everything = false; ///< draw all of it; the rest says nothing then
    Rect view;
    int moved_px = 0;        ///< the pixels of `view` move down by this much first; negative: up
    std::vector<Rect> rects; ///< whole pixels, within the screen; empty: nothing has changed
};

/// Whoever follows it gets, pixel by pixel, what drawing the whole frame gives.
Damage damage_between(const Picture& before, const Picture& now);

} // namespace zugang::kiosk
