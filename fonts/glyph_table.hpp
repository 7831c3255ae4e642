#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

struct hb_font_t;

namespace zugang::fonts {

/// What a font's tables say of characters and glyphs, read once: looked up here it costs a load.
/// In the font's units. Not shared between threads.
class GlyphTable {
  public:
    struct VerticalExtent {
        std::int32_t top = 0; ///< up from the baseline
        std::int32_t bottom = 0;
    };

    /// `font` is borrowed and must outlive the table.
    explicit GlyphTable(hb_font_t* font);

    /// Nominal glyph; 0: the font lacks the character.
    std::uint32_t glyph_of(char32_t character) {
        const std::size_t number = character / page_size;
        const auto* page = number < pages_.size() ? pages_[number].get() : nullptr;
        const std::uint32_t glyph = page != nullptr ? (*page)[character % page_size] : unknown;
        return glyph != unknown ? glyph : find_glyph(character);
    }

    std::int32_t advance_of(std::uint32_t glyph) {
        const std::int32_t advance = glyph < advances_.size() ? advances_[glyph] : unknown_advance;
        return advance != unknown_advance ? advance : find_advance(glyph);
    }

    VerticalExtent extent_of(std::uint32_t glyph);

  private:
    static constexpr std::size_t page_size = 256;
    static constexpr std::uint32_t unknown = 0xFFFFFFFF;
    static constexpr std::int32_t unknown_advance = std::numeric_limits<std::int32_t>::min();

    std::uint32_t find_glyph(char32_t character);
    std::int32_t find_advance(std::uint32_t glyph);

    hb_font_t* font_;
    std::vector<std::unique_ptr<std::array<std::uint32_t, page_size>>> pages_;
    std::vector<std::int32_t> advances_;
    std::vector<VerticalExtent> extents_;
};

/// A font above that of `table` which asks the table; both must outlive it. To be destroyed with
/// hb_font_destroy.
hb_font_t* make_font_with(GlyphTable& table, hb_font_t* font);

} // namespace zugang::fonts
