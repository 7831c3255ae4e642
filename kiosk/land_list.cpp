#include "content/number.hpp"
#include "kiosk/land_map.hpp"
#include "kiosk/widgets.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace zugang::kiosk {

namespace {

struct LandRow {
    std::string land;
    Label name;
    int places = 0;
    bool chosen = false;
};

std::string speech_of(const Frame& frame, const LandRow& row) {
    std::string speak = row.name.text + ". " +
                        label(frame, "advice.places", {{"n", std::int64_t{row.places}}}).text;
    if (row.chosen) {
        speak += ". " + label(frame, "advice.chosen").text;
    }
    return speak;
}

TextLook look_of(const Frame& frame, bool chosen) {
    return {.size = frame.metrics.text(31),
            .bold = chosen,
            .colour = chosen && !frame.palette.outlined ? frame.palette.on_primary_soft
                                                        : frame.palette.ink,
            .line_height = 1.25F};
}

/// Where the parts of a row are, from its left edge: the mark of the chosen one, the name, how many
/// places there are.
struct RowParts {
    float name;
    float name_width;
    float pin;
    float count;
    float count_width;
    Label number;
};

TextLook count_look(const Frame& frame) {
    return {.size = frame.metrics.text(26),
            .bold = true,
            .colour = frame.palette.muted,
            .line_height = 1.25F};
}

float pad_of(const Frame& frame) {
    return frame.metrics.px(20);
}

float mark_of(const Frame& frame) {
    return frame.metrics.px(40);
}

float pin_of(const Frame& frame) {
    return frame.metrics.px(30 * std::min(frame.metrics.text_scale, 2.0F));
}

RowParts parts_of(Frame& frame, const LandRow& row, float width) {
    const Metrics& m = frame.metrics;
    RowParts parts{};
    parts.name = pad_of(frame) + (row.chosen ? mark_of(frame) + m.px(12) : 0);
    float right = width - pad_of(frame);
    if (row.places > 0) {
        parts.number = {content::format_number(row.places, frame.strings), &frame.language};
        const TextLook look = count_look(frame);
        parts.count_width = std::ceil(frame.canvas
                                          .set({.text = parts.number.text,
                                                .language = &frame.language,
                                                .size_px = look.size,
                                                .bold = true})
                                          .layout.width) +
                            1;
        parts.count = right - parts.count_width;
        parts.pin = parts.count - m.px(6) - pin_of(frame);
        right = parts.pin - m.px(12);
    }
    parts.name_width = right - parts.name;
    return parts;
}

void draw_row(Frame& frame, const LandRow& row, const Rect& rect) {
    const Metrics& m = frame.metrics;
    const Palette& p = frame.palette;
    const std::string id = "land." + row.land;
    const float radius = m.px(24);
    draw_card(frame, id, rect, radius);
    if (row.chosen) {
        frame.canvas.fill(rect, p.primary_soft, radius);
        if (frame.is_pressed(id)) {
            frame.canvas.fill(rect, p.primary, radius, 0.2F);
        }
        frame.canvas.border(rect, p.primary, m.px(std::max(4.0F, p.line_px)), radius);
        frame.canvas.pictogram("check",
                               {rect.x + pad_of(frame) + mark_of(frame) / 2, rect.center().y},
                               mark_of(frame), p.on_primary_soft);
    }
    const RowParts parts = parts_of(frame, row, rect.width);
    if (row.places > 0) {
        const float pin = pin_of(frame);
        frame.canvas.pictogram("map-pin", {rect.x + parts.pin + pin / 2, rect.center().y}, pin,
                               p.muted);
        draw_text_centred(frame, parts.number,
                          {rect.x + parts.count, rect.y, parts.count_width, rect.height},
                          count_look(frame));
    }
    draw_text_centred(frame, row.name, {rect.x + parts.name, rect.y, parts.name_width, rect.height},
                      look_of(frame, row.chosen));
    add_node(frame, Role::Button, id, row.name, rect, speech_of(frame, row));
}

} // namespace

float draw_land_list(Frame& frame, float x, float y, float width, std::string_view chosen) {
    const Metrics& m = frame.metrics;
    std::vector<LandRow> rows;
    for (const std::string& land : frame.pages.laender(frame.language.tag)) {
        const auto& counts = frame.pages.place_counts();
        const auto count = counts.find(land);
        rows.push_back({.land = land,
                        .name = land_name(frame, land),
                        .places = count == counts.end() ? 0 : count->second,
                        .chosen = land == chosen});
    }
    const float gap = m.px(16);
    const std::size_t columns = width >= 2 * m.px(440) * std::min(m.text_scale, 2.0F) ? 2 : 1;
    const std::size_t lines = (rows.size() + columns - 1) / columns;
    const float row_width = columns == 1 ? width : std::floor((width - gap) / 2);
    // Down the first column, then the second; those side by side are as tall as one another.
    const float start = y;
    for (std::size_t line = 0; line < lines; ++line) {
        float tallest = m.px(48);
        for (std::size_t i = line; i < rows.size(); i += lines) {
            const RowParts parts = parts_of(frame, rows[i], row_width);
            tallest = std::max(tallest, text_height(frame, rows[i].name, parts.name_width,
                                                    look_of(frame, rows[i].chosen)));
        }
        float left = x;
        const float height = tallest + m.px(28);
        for (std::size_t i = line; i < rows.size(); i += lines) {
            const Rect rect{left, y, row_width, height};
            if (visible(frame, rect)) {
                draw_row(frame, rows[i], rect);
            }
            left += row_width + gap;
        }
        y += height + gap;
    }
    return y - gap - start;
}

} // namespace zugang::kiosk
