#include "fonts/lines.hpp"

#include <algorithm>

namespace zugang::fonts {

namespace {

/// Spreads a cluster's width evenly over its grapheme clusters, so that a ligature can be cut.
void spread(ShapedText& text, std::size_t start, std::size_t end, double advance) {
    std::size_t graphemes = 0;
    for (std::size_t i = start; i < end; ++i) {
        graphemes += text.boundaries[i] & grapheme_boundary;
    }
    for (std::size_t i = start; i < end; ++i) {
        const bool begins = (text.boundaries[i] & grapheme_boundary) != 0;
        text.pens[i] = graphemes == 0 ? (i == start ? advance : 0)
                       : begins       ? advance / static_cast<double>(graphemes)
                                      : 0;
    }
}

/// Until the widths are summed up, `pens` holds each character's own.
void measure_item(ShapedText& text, const Item& item, std::size_t first, std::size_t last) {
    const std::size_t count = last - first;
    // In the order of the text: glyphs from the right where that is right to left.
    const auto glyph = [&](std::size_t i) -> const ShapedGlyph& {
        return text.glyphs[item.right_to_left() ? last - 1 - i : first + i];
    };
    for (std::size_t i = 0; i < count;) {
        const std::size_t start = glyph(i).cluster;
        double advance = 0;
        bool unsafe = false;
        for (; i < count && glyph(i).cluster == start; ++i) {
            advance += static_cast<double>(glyph(i).advance);
            unsafe = unsafe || glyph(i).unsafe_to_break;
        }
        const std::size_t end = i < count ? glyph(i).cluster : item.end;
        spread(text, start, std::max(start, end), advance);
        if (!unsafe) {
            text.boundaries[start] =
                static_cast<std::uint8_t>(text.boundaries[start] | safe_to_break);
        }
    }
    text.boundaries[item.start] =
        static_cast<std::uint8_t>(text.boundaries[item.start] | safe_to_break);
}

} // namespace

void shape_items(ShapedText& text, Shaper& shaper) {
    const std::size_t count = text.decoded.characters.size();
    text.glyphs.clear();
    text.item_glyphs.clear();
    text.pens.assign(count + 1, 0);
    text.boundaries[count] = static_cast<std::uint8_t>(text.boundaries[count] | safe_to_break);
    for (const Item& item : text.items) {
        const std::size_t first = text.glyphs.size();
        text.item_glyphs.push_back(first);
        shaper.shape(text.decoded.characters, item, item.start, item.end, text.glyphs);
        measure_item(text, item, first, text.glyphs.size());
    }
    text.item_glyphs.push_back(text.glyphs.size());
    double pen = 0;
    for (double& width : text.pens) {
        pen += width;
        width = pen - width;
    }
}

} // namespace zugang::fonts
