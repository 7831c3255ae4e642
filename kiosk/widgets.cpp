#include "kiosk/widgets.hpp"

#include "kiosk/speech_drawing.hpp"

#include <algorithm>
#include <cmath>

namespace zugang::kiosk {

namespace {

// A German name in a page from right to left starts at the right, like the lines around it.
fonts::Align align_of(const Frame& frame, const Label& label, const TextLook& look) {
    const bool rtl = label.language->direction == content::Direction::RightToLeft;
    if (look.own_side || look.align == fonts::Align::Center || rtl == frame.canvas.mirrored()) {
        return look.align;
    }
    return look.align == fonts::Align::Start ? fonts::Align::End : fonts::Align::Start;
}

TextSpec spec_of(const Frame& frame, const Label& label, float width, const TextLook& look) {
    return {.text = label.text,
            .language = label.language,
            .size_px = look.size,
            .bold = look.bold,
            .width = width,
            .align = align_of(frame, label, look),
            .max_lines = look.max_lines,
            .line_height = look.line_height};
}

constexpr float pressed_opacity = 0.10F;

// Set tight, one line in the middle of something.
float line_width(Frame& frame, const Label& label, float size, bool bold) {
    return frame.canvas.set(spec_of(frame, label, 0, {.size = size, .bold = bold})).layout.width;
}

} // namespace

float text_height(Frame& frame, const Label& label, float width, const TextLook& look) {
    return frame.canvas.set(spec_of(frame, label, width, look)).layout.height;
}

float draw_text(Frame& frame, std::string_view id, const Label& label, float x, float y,
                float width, const TextLook& look) {
    SetText& text = frame.canvas.set(spec_of(frame, label, width, look));
    const fonts::Layout& layout = text.layout;
    const Rect box{x, y, width > 0 ? width : layout.width, layout.height};
    if (visible(frame, box)) {
        draw_spoken_word(frame, id, label.text, text, box, look.colour);
        frame.canvas.text(text, box, look.colour);
        if (layout.truncated) {
            frame.canvas.note_cut_text(label.text);
        }
        if (!id.empty()) {
            Spoken spoken;
            if (look.spelled) {
                spoken.stretches.push_back({.start = 0,
                                            .length = label.text.size(),
                                            .language = frame.language.tag,
                                            .spelled = true});
            }
            add_node(frame, look.role, std::string(id), label, box, spoken);
        }
    }
    return layout.height;
}

float fitting_size(Frame& frame, const Label& label, float size, float least, float width) {
    while (size > least && line_width(frame, label, size, true) > width) {
        size = std::max(least, std::floor(size * 0.94F));
    }
    return size;
}

TextLook no_higher(Frame& frame, const Label& label, TextLook look, float width, float height) {
    const float least = look.size / 2;
    while (look.size > least && text_height(frame, label, width, look) > height) {
        look.size = std::floor(look.size * 0.94F);
    }
    return look;
}

void draw_text_centred(Frame& frame, const Label& label, const Rect& box, const TextLook& look) {
    const float height = text_height(frame, label, box.width, look);
    draw_text(frame, {}, label, box.x, std::round(box.y + (box.height - height) / 2), box.width,
              look);
}

void draw_card(Frame& frame, std::string_view id, const Rect& rect, float radius) {
    const Palette& palette = frame.palette;
    frame.canvas.fill(rect, palette.surface, radius);
    if (frame.is_pressed(id)) {
        frame.canvas.fill(rect, palette.primary, radius,
                          palette.outlined ? 0.35F : pressed_opacity);
    }
    frame.canvas.border(rect, frame.is_pressed(id) ? palette.primary : palette.line,
                        frame.metrics.px(palette.line_px), radius);
}

void draw_icon_box(Frame& frame, std::string_view icon, const Rect& rect, float radius,
                   float icon_size, Colour ground, Colour ink) {
    frame.canvas.fill(rect, ground, radius);
    frame.canvas.pictogram(icon, rect.center(), icon_size, ink);
}

void draw_round_button(Frame& frame, std::string_view id, std::string_view icon, const Rect& rect,
                       const Label& label, bool active, std::string_view speak) {
    const Palette& palette = frame.palette;
    if (active) {
        frame.canvas.fill(rect, palette.primary, rect.height / 2);
    } else {
        draw_card(frame, id, rect, rect.height / 2);
    }
    frame.canvas.pictogram(icon, rect.center(), frame.metrics.px(44),
                           active ? palette.on_primary : palette.ink);
    add_node(frame, Role::Button, std::string(id), label, rect, speak);
}

namespace {

// Of a chip: outer space, pictogram, space between it and the text.
struct ChipMeasures {
    float pad;
    float icon;
    float gap;
    TextLook look;
    float around() const { return 2 * pad + icon + gap; }
};

ChipMeasures chip_measures(const Frame& frame) {
    const Metrics& m = frame.metrics;
    return {.pad = m.px(28),
            .icon = m.px(32 * std::min(m.text_scale, 2.0F)),
            .gap = m.px(14),
            .look = {.size = m.text(28), .bold = true, .line_height = 1.3F}};
}

} // namespace

Size chip_size(Frame& frame, const Label& label, float width) {
    const ChipMeasures c = chip_measures(frame);
    const float text =
        std::min(std::ceil(line_width(frame, label, c.look.size, true)) + 1, width - c.around());
    const float height = text_height(frame, label, text, c.look);
    return {text + c.around(), std::max(frame.metrics.px(60), height + frame.metrics.px(20))};
}

void draw_chip(Frame& frame, std::string_view id, Role role, std::string_view icon,
               const Label& label, const Rect& rect, Colour ground, Colour ink) {
    if (!visible(frame, rect)) {
        return;
    }
    const ChipMeasures c = chip_measures(frame);
    const float radius = std::min(rect.height / 2, frame.metrics.px(44));
    frame.canvas.fill(rect, ground, radius);
    if (frame.is_pressed(id)) {
        frame.canvas.fill(rect, frame.palette.primary, radius, 0.2F);
    }
    if (role == Role::Button) { // can be touched, the others cannot
        frame.canvas.border(rect, frame.palette.primary, frame.metrics.px(3), radius);
    } else if (frame.palette.outlined) {
        frame.canvas.border(rect, frame.palette.line, frame.metrics.px(2), radius);
    }
    frame.canvas.pictogram(icon, {rect.x + c.pad + c.icon / 2, rect.center().y}, c.icon, ink);
    TextLook look = c.look;
    look.colour = ink;
    const float left = rect.x + c.pad + c.icon + c.gap;
    draw_text_centred(frame, label, {left, rect.y, rect.right() - c.pad - left, rect.height}, look);
    // What can be touched is a little higher than it looks.
    const float grow =
        role == Role::Button ? std::max(0.0F, (frame.metrics.px(76) - rect.height) / 2) : 0;
    add_node(frame, role, std::string(id), label,
             {rect.x, rect.y - grow, rect.width, rect.height + 2 * grow});
}

void draw_button(Frame& frame, std::string_view id, std::string_view icon, const Label& label,
                 const Rect& rect, float size, ButtonLook look) {
    const Palette& palette = frame.palette;
    const Metrics& m = frame.metrics;
    const bool primary = look == ButtonLook::Primary;
    if (primary) {
        frame.canvas.fill(rect, palette.primary, rect.height / 2);
        if (frame.is_pressed(id)) {
            frame.canvas.fill(rect, palette.on_primary, rect.height / 2, 0.2F);
        }
    } else {
        draw_card(frame, id, rect, rect.height / 2);
    }
    const Colour ink = primary ? palette.on_primary : palette.ink;
    const float icon_size = m.px(44);
    const float gap = icon.empty() ? 0 : icon_size + m.px(18);
    const float room = rect.width - m.px(64) - gap;
    // What was chosen as long as it stays within the button.
    TextLook text{.size = size, .bold = true, .colour = ink, .line_height = 1.2F};
    float natural = line_width(frame, label, text.size, true);
    while (natural > room && text.size > size * 0.5F &&
           text_height(frame, label, room, text) > rect.height - m.px(8)) {
        text.size = std::floor(text.size * 0.93F);
        natural = line_width(frame, label, text.size, true);
    }
    text.align = natural > room ? fonts::Align::Center : fonts::Align::Start;
    const float text_width = std::min(natural, room);
    const float left = rect.x + (rect.width - text_width - gap) / 2;
    if (!icon.empty()) {
        frame.canvas.pictogram(icon, {left + icon_size / 2, rect.center().y}, icon_size, ink);
    }
    draw_text_centred(frame, label, {left + gap, rect.y, text_width + 1, rect.height}, text);
    add_node(frame, Role::Button, std::string(id), label, rect);
}

float draw_link_row(Frame& frame, std::string_view id, std::string_view icon, const Label& title,
                    Colour hue, float x, float y, float width) {
    begin_at(frame, y);
    const Metrics& m = frame.metrics;
    const float box = m.px(92);
    const float pad = m.px(28);
    const float text_x = x + pad + box + m.px(28);
    const float text_width = x + width - m.px(28 + 44 + 20) - text_x;
    const TextLook look{
        .size = m.text(36), .bold = true, .colour = frame.palette.ink, .line_height = 1.25F};
    const float text = text_height(frame, title, text_width, look);
    const Rect rect{x, y, width, std::max(box, text) + 2 * m.px(24)};
    if (!visible(frame, rect)) {
        return rect.height;
    }
    draw_card(frame, id, rect, m.px(32));
    draw_icon_box(frame, icon, {x + pad, rect.center().y - box / 2, box, box}, m.px(26), m.px(56),
                  hue, frame.palette.on_hue);
    draw_text(frame, {}, title, text_x, std::round(rect.center().y - text / 2), text_width, look);
    frame.canvas.pictogram("chevron-right", {rect.right() - m.px(28 + 22), rect.center().y},
                           m.px(44), frame.palette.muted, Flip::WithDirection);
    add_node(frame, Role::Link, std::string(id), title, rect);
    return rect.height;
}

Colour hue(const Frame& frame, std::string_view topic) {
    const auto& topics = frame.shelf.topics();
    const auto found = std::ranges::find(topics, topic, &content::Topic::id);
    const int number = found == topics.end() ? 5 : std::clamp(found->hue, 1, 8);
    return frame.palette.hues.at(static_cast<std::size_t>(number - 1));
}

} // namespace zugang::kiosk
