#include "kiosk/sections.hpp"

#include "content/hours.hpp"
#include "kiosk/widgets.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace zugang::kiosk {

namespace {

std::string language_name(const Frame& frame, std::string_view tag) {
    return "\u2068" + frame.shelf.language(tag).endonym + "\u2069";
}

} // namespace

float draw_remark(Frame& frame, std::string_view id, std::string_view icon, const Label& text,
                  float y) {
    begin_at(frame, y);
    const Metrics& m = frame.metrics;
    const float size = m.px(40);
    const float x = m.content_left();
    const float indent = size + m.px(18);
    const TextLook look{
        .size = m.text(28), .colour = frame.palette.muted, .line_height = 1.4F, .role = Role::Note};
    const float height = text_height(frame, text, m.content_width() - indent, look);
    if (visible(frame, {x, y, m.content_width(), height})) {
        frame.canvas.pictogram(icon, {x + size / 2, y + look.size * 0.7F}, size,
                               frame.palette.muted);
        draw_text(frame, id, text, x + indent, y, m.content_width() - indent, look);
    }
    return y + std::max(height, size) + m.px(16);
}

float draw_missing_note(Frame& frame, std::string_view id, const content::Language& shown,
                        float y) {
    const std::string wanted = language_name(frame, frame.language.tag);
    const std::string other = language_name(frame, shown.tag);
    return draw_remark(
        frame, id, "language",
        label(frame, "state.missing_note",
              {{"wanted", std::string_view(wanted)}, {"shown", std::string_view(other)}}),
        y);
}

float draw_section(Frame& frame, std::string_view id, std::string_view key, float y) {
    const Metrics& m = frame.metrics;
    y += m.px(56);
    y += draw_text(frame, id, label(frame, key), m.content_left(), y, m.content_width(),
                   {.size = m.heading(42),
                    .bold = true,
                    .colour = frame.palette.ink,
                    .line_height = 1.3F,
                    .role = Role::Heading});
    return y + m.px(20);
}

float draw_contact(Frame& frame, const content::Contact& contact, float x, float y, float width) {
    begin_at(frame, y);
    const Metrics& m = frame.metrics;
    const Palette& p = frame.palette;
    const content::Language& german = frame.shelf.language("de");
    const float pad = m.px(32);
    const float inner = width - 2 * pad;
    const float icon = m.px(44);
    const float indent = icon + m.px(20);

    struct Row {
        std::string_view what; ///< end of its node's id
        std::string_view icon;
        Label text;
        TextLook look;
        float indent;
    };
    std::vector<Row> rows;
    rows.push_back({"name",
                    {},
                    {contact.name, &german},
                    {.size = m.text(36), .bold = true, .colour = p.ink, .line_height = 1.3F},
                    0});
    if (!contact.for_whom.empty()) {
        const content::Language& language = frame.shelf.language(contact.for_whom_language);
        rows.push_back({"for_whom",
                        {},
                        {contact.for_whom, &language},
                        {.size = m.text(30), .colour = p.muted, .line_height = 1.4F},
                        0});
    }
    const auto fact = [&](std::string_view what, std::string_view pictogram, std::string text,
                          const content::Language* language, float size, bool bold, Colour colour) {
        if (!text.empty()) {
            rows.push_back({what,
                            pictogram,
                            {std::move(text), language},
                            {.size = m.text(size),
                             .bold = bold,
                             .colour = colour,
                             .line_height = 1.45F,
                             .spelled = what == "phone"},
                            indent});
        }
    };
    fact("phone", "phone", contact.phone, &german, 40, true, p.primary);
    fact("web", "world", contact.web, &german, 32, true, p.primary);
    fact("mail", "mail", contact.mail, &german, 32, false, p.ink);
    fact("hours", "clock",
         contact.hours.empty() ? std::string()
                               : content::format_hours(contact.hours, frame.strings),
         &frame.language, 30, false, p.ink);
    if (!contact.cost.empty()) {
        const Label cost = label(frame, "contact.cost_" + contact.cost);
        fact("cost", "check", cost.text, cost.language, 30, false, p.ink);
    }

    float height = 2 * m.px(28);
    for (const Row& row : rows) {
        height += text_height(frame, row.text, inner - row.indent, row.look) + m.px(8);
    }
    const Rect card{x, y, width, height - m.px(8)};
    if (visible(frame, card)) {
        draw_card(frame, {}, card, m.px(32));
        add_node(frame, Role::List, "contact." + contact.id, {contact.name, &german}, card);
        float top = y + m.px(28);
        for (const Row& row : rows) {
            const float row_height = text_height(frame, row.text, inner - row.indent, row.look);
            if (!row.icon.empty()) {
                frame.canvas.pictogram(row.icon, {x + pad + icon / 2, top + row.look.size * 0.72F},
                                       icon, p.muted);
            }
            draw_text(frame, "contact." + contact.id + "." + std::string(row.what), row.text,
                      x + pad + row.indent, top, inner - row.indent, row.look);
            top += row_height + m.px(8);
        }
    }
    return card.bottom() + m.px(20);
}

float draw_nothing(Frame& frame, std::string_view id, float y) {
    const Metrics& m = frame.metrics;
    return y + draw_text(frame, id, label(frame, "topics.empty"), m.content_left(), y,
                         m.content_width(), {.size = m.text(35), .colour = frame.palette.muted});
}

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

float draw_quick_exit(Frame& frame, float y) {
    const Metrics& m = frame.metrics;
    const float height = m.px(120);
    draw_button(frame, "session.leave", "eye-off", label(frame, "session.leave"),
                {m.content_left(), y, m.content_width(), height},
                m.px(38 * std::min(m.text_scale, 1.25F)), ButtonLook::Primary);
    y += height + m.px(16);
    y += draw_text(frame, "session.leave_note", label(frame, "session.leave_note"),
                   m.content_left(), y, m.content_width(),
                   {.size = m.text(28), .colour = frame.palette.muted, .line_height = 1.4F});
    return y + m.px(32);
}

float draw_page_head(Frame& frame, std::string_view id, std::string_view icon, Colour ground,
                     const Label& title, const Label& below, float y) {
    const Metrics& m = frame.metrics;
    const float x = m.content_left();
    const float icon_size = m.px(120);
    const bool above = m.text_scale > 2; // very large text needs the whole width
    const float text_x = above ? x : x + icon_size + m.px(28);
    const float width = x + m.content_width() - text_x;
    const TextLook big{.size = m.heading(52),
                       .bold = true,
                       .colour = frame.palette.ink,
                       .line_height = 1.2F,
                       .role = Role::Heading};
    const TextLook small{.size = m.text(30), .colour = frame.palette.muted, .line_height = 1.35F};
    const float first = text_height(frame, title, width, big);
    const float second = below.text.empty() ? 0 : text_height(frame, below, width, small);
    float top = y;
    float box = y;
    float bottom = y + icon_size;
    if (above) {
        top = y + icon_size + m.px(24);
        bottom = top + first + second;
    } else {
        const float head = std::max(icon_size, first + second);
        top = std::round(y + (head - first - second) / 2);
        box = first + second > icon_size ? y : y + (head - icon_size) / 2;
        bottom = y + head;
    }
    draw_icon_box(frame, icon, {x, box, icon_size, icon_size}, m.px(32), m.px(76), ground,
                  frame.palette.on_hue);
    draw_text(frame, id, title, text_x, top, width, big);
    if (second > 0) {
        draw_text(frame, std::string(id) + "_below", below, text_x, top + first, width, small);
    }
    return bottom + m.px(32);
}

} // namespace zugang::kiosk
