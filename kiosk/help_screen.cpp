#include "kiosk/screens.hpp"
#include "kiosk/widgets.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace zugang::kiosk {

namespace {

float draw_ask(Frame& frame, float y) {
    const Metrics& m = frame.metrics;
    const Palette& p = frame.palette;
    const float x = m.content_left();
    const float icon = m.px(132);
    const float pad = m.px(40);
    const float text_x = x + pad + icon + m.px(32);
    const float width = x + m.content_width() - pad - text_x;
    const Label ask = label(frame, "help.ask");
    const Label detail = label(frame, "help.ask_detail");
    const TextLook big{.size = m.heading(44),
                       .bold = true,
                       .colour = p.on_primary,
                       .line_height = 1.25F,
                       .role = Role::Heading};
    const TextLook small{.size = m.text(32), .colour = p.on_primary, .line_height = 1.4F};
    const float first = text_height(frame, ask, width, big);
    const float second = text_height(frame, detail, width, small);
    const Rect card{x, y, m.content_width(), std::max(icon, first + second) + 2 * m.px(36)};
    if (visible(frame, card)) {
        frame.canvas.fill(card, p.primary, m.px(32));
        const Rect box{x + pad, card.center().y - icon / 2, icon, icon};
        frame.canvas.fill(box, p.on_primary, m.px(34), p.outlined ? 1.0F : 0.16F);
        frame.canvas.pictogram("users-group", box.center(), m.px(84),
                               p.outlined ? p.primary : p.on_primary);
        const float top = std::round(card.center().y - (first + second) / 2);
        draw_text(frame, "help.ask", ask, text_x, top, width, big);
        draw_text(frame, "help.ask_detail", detail, text_x, top + first, width, small);
    }
    return card.bottom() + m.px(40);
}

float draw_hint(Frame& frame, std::string_view icon, const std::string& key, float y) {
    const Metrics& m = frame.metrics;
    const float size = m.px(88);
    const float x = m.content_left();
    const float text_x = x + size + m.px(28);
    const float width = x + m.content_width() - text_x;
    const Label text = label(frame, key);
    const TextLook look{.size = m.text(34), .colour = frame.palette.ink, .line_height = 1.4F};
    const float height = text_height(frame, text, width, look);
    const float row = std::max(size, height);
    if (visible(frame, {x, y, m.content_width(), row})) {
        const Rect box{x, y + (row - size) / 2, size, size};
        frame.canvas.fill(box, frame.palette.primary_soft, m.px(26));
        if (frame.palette.outlined) {
            frame.canvas.border(box, frame.palette.primary, m.px(4), m.px(26));
        }
        frame.canvas.pictogram(icon, box.center(), m.px(56), frame.palette.on_primary_soft);
        draw_text(frame, key, text, text_x, std::round(y + (row - height) / 2), width, look);
    }
    return y + row + m.px(20);
}

// As one says the number of the police.
std::string digits_apart(std::string_view number) {
    std::string result;
    for (const char c : number) {
        result += result.empty() || c == ' ' ? "" : " ";
        result += c;
    }
    return result;
}

float draw_number(Frame& frame, std::string_view contact_id, const std::string& key, float y) {
    const auto& contact = frame.pages.contact(contact_id, frame.language.tag);
    if (!contact) {
        return y;
    }
    const Metrics& m = frame.metrics;
    const Palette& p = frame.palette;
    const float x = m.content_left();
    const Label what = label(frame, key);
    const Label number{contact->phone, &frame.shelf.language("de")};
    const float number_width = m.px(220);
    const float pad = m.px(32);
    const float width = m.content_width() - 2 * pad - number_width;
    const TextLook look{.size = m.text(36), .bold = true, .colour = p.ink, .line_height = 1.3F};
    const TextLook digits{.size = m.px(56 * std::min(m.text_scale, 1.5F)),
                          .bold = true,
                          .colour = p.primary,
                          .align = fonts::Align::End,
                          .line_height = 1.2F};
    const Rect card{x, y, m.content_width(),
                    std::max(m.px(112), text_height(frame, what, width, look) + m.px(48))};
    if (visible(frame, card)) {
        draw_card(frame, {}, card, m.px(32));
        draw_text_centred(frame, what, {x + pad, y, width, card.height}, look);
        draw_text_centred(frame, number,
                          {card.right() - pad - number_width, y, number_width, card.height},
                          digits);
        add_node(frame, Role::Text, "contact." + contact->id, what, card,
                 what.text + ": " + digits_apart(contact->phone));
    }
    return card.bottom() + m.px(20);
}

// For staff; visitors need not read it, so it is small and stands last.
float draw_about(Frame& frame, std::span<const AboutLine> lines, float y) {
    const Metrics& m = frame.metrics;
    const float x = m.content_left();
    const float width = m.content_width();
    const Rect line{x, y, width, m.px(frame.palette.line_px)};
    if (visible(frame, line)) {
        frame.canvas.fill(line, frame.palette.line);
    }
    y += m.px(24);
    TextLook look{
        .size = m.text(28), .bold = true, .colour = frame.palette.muted, .role = Role::Heading};
    y += draw_text(frame, "trust.about", label(frame, "trust.about"), x, y, width, look);
    look.bold = false;
    look.role = Role::Text;
    for (const AboutLine& about : lines) {
        Label text = label(frame, about.key);
        text.text = about.text;
        y += draw_text(frame, about.key, text, x, y, width, look);
    }
    return y;
}

} // namespace

float draw_help_screen(Frame& frame, float scroll, std::span<const AboutLine> about) {
    const Metrics& m = frame.metrics;
    const Palette& p = frame.palette;
    const Rect view = m.viewport();
    const float x = m.content_left();
    const float width = m.content_width();
    float y = view.y - scroll + m.px(m.landscape ? 4 : 40);
    const auto heading = [&](std::string_view id, float size) {
        return draw_text(frame, id, label(frame, id), x, y, width,
                         {.size = m.heading(size),
                          .bold = true,
                          .colour = p.ink,
                          .line_height = 1.25F,
                          .role = Role::Heading});
    };
    y += heading("help.title", 60) + m.px(24);
    y = draw_ask(frame, y);

    y += heading("help.how", 42) + m.px(20);
    struct Hint {
        std::string_view icon;
        std::string_view key;
    };
    static constexpr std::array<Hint, 6> hints{{{"hand-stop", "help.how_touch"},
                                                {"chevron-down", "help.how_scroll"},
                                                {"language", "help.how_language"},
                                                {"text-size", "help.how_text"},
                                                {"contrast", "help.how_contrast"},
                                                {"door-exit", "help.how_finish"}}};
    for (const Hint& hint : hints) {
        y = draw_hint(frame, hint.icon, std::string(hint.key), y);
    }
    y += m.px(24);
    y += heading("help.emergency", 42) + m.px(20);
    y = draw_number(frame, "notruf_112", "emergency.medical", y);
    y = draw_number(frame, "notruf_110", "emergency.police", y);

    y += m.px(24);
    y += heading("privacy.title", 42) + m.px(12);
    y += draw_text(frame, "privacy.text", label(frame, "privacy.text"), x, y, width,
                   {.size = m.text(34), .colour = p.ink});
    y += m.px(20);
    y += draw_text(frame, "trust.status", label(frame, "trust.status"), x, y, width,
                   {.size = m.text(34), .colour = p.ink});
    if (!about.empty()) {
        y = draw_about(frame, about, y + m.px(40));
    }
    return y + m.px(48) + scroll - view.y;
}

} // namespace zugang::kiosk
