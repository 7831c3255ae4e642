#include "kiosk/on_screen_keyboard.hpp"

#include "kiosk/widgets.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace zugang::kiosk {

namespace {

using content::Keyboard;
using content::KeyboardKey;
using Keys = SearchInput::Keys;

Keyboard keyboard_of(std::initializer_list<std::string_view> rows) {
    Keyboard keyboard{.layout = {}, .script = "Latn", .rows = {}, .has_shift = false};
    for (const std::string_view row : rows) {
        auto& keys = keyboard.rows.emplace_back();
        for (const char key : row) {
            keys.push_back({.text = std::string(1, key), .shifted = {}, .more = {}});
        }
    }
    return keyboard;
}

/// Where the content brings none.
const Keyboard& plain_latin() {
    static const Keyboard keyboard = keyboard_of({"qwertyuiop", "asdfghjkl", "zxcvbnm"});
    return keyboard;
}

const Keyboard& digits() {
    static const Keyboard keyboard = keyboard_of({"1234567890", "-/.,:;()+", "@'\"!?%&"});
    return keyboard;
}

struct Sizes {
    float key = 0; ///< height of one
    float gap = 0;
    float strip = 0; ///< above the keys
    float pad = 0;
};

Sizes sizes_of(const Metrics& m, const Keyboard& keyboard) {
    Sizes sizes{.key = m.px(m.landscape ? 76 : 104),
                .gap = m.px(m.landscape ? 10 : 12),
                .strip = m.px(m.landscape ? 64 : 76),
                .pad = m.px(m.landscape ? 10 : 20)};
    const auto rows = static_cast<float>(keyboard.rows.size() + 1);
    Metrics whole = m;
    whole.action_bar = 0;
    const float least = m.px(60);
    const float room = whole.viewport().height * 0.66F - sizes.strip - 2 * sizes.pad;
    sizes.key = std::clamp(std::floor(room / rows) - sizes.gap, least, sizes.key);
    return sizes;
}

/// Keys stand where fingers know them: in a mirrored page as well.
Rect in_place(const Frame& frame, const Rect& rect) {
    if (!frame.canvas.mirrored()) {
        return rect;
    }
    const Rect page = frame.metrics.viewport();
    return {page.x + page.right() - rect.right(), rect.y, rect.width, rect.height};
}

struct Look {
    const content::Language* language = nullptr;
    float size = 0;
    bool primary = false;
    bool on = false; ///< pressed in, such as shift
};

void draw_ground(Frame& frame, std::string_view id, const Rect& rect, const Look& look) {
    const Metrics& m = frame.metrics;
    const Palette& p = frame.palette;
    const float radius = m.px(18);
    if (look.primary || look.on) {
        frame.canvas.fill(rect, p.primary, radius);
        if (frame.is_pressed(id)) {
            frame.canvas.fill(rect, p.on_primary, radius, 0.25F);
        }
        return;
    }
    if (!p.outlined) { // a key is a little higher than the paper
        frame.canvas.fill({rect.x, rect.y + m.px(4), rect.width, rect.height}, p.line, radius);
    }
    draw_card(frame, id, rect, radius);
}

void draw_picture_key(Frame& frame, std::string_view id, std::string_view icon,
                      std::string_view key, const Rect& place, const Look& look = {}) {
    const Rect rect = in_place(frame, place);
    draw_ground(frame, id, rect, look);
    const bool filled = look.primary || look.on;
    frame.canvas.pictogram(icon, rect.center(),
                           std::round(std::min(rect.height * 0.55F, rect.width * 0.6F)),
                           filled ? frame.palette.on_primary : frame.palette.ink);
    add_node(frame, Role::Button, std::string(id), label(frame, key), rect);
}

void draw_text_key(Frame& frame, std::string_view id, const Label& text, const Rect& place,
                   const Look& look, std::string_view speak = {}) {
    const Rect rect = in_place(frame, place);
    draw_ground(frame, id, rect, look);
    const float size =
        fitting_size(frame, text, look.size, look.size * 0.5F, rect.width - frame.metrics.px(12));
    draw_text_centred(frame, text, rect,
                      {.size = size,
                       .colour = look.on ? frame.palette.on_primary : frame.palette.ink,
                       .align = fonts::Align::Center,
                       .max_lines = 1,
                       .line_height = 1.3F});
    add_node(frame, Role::Button, std::string(id), text, rect, speak);
}

/// A mark needs a letter to stand on.
std::string seen_on_key(const std::string& text) {
    const icu::UnicodeString letter = icu::UnicodeString::fromUTF8(text);
    const bool mark =
        letter.countChar32() == 1 && (U_GET_GC_MASK(letter.char32At(0)) & U_GC_M_MASK) != 0;
    return mark ? "\u25cc" + text : text;
}

void draw_letter_key(Frame& frame, const std::string& text, const Rect& place, const Look& look) {
    constexpr std::string_view non_joiner = "\u200c";
    if (text == non_joiner) { // nothing that could be seen
        draw_picture_key(frame, "key." + text, "space", "key.non_joiner", place);
        return;
    }
    draw_text_key(frame, "key." + text, {seen_on_key(text), look.language}, place, look);
}

/// The key that was pressed last offers its other letters.
const std::vector<std::string>* more_of(const Keyboard& keyboard, const std::string& last) {
    for (const auto& row : keyboard.rows) {
        for (const KeyboardKey& key : row) {
            if (!last.empty() && (key.text == last || key.shifted == last) && !key.more.empty()) {
                return &key.more;
            }
        }
    }
    return nullptr;
}

/// Other letters of the last key first, then what the word may become.
void draw_strip(Frame& frame, const Rect& strip, const Keyboard& keyboard, const Typist& typist,
                const content::Language& language) {
    const std::vector<std::string>& suggestions = typist.suggestions;
    const Metrics& m = frame.metrics;
    const float gap = m.px(10);
    float x = strip.x;
    if (const auto* more = more_of(keyboard, typist.input.last_key)) {
        const auto count = static_cast<float>(more->size());
        const float width =
            std::min(m.px(100), std::floor((strip.width - gap * (count - 1)) / count));
        for (const std::string& letter : *more) {
            draw_text_key(frame, "more." + letter, {seen_on_key(letter), &language},
                          {x, strip.y, width, strip.height}, {.size = m.px(40)});
            x += width + gap;
        }
    }
    // Letters stand where the keys stand, words begin where the page begins.
    const float left = frame.canvas.mirrored() ? strip.x : x;
    const float room = strip.width - (x - strip.x);
    const float least = m.px(190);
    const auto fitting = static_cast<std::size_t>(std::max(0.0F, (room + gap) / (least + gap)));
    const std::size_t count = std::min(fitting, suggestions.size());
    if (count == 0) {
        return;
    }
    const float width =
        std::min(m.px(420), std::floor((room - gap * static_cast<float>(count - 1)) /
                                       static_cast<float>(count)));
    for (std::size_t i = 0; i < count; ++i) {
        const Rect rect{left + static_cast<float>(i) * (width + gap), strip.y, width, strip.height};
        const std::string id = "suggest." + std::to_string(i + 1);
        const Label text{suggestions[i], &typist.language};
        draw_card(frame, id, rect, rect.height / 2);
        draw_text_centred(frame, text, rect.inset(m.px(8)),
                          {.size = fitting_size(frame, text, m.px(30), m.px(18), width - m.px(32)),
                           .colour = frame.palette.ink,
                           .align = fonts::Align::Center,
                           .max_lines = 1,
                           .line_height = 1.3F});
        add_node(frame, Role::Button, id, text, rect);
    }
}

} // namespace

const Keyboard& shown_keyboard(const SearchInput& input, const Keyboard* own,
                               const Keyboard* latin) {
    const Keyboard& letters = latin != nullptr ? *latin : plain_latin();
    switch (input.keys) {
    case Keys::Digits:
        return digits();
    case Keys::Latin:
        return letters;
    case Keys::Own:
        break;
    }
    return own != nullptr ? *own : letters;
}

float keyboard_height(const Metrics& metrics, const Keyboard& keyboard) {
    const Sizes sizes = sizes_of(metrics, keyboard);
    const auto rows = static_cast<float>(keyboard.rows.size() + 1);
    return sizes.strip + rows * (sizes.key + sizes.gap) + 2 * sizes.pad;
}

void draw_keyboard(Frame& frame, const Rect& area, const Keyboard& keyboard, const Typist& typist) {
    const Metrics& m = frame.metrics;
    const SearchInput& input = typist.input;
    const bool has_own = typist.has_own;
    const Sizes sizes = sizes_of(m, keyboard);
    const float left = m.content_left();
    const float width = m.content_width();
    const bool own_letters = input.keys == Keys::Own && has_own;
    const content::Language& language = own_letters ? typist.language : frame.shelf.language("de");

    frame.canvas.fill(area, frame.palette.paper);
    add_node(frame, Role::Bar, "bar.keyboard", {}, area);
    float y = area.y + sizes.pad;
    draw_strip(frame, {left, y, width, sizes.strip}, keyboard, typist, language);
    y += sizes.strip + sizes.gap;

    const Look look{.language = &language, .size = std::min(m.px(46), sizes.key * 0.5F)};
    for (std::size_t row = 0; row < keyboard.rows.size(); ++row) {
        const auto& keys = keyboard.rows[row];
        const bool last = row + 1 == keyboard.rows.size();
        const bool shift = last && keyboard.has_shift;
        const float units =
            static_cast<float>(keys.size()) + (shift ? 1.4F : 0) + (last ? 1.4F : 0);
        const auto count = static_cast<float>(keys.size()) - 1 + (shift ? 1 : 0) + (last ? 1 : 0);
        const float unit = (width - sizes.gap * count) / units;
        float x = left;
        const auto next = [&](float size) {
            const Rect rect{std::round(x), y, std::round(x + size * unit) - std::round(x),
                            sizes.key};
            x += size * unit + sizes.gap;
            return rect;
        };
        if (shift) {
            draw_picture_key(frame, "key.shift", "arrow-big-up", "key.shift", next(1.4F),
                             {.on = input.shift});
        }
        for (const KeyboardKey& key : keys) {
            const std::string& text = input.shift && !key.shifted.empty() ? key.shifted : key.text;
            draw_letter_key(frame, text, next(1), look);
        }
        if (last) {
            draw_picture_key(frame, "key.backspace", "backspace", "key.backspace", next(1.4F));
        }
        y += sizes.key + sizes.gap;
    }

    // Digits, Latin letters, space, and away with the keyboard.
    const float unit = (width - sizes.gap * (has_own ? 3 : 2)) / 10;
    Rect key{left, y, std::round(1.6F * unit), sizes.key};
    const auto on = [&](float units) {
        key.x += key.width + sizes.gap;
        key.width = std::round(units * unit);
        return key;
    };
    const bool at_digits = input.keys == Keys::Digits;
    const Label letters{"ABC", &frame.shelf.language("de")};
    const Label numbers{"123", &frame.shelf.language("de")};
    const Look small{.size = std::min(m.px(34), sizes.key * 0.4F)};
    draw_text_key(frame, "key.digits", at_digits ? letters : numbers, key, small,
                  label(frame, at_digits ? "key.letters" : "key.digits").text);
    if (has_own) {
        draw_picture_key(frame, "key.latin", "world", "key.latin", on(1.2F),
                         {.on = input.keys == Keys::Latin});
    }
    const content::Language& typed = input.keys == Keys::Own ? frame.language : language;
    const Label space{typed.endonym, &typed};
    draw_text_key(frame, "key.space", space, on(has_own ? 4.8F : 6), small,
                  label(frame, "key.space").text);
    key.x += key.width + sizes.gap;
    key.width = left + width - key.x;
    draw_picture_key(frame, typist.enter, typist.enter_icon, typist.enter_label, key,
                     {.primary = true});
}

} // namespace zugang::kiosk
