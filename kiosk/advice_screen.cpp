#include "kiosk/land_map.hpp"
#include "kiosk/place_rows.hpp"
#include "kiosk/screens.hpp"
#include "kiosk/sections.hpp"
#include "kiosk/widgets.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace zugang::kiosk {

namespace {

// Hotlines for everybody, shown where the content has them: one need not live near an office.
constexpr std::array<std::string_view, 3> nationwide{"alid", "115", "ba_hotline"};

TextLook heading_look(const Frame& frame, float size) {
    return {.size = frame.metrics.heading(size),
            .bold = true,
            .colour = frame.palette.ink,
            .line_height = 1.25F,
            .role = Role::Heading};
}

float draw_heading(Frame& frame, std::string_view id, const Label& text, float x, float y,
                   float width) {
    return y + draw_text(frame, id, text, x, y, width, heading_look(frame, 42)) +
           frame.metrics.px(20);
}

float draw_numbers(Frame& frame, float x, float y, float width) {
    bool first = true;
    for (const std::string_view id : nationwide) {
        const auto& contact = frame.pages.contact(id, frame.language.tag);
        if (!contact || contact->staff_only || contact->phone.empty()) {
            continue;
        }
        if (first) {
            y = draw_heading(frame, "advice.nationwide", label(frame, "advice.nationwide"), x, y,
                             width);
            first = false;
        }
        y = draw_contact(frame, *contact, x, y, width);
    }
    return y;
}

// There is nothing to choose from: who helps instead.
float draw_instead(Frame& frame, std::string_view key, float x, float y, float width) {
    const Metrics& m = frame.metrics;
    const Palette& p = frame.palette;
    const float icon = m.px(88);
    const float pad = m.px(32);
    const float text_x = x + pad + icon + m.px(28);
    const float text_width = x + width - pad - text_x;
    const Label what = label(frame, key);
    const Label ask = label(frame, "help.ask");
    const TextLook small{.size = m.text(32), .colour = p.ink, .line_height = 1.4F};
    const TextLook large{.size = m.text(36), .bold = true, .colour = p.ink, .line_height = 1.3F};
    const float first = text_height(frame, what, text_width, small);
    const float second = text_height(frame, ask, text_width, large);
    const Rect card{x, y, width, std::max(icon, first + m.px(8) + second) + 2 * m.px(28)};
    if (visible(frame, card)) {
        draw_card(frame, {}, card, m.px(32));
        draw_icon_box(frame, "users-group", {x + pad, card.center().y - icon / 2, icon, icon},
                      m.px(26), m.px(56), p.primary, p.on_primary);
        const float top = std::round(card.center().y - (first + m.px(8) + second) / 2);
        draw_text(frame, key, what, text_x, top, text_width, small);
        draw_text(frame, "advice.ask", ask, text_x, top + first + m.px(8), text_width, large);
    }
    return draw_numbers(frame, x, card.bottom() + m.px(40), width);
}

float draw_places(Frame& frame, const std::string& land, float x, float y, float width) {
    const Label name = land_name(frame, land);
    const auto& pages = frame.pages.places(land, frame.language.tag);
    if (pages.empty()) {
        y += draw_text(frame, "advice.land", name, x, y, width, heading_look(frame, 42));
        return draw_instead(frame, "advice.land_empty", x, y + frame.metrics.px(20), width);
    }
    std::vector<const PlacePage*> shown;
    for (const PlacePage& page : pages) {
        shown.push_back(&page);
    }
    return draw_place_card(frame, name, shown, x, y, width);
}

// What stands beside or below the map: the places of the Land that is chosen, and all Laender.
float draw_choice(Frame& frame, const std::string& land, float x, float y, float width) {
    if (!land.empty()) {
        y = draw_places(frame, land, x, y, width) + frame.metrics.px(16);
        y = draw_heading(frame, "advice.all", label(frame, "advice.all"), x, y, width);
    }
    begin_at(frame, y);
    return y + draw_land_list(frame, x, y, width, land);
}

} // namespace

float draw_advice_screen(Frame& frame, float scroll, std::string_view land) {
    const Metrics& m = frame.metrics;
    const Rect view = m.viewport();
    const float x = m.content_left();
    const float width = m.content_width();
    float y = view.y - scroll + m.px(m.landscape ? 4 : 40);
    y += draw_text(frame, "advice.title", label(frame, "advice.title"), x, y, width,
                   heading_look(frame, 60));
    if (frame.pages.place_counts().empty()) {
        y = draw_instead(frame, "advice.none", x, y + m.px(28), width);
        return y + m.px(24) + scroll - view.y;
    }
    y += draw_text(frame, "advice.choose", label(frame, "advice.choose"), x, y, width,
                   {.size = m.text(34), .colour = frame.palette.muted, .line_height = 1.4F});
    y += m.px(24);
    const std::string chosen = land.empty() ? frame.pages.standpoint().land : std::string(land);
    if (m.landscape && m.text_scale < 2) { // side by side
        const Size map = map_size(frame, {width * 0.42F, view.bottom() - m.px(24) - (y + scroll)});
        draw_land_map(frame, {x, y}, map, chosen);
        const float gap = map.width > 0 ? m.px(56) : 0;
        const float beside =
            draw_choice(frame, chosen, x + map.width + gap, y, width - map.width - gap);
        y = std::max(y + map.height, beside);
    } else {
        const Size map = map_size(frame, {width, view.height * 0.5F});
        draw_land_map(frame, {x + std::round((width - map.width) / 2), y}, map, chosen);
        y = draw_choice(frame, chosen, x, y + map.height + (map.height > 0 ? m.px(28) : 0), width);
    }
    return y + m.px(40) + scroll - view.y;
}

} // namespace zugang::kiosk
