#pragma once

#include "fonts/glyph_atlas.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace zugang::fonts {

/// 8-bit coverage of one glyph.
struct GlyphBitmap {
    int width = 0;
    int height = 0;
    int left = 0; ///< from the pen position to the left edge, pixels
    int top = 0;  ///< from the baseline up to the top edge, pixels
    std::vector<std::uint8_t> coverage;
};

constexpr float max_glyph_size = 2000;

/// No value where the font is broken, lacks the glyph or has no outline for it.
std::optional<GlyphBitmap> rasterize(const FontSet& fonts, const GlyphKey& key);

} // namespace zugang::fonts
