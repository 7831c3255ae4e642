#include "content/distance.hpp"
#include "content/hours.hpp"
#include "content/public_holidays.hpp"
#include "content/resolve.hpp"
#include "content/sentence_case.hpp"
#include "kiosk/open_line.hpp"
#include "kiosk/screens.hpp"
#include "kiosk/sections.hpp"
#include "kiosk/widgets.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace zugang::kiosk {

namespace {

/// A line of a card.
struct Line {
    std::string id; ///< empty: no node
    Label text;
    TextLook look;
};

/// A pictogram and what stands beside it.
struct Fact {
    std::string_view icon;
    std::vector<Line> lines;
};

TextLook large(const Frame& frame) {
    return {.size = frame.metrics.text(35), .colour = frame.palette.ink, .line_height = 1.35F};
}

TextLook bold(const Frame& frame) {
    TextLook look = large(frame);
    look.bold = true;
    return look;
}

TextLook small(const Frame& frame) {
    return {.size = frame.metrics.text(30), .colour = frame.palette.muted, .line_height = 1.4F};
}

// Each in order, whatever is around it.
std::string isolated(const std::string& text) {
    return "\u2068" + text + "\u2069";
}

Label german(const Frame& frame, std::string text) {
    return {std::move(text), &frame.shelf.language("de")};
}

float lines_height(Frame& frame, const std::vector<Line>& lines, float width) {
    float height = 0;
    for (const Line& line : lines) {
        height += text_height(frame, line.text, width, line.look);
    }
    return height;
}

float draw_lines(Frame& frame, const std::vector<Line>& lines, float x, float y, float width) {
    for (const Line& line : lines) {
        y += draw_text(frame, line.id, line.text, x, y, width, line.look);
    }
    return y;
}

float draw_head(Frame& frame, const content::AdvicePlace& place, float y) {
    const Metrics& m = frame.metrics;
    const float icon = m.px(120);
    const float x = m.content_left();
    const float text_x = x + icon + m.px(28);
    const float width = x + m.content_width() - text_x;
    std::vector<Line> lines{{"centre.title",
                             german(frame, place.name),
                             {.size = m.heading(50),
                              .bold = true,
                              .colour = frame.palette.ink,
                              .line_height = 1.2F,
                              .role = Role::Heading}}};
    TextLook below = small(frame);
    below.size = m.text(34);
    if (!place.for_whom.empty()) {
        lines.push_back({"centre.for_whom",
                         {place.for_whom, &frame.shelf.language(place.for_whom_language)},
                         below});
    } else if (const std::string kind = "place_kind." + place.kind;
               !frame.strings.language_of(kind).empty()) {
        lines.push_back({"centre.kind", label(frame, kind), below});
    }
    const float text = lines_height(frame, lines, width);
    const float head = std::max(icon, text);
    draw_icon_box(frame, "building-community", {x, y + (head - icon) / 2, icon, icon}, m.px(32),
                  m.px(76), frame.palette.primary, frame.palette.on_primary);
    draw_lines(frame, lines, text_x, std::round(y + (head - text) / 2), width);
    return y + head + m.px(32);
}

std::vector<Line> open_lines(const Frame& frame, const PlacePage& page, const OpenLine& open) {
    const TextLook title{.size = frame.metrics.heading(42),
                         .bold = true,
                         .colour = opening_colour(frame, open.opening),
                         .line_height = 1.3F};
    TextLook below = small(frame);
    below.size = frame.metrics.text(34);
    std::vector<Line> lines{{"centre.open", open.now, title}};
    if (!open.next.text.empty()) {
        lines.push_back({"centre.next",
                         {content::as_sentence(open.next.text, frame.strings), open.next.language},
                         below});
    }
    if (open.opening == Opening::Closed &&
        content::is_public_holiday(frame.today, page.place.land)) {
        lines.push_back({"centre.holiday", label(frame, "advice.holiday"), below});
    }
    if (open.opening == Opening::Unknown && page.place.hours.empty() && !page.place.phone.empty()) {
        lines.push_back({"centre.call_first", label(frame, "advice.call_first"), below});
    }
    return lines;
}

float draw_open_card(Frame& frame, const PlacePage& page, float y) {
    const Metrics& m = frame.metrics;
    const Palette& p = frame.palette;
    const OpenLine open = open_line(frame, page.place, page.hours);
    const std::vector<Line> lines = open_lines(frame, page, open);
    const float icon = m.px(72);
    const float pad = m.px(44);
    const float x = m.content_left();
    const float text_x = x + pad + icon + m.px(28);
    const float width = x + m.content_width() - m.px(36) - text_x;
    const float text = lines_height(frame, lines, width);
    const Rect card{x, y, m.content_width(), std::max(icon, text) + 2 * m.px(36)};
    if (visible(frame, card)) {
        const Colour colour = opening_colour(frame, open.opening);
        frame.canvas.fill(card, p.surface, m.px(32));
        frame.canvas.border(card, open.opening == Opening::Open ? colour : p.line,
                            m.px(std::max(open.opening == Opening::Open ? 4.0F : 2.0F, p.line_px)),
                            m.px(32));
        frame.canvas.pictogram(open.opening == Opening::Open ? "clock-check" : "clock",
                               {x + pad + icon / 2, card.center().y}, icon, colour);
        draw_lines(frame, lines, text_x, std::round(card.center().y - text / 2), width);
        if (open.true_until) {
            note_change(frame, *open.true_until);
        }
    }
    return card.bottom() + m.px(28);
}

void add_address(const Frame& frame, const PlacePage& page, std::vector<Fact>& facts) {
    const content::AdvicePlace& place = page.place;
    Fact fact{.icon = "map-pin", .lines = {}};
    if (!place.street.empty()) {
        fact.lines.push_back({"centre.street", german(frame, place.street), large(frame)});
    }
    const std::string town =
        place.postcode + (place.postcode.empty() || place.city.empty() ? "" : " ") + place.city;
    if (!town.empty()) {
        fact.lines.push_back({"centre.city", german(frame, town), large(frame)});
    }
    if (place.id == frame.pages.standpoint().place) {
        fact.lines.push_back({"centre.here", label(frame, "advice.here"), small(frame)});
    } else if (page.metres) {
        const std::string far = content::format_distance(*page.metres, frame.strings);
        fact.lines.push_back({"centre.distance",
                              label(frame, "advice.distance", {{"distance", far}}), small(frame)});
    }
    facts.push_back(std::move(fact));
}

void add_accessibility(const Frame& frame, const content::AdvicePlace& place,
                       std::vector<Fact>& facts) {
    Label words;
    for (const std::string& word : place.accessibility) {
        const Label one = label(frame, "access." + word);
        words.text += (words.text.empty() ? "" : " · ") + one.text;
        words.language = words.language == nullptr ? one.language : words.language;
    }
    if (!words.text.empty()) {
        facts.push_back(
            {.icon = "wheelchair", .lines = {{"centre.accessibility", words, large(frame)}}});
    }
}

void add_contact(const Frame& frame, const content::AdvicePlace& place, std::vector<Fact>& facts) {
    if (!place.phone.empty()) {
        TextLook look = bold(frame);
        look.size = frame.metrics.text(40);
        look.colour = frame.palette.primary;
        look.spelled = true;
        facts.push_back(
            {.icon = "phone", .lines = {{"centre.phone", german(frame, place.phone), look}}});
    }
    Fact written{.icon = place.web.empty() ? "mail" : "world", .lines = {}};
    if (!place.web.empty()) {
        written.lines.push_back({"centre.web", german(frame, place.web), bold(frame)});
    }
    if (!place.mail.empty()) {
        written.lines.push_back({"centre.mail", german(frame, place.mail), large(frame)});
    }
    facts.push_back(std::move(written));
}

void add_languages(const Frame& frame, const content::AdvicePlace& place,
                   std::vector<Fact>& facts) {
    std::string names;
    for (const std::string& tag : place.languages) {
        names += names.empty() ? "" : ", ";
        names += isolated(frame.shelf.has_language(tag) ? frame.shelf.language(tag).endonym
                                                        : content::own_name(tag));
    }
    if (!names.empty()) {
        facts.push_back(
            {.icon = "language",
             .lines = {{"centre.we_speak", label(frame, "advice.we_speak"), large(frame)},
                       {"centre.languages", {names, &frame.language}, small(frame)}}});
    }
}

void add_hours(const Frame& frame, const PlacePage& page, std::vector<Fact>& facts) {
    if (page.place.hours.empty()) {
        return;
    }
    Fact fact{.icon = "clock",
              .lines = {{"centre.hours_title", label(frame, "advice.hours"), large(frame)}}};
    if (!page.hours || page.hours->always) {
        fact.lines.push_back(
            {"centre.hours",
             {content::format_hours(page.place.hours, frame.strings), &frame.language},
             small(frame)});
    } else {
        const auto weekday = static_cast<int>(std::chrono::weekday(frame.today).iso_encoding()) - 1;
        for (const content::HoursLine& line : content::format_week(*page.hours, frame.strings)) {
            TextLook look = small(frame);
            look.bold = frame.now.believed && line.first <= weekday && weekday <= line.last;
            look.colour = look.bold ? frame.palette.ink : look.colour;
            const std::string times =
                line.times.empty() ? label(frame, "advice.closed").text : line.times;
            fact.lines.push_back({"centre.hours." + std::to_string(line.first + 1),
                                  {line.days + ": " + times, &frame.language},
                                  look});
        }
    }
    facts.push_back(std::move(fact));
}

float draw_facts(Frame& frame, const std::vector<Fact>& facts, float y) {
    const Metrics& m = frame.metrics;
    const Palette& p = frame.palette;
    const float icon = m.px(52);
    const float side = m.px(42);
    const float pad = m.px(30);
    const float x = m.content_left();
    const float text_x = x + side + icon + m.px(32);
    const float width = x + m.content_width() - side - text_x;
    std::vector<float> heights;
    float height = 0;
    for (const Fact& fact : facts) {
        begin_at(frame, y + height);
        heights.push_back(std::max(icon, lines_height(frame, fact.lines, width)) + 2 * pad);
        height += heights.back();
    }
    const Rect card{x, y, m.content_width(), height + m.px(12)};
    if (!visible(frame, card)) {
        return card.bottom();
    }
    draw_card(frame, {}, card, m.px(32));
    float top = y + m.px(6);
    for (std::size_t i = 0; i < facts.size(); ++i) {
        const Rect row{x, top, m.content_width(), heights[i]};
        if (i > 0) {
            frame.canvas.fill({x + side, top, row.width - 2 * side, m.px(p.line_px)}, p.line);
        }
        if (visible(frame, row)) {
            const float text = lines_height(frame, facts[i].lines, width);
            // Beside a long list the pictogram stands at its beginning.
            const float middle = std::min(row.height, m.px(160)) / 2;
            frame.canvas.pictogram(facts[i].icon, {x + side + icon / 2, top + middle}, icon,
                                   p.primary);
            draw_lines(frame, facts[i].lines, text_x, std::round(row.center().y - text / 2), width);
        }
        top += heights[i];
    }
    return card.bottom();
}

} // namespace

float draw_place_screen(Frame& frame, float scroll, std::string_view id) {
    const Metrics& m = frame.metrics;
    const Rect view = m.viewport();
    float y = view.y - scroll + m.px(m.landscape ? 4 : 40);
    const PlacePage* page = frame.pages.place(id, frame.language.tag);
    if (page == nullptr) { // gone with newer content
        return draw_nothing(frame, "centre.gone", y) + m.px(24) + scroll - view.y;
    }
    y = draw_head(frame, page->place, y);
    y = draw_open_card(frame, *page, y);
    std::vector<Fact> facts;
    add_address(frame, *page, facts);
    add_accessibility(frame, page->place, facts);
    add_contact(frame, page->place, facts);
    add_languages(frame, page->place, facts);
    add_hours(frame, *page, facts);
    std::erase_if(facts, [](const Fact& fact) { return fact.lines.empty(); });
    y = draw_facts(frame, facts, y);
    if (page->place.as_of) {
        const std::string date = content::format_long_date(*page->place.as_of, frame.strings);
        y += m.px(24);
        y += draw_text(frame, "centre.as_of", label(frame, "contact.as_of", {{"date", date}}),
                       m.content_left(), y, m.content_width(),
                       {.size = m.text(28), .colour = frame.palette.muted});
    }
    return y + m.px(40) + scroll - view.y;
}

} // namespace zugang::kiosk
