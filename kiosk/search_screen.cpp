#include "kiosk/rich_text.hpp"
#include "kiosk/screens.hpp"
#include "kiosk/sections.hpp"
#include "kiosk/widgets.hpp"

#include <algorithm>
#include <cmath>

namespace zugang::kiosk {

namespace {

float field_height(const Metrics& m) {
    return m.px(m.landscape ? 92 : 120);
}

/// Upright there is room for a title above the field; in the low band there is not.
bool has_title(const Metrics& m, bool low) {
    return !m.landscape && !low;
}

float space_above_field(const Metrics& m) {
    return m.px(m.landscape ? 0 : 20);
}

constexpr float title_height = 76;

/// As much of the end of what is typed as fits: what is typed next is seen.
std::string end_that_fits(Frame& frame, const std::string& text, float size, float width) {
    const auto fits = [&](std::string_view part) {
        return frame.canvas.set({.text = part, .language = &frame.language, .size_px = size})
                   .layout.width <= width;
    };
    std::size_t start = 0;
    while (start < text.size() && !fits(std::string_view(text).substr(start))) {
        start += std::max<std::size_t>(1, (text.size() - start) / 8);
        while (start < text.size() && (static_cast<unsigned char>(text[start]) & 0xC0U) == 0x80U) {
            ++start;
        }
    }
    return text.substr(start);
}

void draw_field(Frame& frame, const Rect& field) {
    const Metrics& m = frame.metrics;
    const Palette& p = frame.palette;
    const std::string& typed = frame.visit.search.typing.text();
    frame.canvas.fill(field, p.surface, m.px(32));
    frame.canvas.border(field, p.primary, m.px(4), m.px(32));
    const float icon = m.px(48);
    const float pad = m.px(40);
    frame.canvas.pictogram("search", {field.x + pad + icon / 2, field.center().y}, icon, p.primary);
    const float clear = field.height - m.px(24);
    const float x = field.x + pad + icon + m.px(24);
    const float width = field.right() - clear - m.px(60) - x;
    const Label hint = label(frame, "search.hint");
    const TextLook look{.size = m.px(46 * std::min(m.text_scale, 1.25F)),
                        .colour = typed.empty() ? p.muted : p.ink,
                        .max_lines = 1,
                        .line_height = 1.3F};
    if (typed.empty()) {
        TextLook quiet = look;
        quiet.size = fitting_size(frame, hint, look.size * 0.85F, look.size * 0.4F, width);
        draw_text_centred(frame, hint, {x, field.y, width, field.height}, quiet);
        frame.canvas.fill(
            {x - m.px(8), field.center().y - look.size * 0.6F, m.px(4), look.size * 1.2F},
            p.primary);
    } else {
        const std::string seen = end_that_fits(frame, typed, look.size, width - m.px(12));
        const float length =
            frame.canvas.set({.text = seen, .language = &frame.language, .size_px = look.size})
                .layout.width;
        draw_text_centred(frame, {seen, &frame.language}, {x, field.y, width, field.height}, look);
        frame.canvas.fill({std::round(x + length + m.px(6)), field.center().y - look.size * 0.6F,
                           m.px(4), look.size * 1.2F},
                          p.primary);
    }
    const Label said = typed.empty() ? hint : Label{typed, &frame.language};
    add_node(frame, Role::Button, "search.field", said,
             {field.x, field.y, field.width - clear - m.px(48), field.height});
    if (!typed.empty()) {
        draw_round_button(frame, "key.clear", "x",
                          {field.right() - clear - m.px(36), field.y + m.px(12), clear, clear},
                          label(frame, "key.clear"), false, {});
    }
}

float draw_hit(Frame& frame, const SearchPage::Row& row, const Rect& card, float y, bool last) {
    const Metrics& m = frame.metrics;
    const Palette& p = frame.palette;
    begin_at(frame, y);
    const content::Language& language = frame.shelf.language(row.language);
    const float box = m.px(92);
    const float pad = m.px(36);
    const float text_x = card.x + pad + box + m.px(28);
    const float width = card.right() - pad - m.px(44 + 16) - text_x;
    const content::Text& title = row.title;
    const content::Text& passage = row.passage;
    const RichLook title_look{
        .size = m.text(36), .colour = p.ink, .accent = p.ink, .line_height = 1.25F};
    const RichLook passage_look{
        .size = m.text(29), .colour = p.muted, .accent = p.muted, .line_height = 1.4F};
    const float first = rich_height(frame, title, language, width, title_look);
    const float second =
        passage.utf8.empty() ? 0 : rich_height(frame, passage, language, width, passage_look);
    const Rect place{card.x, y, card.width, std::max(box, first + second) + 2 * m.px(26)};
    if (!visible(frame, place)) {
        return place.height;
    }
    const std::string id = "article." + row.slug;
    if (frame.is_pressed(id)) {
        frame.canvas.fill(place.inset(m.px(6)), p.primary, m.px(24), 0.12F);
    }
    draw_icon_box(frame, row.icon, {card.x + pad, std::round(place.center().y - box / 2), box, box},
                  m.px(26), m.px(56), hue(frame, row.topic), p.on_hue);
    const float top = std::round(place.center().y - (first + second) / 2);
    draw_rich(frame, {}, Role::Text, title, language, text_x, top, width, title_look);
    if (second > 0) {
        draw_rich(frame, {}, Role::Text, passage, language, text_x, top + first, width,
                  passage_look);
    }
    frame.canvas.pictogram("chevron-right", {place.right() - pad - m.px(14), place.center().y},
                           m.px(44), p.muted, Flip::WithDirection);
    if (!last) {
        frame.canvas.fill(
            {card.x + pad, place.bottom() - m.px(p.line_px), card.width - 2 * pad, m.px(p.line_px)},
            p.line);
    }
    add_node(frame, Role::Link, id, {row.title.utf8, &language}, place,
             row.title.utf8 + ". " + row.passage.utf8);
    return place.height;
}

float draw_hits(Frame& frame, const SearchPage& page, float y) {
    const Metrics& m = frame.metrics;
    Rect card{m.content_left(), y, m.content_width(), 0};
    // How high it is, before its ground is drawn.
    const Rect clip = std::exchange(frame.clip, Rect{});
    for (const SearchPage::Row& row : page.rows) {
        card.height += draw_hit(frame, row, card, 2 * m.screen.height, false);
    }
    frame.clip = clip;
    if (visible(frame, card)) {
        frame.canvas.fill(card, frame.palette.surface, m.px(32));
        frame.canvas.border(card, frame.palette.line, m.px(frame.palette.line_px), m.px(32));
    }
    for (const SearchPage::Row& row : page.rows) {
        y += draw_hit(frame, row, card, y, &row == &page.rows.back());
    }
    return y + m.px(24);
}

/// What to do where nothing was found, or nothing is asked yet: topics, and the guide.
float draw_ways(Frame& frame, const std::vector<std::string>& topics, float y) {
    const Metrics& m = frame.metrics;
    const float x = m.content_left();
    const float width = m.content_width();
    for (const content::GuideEntry& guide : frame.pages.guides(frame.language.tag)) {
        if (!guide.crisis) {
            const Label title{guide.title, &frame.shelf.language(guide.language)};
            y +=
                draw_link_row(frame, "guide." + guide.id, guide.icon.empty() ? "route" : guide.icon,
                              title, frame.palette.primary, x, y, width) +
                m.px(20);
        }
    }
    for (const std::string& id : topics) {
        const auto topic = std::ranges::find(frame.shelf.topics(), id, &content::Topic::id);
        if (topic != frame.shelf.topics().end()) {
            y += draw_link_row(frame, "topic." + id, topic->icon, label(frame, "topic." + id),
                               hue(frame, id), x, y, width) +
                 m.px(20);
        }
    }
    return y;
}

} // namespace

float search_head_height(const Metrics& metrics, bool low) {
    return space_above_field(metrics) + (has_title(metrics, low) ? metrics.px(title_height) : 0) +
           field_height(metrics) + metrics.px(24);
}

void draw_search_head(Frame& frame) {
    const Metrics& m = frame.metrics;
    const Rect page = m.viewport();
    frame.clip = {0, 0, m.screen.width, m.screen.height};
    const Rect head{page.x, page.y - m.head, page.width, m.head};
    frame.canvas.fill(head, frame.palette.paper);
    add_node(frame, Role::Bar, "bar.search", {}, head);
    float y = head.y + space_above_field(m);
    const Label title = label(frame, "nav.search");
    if (has_title(m, frame.visit.low)) {
        const TextLook look{.size =
                                fitting_size(frame, title, m.px(48), m.px(30), m.content_width()),
                            .bold = true,
                            .colour = frame.palette.ink,
                            .max_lines = 1,
                            .line_height = 1.3F,
                            .role = Role::Heading};
        const float height = text_height(frame, title, m.content_width(), look);
        draw_text(frame, "search.title", title, m.content_left(),
                  y - std::max(0.0F, height - m.px(title_height)), m.content_width(), look);
        y += m.px(title_height);
    }
    draw_field(frame, {m.content_left(), y, m.content_width(), field_height(m)});
}

float draw_search_screen(Frame& frame, float scroll) {
    const Metrics& m = frame.metrics;
    const Rect view = m.viewport();
    float y = view.y - scroll + m.px(4);
    const std::string& typed = frame.visit.search.typing.text();
    const SearchPage& page = frame.pages.search(typed, frame.language.tag, frame.today);
    const bool asked = typed.find_first_not_of(' ') != std::string::npos;
    // A word that is still being typed is not expected to be found as it stands.
    const bool unfinished = !page.rows.empty() && !page.suggestions.empty();
    if (asked && !page.exact && !unfinished) {
        const std::string_view key = page.rows.empty() ? "search.nothing" : "search.not_exact";
        y = draw_remark(frame, "search.note", "info-circle", label(frame, key), y) + m.px(8);
    }
    if (!page.rows.empty()) {
        y = draw_hits(frame, page, y);
    }
    if (page.rows.empty() || (!page.exact && !unfinished)) {
        y = draw_ways(frame, page.topics, y);
    }
    return y + m.px(16) + scroll - view.y;
}

} // namespace zugang::kiosk
