#pragma once

#include "fonts/glyph_atlas.hpp"
#include "fonts/paragraph.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace zugang::fonts {

/// Where one glyph is to be drawn and where its picture is. Pixels: `x`, `y` from the top left
/// corner of the layout, which must be drawn at a whole pixel; `u`, `v` on the atlas page.
struct GlyphQuad {
    float x = 0;
    float y = 0;
    std::uint16_t width = 0;
    std::uint16_t height = 0;
    std::uint16_t u = 0;
    std::uint16_t v = 0;
    std::uint16_t page = 0;
    std::uint16_t tag = 0; ///< of its run
};

/// The glyphs of a layout as pictures, found in the atlas once and not in every frame: line by
/// line, so that what is never seen takes no room in the atlas.
class LayoutQuads {
  public:
    /// In visual order; glyphs without a picture (spaces) are left out. `layout` must be the same
    /// each time. Made anew after the atlas was cleared, and as long as it is full. Valid until the
    /// next call.
    std::span<const GlyphQuad> line(const Layout& layout, std::size_t line, GlyphAtlas& atlas);

  private:
    struct Made {
        std::size_t first = 0;
        std::size_t count = 0;
        bool done = false;
    };
    void find_pictures(const Layout& layout, const Line& line, GlyphAtlas& atlas);

    std::uint64_t generation_ = 0;
    std::vector<Made> lines_;
    std::vector<GlyphQuad> quads_;
    std::vector<GlyphQuad> found_; ///< of the line that is being made
};

} // namespace zugang::fonts
