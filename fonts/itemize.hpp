#pragma once

#include "fonts/bidi.hpp"
#include "fonts/decode.hpp"
#include "fonts/face_choice.hpp"
#include "fonts/line_break.hpp"
#include "fonts/paragraph.hpp"
#include "fonts/script.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace zugang::fonts {

/// Characters that are shaped in one go.
struct Item {
    std::uint32_t start = 0; ///< character
    std::uint32_t end = 0;   ///< character
    std::uint8_t level = 0;
    Script script = 0;
    FaceIndex face = 0;
    float size_px = 0;
    bool synthetic_bold = false;
    bool synthetic_italic = false;

    bool right_to_left() const { return (level & 1U) != 0; }
};

/// Characters of one style.
struct StyleSpan {
    std::uint32_t start = 0; ///< character
    std::uint32_t end = 0;   ///< character
    Style style;
};

/// Sizes that a font engine can count with.
float sane_size(float size_px);

/// Covers all characters, in order. Ranges that overlap or lie outside the text are cut to what is
/// left.
void find_styles(const DecodedText& text, const Style& style, std::span<const StyleRange> ranges,
                 std::vector<StyleSpan>& spans);

/// Cuts a text where its level, script, face or size changes, never within a grapheme cluster of
/// ordinary length. A style's tag is no reason: a link inside a word must not change its shape.
class Itemizer {
  public:
    explicit Itemizer(const FontSet& fonts) : fonts_(&fonts), faces_(fonts) {}

    void itemize(DecodedText& text, Direction direction, std::span<const std::string> families,
                 std::span<const StyleSpan> styles, const Boundaries& boundaries,
                 std::vector<Item>& items);

    FaceChooser& faces() { return faces_; }

    /// For text of one's own: an item of the first face that has the character.
    Item item_for(char32_t character, std::span<const std::string> families, const Style& style);

  private:
    std::uint32_t extend(const DecodedText& text, const Boundaries& boundaries,
                         Candidates& candidates, const Item& item, std::size_t at,
                         std::size_t last);
    void set_face(Item& item, FaceIndex face, const Style& style) const;

    const FontSet* fonts_;
    FaceChooser faces_;
    Bidi bidi_;
    std::vector<std::uint8_t> levels_;
    std::vector<Script> scripts_;
};

} // namespace zugang::fonts
