#include "fonts/place.hpp"

#include <algorithm>
#include <cmath>

#include <unicode/uscript.h>

namespace zugang::fonts {

namespace {

/// Distances from the baseline, both positive.
struct Extent {
    float above = 0;
    float below = 0;
};

/// What a face takes of a line. A line height is obeyed as CSS does (CSS 2.2, 10.8.1): half of what
/// is over or missing on each side. Many fonts state room for stacked marks that ordinary text
/// never needs; the line height of a language is chosen for what it does need.
Extent extent_of(const FontSet::Metrics& metrics, float size, float line_height) {
    const float above = metrics.ascender * size;
    const float below = metrics.descender * size;
    const bool given = std::isfinite(line_height) && line_height > 0;
    const float leading = given ? std::min(line_height, 10.0F) * size - above - below : 0;
    return {above + leading / 2, below + leading / 2};
}

/// Letters of this script stand above or below each other, at times beyond what their face states.
bool stacks(Script script) {
    switch (script) {
    case USCRIPT_COMMON:
    case USCRIPT_INHERITED:
    case USCRIPT_LATIN:
    case USCRIPT_GREEK:
    case USCRIPT_CYRILLIC:
    case USCRIPT_ARMENIAN:
    case USCRIPT_GEORGIAN:
    case USCRIPT_HEBREW:
    case USCRIPT_ARABIC:
    case USCRIPT_ETHIOPIC:
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
        return false;
    default:
        return true;
    }
}

/// What the paragraph's own face and line height make of an empty line.
Extent strut(const FontSet& fonts, const Paragraph& paragraph, FaceIndex face) {
    return extent_of(fonts.metrics(face), sane_size(paragraph.style.size_px),
                     paragraph.line_height);
}

class Placer {
  public:
    Placer(const ShapedText& text, const FontSet& fonts, const Paragraph& paragraph,
           FaceIndex main_face)
        : text_(text), fonts_(fonts), paragraph_(paragraph),
          strut_(strut(fonts, paragraph, main_face)) {}

    Layout place() {
        layout_.truncated = text_.truncated;
        layout_.clusters = find_cluster_starts(text_);
        layout_.lines.reserve(text_.lines.size());
        layout_.glyphs.reserve(text_.glyphs.size());
        layout_.runs.reserve(text_.pieces.size());
        for (const BrokenLine& line : text_.lines) {
            place_line(line);
        }
        layout_.height = top_;
        align();
        return std::move(layout_);
    }

  private:
    void place_line(const BrokenLine& broken) {
        const std::span<const Piece> pieces(text_.pieces.data() + broken.first_piece,
                                            broken.piece_count);
        Line line;
        line.start = text_.decoded.offsets[broken.start];
        line.length = text_.decoded.offsets[broken.end] - line.start;
        line.top = top_;
        Extent extent = strut_;
        levels_.clear();
        for (const Piece& piece : pieces) {
            levels_.push_back(piece.level);
            const Item& item = text_.items[piece.item];
            if (piece.glyph_count > 0 && !piece.hanging) {
                const FontSet::Metrics metrics = fonts_.metrics(item.face);
                const bool larger = item.size_px > sane_size(paragraph_.style.size_px);
                if (larger || !(paragraph_.line_height > 0)) {
                    grow(extent, extent_of(metrics, item.size_px, paragraph_.line_height));
                }
                if (metrics.ascender + metrics.descender > paragraph_.line_height ||
                    stacks(item.script)) {
                    grow(extent, ink(piece, item));
                }
            }
        }
        line.height = std::ceil(extent.above + extent.below);
        line.baseline =
            top_ + std::round(extent.above + (line.height - extent.above - extent.below) / 2);
        line.first_run = layout_.runs.size();
        visual_order(levels_, order_);
        double hanging_left = 0;
        double pen = 0;
        double seen = 0;
        bool any_seen = false;
        for (const std::uint32_t i : order_) {
            const double before = pen;
            pen = place_piece(pieces[i], pen, line.baseline);
            if (pieces[i].hanging) {
                hanging_left += any_seen ? 0 : pen - before;
            } else {
                any_seen = true;
                seen += pen - before;
            }
        }
        line.run_count = layout_.runs.size() - line.first_run;
        line.width = static_cast<float>(snapped(seen));
        // For now: how far the runs have to move so that what is seen begins at 0.
        line.x = any_seen ? static_cast<float>(-snapped(hanging_left)) : 0;
        if (!any_seen && paragraph_.direction == Direction::RightToLeft) {
            line.x = static_cast<float>(-snapped(pen));
        }
        layout_.width = std::max(layout_.width, line.width);
        layout_.lines.push_back(line);
        top_ += line.height;
    }

    static void grow(Extent& extent, const Extent& by) {
        extent.above = std::max(extent.above, by.above);
        extent.below = std::max(extent.below, by.below);
    }

    /// What the glyphs themselves cover: a line is never so low that the next one touches it.
    Extent ink(const Piece& piece, const Item& item) const {
        Extent extent;
        for (std::size_t i = 0; i < piece.glyph_count; ++i) {
            const ShapedGlyph& glyph = text_.glyphs[piece.first_glyph + i];
            const FontSet::VerticalExtent reach = fonts_.extent_of(item.face, glyph.glyph);
            extent.above = std::max(extent.above, reach.top * item.size_px + glyph.y_offset);
            extent.below = std::max(extent.below, -(reach.bottom * item.size_px + glyph.y_offset));
        }
        return extent;
    }

    double place_piece(const Piece& piece, double pen, float baseline) {
        const Item& item = text_.items[piece.item];
        PlacedRun run;
        run.face = item.face;
        run.size_px = item.size_px;
        run.tag = piece.tag;
        run.level = piece.level;
        run.synthetic_bold = item.synthetic_bold;
        run.synthetic_italic = item.synthetic_italic;
        run.first_glyph = layout_.glyphs.size();
        run.glyph_count = piece.glyph_count;
        run.start = text_.decoded.offsets[piece.start];
        run.length = text_.decoded.offsets[piece.end] - run.start;
        double left = snapped(pen); // where the last advance ended, so that none adds up an error
        run.x = static_cast<float>(left);
        for (std::size_t i = 0; i < piece.glyph_count; ++i) {
            const ShapedGlyph& glyph = text_.glyphs[piece.first_glyph + i];
            pen += static_cast<double>(glyph.advance);
            const double right = snapped(pen);
            layout_.glyphs.push_back(
                {glyph.glyph, text_.decoded.offsets[glyph.cluster],
                 static_cast<float>(left + snapped(static_cast<double>(glyph.x_offset))),
                 static_cast<float>(static_cast<double>(baseline) -
                                    snapped(static_cast<double>(glyph.y_offset))),
                 static_cast<float>(right - left)});
            left = right;
        }
        run.width = static_cast<float>(left) - run.x;
        add_or_merge(run);
        return pen;
    }

    /// What was cut only to be shaped again is one run.
    void add_or_merge(const PlacedRun& run) {
        if (!layout_.runs.empty() && (layout_.lines.empty() || line_has_runs())) {
            PlacedRun& last = layout_.runs.back();
            const bool follows = (run.level & 1U) != 0 ? run.start + run.length == last.start
                                                       : last.start + last.length == run.start;
            if (follows && last.first_glyph + last.glyph_count == run.first_glyph &&
                last.face == run.face && last.size_px == run.size_px && last.tag == run.tag &&
                last.level == run.level && last.synthetic_bold == run.synthetic_bold &&
                last.synthetic_italic == run.synthetic_italic) {
                last.start = std::min(last.start, run.start);
                last.length += run.length;
                last.glyph_count += run.glyph_count;
                last.width += run.width;
                return;
            }
        }
        layout_.runs.push_back(run);
    }

    /// The run before is one of this line.
    bool line_has_runs() const {
        const Line& before = layout_.lines.back();
        return layout_.runs.size() > before.first_run + before.run_count;
    }

    void align() {
        // Floats have no pixels any more where a line as wide as that would end.
        constexpr float widest = 1 << 20;
        const bool has_room = paragraph_.width_px > 0 && paragraph_.width_px <= widest;
        const float room = has_room ? paragraph_.width_px : layout_.width;
        const bool right_to_left = paragraph_.direction == Direction::RightToLeft;
        for (Line& line : layout_.lines) {
            const float left = std::max(0.0F, room - line.width);
            float x = 0;
            if (paragraph_.align == Align::Center) {
                x = left / 2;
            } else if ((paragraph_.align == Align::End) != right_to_left) {
                x = left;
            }
            x = std::floor(x);
            const float move = line.x + x;
            line.x = x;
            for (std::size_t r = line.first_run; r < line.first_run + line.run_count; ++r) {
                PlacedRun& run = layout_.runs[r];
                run.x += move;
                for (std::size_t g = run.first_glyph; g < run.first_glyph + run.glyph_count; ++g) {
                    layout_.glyphs[g].x += move;
                }
            }
        }
    }

    const ShapedText& text_;
    const FontSet& fonts_;
    const Paragraph& paragraph_;
    Extent strut_;
    Layout layout_;
    float top_ = 0;
    std::vector<std::uint8_t> levels_;
    std::vector<std::uint32_t> order_;
};

} // namespace

Layout place(const ShapedText& text, const FontSet& fonts, const Paragraph& paragraph,
             FaceIndex main_face) {
    return Placer(text, fonts, paragraph, main_face).place();
}

} // namespace zugang::fonts
