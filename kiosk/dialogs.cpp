#include "content/number.hpp"
#include "kiosk/dialog.hpp"
#include "kiosk/screens.hpp"
#include "kiosk/widgets.hpp"

#include <algorithm>
#include <cmath>

namespace zugang::kiosk {

Rect open_dialog(Frame& frame, const Label& title, float width, float height) {
    const Metrics& m = frame.metrics;
    const Rect whole{0, 0, m.screen.width, m.screen.height};
    frame.clip = whole;
    frame.canvas.fill(whole, frame.palette.veil, 0, frame.palette.outlined ? 0.85F : 0.96F);
    const Rect card{std::round((whole.width - width) / 2),
                    std::round(std::max(m.px(24), (whole.height - height) / 2)), width, height};
    frame.canvas.fill(card, frame.palette.surface, m.px(44));
    if (frame.palette.outlined) {
        frame.canvas.border(card, frame.palette.line, m.px(4), m.px(44));
    }
    add_node(frame, Role::Dialog, "dialog", title, card);
    return card;
}

namespace {

/// How the question "Are you still there?" is laid out: ring above the words and the buttons below
/// each other, or beside them where the screen is low.
struct StillThere {
    bool beside = false;
    float pad = 0;
    float ring = 0;
    float text_width = 0;
    TextLook big;
    TextLook small;
    float first = 0;  ///< height of the question
    float second = 0; ///< height of what will happen
    float yes = 0;    ///< height of the buttons
    float no = 0;
    Size size;
};

StillThere lay_out_still_there(Frame& frame, const Label& title, const Label& what, float scale) {
    const Metrics& m = frame.metrics;
    const Palette& p = frame.palette;
    StillThere d;
    d.beside = m.screen.height < m.px(1060);
    d.pad = m.px(d.beside ? 40 : 56);
    d.ring = m.px(d.beside ? 220 : 300);
    d.size.width = std::min(m.px(d.beside ? 1240 : 940), m.screen.width - m.px(60));
    const float inner = d.size.width - 2 * d.pad;
    d.text_width = d.beside ? inner - d.ring - m.px(40) : inner;
    const auto align = d.beside ? fonts::Align::Start : fonts::Align::Center;
    d.big = {.size = m.px(56 * scale),
             .bold = true,
             .colour = p.ink,
             .align = align,
             .line_height = 1.25F,
             .role = Role::Heading};
    d.small = {.size = m.px(34 * scale), .colour = p.muted, .align = align, .line_height = 1.45F};
    d.first = text_height(frame, title, d.text_width, d.big);
    d.second = text_height(frame, what, d.text_width, d.small);
    d.yes = m.px(d.beside ? 120 : 150);
    d.no = m.px(120);
    const float words = d.first + m.px(20) + d.second;
    d.size.height = d.beside ? d.pad + std::max(d.ring, words) + m.px(32) + d.yes + d.pad
                             : m.px(60) + d.ring + m.px(40) + words + m.px(44) + d.yes + m.px(36) +
                                   d.no + m.px(56);
    return d;
}

} // namespace

void draw_still_there(Frame& frame, std::chrono::seconds left, std::chrono::seconds whole) {
    const Metrics& m = frame.metrics;
    const Palette& p = frame.palette;
    const Label title = label(frame, "session.still_there");
    const Label what = label(frame, "session.will_clear");
    // It must fit the screen at any text size: it grows less than a page does.
    float scale = std::min(m.text_scale, 1.5F);
    StillThere d = lay_out_still_there(frame, title, what, scale);
    while (d.size.height > m.screen.height - 2 * m.px(12) && scale > 0.6F) {
        scale -= 0.1F;
        d = lay_out_still_there(frame, title, what, scale);
    }
    const Rect card = open_dialog(frame, title, d.size.width, d.size.height);
    const float words = d.first + m.px(20) + d.second;
    const float inner = card.width - 2 * d.pad;

    const float ring_y =
        d.beside ? card.y + d.pad + (std::max(d.ring, words) - d.ring) / 2 : card.y + m.px(60);
    const Point center{d.beside ? card.x + d.pad + d.ring / 2 : card.center().x,
                       std::round(ring_y + d.ring / 2)};
    const float thick = m.px(28);
    const float part = std::clamp(static_cast<float>(left.count()) /
                                      static_cast<float>(std::max<std::int64_t>(1, whole.count())),
                                  0.0F, 1.0F);
    frame.canvas.ring(center, d.ring / 2, thick, 0, 1, p.outlined ? p.surface : p.line);
    frame.canvas.ring(center, d.ring / 2, thick, 0, part, p.accent);
    const Label number{content::format_number(left.count(), frame.strings), &frame.language};
    const Rect hole{center.x - d.ring / 2, center.y - d.ring / 2, d.ring, d.ring};
    draw_text_centred(frame, number, hole,
                      {.size = d.ring * 0.36F,
                       .bold = true,
                       .colour = p.ink,
                       .align = fonts::Align::Center,
                       .line_height = 1.2F});
    add_node(frame, Role::Text, "session.seconds",
             label(frame, "session.seconds", {{"n", std::int64_t{left.count()}}}), hole);

    const float x = d.beside ? hole.right() + m.px(40) : card.x + d.pad;
    float y = d.beside ? card.y + d.pad + (std::max(d.ring, words) - words) / 2
                       : hole.bottom() + m.px(40);
    y = std::round(y);
    y += draw_text(frame, "session.still_there", title, x, y, d.text_width, d.big) + m.px(20);
    y += draw_text(frame, "session.will_clear", what, x, y, d.text_width, d.small) + m.px(44);
    const float most = std::min(scale, 1.25F);
    if (d.beside) {
        y = card.bottom() - d.pad - d.yes;
        const float gap = m.px(28);
        const float yes = std::floor((inner - gap) * 0.58F);
        draw_button(frame, "session.extend", "hand-stop", label(frame, "session.extend"),
                    {card.x + d.pad, y, yes, d.yes}, m.px(38 * most), ButtonLook::Primary);
        draw_button(frame, "session.finish", "door-exit", label(frame, "session.finish"),
                    {card.x + d.pad + yes + gap, y, inner - yes - gap, d.yes}, m.px(36 * most),
                    ButtonLook::Outlined);
        return;
    }
    draw_button(frame, "session.extend", "hand-stop", label(frame, "session.extend"),
                {x, y, inner, d.yes}, m.px(42 * most), ButtonLook::Primary);
    y += d.yes + m.px(36);
    draw_button(frame, "session.finish", "door-exit", label(frame, "session.finish"),
                {x, y, inner, d.no}, m.px(36 * most), ButtonLook::Outlined);
}

void draw_term_card(Frame& frame, std::string_view id) {
    const auto& term = frame.pages.term(id, frame.language.tag);
    if (!term) {
        return;
    }
    const Metrics& m = frame.metrics;
    const Palette& p = frame.palette;
    const content::Language& german = frame.shelf.language("de");
    const float width = std::min(m.px(940), m.screen.width - m.px(60));
    const float pad = m.px(56);
    const float inner = width - 2 * pad;
    const bool translated = !term->text.empty();

    const Label title = label(frame, "term.title");
    const Label german_term{term->german, &german};
    const Label german_text{term->german_text, &german};
    const Label own_term{term->term, &frame.language};
    const Label own_text{term->text, &frame.language};
    TextLook small{.colour = p.muted, .line_height = 1.4F};
    TextLook name{.bold = true, .colour = p.primary, .line_height = 1.25F, .role = Role::Heading};
    TextLook own_name{.bold = true, .colour = p.ink, .line_height = 1.3F};
    TextLook text{.colour = p.ink};
    TextLook original{.colour = translated ? p.muted : p.ink, .line_height = 1.5F};
    const float button = m.px(110);
    float height = 0;
    // As large as was chosen, as far as the card with its button still fits the screen.
    for (float scale = m.text_scale; scale >= 0.7F; scale -= 0.1F) {
        small.size = m.px(30 * scale);
        name.size = m.px(48 * scale);
        own_name.size = m.px(42 * scale);
        text.size = m.px(35 * scale);
        original.size = m.px((translated ? 30 : 35) * scale);
        height = m.px(52) + text_height(frame, title, inner, small) + m.px(8) +
                 text_height(frame, german_term, inner, name);
        if (translated) {
            height += m.px(20) + text_height(frame, own_term, inner, own_name) + m.px(8) +
                      text_height(frame, own_text, inner, text);
        }
        height += m.px(24) + text_height(frame, german_text, inner, original) + m.px(44) + button +
                  m.px(48);
        if (height <= m.screen.height - 2 * m.px(24)) {
            break;
        }
    }

    const Rect card = open_dialog(frame, german_term, width, height);
    const float x = card.x + pad;
    float y = card.y + m.px(52);
    y += draw_text(frame, "term.title", title, x, y, inner, small) + m.px(8);
    y += draw_text(frame, "term.german", german_term, x, y, inner, name);
    if (translated) {
        y += m.px(20);
        y += draw_text(frame, "term.term", own_term, x, y, inner, own_name) + m.px(8);
        y += draw_text(frame, "term.text", own_text, x, y, inner, text);
    }
    y += m.px(24);
    y += draw_text(frame, "term.german_text", german_text, x, y, inner, original);
    y += m.px(44);
    draw_button(frame, "nav.close", "x", label(frame, "nav.close"), {x, y, inner, button}, m.px(36),
                ButtonLook::Outlined);
}

} // namespace zugang::kiosk
