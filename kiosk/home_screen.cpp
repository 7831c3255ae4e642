#include "content/number.hpp"
#include "kiosk/chrome.hpp"
#include "kiosk/screens.hpp"
#include "kiosk/widgets.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace zugang::kiosk {

namespace {

/// How a tile is filled: the title below its pictogram, or beside it where the page is low.
struct TileLook {
    bool beside = false;
    float text_width = 0;
    TextLook text;
};

TileLook tile_look(const Frame& frame, float width) {
    const Metrics& m = frame.metrics;
    TileLook look{
        .beside = !m.landscape && m.viewport().height < m.px(1000) && m.text_scale < 1.5F,
        .text_width = 0,
        .text = {
            .size = m.text(36), .bold = true, .colour = frame.palette.ink, .line_height = 1.2F}};
    look.text_width = width - m.px(look.beside ? 28 + 88 + 22 + 20 : 2 * 28);
    return look;
}

float tile_height(const Frame& frame, const TileLook& look, float tallest) {
    const Metrics& m = frame.metrics;
    return look.beside
               ? std::max(m.px(88), tallest) + 2 * m.px(26)
               : std::max(m.px(m.landscape ? 180 : 220),
                          m.px(m.landscape ? 20 + 76 + 8 + 18 : 26 + 88 + 10 + 20) + tallest);
}

void draw_tile(Frame& frame, const content::Topic& topic, const Label& title, const Rect& tile,
               const TileLook& look) {
    const Metrics& m = frame.metrics;
    const std::string id = "topic." + topic.id;
    draw_card(frame, id, tile, m.px(32));
    const float icon = m.px(tile.height >= m.px(230) ? 96 : m.landscape ? 76 : 88);
    const float left = tile.x + m.px(28);
    const float top =
        look.beside ? tile.center().y - icon / 2 : tile.y + m.px(m.landscape ? 20 : 26);
    draw_icon_box(frame, topic.icon, {left, std::round(top), icon, icon}, m.px(24), icon * 0.68F,
                  hue(frame, topic.id), frame.palette.on_hue);
    const float height = text_height(frame, title, look.text_width, look.text);
    const float y =
        look.beside ? std::round(tile.center().y - height / 2) : tile.bottom() - m.px(20) - height;
    draw_text(frame, {}, title, look.beside ? left + icon + m.px(22) : left, y, look.text_width,
              look.text);
    add_node(frame, Role::Button, id, title, tile);
}

} // namespace

namespace {

Label phase_name(const Frame& frame, int number) {
    return label(frame, "phase." + std::to_string(number));
}

void draw_phase_circle(Frame& frame, int number, Point center, float circle, bool marked) {
    const Palette& palette = frame.palette;
    const float line = frame.metrics.px(std::max(4.0F, palette.line_px));
    frame.canvas.disc(center, circle / 2, marked ? palette.accent : palette.line);
    if (!marked) {
        const bool pressed = frame.is_pressed("phase." + std::to_string(number));
        frame.canvas.disc(center, circle / 2 - line,
                          pressed ? palette.primary_soft : palette.paper);
    }
    draw_text_centred(frame, {content::format_number(number, frame.strings), &frame.language},
                      {center.x - circle / 2, center.y - circle / 2, circle, circle},
                      {.size = circle * 0.47F,
                       .bold = true,
                       .colour = marked ? palette.on_accent : palette.muted,
                       .align = fonts::Align::Center,
                       .line_height = 1.2F});
}

void add_phase_node(Frame& frame, int number, const Rect& rect, bool marked) {
    const Label title = phase_name(frame, number);
    std::string speak =
        label(frame, "phase.number", {{"n", std::int64_t{number}}}).text + ": " + title.text;
    if (marked) {
        speak += ". " + label(frame, "phase.here").text;
    }
    add_node(frame, Role::Button, "phase." + std::to_string(number), title, rect, speak);
}

bool as_list(const Metrics& metrics) {
    return metrics.text_scale >= 1.5F;
}

// One below the other, where the names are too large to stand side by side.
float draw_phase_list(Frame& frame, float x, float y, float width, int here) {
    const Metrics& m = frame.metrics;
    const float circle = m.px(88);
    const float pad = m.px(28);
    const float text_x = x + pad + circle + m.px(28);
    const float text_width = x + width - pad - text_x;
    const float start = y;
    for (const content::Phase& phase : frame.shelf.phases()) {
        const bool marked = phase.number == here;
        const Label title = phase_name(frame, phase.number);
        const TextLook look{
            .size = m.text(30), .bold = marked, .colour = frame.palette.ink, .line_height = 1.3F};
        const float text = text_height(frame, title, text_width, look);
        const Rect row{x, y, width, std::max(circle, text) + 2 * m.px(16)};
        if (visible(frame, row)) {
            draw_card(frame, "phase." + std::to_string(phase.number), row, m.px(32));
            draw_phase_circle(frame, phase.number, {x + pad + circle / 2, row.center().y}, circle,
                              marked);
            draw_text(frame, {}, title, text_x, std::round(row.center().y - text / 2), text_width,
                      look);
            add_phase_node(frame, phase.number, row, marked);
        }
        y += row.height + m.px(16);
    }
    return y - start;
}

} // namespace

float draw_phase_strip(Frame& frame, float x, float y, float width, int here) {
    const Metrics& m = frame.metrics;
    const Palette& palette = frame.palette;
    const auto& phases = frame.shelf.phases();
    if (phases.empty()) {
        return 0;
    }
    if (as_list(m)) {
        return draw_phase_list(frame, x, y, width, here);
    }
    const auto count = static_cast<float>(phases.size());
    const float circle = m.px(60);
    const float pad = m.px(20);
    const float step = (width - 2 * pad) / count;
    const auto look = [&](bool marked) {
        return TextLook{.size = m.text(24),
                        .bold = marked,
                        .colour = marked ? palette.ink : palette.muted,
                        .align = fonts::Align::Center,
                        .line_height = 1.3F};
    };
    float text = 0;
    for (const content::Phase& phase : phases) {
        text = std::max(text, text_height(frame, phase_name(frame, phase.number), step - m.px(8),
                                          look(phase.number == here)));
    }
    const Rect strip{x, y, width, m.px(28) + circle + m.px(12) + text + m.px(22)};
    if (!visible(frame, strip)) {
        return strip.height;
    }
    draw_card(frame, {}, strip, m.px(32));
    const float middle = strip.y + m.px(28) + circle / 2;
    const float line = m.px(std::max(4.0F, palette.line_px));
    frame.canvas.fill({x + pad + step / 2, middle - line / 2, step * (count - 1), line},
                      palette.line);
    float left = x + pad;
    for (const content::Phase& phase : phases) {
        const bool marked = phase.number == here;
        draw_phase_circle(frame, phase.number, {left + step / 2, middle}, circle, marked);
        draw_text(frame, {}, phase_name(frame, phase.number), left + m.px(4),
                  middle + circle / 2 + m.px(12), step - m.px(8), look(marked));
        add_phase_node(frame, phase.number, {left, strip.y, step, strip.height}, marked);
        left += step;
    }
    return strip.height;
}

namespace {

/// "Where do I go?": each guide as a banner, the first thing that is seen. Returns the y below.
float draw_guide_banners(Frame& frame, float y) {
    const Metrics& m = frame.metrics;
    const Palette& p = frame.palette;
    for (const content::GuideEntry& guide : frame.pages.guides(frame.language.tag)) {
        const GuidePage* first = frame.pages.guide(guide.id, frame.language.tag);
        if (first == nullptr) {
            continue;
        }
        const float x = m.content_left();
        const float pad = m.px(40);
        const bool roomy = m.text_scale <= 2; // very large text needs the whole width
        const float box = roomy ? m.px(m.landscape ? 92 : 112) : 0;
        const float text_x = x + pad + (roomy ? box + m.px(32) : 0);
        const float width = x + m.content_width() - pad - m.px(52 + 20) - text_x;
        const Label title{guide.title, &frame.shelf.language(guide.language)};
        const Label hint = label(frame, "guide.hint", {{"n", std::int64_t{first->step.questions}}});
        const TextLook big{
            .size = m.heading(44), .bold = true, .colour = p.on_primary, .line_height = 1.25F};
        const TextLook small{.size = m.text(32), .colour = p.on_primary, .line_height = 1.35F};
        const float top = text_height(frame, title, width, big);
        const float text = top + text_height(frame, hint, width, small);
        const Rect card{x, y, m.content_width(),
                        std::max(box, text) + 2 * m.px(m.landscape ? 20 : 30)};
        const std::string id = "guide." + guide.id;
        if (visible(frame, card)) {
            frame.canvas.fill(card, p.primary, m.px(32));
            if (frame.is_pressed(id)) {
                frame.canvas.fill(card, p.on_primary, m.px(32), 0.2F);
            }
            if (roomy) {
                const Rect icon{x + pad, std::round(card.center().y - box / 2), box, box};
                frame.canvas.fill(icon, p.on_primary, m.px(30), p.outlined ? 1.0F : 0.16F);
                frame.canvas.pictogram(guide.icon.empty() ? "route" : guide.icon, icon.center(),
                                       box * 0.64F, p.outlined ? p.primary : p.on_primary);
            }
            const float start = std::round(card.center().y - text / 2);
            draw_text(frame, {}, title, text_x, start, width, big);
            draw_text(frame, {}, hint, text_x, start + top, width, small);
            frame.canvas.pictogram("chevron-right",
                                   {card.right() - pad - m.px(20), card.center().y}, m.px(52),
                                   p.on_primary, Flip::WithDirection);
            add_node(frame, Role::Button, id, title, card, title.text + ". " + hint.text);
        }
        y = card.bottom() + m.px(24);
    }
    return y;
}

} // namespace

float draw_home_screen(Frame& frame, float scroll) {
    const Metrics& m = frame.metrics;
    const Palette& palette = frame.palette;
    const Rect view = m.viewport();
    const float x = m.content_left();
    const float width = m.content_width();
    const float gap = m.px(24);
    float y = view.y - scroll + m.px(m.landscape ? 4 : 32);

    if (!title_in_bar(m)) {
        y += draw_text(frame, "home.title", label(frame, "home.title"), x, y, width,
                       {.size = m.heading(60),
                        .bold = true,
                        .colour = palette.ink,
                        .line_height = 1.18F,
                        .role = Role::Heading});
        y += draw_text(frame, "home.promise", label(frame, "trust.promise"), x, y, width,
                       {.size = m.text(34), .colour = palette.muted, .line_height = 1.4F});
    }
    y = draw_guide_banners(frame, y + m.px(title_in_bar(m) ? 4 : 20));

    std::vector<const content::Topic*> tiles;
    for (const content::Topic& topic : frame.shelf.topics()) {
        if (!topic.hidden) {
            tiles.push_back(&topic);
        }
    }
    const float narrowest = m.px(m.landscape ? 320 : 400) * std::min(m.text_scale, 2.0F);
    const auto columns =
        std::clamp<std::size_t>(static_cast<std::size_t>((width + gap) / (narrowest + gap)), 1,
                                m.landscape || width > m.px(1500) ? 4 : 2);
    const std::size_t rows = (tiles.size() + columns - 1) / columns;
    const float tile_width =
        std::floor((width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
    const TileLook look = tile_look(frame, tile_width);

    // As tall as the longest title needs, and taller where the screen has room for it.
    float tallest = 0;
    std::vector<Label> titles;
    titles.reserve(tiles.size());
    for (const content::Topic* topic : tiles) {
        titles.push_back(label(frame, "topic." + topic->id));
        tallest = std::max(tallest, text_height(frame, titles.back(), look.text_width, look.text));
    }
    // Drawn out of sight: only its height is wanted here.
    const Rect clip = std::exchange(frame.clip, {0, 0, 0, 0});
    const float strip =
        as_list(m) ? 0 : gap + draw_phase_strip(frame, x, 2 * m.screen.height, width, 1);
    frame.clip = clip;
    const float room =
        view.bottom() - m.px(16) - strip - (y + scroll) - gap * static_cast<float>(rows - 1);
    const float least = tile_height(frame, look, tallest);
    const float share = rows == 0 ? least : std::floor(room / static_cast<float>(rows));
    const float height = std::clamp(share, least, look.beside ? least : std::max(least, m.px(310)));

    for (std::size_t i = 0; i < tiles.size(); ++i) {
        const auto column = static_cast<float>(i % columns);
        const Rect tile{x + column * (tile_width + gap), y, tile_width, height};
        if (visible(frame, tile)) {
            draw_tile(frame, *tiles[i], titles[i], tile, look);
        }
        if (i % columns == columns - 1 || i + 1 == tiles.size()) {
            y += height + gap;
        }
    }
    // The terminal itself is the first of the five phases.
    y += draw_phase_strip(frame, x, y, width, 1);
    return y + m.px(16) + scroll - view.y;
}

} // namespace zugang::kiosk
