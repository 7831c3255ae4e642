#include "kiosk/chrome.hpp"
#include "kiosk/screens.hpp"
#include "kiosk/widgets.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace zugang::kiosk {

namespace {

/// For those who listen, only the languages that can be heard.
std::vector<const content::Language*> shown_languages(const Frame& frame) {
    const bool listens = frame.narration != nullptr && frame.narration->reading == Reading::Keypad;
    std::vector<const content::Language*> result;
    for (const content::Language& language : frame.shelf.languages()) {
        if (!listens || !language.voice.empty()) {
            result.push_back(&language);
        }
    }
    if (result.empty()) { // then at least those who see can go on
        for (const content::Language& language : frame.shelf.languages()) {
            result.push_back(&language);
        }
    }
    return result;
}

float width_of(Frame& frame, const Label& text, const TextLook& look) {
    return frame.canvas
        .set(
            {.text = text.text, .language = text.language, .size_px = look.size, .bold = look.bold})
        .layout.width;
}

/// The welcome in one language. Very large text goes without the pictogram.
struct Headline {
    Label welcome;
    Label touch;
    TextLook big;
    TextLook small;
    float icon; ///< edge of the pictogram's box, 0: none
    float gap;
    float width;  ///< of the text
    float height; ///< of the text
};

Headline headline_of(Frame& frame, std::size_t number) {
    const Metrics& m = frame.metrics;
    const Palette& palette = frame.palette;
    const auto& languages = frame.shelf.languages();
    const content::Language& language = languages.at(number % languages.size());
    const content::Strings& strings = frame.shelf.strings(language.tag);
    const Label welcome{std::string(strings.get("language.welcome")), &language};
    const Label touch{std::string(strings.get("language.touch")), &language};
    const TextLook big{.size = m.heading(64),
                       .bold = true,
                       .colour = palette.on_primary,
                       .line_height = 1.3F,
                       .own_side = true};
    const TextLook small{
        .size = m.text(34), .colour = palette.on_primary, .line_height = 1.4F, .own_side = true};

    const float icon = m.text_scale > 2 ? 0 : m.px(120);
    const float gap = icon > 0 ? m.px(40) : 0;
    const float room = m.screen.width - 2 * m.px(icon > 0 ? 80 : 40) - icon - gap;
    const float text = std::min(
        room,
        std::ceil(std::max(width_of(frame, welcome, big), width_of(frame, touch, small))) + 2);
    const float height =
        text_height(frame, welcome, text, big) + text_height(frame, touch, text, small);
    return {welcome, touch, big, small, icon, gap, text, height};
}

void draw_headline(Frame& frame, const Rect& head, const Headline& h) {
    const Metrics& m = frame.metrics;
    const Palette& palette = frame.palette;
    // The page itself is not mirrored (every language is on it): only this headline is.
    const bool rtl = h.welcome.language->direction == content::Direction::RightToLeft;
    const float left = head.x + (head.width - h.icon - h.gap - h.width) / 2;
    if (h.icon > 0) {
        const Rect box{rtl ? left + h.width + h.gap : left, head.center().y - h.icon / 2, h.icon,
                       h.icon};
        frame.canvas.fill(box, palette.on_primary, m.px(34), palette.outlined ? 1.0F : 0.16F);
        add_node(frame, Role::Image, "brand", {}, box); // says nothing: see the desk
        frame.canvas.pictogram("compass", box.center(), m.px(76),
                               palette.outlined ? palette.primary : palette.on_primary);
    }
    const float x = rtl ? left : left + h.icon + h.gap;
    float y = std::round(head.center().y - h.height / 2);
    y += draw_text(frame, "language.headline", h.welcome, x, y, h.width, h.big);
    draw_text(frame, "language.hint", h.touch, x, y, h.width, h.small);
}

std::size_t columns_of(const Metrics& m, float whole, float narrowest, float gap) {
    const auto most = static_cast<std::size_t>(m.landscape ? 4 : 2);
    return std::clamp<std::size_t>(static_cast<std::size_t>((whole + gap) / (narrowest + gap)), 1,
                                   most);
}

float width_of_column(float whole, std::size_t columns, float gap) {
    const auto count = static_cast<float>(columns);
    return std::floor((whole - gap * (count - 1)) / count);
}

struct Lines {
    const std::vector<const content::Language*>& languages;
    float margin;
    float top;  ///< on the screen
    float room; ///< what is seen at once
    float scroll;
};

/// One line a language, its name: there are too many for greetings. Gives the length of the page.
float draw_lines(Frame& frame, const Lines& l) {
    const Metrics& m = frame.metrics;
    const Palette& palette = frame.palette;
    const float gap = m.px(14);
    const float pad = m.px(28);
    const std::size_t columns =
        columns_of(m, m.screen.width - 2 * l.margin, m.px(330) * m.text_scale, gap);
    const std::size_t rows = (l.languages.size() + columns - 1) / columns;
    const float width = width_of_column(m.screen.width - 2 * l.margin, columns, gap);
    const float inner = width - 2 * pad;
    const TextLook name{.size = m.text(36),
                        .bold = true,
                        .colour = palette.ink,
                        .line_height = 1.3F,
                        .own_side = true};
    float lowest = m.px(m.landscape ? 62 : 76); // 20 mm
    for (const content::Language* language : l.languages) {
        const Label endonym{language->endonym, language};
        const float text = text_height(frame, endonym, inner, name);
        const bool wraps = text > 1.3F * text_height(frame, endonym, 0, name);
        // A line of the tallest scripts has enough space within.
        const float line = std::min(text + 2 * m.px(4), name.size * 2.1F);
        lowest = std::max(lowest, wraps ? text + 2 * m.px(4) : line);
    }
    const float share = (l.room - gap * static_cast<float>(rows - 1)) / static_cast<float>(rows);
    const float height = std::floor(std::clamp(share, lowest, std::max(lowest, m.px(112))));

    float y = l.top;
    for (std::size_t i = 0; i < l.languages.size(); ++i) {
        const content::Language& language = *l.languages[i];
        const Rect tile{l.margin + static_cast<float>(i % columns) * (width + gap), y, width,
                        height};
        if (visible(frame, tile)) {
            const std::string id = "language." + language.tag;
            const Label endonym{language.endonym, &language};
            draw_card(frame, id, tile, m.px(24));
            const float text = text_height(frame, endonym, inner, name);
            draw_text(frame, {}, endonym, tile.x + pad, std::round(tile.center().y - text / 2),
                      inner, name);
            add_node(frame, Role::Button, id, endonym, tile,
                     language.endonym + ". " + language.greeting);
        }
        if (i % columns == columns - 1 || i + 1 == l.languages.size()) {
            y += height + gap;
        }
    }
    return y - gap + m.px(24) + l.scroll;
}

} // namespace

float draw_language_screen(Frame& frame, float scroll, std::size_t headline) {
    const Metrics& m = frame.metrics;
    const Palette& palette = frame.palette;
    const auto languages = shown_languages(frame);
    const Size screen = m.screen;

    const Headline welcome = headline_of(frame, headline);
    const Rect head{
        0, -scroll, screen.width,
        std::max(m.px(m.landscape || m.origin_y > 0 ? 200 : 300), welcome.height + m.px(80))};
    frame.canvas.fill(head, palette.primary);
    draw_headline(frame, head, welcome);

    const float margin = m.px(m.landscape ? 80 : 40);
    const float gap = m.px(24);
    const float whole = screen.width - 2 * margin;
    const float narrowest = m.px(420) * std::min(m.text_scale, 2.0F);
    const std::size_t columns = columns_of(m, whole, narrowest, gap);
    const std::size_t rows = (languages.size() + columns - 1) / columns;
    const float width = width_of_column(whole, columns, gap);

    // Few languages get large tiles; very many get one line each, and scroll where that is not
    // enough.
    const float room = screen.height - language_bar_height(m) - head.height - m.px(64);
    const float share = (room - gap * static_cast<float>(rows - 1)) / static_cast<float>(rows);
    if (share < m.px(128)) {
        return draw_lines(frame, {.languages = languages,
                                  .margin = margin,
                                  .top = head.bottom() + m.px(24),
                                  .room = room + m.px(16),
                                  .scroll = scroll});
    }
    const float large = std::clamp(share / m.px(128), 1.0F, 1.6F);
    const TextLook name{.size = m.text(40 * std::min(large, 1.25F)),
                        .bold = true,
                        .colour = palette.ink,
                        .line_height = 1.3F,
                        .own_side = true};
    const TextLook greeting{.size = m.text(27 * std::min(large, 1.2F)),
                            .colour = palette.muted,
                            .line_height = 1.4F,
                            .own_side = true};
    const float pad = m.px(30);
    float height = std::floor(m.px(128) * large);
    for (const content::Language* language : languages) {
        const float text =
            text_height(frame, {language->endonym, language}, width - 2 * pad, name) +
            text_height(frame, {language->greeting, language}, width - 2 * pad, greeting);
        height = std::max(height, text + 2 * m.px(18));
    }

    float y = head.bottom() + m.px(32);
    for (std::size_t i = 0; i < languages.size(); ++i) {
        const content::Language& language = *languages[i];
        const auto column = static_cast<float>(i % columns);
        const Rect tile{margin + column * (width + gap), y, width, height};
        if (visible(frame, tile)) {
            const std::string id = "language." + language.tag;
            const Label endonym{language.endonym, &language};
            const Label hello{language.greeting, &language};
            draw_card(frame, id, tile, m.px(28));
            const float inner = width - 2 * pad;
            const float top = text_height(frame, endonym, inner, name);
            const float text = top + text_height(frame, hello, inner, greeting);
            const float start = std::round(tile.center().y - text / 2);
            draw_text(frame, {}, endonym, tile.x + pad, start, inner, name);
            draw_text(frame, {}, hello, tile.x + pad, start + top, inner, greeting);
            add_node(frame, Role::Button, id, endonym, tile,
                     language.endonym + ". " + language.greeting);
        }
        if (i % columns == columns - 1 || i + 1 == languages.size()) {
            y += height + gap;
        }
    }
    return y - gap + m.px(32) + scroll;
}

} // namespace zugang::kiosk
