#include "kiosk/screens.hpp"
#include "kiosk/widgets.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace zugang::kiosk {

void draw_attract_screen(Frame& frame, std::size_t step) {
    const Metrics& m = frame.metrics;
    const Palette& p = frame.palette;
    const auto& languages = frame.shelf.languages();
    const content::Language& language = languages.at(step % languages.size());
    const content::Strings& strings = frame.shelf.strings(language.tag);
    const Rect whole{0, -m.origin_y, m.screen.width, m.screen.height + m.origin_y};
    frame.clip = whole;
    // Every other greeting on the other ground, so that no pixel always shines.
    const bool dark = step % 2 == 0;
    const Colour ground = dark ? p.primary : p.paper;
    const Colour ink = dark ? p.on_primary : p.ink;
    frame.canvas.fill(whole, ground);

    const Label greeting{std::string(strings.get("language.welcome")), &language};
    const Label touch{std::string(strings.get("language.touch")), &language};
    const float width = whole.width - 2 * m.px(100);
    const TextLook big{.size = m.px(110),
                       .bold = true,
                       .colour = ink,
                       .align = fonts::Align::Center,
                       .line_height = 1.4F};
    const TextLook small{
        .size = m.px(48), .colour = ink, .align = fonts::Align::Center, .line_height = 1.5F};
    const float icon = m.px(200);
    const float first = text_height(frame, greeting, width, big);
    const float second = text_height(frame, touch, width, small);
    const float height = icon + m.px(60) + first + m.px(30) + second;
    // Around the middle, never twice in a row at the same place.
    static constexpr std::array<float, 5> places{0.5F, 0.3F, 0.62F, 0.4F, 0.7F};
    const float room = std::max(0.0F, whole.height - height - 2 * m.px(60));
    float y = std::round(whole.y + m.px(60) + room * places.at(step % places.size()));
    const Rect box{whole.center().x - icon / 2, y, icon, icon};
    frame.canvas.fill(box, dark ? p.on_primary : p.primary, m.px(56));
    static constexpr std::array<std::string_view, 4> pictograms{"compass", "route", "users-group",
                                                                "message-language"};
    frame.canvas.pictogram(pictograms.at(step % pictograms.size()), box.center(), m.px(128),
                           dark ? p.primary : p.on_primary);
    y += icon + m.px(60);
    y += draw_text(frame, "attract.greeting", greeting, m.px(100), y, width, big) + m.px(30);
    draw_text(frame, "attract.touch", touch, m.px(100), y, width, small);
}

void draw_dark_screen(Frame& frame) {
    const Metrics& m = frame.metrics;
    const Palette& p = palette(Contrast::LightOnDark);
    const Rect whole{0, -m.origin_y, m.screen.width, m.screen.height + m.origin_y};
    frame.clip = whole;
    frame.canvas.fill(whole, p.paper);
    const float size = m.px(64);
    const Point center{whole.center().x, whole.bottom() - m.px(120)};
    frame.canvas.pictogram("moon", center, size, frame.palette.muted);
    // Without a word: nobody has chosen a language, and a touch anywhere wakes it.
    add_node(frame, Role::Image, "dark", {}, whole);
}

} // namespace zugang::kiosk
