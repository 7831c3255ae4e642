#include "kiosk/rich_text.hpp"

#include "fonts/positions.hpp"
#include "kiosk/speech_drawing.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace zugang::kiosk {

namespace {

enum Tag : std::uint16_t { Plain = 0, Accent = 1 };

bool is_article_link(const content::Span& span) {
    return span.kind == content::SpanKind::Link && span.target.starts_with("article:");
}

bool is_target(const content::Span& span) {
    return span.kind == content::SpanKind::Term || is_article_link(span);
}

// Spans may nest; style ranges do not.
std::vector<fonts::StyleRange> style_ranges(const content::Text& text, const RichLook& look) {
    std::set<std::size_t> edges;
    for (const content::Span& span : text.spans) {
        edges.insert(span.start);
        edges.insert(span.start + span.length);
    }
    std::vector<fonts::StyleRange> result;
    for (auto edge = edges.begin(); edge != edges.end() && std::next(edge) != edges.end(); ++edge) {
        const std::size_t start = *edge;
        const std::size_t end = *std::next(edge);
        fonts::Style style{.size_px = look.size, .weight = look.bold ? 700 : 400};
        bool marked = false;
        for (const content::Span& span : text.spans) {
            if (span.start > start || span.start + span.length < end) {
                continue;
            }
            marked = true;
            switch (span.kind) {
            case content::SpanKind::Bold:
                style.weight = 700;
                break;
            case content::SpanKind::Italic:
                style.italic = true;
                break;
            case content::SpanKind::Contact:
                style.weight = 700;
                style.tag = Accent;
                break;
            case content::SpanKind::Term:
                style.tag = Accent;
                break;
            case content::SpanKind::Link:
                if (is_article_link(span) || span.target.starts_with("tel:")) {
                    style.tag = Accent;
                }
                break;
            case content::SpanKind::Value:
                break;
            }
        }
        if (marked) {
            result.push_back({.start = start, .length = end - start, .style = style});
        }
    }
    return result;
}

SetText& set(Frame& frame, const content::Text& text, const content::Language& language,
             float width, const RichLook& look, const std::vector<fonts::StyleRange>& ranges) {
    return frame.canvas.set({.text = text.utf8,
                             .language = &language,
                             .size_px = look.size,
                             .bold = look.bold,
                             .width = width,
                             .align = look.align,
                             .line_height = look.line_height,
                             .ranges = ranges});
}

void draw_target(Frame& frame, const content::Span& span, const content::Text& text,
                 const fonts::Layout& layout, const content::Language& language, const Rect& box,
                 const RichLook& look) {
    const Metrics& m = frame.metrics;
    const bool term = span.kind == content::SpanKind::Term;
    const std::string id =
        term ? "term." + span.target
             : "article." + span.target.substr(std::string_view("article:").size());
    const Rect place = frame.canvas.on_screen(box);
    const Label words{text.utf8.substr(span.start, span.length),
                      term ? &frame.shelf.language("de") : &language};
    for (const fonts::Rect& r : fonts::rectangles(layout, span.start, span.length)) {
        // Rectangles of a layout are as drawn.
        const Rect seen = frame.canvas.in_layout({place.x + r.x, place.y + r.y, r.width, r.height});
        const float thick = std::max(2.0F, m.px(3));
        const float y = std::round(seen.y + seen.height * 0.5F + look.size * 0.52F);
        if (frame.is_pressed(id)) {
            frame.canvas.fill(seen, look.accent, m.px(8), 0.2F);
        }
        frame.canvas.fill({seen.x, y, seen.width, thick}, look.accent);
        const float grow = std::max(0.0F, (m.px(64) - seen.height) / 2);
        add_node(frame, Role::Link, id, words,
                 {seen.x - m.px(6), seen.y - grow, seen.width + m.px(12), seen.height + 2 * grow});
    }
}

} // namespace

float rich_height(Frame& frame, const content::Text& text, const content::Language& language,
                  float width, const RichLook& look) {
    return set(frame, text, language, width, look, style_ranges(text, look)).layout.height;
}

float draw_rich(Frame& frame, std::string_view id, Role role, const content::Text& text,
                const content::Language& language, float x, float y, float width,
                const RichLook& look) {
    const auto ranges = style_ranges(text, look);
    SetText& words = set(frame, text, language, width, look, ranges);
    const fonts::Layout& layout = words.layout;
    const Rect box{x, y, width, layout.height};
    if (!visible(frame, box)) {
        return box.height;
    }
    const std::array<Colour, 2> colours{look.colour, look.accent};
    draw_spoken_word(frame, id, text.utf8, words, box, look.colour);
    frame.canvas.text(words, box, colours);
    if (!id.empty()) {
        add_node(frame, role, std::string(id), {text.utf8, &language}, box,
                 {.lead = look.lead, .stretches = content::stretches_of(text)});
    }
    for (const content::Span& span : text.spans) {
        if (is_target(span)) {
            draw_target(frame, span, text, layout, language, box, look);
        }
    }
    return box.height;
}

} // namespace zugang::kiosk
