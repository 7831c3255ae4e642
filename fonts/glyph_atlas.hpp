#pragma once

#include "fonts/font_set.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace zugang::fonts {

/// A bitmap in an atlas page. Empty (a space): width 0.
struct AtlasImage {
    std::uint16_t page = 0;
    std::uint16_t x = 0;
    std::uint16_t y = 0;
    std::uint16_t width = 0;
    std::uint16_t height = 0;
    std::int16_t left = 0; ///< from the pen position to the left edge, pixels
    std::int16_t top = 0;  ///< from the baseline up to the top edge, pixels
};

struct GlyphKey {
    FaceIndex face = 0;
    std::uint32_t glyph = 0;
    float size_px = 0;
    bool synthetic_bold = false;
    bool synthetic_italic = false;
    std::uint8_t subpixel = 0; ///< quarters of a pixel to the right, 0-3
};

struct DirtyRect {
    std::uint16_t page = 0;
    std::uint16_t x = 0;
    std::uint16_t y = 0;
    std::uint16_t width = 0;
    std::uint16_t height = 0;
};

/// Coverage bitmaps (8 bit, 255 opaque) of glyphs and of other small pictures, packed on square
/// pages. Not shared between threads.
class GlyphAtlas {
  public:
    /// The set must outlive the atlas.
    GlyphAtlas(const FontSet& fonts, int page_size_px, int max_pages);
    ~GlyphAtlas();

    /// Rasterises on first use. No value when all pages are full (call clear() between frames) or
    /// the glyph cannot be drawn.
    const AtlasImage* find(const GlyphKey& key);

    /// A picture of the caller's, e.g. a pictogram at one size; nullptr where this key was not
    /// inserted since the last clear.
    const AtlasImage* find(std::string_view key) const;
    /// `coverage`: width x height bytes, row by row. nullptr when all pages are full or it is
    /// larger than a page.
    const AtlasImage* insert(std::string_view key, int width, int height,
                             std::span<const std::uint8_t> coverage);

    /// Every page keeps one 2 x 2 patch of full coverage for plain areas: its centre in pixels, on
    /// page 0.
    struct Point {
        float x = 0;
        float y = 0;
    };
    Point solid() const;

    /// So many pages hold the pictures of any one screen of this size, whatever is on it: three
    /// times its area, since pictures have gaps and stand out over its edges.
    static int pages_for(int width_px, int height_px, int page_size_px);
    /// From the next page that is needed on. There is always one.
    void set_max_pages(int count);

    int page_size() const;
    int page_count() const;
    /// page_size x page_size bytes.
    std::span<const std::uint8_t> page(int index) const;
    /// What changed since the last call, one rectangle a page at most.
    std::vector<DirtyRect> take_dirty();

    /// Rises with every clear(); images found before are no longer valid then.
    std::uint64_t generation() const;
    bool full() const; ///< something did not fit since the last clear
    void clear();

  private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

} // namespace zugang::fonts
