#include "kiosk/screens.hpp"
#include "kiosk/sections.hpp"
#include "kiosk/widgets.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace zugang::kiosk {

namespace {

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

/// Help in a crisis, each a discreet page of its own.
float draw_crisis_help(Frame& frame, float y) {
    const Metrics& m = frame.metrics;
    for (const GuidePage& page : frame.pages.crisis_results(frame.language.tag)) {
        const Label title{page.step.text.title, page.language};
        y += draw_link_row(frame, "guide." + page.guide.id + "/" + page.step.node.id, "shield",
                           title, frame.palette.hues[6], m.content_left(), y, m.content_width()) +
             m.px(20);
    }
    return y;
}

} // namespace

float draw_help_screen(Frame& frame, float scroll) {
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

    y += heading("help.emergency", 42) + m.px(20);
    y = draw_number(frame, "notruf_112", "emergency.medical", y);
    y = draw_number(frame, "notruf_110", "emergency.police", y);
    y = draw_crisis_help(frame, y);

    y += m.px(24);
    y += heading("help.how", 42) + m.px(20);
    struct Hint {
        std::string_view icon;
        std::string_view key;
    };
    static constexpr std::array<Hint, 7> hints{{{"hand-stop", "help.how_touch"},
                                                {"chevron-down", "help.how_scroll"},
                                                {"language", "help.how_language"},
                                                {"text-size", "help.how_text"},
                                                {"contrast", "help.how_contrast"},
                                                {"wheelchair", "help.how_reach"},
                                                {"door-exit", "help.how_finish"}}};
    for (const Hint& hint : hints) {
        y = draw_hint(frame, hint.icon, std::string(hint.key), y);
    }
    y += m.px(24);
    y += m.px(24);
    y += draw_link_row(frame, "nav.about", "info-circle", label(frame, "trust.about"),
                       frame.palette.hues[7], x, y, width);
    return y + m.px(48) + scroll - view.y;
}

} // namespace zugang::kiosk
