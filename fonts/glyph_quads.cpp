#include "fonts/glyph_quads.hpp"

#include <cmath>

namespace zugang::fonts {

namespace {

// From this size on glyphs stand on whole pixels (no visible difference, a quarter of the bitmaps).
constexpr float whole_pixels_from = 24;

} // namespace

std::span<const GlyphQuad> LayoutQuads::line(const Layout& layout, std::size_t line,
                                             GlyphAtlas& atlas) {
    if (generation_ != atlas.generation()) {
        generation_ = atlas.generation();
        lines_.assign(layout.lines.size(), Made{});
        quads_.clear();
    }
    Made& made = lines_.at(line);
    if (!made.done) {
        find_pictures(layout, layout.lines[line], atlas);
        if (atlas.full()) {
            return found_;
        }
        made = {.first = quads_.size(), .count = found_.size(), .done = true};
        quads_.insert(quads_.end(), found_.begin(), found_.end());
    }
    return std::span(quads_).subspan(made.first, made.count);
}

void LayoutQuads::find_pictures(const Layout& layout, const Line& line, GlyphAtlas& atlas) {
    found_.clear();
    for (std::size_t r = line.first_run; r < line.first_run + line.run_count; ++r) {
        const PlacedRun& run = layout.runs[r];
        GlyphKey key{.face = run.face,
                     .size_px = run.size_px,
                     .synthetic_bold = run.synthetic_bold,
                     .synthetic_italic = run.synthetic_italic};
        for (std::size_t i = run.first_glyph; i < run.first_glyph + run.glyph_count; ++i) {
            const PlacedGlyph& glyph = layout.glyphs[i];
            float x = std::round(glyph.x);
            if (run.size_px < whole_pixels_from) {
                const float quarters = std::round(glyph.x * 4);
                x = std::floor(quarters / 4);
                key.subpixel = static_cast<std::uint8_t>(quarters - x * 4);
            }
            key.glyph = glyph.glyph;
            const AtlasImage* image = atlas.find(key);
            if (image != nullptr && image->width > 0) {
                found_.push_back({.x = x + image->left,
                                  .y = std::round(glyph.y) - image->top,
                                  .width = image->width,
                                  .height = image->height,
                                  .u = image->x,
                                  .v = image->y,
                                  .page = image->page,
                                  .tag = run.tag});
            }
        }
    }
}

} // namespace zugang::fonts
