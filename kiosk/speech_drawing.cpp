#include "kiosk/speech_drawing.hpp"

#include "content/soft_hyphens.hpp"
#include "fonts/positions.hpp"
#include "kiosk/widgets.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace zugang::kiosk {

namespace {

constexpr float ring_px = 6; // design pixels; at least 2 CSS px on any panel of a terminal
constexpr float ring_away_px = 12;
// Texts bring space above and below with their lines, but none at their sides.
constexpr Size ring_away_text_px{22, 4};
constexpr float panel_px = 172;
constexpr float mark_opacity = 0.6F;

/// Where a place in the words alone is in the text with its soft hyphens.
std::size_t with_soft_hyphens(std::string_view text, std::size_t place) {
    std::size_t at = 0;
    while (at < text.size()) {
        if (text.substr(at).starts_with(content::soft_hyphen)) {
            at += content::soft_hyphen.size();
        } else if (place == 0) {
            break;
        } else {
            ++at;
            --place;
        }
    }
    return at;
}

struct PanelButton {
    std::string_view id;
    std::string_view icon;
    std::string_view key;
};

} // namespace

void draw_spoken_word(Frame& frame, std::string_view id, std::string_view text,
                      const SetText& words, const Rect& box, Colour ink) {
    if (frame.narration == nullptr || !frame.narration->on() || id.empty()) {
        return;
    }
    const auto mark = frame.narration->speech.marked_word();
    if (!mark || mark->node != id) {
        return;
    }
    const std::size_t start = with_soft_hyphens(text, mark->start);
    const std::size_t end = with_soft_hyphens(text, mark->start + mark->length);
    const Palette& palette = frame.palette;
    const float grow = frame.metrics.px(4);
    // On a coloured ground, and in high contrast, light letters would vanish in the accent.
    const bool framed = palette.outlined || contrast_ratio(ink, palette.accent) < 4;
    const Rect place = frame.canvas.on_screen(box);
    for (const fonts::Rect& r : fonts::rectangles(words.layout, start, end - start)) {
        const Rect seen = frame.canvas.in_layout({place.x + r.x, place.y + r.y, r.width, r.height});
        if (frame.spoken_word != nullptr) {
            *frame.spoken_word = seen;
        }
        const Rect around{seen.x - grow, seen.y, seen.width + 2 * grow, seen.height};
        if (framed) {
            frame.canvas.border(around, palette.outlined ? palette.primary : ink,
                                frame.metrics.px(4), frame.metrics.px(8));
        } else {
            frame.canvas.fill(around, palette.accent, frame.metrics.px(8), mark_opacity);
        }
    }
}

void draw_focus_ring(Frame& frame, const Rect& view, float offset) {
    const Stop* stop = frame.narration != nullptr && frame.narration->on()
                           ? frame.narration->focus.here()
                           : nullptr;
    if (stop == nullptr || !frame.narration->asked_over.empty()) {
        return; // the question lies over it
    }
    const Metrics& m = frame.metrics;
    Rect seen = frame.canvas.in_layout(stop->node.rect);
    Rect within{0, 0, m.screen.width, m.screen.height};
    if (stop->part == Stop::Part::Page) {
        seen.y -= offset;
        within = view;
        if (!seen.intersects(view)) {
            return;
        }
    }
    const Role role = stop->node.role;
    const bool touchable =
        role == Role::Button || (role == Role::Link && !stop->node.id.starts_with("term."));
    const Size away = touchable ? Size{ring_away_px, ring_away_px} : ring_away_text_px;
    const float wide = std::max(2.0F, m.px(ring_px));
    const Rect ring = ring_round(seen, within, {m.px(away.width), m.px(away.height)});
    const float radius = std::min({m.px(touchable ? 36 : 16), ring.height / 2, ring.width / 2});
    // A light line inside the dark one: it is seen on any ground.
    frame.canvas.border(ring, frame.palette.primary, wide, radius);
    frame.canvas.border(ring.inset(wide), frame.palette.surface, std::max(1.0F, m.px(2)),
                        std::max(0.0F, radius - wide));
}

float speech_panel_height(const Narration& narration, float unit) {
    return narration.reading == Reading::Aloud ? std::round(panel_px * unit) : 0;
}

void draw_speech_panel(Frame& frame) {
    const Metrics& m = frame.metrics;
    const Palette& palette = frame.palette;
    const Rect view = m.viewport();
    const Rect panel{view.x, view.bottom() + m.action_bar, view.width, m.panel_height};
    frame.clip = {0, 0, m.screen.width, m.screen.height};
    frame.canvas.fill(panel, palette.surface);
    frame.canvas.fill({panel.x, panel.y, panel.width, m.px(palette.line_px)}, palette.line);
    add_node(frame, Role::Bar, "bar.reading", {}, panel);
    if (frame.language.voice.empty()) {
        const Label sorry = label(frame, "speech.no_voice_note");
        const float pad = m.px(40);
        const TextLook look{
            .size = m.px(32), .colour = palette.ink, .max_lines = 2, .line_height = 1.4F};
        const float width = panel.width - 2 * pad;
        draw_text(frame, "speech.no_voice_note", sorry, panel.x + pad,
                  std::round(panel.center().y - text_height(frame, sorry, width, look) / 2), width,
                  look);
        return;
    }
    const bool paused = frame.narration->speech.is_paused();
    const bool silent = frame.narration->speech.current() == nullptr;
    const PanelButton play = paused || silent
                                 ? PanelButton{"speech.pause", "player-play", "speech.resume"}
                                 : PanelButton{"speech.pause", "player-pause", "speech.pause"};
    const std::array<PanelButton, 6> buttons{{play,
                                              {"speech.repeat", "repeat", "speech.repeat"},
                                              {"speech.slower", "minus", "speech.slower"},
                                              {"speech.faster", "plus", "speech.faster"},
                                              {"speech.quieter", "volume-2", "speech.quieter"},
                                              {"speech.louder", "volume", "speech.louder"}}};
    const float margin = m.px(24);
    const float width = (panel.width - 2 * margin) / static_cast<float>(buttons.size());
    float x = panel.x + margin;
    for (const PanelButton& button : buttons) {
        const Rect rect{std::round(x), panel.y + m.px(14), std::round(width) - m.px(8),
                        panel.height - m.px(28)};
        const bool main = button.id == "speech.pause";
        const float radius = m.px(28);
        if (main) {
            frame.canvas.fill(rect, palette.primary, radius);
        } else if (palette.outlined) {
            frame.canvas.border(rect, palette.line, m.px(palette.line_px), radius);
        }
        if (frame.is_pressed(button.id)) {
            frame.canvas.fill(rect, main ? palette.on_primary : palette.primary, radius, 0.2F);
        }
        const Colour ink = main ? palette.on_primary : palette.ink;
        frame.canvas.pictogram(button.icon, {rect.center().x, rect.y + m.px(46)}, m.px(52), ink);
        const Label text = label(frame, button.key);
        draw_text(frame, {}, text, rect.x + m.px(4), rect.y + m.px(82), rect.width - m.px(8),
                  {.size = m.px(25),
                   .bold = true,
                   .colour = ink,
                   .align = fonts::Align::Center,
                   .max_lines = 1,
                   .line_height = 1.5F});
        add_node(frame, Role::Button, std::string(button.id), text, rect);
        x += width;
    }
}

void draw_blank_screen(Frame& frame) {
    const Size screen = frame.canvas.screen();
    frame.canvas.fill({0, -frame.metrics.origin_y, screen.width, screen.height}, Colour{0x000000});
}

} // namespace zugang::kiosk
