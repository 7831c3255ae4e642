#include "fonts/paragraph.hpp"

#include "fonts/itemize.hpp"
#include "fonts/line_break.hpp"
#include "fonts/lines.hpp"
#include "fonts/place.hpp"
#include "fonts/shape.hpp"

namespace zugang::fonts {

struct Typesetter::Implementation {
    explicit Implementation(const FontSet& set) : fonts(&set), itemizer(set), shaper(set) {}

    const FontSet* fonts;
    Segmenter segmenter;
    Itemizer itemizer;
    Shaper shaper;
    ShapedText text;
};

Typesetter::Typesetter(const FontSet& fonts)
    : implementation_(std::make_unique<Implementation>(fonts)) {
}
Typesetter::~Typesetter() = default;
Typesetter::Typesetter(Typesetter&&) noexcept = default;
Typesetter& Typesetter::operator=(Typesetter&&) noexcept = default;

Layout Typesetter::lay_out(const Paragraph& paragraph) {
    Implementation& stage = *implementation_;
    ShapedText& text = stage.text;
    decode(paragraph.text, text.decoded);
    stage.segmenter.find(text.decoded, paragraph.language, text.boundaries);
    find_styles(text.decoded, paragraph.style, paragraph.ranges, text.styles);
    stage.itemizer.itemize(text.decoded, paragraph.direction, paragraph.families, text.styles,
                           text.boundaries, text.items);
    stage.shaper.set_language(paragraph.language);
    shape_items(text, stage.shaper);
    const bool right_to_left = paragraph.direction == Direction::RightToLeft;
    LineBreaker(
        text, stage.shaper, stage.itemizer, paragraph.families,
        {paragraph.width_px, paragraph.max_lines, static_cast<std::uint8_t>(right_to_left ? 1 : 0)})
        .break_lines();
    const Candidates& candidates = stage.itemizer.faces().candidates(
        paragraph.families, paragraph.style.weight, paragraph.style.italic);
    const FaceIndex main_face = candidates.faces.empty() ? FaceIndex{0} : candidates.faces.front();
    return place(text, *stage.fonts, paragraph, main_face);
}

} // namespace zugang::fonts
