#include "kiosk/chrome.hpp"

#include "kiosk/widgets.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace zugang::kiosk {

namespace {

// Labels in the bars grow with the text size as far as the bars allow.
float bar_text(const Frame& frame, float design) {
    return frame.metrics.px(design * std::min(frame.metrics.text_scale, 1.25F));
}

void draw_brand(Frame& frame, float x, float y, float size, bool with_name) {
    const Metrics& m = frame.metrics;
    draw_icon_box(frame, "compass", {x, y, size, size}, size * 0.28F, size * 0.6F,
                  frame.palette.primary, frame.palette.on_primary);
    add_node(frame, Role::Image, "brand", {}, {x, y, size, size}); // says nothing: see the desk
    if (with_name) {
        // The name of the product is a proper name: the same in every language.
        const Label name{"Zugang", &frame.shelf.language("de")};
        draw_text_centred(frame, name, {x + size + m.px(16), y, m.px(150), size},
                          {.size = m.px(34), .bold = true, .colour = frame.palette.primary});
    }
}

/// The buttons that change how everything looks, from right to left, the first one ending at
/// `right`. Returns the left end of the last one.
float draw_view_tools(Frame& frame, float right, float top) {
    const float height = frame.metrics.px(88);
    const float gap = frame.metrics.px(20);
    Rect button{right - height, top, height, height};
    const Label contrast = label(frame, "bar.contrast");
    static constexpr std::array<std::string_view, 3> contrasts{"contrast.light", "contrast.dark",
                                                               "contrast.white"};
    const auto step = static_cast<std::size_t>(frame.visit.contrast);
    draw_round_button(frame, "bar.contrast", "contrast", button, contrast,
                      frame.visit.contrast != Contrast::Normal,
                      contrast.text + ": " + label(frame, contrasts.at(step)).text);

    button.x -= gap + height;
    const Label bigger = label(frame, "bar.text");
    const double scale = text_scales.at(frame.visit.text_step);
    draw_round_button(frame, "bar.text", "text-size", button, bigger, frame.visit.text_step != 0,
                      bigger.text + ": " + label(frame, "text_size.percent", {{"n", scale}}).text);
    return button.x;
}

// Right to left from the edge: language, contrast, text size, reading aloud, finished. Returns the
// left end.
float draw_tools(Frame& frame, float right, float top) {
    const Metrics& m = frame.metrics;
    const Palette& palette = frame.palette;
    const float height = m.px(88);
    const float gap = m.px(20);

    const Label language{frame.language.endonym, &frame.language};
    const float size = m.px(30);
    const float text = frame.canvas
                           .set({.text = language.text,
                                 .language = language.language,
                                 .size_px = size,
                                 .bold = true})
                           .layout.width;
    const float most = m.screen.width < m.px(1000) ? m.px(300) : m.px(420);
    const float width = std::min(m.px(36 + 40 + 16 + 36) + text, most);
    Rect pill{right - width, top, width, height};
    draw_card(frame, "bar.language", pill, height / 2);
    frame.canvas.pictogram("language", {pill.x + m.px(36 + 18), pill.center().y}, m.px(38),
                           palette.ink);
    draw_text_centred(
        frame, language,
        {pill.x + m.px(36 + 40 + 16), pill.y, pill.width - m.px(36 + 40 + 16 + 20), height},
        {.size = size, .bold = true, .colour = palette.ink, .max_lines = 1});
    const Label change = label(frame, "bar.language");
    add_node(frame, Role::Button, "bar.language", language, pill,
             change.text + ": " + language.text);

    Rect button{draw_view_tools(frame, pill.x - gap, top), top, height, height};
    const bool offers = frame.narration != nullptr && frame.narration->settings.enabled;
    const bool speaks = offers && frame.narration->on();
    if (offers) {
        button.x -= gap + height;
        draw_round_button(frame, "bar.speech",
                          frame.language.voice.empty() ? "volume-off" : "volume", button,
                          label(frame, "bar.speech"), speaks,
                          label(frame, speaks ? "bar.speech_off" : "bar.speech").text);
    }

    button.x -= gap + height;
    draw_round_button(frame, "session.finish", "door-exit", button, label(frame, "bar.finish"),
                      false, {});
    return button.x;
}

struct Entry {
    std::string_view id;
    std::string_view icon;
    std::string_view key;
    Flip flip;
    bool here;
};

void draw_entry(Frame& frame, const Entry& entry, const Rect& rect) {
    const Metrics& m = frame.metrics;
    const Palette& palette = frame.palette;
    Colour ink = entry.here ? palette.primary : palette.muted;
    if (entry.here) {
        frame.canvas.fill(rect, palette.primary_soft, m.px(28));
        ink = palette.on_primary_soft;
        if (palette.outlined) {
            frame.canvas.border(rect, palette.primary, m.px(4), m.px(28));
        }
        // WCAG 1.4.1: a form, too, not a colour alone.
        const float width = std::round(m.px(72));
        const float height = std::round(m.px(8));
        frame.canvas.fill({std::round(rect.center().x - width / 2), rect.y, width, height},
                          palette.primary, height / 2);
    }
    if (frame.is_pressed(entry.id)) {
        frame.canvas.fill(rect, palette.primary, m.px(28), 0.16F);
    }
    const Label text = label(frame, entry.key);
    frame.canvas.pictogram(entry.icon, {rect.center().x, rect.y + m.px(42)}, m.px(52), ink,
                           entry.flip);
    const float top = rect.y + m.px(68);
    const float room = rect.bottom() - top;
    const TextLook look =
        no_higher(frame, text,
                  {.size = fitting_size(frame, text, bar_text(frame, 26), m.px(20), rect.width),
                   .bold = true,
                   .colour = ink,
                   .align = fonts::Align::Center,
                   .max_lines = 1,
                   .line_height = 1.4F},
                  rect.width, room * 1.3F);
    // What is higher than its room begins above it: Nastaliq hangs, there is nothing.
    const float over = std::max(0.0F, text_height(frame, text, rect.width, look) - room);
    draw_text(frame, {}, text, rect.x, std::round(top - over), rect.width, look);
    add_node(frame, Role::Button, std::string(entry.id), text, rect);
}

} // namespace

bool title_in_bar(const Metrics& metrics) {
    return metrics.landscape && metrics.text_scale <= 1.25F;
}

void draw_chrome(Frame& frame) {
    const Metrics& m = frame.metrics;
    const Palette& palette = frame.palette;
    const Size screen = m.screen;
    const Screen here = frame.visit.here().screen;
    frame.clip = {0, 0, screen.width, screen.height};
    const std::array<Entry, 6> entries{
        {{"nav.back", "arrow-left", "nav.back", Flip::WithDirection, false},
         {"nav.home", "home-2", "nav.home", Flip::Never, here == Screen::Home},
         {"nav.search", "search", "nav.search", Flip::Never, here == Screen::Search},
         {"nav.advice", "map-pin", "nav.advice", Flip::Never,
          here == Screen::Advice || here == Screen::Place},
         {"nav.help", "help-circle", "nav.help", Flip::Never, here == Screen::Help},
         {"bar.reach", "wheelchair", "bar.reach", Flip::Never, frame.visit.low}}};
    const float line = m.px(palette.line_px);
    if (m.landscape) {
        const Rect side{0, 0, m.px(210), screen.height};
        const Rect top{side.width, 0, screen.width - side.width, m.px(120)};
        frame.canvas.fill(top, palette.paper);
        add_node(frame, Role::Bar, "bar.top", {}, top);
        const float tools = draw_tools(frame, screen.width - m.px(48), m.px(16));
        if (here == Screen::Home && title_in_bar(m)) {
            const Label title = label(frame, "home.title");
            const float width = tools - m.px(28) - m.content_left();
            const TextLook look =
                no_higher(frame, title,
                          {.size = fitting_size(frame, title, m.px(60), m.px(30), width),
                           .bold = true,
                           .colour = palette.ink,
                           .max_lines = 1,
                           .line_height = 1.3F,
                           .role = Role::Heading},
                          width, top.height);
            const float height = text_height(frame, title, width, look);
            draw_text(frame, "home.title", title, m.content_left(),
                      std::round(top.center().y - height / 2), width, look);
        }
        frame.canvas.fill(side, palette.surface);
        frame.canvas.fill({side.width - line, 0, line, side.height}, palette.line);
        add_node(frame, Role::Bar, "bar.side", {}, side);
        const float brand = m.px(84);
        draw_brand(frame, side.center().x - brand / 2, m.px(28), brand, false);
        float y = m.px(144);
        for (const std::size_t i : {1U, 0U, 2U, 3U, 4U}) {
            draw_entry(frame, entries.at(i), {m.px(18), y, m.px(172), m.px(128)});
            y += m.px(142);
        }
        // Whoever sits reaches the lower edge.
        draw_entry(frame, entries.back(),
                   {m.px(18), side.bottom() - m.px(150), m.px(172), m.px(128)});
        return;
    }
    const Rect top{0, 0, screen.width, m.px(136)};
    frame.canvas.fill(top, palette.surface);
    frame.canvas.fill({0, top.bottom() - line, top.width, line}, palette.line);
    add_node(frame, Role::Bar, "bar.top", {}, top);
    const float tools = draw_tools(frame, screen.width - m.px(40), m.px(24));
    if (tools > m.px(40 + 60 + 12)) { // on a narrow screen the buttons come first
        draw_brand(frame, m.px(40), m.px(38), m.px(60), tools > m.px(40 + 60 + 16 + 150 + 20));
    }

    const Rect bottom{0, screen.height - m.px(168), screen.width, m.px(168)};
    frame.canvas.fill(bottom, palette.surface);
    frame.canvas.fill({0, bottom.y, bottom.width, line}, palette.line);
    add_node(frame, Role::Bar, "bar.bottom", {}, bottom);
    const auto count = static_cast<float>(entries.size());
    const float step = (screen.width - m.px(40)) / count;
    const float width = std::min(m.px(240), step - m.px(8));
    float x = m.px(20) + (step - width) / 2;
    for (const Entry& entry : entries) {
        draw_entry(frame, entry, {x, bottom.y + m.px(24), width, m.px(120)});
        x += step;
    }
}

float language_bar_height(const Metrics& metrics) {
    return metrics.px(128);
}

void draw_language_bar(Frame& frame) {
    const Metrics& m = frame.metrics;
    const float height = language_bar_height(m);
    const Rect bar{0, m.screen.height - height, m.screen.width, height};
    frame.clip = {0, 0, m.screen.width, m.screen.height};
    frame.canvas.fill(bar, frame.palette.surface);
    frame.canvas.fill({0, bar.y, bar.width, m.px(frame.palette.line_px)}, frame.palette.line);
    add_node(frame, Role::Bar, "bar.bottom", {}, bar);
    const float size = m.px(88);
    const float gap = m.px(20);
    const float whole = 3 * size + 2 * gap;
    const float right = std::round(bar.center().x + whole / 2);
    const float top = bar.y + m.px(20);
    const Rect reach{right - size, top, size, size};
    draw_round_button(frame, "bar.reach", "wheelchair", reach, label(frame, "bar.reach"),
                      frame.visit.low, {});
    draw_view_tools(frame, reach.x - gap, top);
}

void draw_space_above(Frame& frame, bool dimmed) {
    const Metrics& m = frame.metrics;
    if (m.origin_y <= 0) {
        return;
    }
    const Palette& p = frame.palette;
    const Rect space{0, -m.origin_y, m.screen.width, m.origin_y};
    frame.canvas.fill(space, p.paper);
    const float icon = std::min(m.px(160), m.origin_y * 0.3F);
    const TextLook look{.size = m.px(44 * std::min(m.text_scale, 1.5F)),
                        .colour = p.primary,
                        .align = fonts::Align::Center,
                        .line_height = 1.3F};
    const Label text = label(frame, "reach.low");
    const float width = m.screen.width - 2 * m.margin();
    const float height = text_height(frame, text, width, look);
    // The screen of languages speaks none yet: the pictogram stands alone.
    if (frame.visit.here().screen == Screen::Language) {
        frame.canvas.pictogram("wheelchair", space.center(), icon, p.primary);
    } else if (icon + m.px(24) + height < m.origin_y) {
        const float top = space.center().y - (icon + m.px(24) + height) / 2;
        frame.canvas.pictogram("wheelchair", {space.center().x, top + icon / 2}, icon, p.primary);
        frame.clip = space;
        draw_text(frame, "reach.low", text, m.margin(), std::round(top + icon + m.px(24)), width,
                  look);
    }
    if (dimmed) {
        frame.canvas.fill(space, p.veil, 0, p.outlined ? 0.85F : 0.96F);
    }
}

float page_buttons_height(const Metrics& metrics) {
    return metrics.px(132);
}

void draw_page_buttons(Frame& frame, const Rect& view, bool more_above, bool more_below) {
    const Metrics& m = frame.metrics;
    if (more_below) { // in steps: plain rectangles are what the software renderer is fast at
        constexpr int steps = 50; // each too small to be seen
        const float height = m.px(150);
        for (int i = 0; i < steps; ++i) {
            const float top =
                std::round(view.bottom() - height + height * static_cast<float>(i) / steps);
            const float end =
                std::round(view.bottom() - height + height * static_cast<float>(i + 1) / steps);
            const float opacity = std::min(1.0F, static_cast<float>(i + 1) / (steps * 0.7F));
            frame.canvas.fill({view.x, top, view.width, end - top}, frame.palette.paper, 0,
                              opacity);
        }
    }
    const float size = m.px(92);
    const float gap = m.px(24);
    const float count = (more_above ? 1.0F : 0.0F) + (more_below ? 1.0F : 0.0F);
    float x = view.center().x - (count * size + (count - 1) * gap) / 2;
    const auto button = [&](std::string_view id, std::string_view icon, std::string_view key,
                            bool filled) {
        const Rect rect{x, view.bottom() - m.px(20) - size, size, size};
        if (filled) {
            frame.canvas.fill(rect, frame.palette.primary, size / 2);
            if (frame.is_pressed(id)) {
                frame.canvas.fill(rect, frame.palette.on_primary, size / 2, 0.25F);
            }
        } else {
            draw_card(frame, id, rect, size / 2);
        }
        frame.canvas.pictogram(icon, rect.center(), m.px(52),
                               filled ? frame.palette.on_primary : frame.palette.primary);
        add_node(frame, Role::Button, std::string(id), label(frame, key), rect);
        x += size + gap;
    };
    if (more_above) {
        button("nav.page_up", "chevron-up", "nav.page_up", false);
    }
    if (more_below) {
        button("nav.page_down", "chevron-down", "nav.page_down", true);
    }
}

} // namespace zugang::kiosk
