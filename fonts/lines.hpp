#pragma once

#include "fonts/decode.hpp"
#include "fonts/itemize.hpp"
#include "fonts/line_break.hpp"
#include "fonts/shape.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace zugang::fonts {

/// Glyphs that belong together on a line: of one item, one style, shaped in one go.
struct Piece {
    std::uint32_t item = 0;
    std::uint32_t start = 0; ///< character
    std::uint32_t end = 0;   ///< character
    std::uint8_t level = 0;
    std::uint16_t tag = 0;
    bool hanging = false;        ///< spaces at the line's end
    std::size_t first_glyph = 0; ///< in ShapedText::glyphs, from left to right
    std::size_t glyph_count = 0;
};

struct BrokenLine {
    std::uint32_t start = 0; ///< character
    std::uint32_t end = 0;   ///< character
    std::size_t first_piece = 0;
    std::size_t piece_count = 0;
};

/// A paragraph on its way through the stages. Kept from one paragraph to the next for its memory.
struct ShapedText {
    DecodedText decoded;
    Boundaries boundaries; ///< one a character, one for the end
    std::vector<StyleSpan> styles;
    std::vector<Item> items;
    std::vector<std::size_t> item_glyphs; ///< first glyph of each item, and their end
    std::vector<ShapedGlyph> glyphs; ///< first the items', then what was shaped again at line ends
    std::vector<double> pens;        ///< width of all text before each character, and of all text
    std::vector<Piece> pieces;       ///< in the order of the text
    std::vector<BrokenLine> lines;
    bool truncated = false;
};

/// Shapes all items and fills `glyphs`, `pens` and the boundaries' safe_to_break.
void shape_items(ShapedText& text, Shaper& shaper);

/// To whole 64ths of a pixel, as lines are measured and placed: sums of them are exact, however
/// they are added.
double snapped(double pixels);

struct LineLimits {
    float width_px = 0; ///< <= 0: no limit
    int max_lines = 0;  ///< 0: no limit
    std::uint8_t base_level = 0;
};

/// Breaks greedily: as much on each line as fits. No line is wider than the limit, unless one
/// grapheme cluster alone is. A word is broken only where it does not fit a line by itself: at a
/// soft hyphen, else between grapheme clusters.
class LineBreaker {
  public:
    LineBreaker(ShapedText& text, Shaper& shaper, Itemizer& itemizer,
                std::span<const std::string> families, LineLimits limits);

    void break_lines();

  private:
    struct End {
        std::uint32_t end = 0;     ///< the next line begins here
        std::uint32_t visible = 0; ///< what follows hangs
        bool hyphen = false;
    };

    End find_end(std::uint32_t start, double limit, bool anywhere);
    bool previous_end(std::uint32_t start, double limit, bool anywhere, End& end);
    bool is_soft(std::uint32_t at) const;   ///< a line may begin after a soft hyphen
    bool ends_word(std::uint32_t at) const; ///< a line may begin, and not after a soft hyphen
    /// What stands from here to the next end of a word fits a line by itself.
    bool fits(std::uint32_t word, double limit) const;
    /// The last end of the line at a soft hyphen of this word; without a hyphen where there is
    /// none.
    End last_hyphen(std::uint32_t start, std::uint32_t word, std::uint32_t end, double limit);
    bool splits_syllable(std::uint32_t at) const;
    bool is_solid(std::uint32_t at) const; ///< a cluster that is no punctuation begins here
    /// How well a part of a broken word stands on a line: 2 with two letters, 1 with a letter and
    /// something else, otherwise 0.
    int rate_part(std::uint32_t from, std::uint32_t to) const;
    /// The best end at or shortly before the last cluster that fits.
    End break_word(std::uint32_t start, const End& forced) const;
    void make_pieces(std::uint32_t start, const End& end);
    void cut_item(std::uint32_t item, std::uint32_t start, std::uint32_t end,
                  std::uint32_t visible);
    void add_piece(Piece piece, std::uint32_t visible);
    Piece slice(std::uint32_t item, std::uint32_t start, std::uint32_t end) const;
    Piece shape_again(std::uint32_t item, std::uint32_t start, std::uint32_t end);
    Piece split_off(Piece& piece, std::uint32_t at) const;
    double visible_width(std::size_t first_piece) const;

    void add_hyphen(std::uint32_t after);
    void add_ellipsis(std::uint32_t after);
    Piece shape_own(std::u32string_view own, const Item& like, std::uint32_t at);
    double hyphen_width(std::uint32_t after);
    double width_of(const Piece& piece) const;
    void break_with_ellipsis(std::uint32_t start);

    const Style& style_at(std::uint32_t character) const;
    std::uint32_t item_at(std::uint32_t character) const;

    ShapedText& text_;
    Shaper& shaper_;
    Itemizer& itemizer_;
    std::span<const std::string> families_;
    LineLimits limits_;
    double limit_;
    std::uint32_t size_;
};

} // namespace zugang::fonts
