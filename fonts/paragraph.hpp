#pragma once

#include "fonts/clusters.hpp"
#include "fonts/font_set.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::fonts {

enum class Direction : std::uint8_t { LeftToRight, RightToLeft };

/// Start is left in LTR paragraphs and right in RTL ones.
enum class Align : std::uint8_t { Start, Center, End };

struct Style {
    float size_px = 32;
    int weight = 400;
    bool italic = false;
    std::uint16_t tag =
        0; ///< the caller's own number (colour, link ...), handed through to the runs
};

/// A stretch that is set in another style than the paragraph. Sorted by start, not overlapping.
struct StyleRange {
    std::size_t start = 0;  ///< UTF-8 bytes
    std::size_t length = 0; ///< UTF-8 bytes
    Style style{};
};

/// One paragraph and how to set it. Views live during the call only.
struct Paragraph {
    std::string_view text; ///< UTF-8; broken bytes are shown as U+FFFD; line feeds break lines
    Style style{};
    std::span<const StyleRange> ranges{};
    std::string_view language{}; ///< BCP 47
    Direction direction = Direction::LeftToRight;
    std::span<const std::string>
        families{};     ///< first choice first; any other face of the set after them
    float width_px = 0; ///< lines break here; <= 0 or NaN: never. Over 2^20: aligned as if 0
    float line_height =
        1.45F; ///< multiple of style.size_px, more where glyphs are higher; <= 0: the faces' own
    Align align = Align::Start;
    int max_lines = 0; ///< the last one ends in an ellipsis where text is cut; 0: all
};

/// y points down, pixels, relative to the layout's top left corner. All in whole 64ths of a pixel.
struct PlacedGlyph {
    std::uint32_t glyph = 0;
    std::uint32_t cluster = 0; ///< UTF-8 byte offset of the first byte of its cluster
    float x = 0;               ///< where its origin is drawn
    float y = 0;
    float advance = 0; ///< to the next glyph of its run, before that one's own shift
};

/// Glyphs of one face, size, tag and direction, in visual order.
struct PlacedRun {
    FaceIndex face = 0;
    float size_px = 0;
    std::uint16_t tag = 0;
    std::uint8_t level = 0;        ///< bidi embedding level, odd: right to left
    bool synthetic_bold = false;   ///< no bold face there: to be emboldened when drawn
    bool synthetic_italic = false; ///< no italic face there: to be slanted when drawn
    std::size_t first_glyph = 0;
    std::size_t glyph_count = 0;
    std::size_t start = 0;  ///< UTF-8 bytes
    std::size_t length = 0; ///< UTF-8 bytes
    float x = 0;            ///< left edge
    float width = 0;
};

struct Line {
    std::size_t start = 0;  ///< UTF-8 bytes
    std::size_t length = 0; ///< UTF-8 bytes, with the spaces at its end
    float x = 0;            ///< left edge of what is seen
    float width = 0;        ///< of what is seen
    float top = 0;
    float height = 0;
    float baseline = 0; ///< y
    std::size_t first_run = 0;
    std::size_t run_count = 0;
};

struct Layout {
    std::vector<Line> lines;
    std::vector<PlacedRun> runs; ///< in visual order, line by line
    std::vector<PlacedGlyph> glyphs;
    ClusterStarts clusters; ///< of the text shown
    float width = 0;        ///< of the widest line
    float height = 0;
    bool truncated = false; ///< max_lines cut text off
};

/// Sets paragraphs: itemize (BiDi level, script, face per grapheme cluster), shape, break lines,
/// reorder, place. Keeps what it can use again. Not shared between threads.
class Typesetter {
  public:
    static constexpr std::size_t default_cache_bytes = std::size_t{4} << 20U;

    /// Layouts are kept up to `cache_bytes`, so that setting the same paragraph again is cheap. The
    /// set must outlive the typesetter.
    explicit Typesetter(const FontSet& fonts, std::size_t cache_bytes = default_cache_bytes);
    ~Typesetter();
    Typesetter(Typesetter&&) noexcept;
    Typesetter& operator=(Typesetter&&) noexcept;

    Layout lay_out(const Paragraph& paragraph);

    /// Gives back the memory that it has worked with: nothing of a text is left in it.
    void forget_texts();

    std::size_t cached_bytes() const;

  private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

} // namespace zugang::fonts
