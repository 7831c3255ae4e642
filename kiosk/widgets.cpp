#include "kiosk/widgets.hpp"

#include <algorithm>
#include <cmath>

namespace zugang::kiosk {

namespace {

TextSpec spec_of(const Label& label, float width, const TextLook& look) {
    return {.text = label.text,
            .language = label.language,
            .size_px = look.size,
            .bold = look.bold,
            .width = width,
            .align = look.align,
            .max_lines = look.max_lines,
            .line_height = look.line_height};
}

constexpr float pressed_opacity = 0.10F;

// Set tight, one line in the middle of something.
float line_width(Frame& frame, const Label& label, float size, bool bold) {
    return frame.canvas.layout(spec_of(label, 0, {.size = size, .bold = bold})).width;
}

} // namespace

float text_height(Frame& frame, const Label& label, float width, const TextLook& look) {
    return frame.canvas.layout(spec_of(label, width, look)).height;
}

float draw_text(Frame& frame, std::string_view id, const Label& label, float x, float y,
                float width, const TextLook& look) {
    const fonts::Layout& layout = frame.canvas.layout(spec_of(label, width, look));
    const Rect box{x, y, width > 0 ? width : layout.width, layout.height};
    if (visible(frame, box)) {
        frame.canvas.text(layout, box, look.colour);
        if (!id.empty()) {
            add_node(frame, look.role, std::string(id), label, box);
        }
    }
    return layout.height;
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
        frame.canvas.fill(rect, palette.primary, radius, palette.outlined ? 0.35F : pressed_opacity);
    }
    frame.canvas.border(rect, frame.is_pressed(id) ? palette.primary : palette.line,
                        frame.metrics.px(palette.line_px), radius);
    if (!id.empty() && frame.focused == id) {
        const float ring = frame.metrics.px(8);
        frame.canvas.border(rect.inset(-ring - frame.metrics.px(4)), palette.primary, ring,
                            radius + ring);
    }
}

void draw_icon_box(Frame& frame, std::string_view icon, const Rect& rect, float radius,
                   float icon_size, Colour ground, Colour ink) {
    frame.canvas.fill(rect, ground, radius);
    frame.canvas.pictogram(icon, rect.center(), icon_size, ink);
}

void draw_round_button(Frame& frame, std::string_view id, std::string_view icon, const Rect& rect,
                       const Label& label, bool active, std::string speak) {
    const Palette& palette = frame.palette;
    if (active) {
        frame.canvas.fill(rect, palette.primary, rect.height / 2);
    } else {
        draw_card(frame, id, rect, rect.height / 2);
    }
    frame.canvas.pictogram(icon, rect.center(), frame.metrics.px(44),
                           active ? palette.on_primary : palette.ink);
    add_node(frame, Role::Button, std::string(id), label, rect, std::move(speak));
}

float chip_height(const Frame& frame) { return frame.metrics.px(60); }

float chip_width(Frame& frame, const Label& label) {
    return frame.metrics.px(28 + 32 + 14 + 28) +
           line_width(frame, label, frame.metrics.px(28), true);
}

float draw_chip(Frame& frame, std::string_view id, Role role, std::string_view icon,
                const Label& label, float x, float y, Colour ground, Colour ink) {
    const Metrics& m = frame.metrics;
    const Rect rect{x, y, chip_width(frame, label), chip_height(frame)};
    if (!visible(frame, rect)) {
        return rect.width;
    }
    frame.canvas.fill(rect, ground, rect.height / 2);
    if (frame.is_pressed(id)) {
        frame.canvas.fill(rect, frame.palette.primary, rect.height / 2, 0.2F);
    }
    if (frame.palette.outlined) {
        frame.canvas.border(rect, frame.palette.line, m.px(2), rect.height / 2);
    }
    frame.canvas.pictogram(icon, {rect.x + m.px(28 + 16), rect.center().y}, m.px(32), ink);
    const Rect box{rect.x + m.px(28 + 32 + 14), rect.y, rect.width, rect.height};
    draw_text_centred(frame, label, {box.x, box.y, rect.right() - m.px(28) - box.x, box.height},
                      {.size = m.px(28), .bold = true, .colour = ink, .max_lines = 1});
    add_node(frame, role, std::string(id), label, rect);
    return rect.width;
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
    const float natural = line_width(frame, label, size, true);
    const float text_width = std::min(natural, room);
    const float left = rect.x + (rect.width - text_width - gap) / 2;
    if (!icon.empty()) {
        frame.canvas.pictogram(icon, {left + icon_size / 2, rect.center().y}, icon_size, ink);
    }
    const TextLook text{.size = size,
                        .bold = true,
                        .colour = ink,
                        .align = natural > room ? fonts::Align::Center : fonts::Align::Start,
                        .line_height = 1.2F};
    draw_text_centred(frame, label, {left + gap, rect.y, text_width + 1, rect.height}, text);
    add_node(frame, Role::Button, std::string(id), label, rect);
}

float draw_link_row(Frame& frame, std::string_view id, std::string_view icon, const Label& title,
                    Colour hue, float x, float y, float width) {
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
