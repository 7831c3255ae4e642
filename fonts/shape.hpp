#pragma once

#include "fonts/font_set.hpp"
#include "fonts/itemize.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct hb_buffer_t;

namespace zugang::fonts {

struct ShapedGlyph {
    std::uint32_t glyph = 0;
    std::uint32_t cluster = 0; ///< character
    float advance = 0;         ///< pixels, as all below
    float x_offset = 0;
    float y_offset = 0; ///< positive: up
    bool unsafe_to_break =
        false; ///< the text may look different if shaped apart before this glyph's cluster
};

struct DestroyBuffer {
    void operator()(hb_buffer_t* buffer) const noexcept;
};

class Shaper {
  public:
    explicit Shaper(const FontSet& fonts);

    /// BCP 47; for the shaping after it.
    void set_language(std::string_view language);

    /// Appends the glyphs of characters [start, end), which lie within the item, from left to
    /// right. What is around them in `characters` decides how they join, but is not shaped.
    void shape(std::u32string_view characters, const Item& item, std::size_t start, std::size_t end,
               std::vector<ShapedGlyph>& glyphs);

  private:
    const FontSet* fonts_;
    std::unique_ptr<hb_buffer_t, DestroyBuffer> buffer_;
    std::string language_;
    const void* hb_language_ = nullptr; ///< HarfBuzz keeps it for ever
};

} // namespace zugang::fonts
