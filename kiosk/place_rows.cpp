#include "kiosk/place_rows.hpp"

#include "content/distance.hpp"
#include "kiosk/open_line.hpp"
#include "kiosk/widgets.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace zugang::kiosk {

namespace {

/// A place in the list of its Land.
struct PlaceRow {
    const PlacePage* page = nullptr;
    OpenLine open{};
    Label status{}; ///< open or closed, and how far it is
    Label name{};
};

PlaceRow row_of(const Frame& frame, const PlacePage& page) {
    PlaceRow row{.page = &page,
                 .open = open_line(frame, page.place, page.hours),
                 .status = {},
                 .name = {page.place.name, &frame.shelf.language("de")}};
    row.status = row.open.now;
    if (row.open.opening == Opening::Closed && !row.open.next.text.empty()) {
        row.status.text += " · " + row.open.next.text;
    }
    if (page.place.id == frame.pages.standpoint().place) {
        row.status.text += " · " + label(frame, "advice.here").text;
    } else if (page.metres) {
        row.status.text += " · " + content::format_distance(*page.metres, frame.strings);
    }
    return row;
}

TextLook name_look(const Frame& frame) {
    return {.size = frame.metrics.text(36),
            .bold = true,
            .colour = frame.palette.ink,
            .line_height = 1.25F};
}

TextLook status_look(const Frame& frame, Opening opening) {
    return {.size = frame.metrics.text(30),
            .colour = opening_colour(frame, opening),
            .line_height = 1.35F};
}

/// Where the texts of a row are.
struct RowRoom {
    float x;
    float width;
};

RowRoom room_of_row(const Frame& frame, float x, float width) {
    const Metrics& m = frame.metrics;
    const float left = m.px(36 + 56 + 28);
    return {x + left, width - left - m.px(24 + 44 + 28)};
}

float height_of_row(Frame& frame, const PlaceRow& row, float x, float width) {
    const Metrics& m = frame.metrics;
    const RowRoom room = room_of_row(frame, x, width);
    const float texts =
        text_height(frame, row.name, room.width, name_look(frame)) +
        text_height(frame, row.status, room.width, status_look(frame, row.open.opening));
    return std::max(m.px(76), texts) + 2 * m.px(22);
}

void draw_row(Frame& frame, const PlaceRow& row, const Rect& rect) {
    const Metrics& m = frame.metrics;
    const Palette& p = frame.palette;
    const std::string id = "place." + row.page->place.id;
    const Rect ground{rect.x + m.px(12), rect.y + m.px(4), rect.width - m.px(24),
                      rect.height - m.px(8)};
    if (frame.is_pressed(id)) {
        frame.canvas.fill(ground, p.primary, m.px(24), p.outlined ? 0.35F : 0.1F);
    }
    if (!frame.focused.empty() && frame.focused == id) {
        frame.canvas.border(ground, p.primary, m.px(8), m.px(24));
    }
    const RowRoom room = room_of_row(frame, rect.x, rect.width);
    const float name = text_height(frame, row.name, room.width, name_look(frame));
    const TextLook status = status_look(frame, row.open.opening);
    const float below = text_height(frame, row.status, room.width, status);
    const float top = std::round(rect.center().y - (name + below) / 2);
    // Beside a long name the pictogram stands at its beginning.
    frame.canvas.pictogram("map-pin",
                           {rect.x + m.px(36 + 28), rect.y + std::min(rect.height, m.px(180)) / 2},
                           m.px(56), p.primary);
    draw_text(frame, {}, row.name, room.x, top, room.width, name_look(frame));
    draw_text(frame, {}, row.status, room.x, top + name, room.width, status);
    frame.canvas.pictogram("chevron-right", {rect.right() - m.px(28 + 22), rect.center().y},
                           m.px(44), p.muted, Flip::WithDirection);
    if (row.open.true_until) {
        note_change(frame, *row.open.true_until);
    }
    add_node(frame, Role::Link, id, {row.name.text + ". " + row.status.text, row.status.language},
             rect);
}

} // namespace

float draw_place_card(Frame& frame, const Label& heading, std::span<const PlacePage* const> pages,
                      float x, float y, float width) {
    const Metrics& m = frame.metrics;
    const Palette& p = frame.palette;
    const float pad = m.px(36);
    const TextLook look{.size = m.heading(42),
                        .bold = true,
                        .colour = p.ink,
                        .line_height = 1.25F,
                        .role = Role::Heading};
    const float head = text_height(frame, heading, width - 2 * pad, look);
    std::vector<PlaceRow> rows;
    std::vector<float> heights;
    float height = m.px(26) + head + m.px(18);
    for (const PlacePage* page : pages) {
        begin_at(frame, y + height);
        rows.push_back(row_of(frame, *page));
        heights.push_back(height_of_row(frame, rows.back(), x, width));
        height += heights.back();
    }
    const Rect card{x, y, width, height + m.px(12)};
    if (!visible(frame, card)) {
        return card.bottom() + m.px(28);
    }
    draw_card(frame, {}, card, m.px(32));
    const Label count =
        label(frame, "advice.places", {{"n", static_cast<std::int64_t>(rows.size())}});
    add_node(frame, Role::List, "advice.list", heading, card, heading.text + ". " + count.text);
    draw_text(frame, "advice.land", heading, x + pad, y + m.px(26), width - 2 * pad, look);
    float top = y + m.px(26) + head + m.px(18);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Rect rect{x, top, width, heights[i]};
        if (visible(frame, rect)) {
            frame.canvas.fill({x + pad, top, width - 2 * pad, m.px(p.line_px)}, p.line);
            draw_row(frame, rows[i], rect);
        }
        top += heights[i];
    }
    return card.bottom() + m.px(28);
}

} // namespace zugang::kiosk
