#include "fonts/paragraph.hpp"

#include "fonts/itemize.hpp"
#include "fonts/layout_cache.hpp"
#include "fonts/line_break.hpp"
#include "fonts/lines.hpp"
#include "fonts/place.hpp"
#include "fonts/shape.hpp"

#include <utility>

namespace zugang::fonts {

struct Typesetter::Implementation {
    Implementation(const FontSet& set, std::size_t cache_bytes)
        : fonts(&set), itemizer(set), shaper(set), cache(cache_bytes) {}

    Layout lay_out(const Paragraph& paragraph);

    const FontSet* fonts;
    Segmenter segmenter;
    Itemizer itemizer;
    Shaper shaper;
    ShapedText text;
    LayoutCache cache;
};

Typesetter::Typesetter(const FontSet& fonts, std::size_t cache_bytes)
    : implementation_(std::make_unique<Implementation>(fonts, cache_bytes)) {
}
Typesetter::~Typesetter() = default;
Typesetter::Typesetter(Typesetter&&) noexcept = default;
Typesetter& Typesetter::operator=(Typesetter&&) noexcept = default;

Layout Typesetter::Implementation::lay_out(const Paragraph& paragraph) {
    decode(paragraph.text, text.decoded);
    segmenter.find(text.decoded, paragraph.language, text.boundaries);
    find_styles(text.decoded, paragraph.style, paragraph.ranges, text.styles);
    itemizer.itemize(text.decoded, paragraph.direction, paragraph.families, text.styles,
                     text.boundaries, text.items);
    shaper.set_language(paragraph.language);
    shape_items(text, shaper);
    const bool right_to_left = paragraph.direction == Direction::RightToLeft;
    LineBreaker(
        text, shaper, itemizer, paragraph.families,
        {paragraph.width_px, paragraph.max_lines, static_cast<std::uint8_t>(right_to_left ? 1 : 0)})
        .break_lines();
    const Candidates& candidates = itemizer.faces().candidates(
        paragraph.families, paragraph.style.weight, paragraph.style.italic);
    const FaceIndex main_face = candidates.faces.empty() ? FaceIndex{0} : candidates.faces.front();
    return place(text, *fonts, paragraph, main_face);
}

Layout Typesetter::lay_out(const Paragraph& paragraph) {
    Implementation& stages = *implementation_;
    if (auto known = stages.cache.find(paragraph, stages.fonts->generation())) {
        return std::move(*known);
    }
    Layout layout = stages.lay_out(paragraph);
    stages.cache.store(layout);
    return layout;
}

void Typesetter::forget_texts() {
    const ShapedText gone =
        std::move(implementation_->text); // a string that is assigned keeps its memory
    implementation_->text = {};
    implementation_->cache.clear();
}

std::size_t Typesetter::cached_bytes() const {
    return implementation_->cache.size_bytes();
}

} // namespace zugang::fonts
