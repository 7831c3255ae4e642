#include "content/number.hpp"
#include "kiosk/place_rows.hpp"
#include "kiosk/rich_text.hpp"
#include "kiosk/screens.hpp"
#include "kiosk/sections.hpp"
#include "kiosk/take_along.hpp"
#include "kiosk/widgets.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace zugang::kiosk {

namespace {

/// Which question of the guide this is, counted from 1: those that were answered are behind it.
int number_of_question(const Visit& visit, std::string_view guide) {
    int number = 0;
    for (auto place = visit.places.rbegin();
         place != visit.places.rend() && place->screen == Screen::Guide &&
         split_guide_place(place->id).guide == guide;
         ++place) {
        ++number;
    }
    return std::max(1, number);
}

float draw_progress(Frame& frame, int done, int all, float y) {
    const Metrics& m = frame.metrics;
    const float gap = m.px(12);
    const float height = m.px(14);
    const auto count = static_cast<float>(all);
    const float width = (m.content_width() - gap * (count - 1)) / count;
    for (int i = 0; i < all; ++i) {
        const float left = m.content_left() + static_cast<float>(i) * (width + gap);
        const Rect bar{std::round(left), y, std::round(left + width) - std::round(left), height};
        frame.canvas.fill(bar, i < done ? frame.palette.primary : frame.palette.line, height / 2);
        if (i >= done) { // not by colour alone: what is left is hollow
            frame.canvas.fill(bar.inset(m.px(4)), frame.palette.paper, height / 2);
        }
    }
    return y + height + m.px(28);
}

struct AnswerLook {
    float box;
    float icon;
    TextLook text;
    TextLook hint;
    float text_width;
    float pad;
    bool above; ///< very large text needs the whole width: the pictogram stands above it
};

AnswerLook answer_look(const Frame& frame, bool two_columns, float width) {
    const Metrics& m = frame.metrics;
    AnswerLook look{.box = m.px(two_columns ? 104 : 148),
                    .icon = m.px(two_columns ? 64 : 92),
                    .text = {.size = two_columns ? m.text(34) : m.heading(44),
                             .bold = true,
                             .colour = frame.palette.ink,
                             .line_height = 1.2F},
                    .hint = {.size = m.text(two_columns ? 28 : 34),
                             .colour = frame.palette.muted,
                             .line_height = 1.3F},
                    .text_width = 0,
                    .pad = m.px(two_columns ? 28 : 36),
                    .above = m.text_scale > 2};
    const float chevron = two_columns ? 0 : m.px(44 + 20);
    look.text_width = width - 2 * look.pad - (look.above ? 0 : look.box + m.px(28) + chevron);
    return look;
}

Label answer_label(const GuidePage& page, std::size_t i) {
    return {page.step.text.answers[i], page.language};
}

Label hint_label(const GuidePage& page, std::size_t i) {
    return {i < page.step.text.hints.size() ? page.step.text.hints[i] : std::string(),
            page.language};
}

float text_of_answer(Frame& frame, const GuidePage& page, std::size_t i, const AnswerLook& look) {
    const Label hint = hint_label(page, i);
    return text_height(frame, answer_label(page, i), look.text_width, look.text) +
           (hint.text.empty() ? 0 : text_height(frame, hint, look.text_width, look.hint));
}

float height_of_answer(Frame& frame, const GuidePage& page, std::size_t i, const AnswerLook& look) {
    const float text = text_of_answer(frame, page, i, look);
    return (look.above ? text + look.box + frame.metrics.px(20) : text) + frame.metrics.px(44);
}

void draw_answer(Frame& frame, const GuidePage& page, std::size_t i, const Rect& rect,
                 const AnswerLook& look, bool chevron) {
    if (!visible(frame, rect)) {
        return;
    }
    const Metrics& m = frame.metrics;
    const std::string id = "answer." + std::to_string(i + 1);
    draw_card(frame, id, rect, m.px(32));
    const std::string& icon = page.step.node.answers[i].icon;
    static constexpr std::array<std::size_t, 8> order{2, 1, 5, 7, 0, 3, 6, 4};
    const float text = text_of_answer(frame, page, i, look);
    const float stack = look.above ? text + look.box + m.px(20) : text;
    const float top = std::round(rect.center().y - (look.above ? stack : look.box) / 2);
    draw_icon_box(frame, icon.empty() ? "arrow-right" : std::string_view(icon),
                  {rect.x + look.pad, top, look.box, look.box}, look.box * 0.25F, look.icon,
                  frame.palette.hues.at(order.at(i % order.size())), frame.palette.on_hue);
    const float x = rect.x + look.pad + (look.above ? 0 : look.box + m.px(28));
    float y = std::round(rect.center().y + stack / 2 - text);
    const Label words = answer_label(page, i);
    const Label hint = hint_label(page, i);
    y += draw_text(frame, {}, words, x, y, look.text_width, look.text);
    if (!hint.text.empty()) {
        draw_text(frame, {}, hint, x, y, look.text_width, look.hint);
    }
    if (chevron) {
        const float middle = look.above ? top + look.box / 2 : rect.center().y;
        frame.canvas.pictogram("chevron-right", {rect.right() - m.px(28 + 22), middle}, m.px(52),
                               frame.palette.muted, Flip::WithDirection);
    }
    add_node(frame, Role::Button, id, words, rect,
             hint.text.empty() ? words.text : words.text + ". " + hint.text);
}

float draw_answers(Frame& frame, const GuidePage& page, float y) {
    const Metrics& m = frame.metrics;
    const std::size_t count = page.step.node.answers.size();
    const float gap = m.px(28);
    const float x = m.content_left();
    const float whole = m.content_width();
    const bool two = (count >= 6 || m.landscape) && m.text_scale < 1.5F &&
                     whole >= m.px(900); // small screens and large text: one below the other
    const float width = two ? std::floor((whole - gap) / 2) : whole;
    const AnswerLook look = answer_look(frame, two, width);
    float height = m.px(two ? 150 : 220);
    for (std::size_t i = 0; i < count; ++i) {
        begin_at(frame, y);
        height = std::max(height, height_of_answer(frame, page, i, look));
    }
    for (std::size_t i = 0; i < count; ++i) {
        const bool second = two && i % 2 == 1;
        draw_answer(frame, page, i, {second ? x + width + gap : x, y, width, height}, look, !two);
        if (second || !two || i + 1 == count) {
            y += height + gap;
        }
    }
    return y;
}

/// "Previous question" and "start again".
float draw_ways_back(Frame& frame, float y) {
    const Metrics& m = frame.metrics;
    const float height = m.px(88);
    const float size = m.px(32 * std::min(m.text_scale, 1.25F));
    const float gap = m.px(24);
    const bool one_column = m.content_width() < m.px(820) || m.text_scale > 1.25F;
    const float width = one_column ? m.content_width() : (m.content_width() - gap) / 2;
    const float x = m.content_left();
    draw_button(frame, "nav.previous", "arrow-back-up", label(frame, "guide.previous"),
                {x, y, width, height}, size, ButtonLook::Outlined);
    if (one_column) {
        y += height + gap;
    }
    draw_button(frame, "nav.restart", "refresh", label(frame, "guide.restart"),
                {one_column ? x : x + width + gap, y, width, height}, size, ButtonLook::Outlined);
    return y + height + gap;
}

float draw_honest_notes(Frame& frame, const GuidePage& page, float y) {
    if (page.step.language != frame.language.tag) {
        y = draw_missing_note(frame, "guide.missing", *page.language, y);
    }
    if (page.step.state == content::TranslationState::Machine) {
        y = draw_remark(frame, "guide.machine_note", "robot", label(frame, "state.machine_note"),
                        y);
    }
    if (page.step.text.stale) {
        y = draw_remark(frame, "guide.stale_note", "alert-triangle",
                        label(frame, "state.stale_note"), y);
    }
    return y;
}

float draw_question(Frame& frame, const GuidePage& page, float y) {
    const Metrics& m = frame.metrics;
    const int number = number_of_question(frame.visit, page.guide.id);
    const int all = std::max(number, number - 1 + page.step.questions);
    y = draw_progress(frame, number, all, y);
    y += draw_text(
        frame, "guide.number",
        label(frame, "guide.number", {{"n", std::int64_t{number}}, {"all", std::int64_t{all}}}),
        m.content_left(), y, m.content_width(),
        {.size = m.text(32), .colour = frame.palette.muted, .line_height = 1.4F});
    y += draw_text(frame, "guide.question", {page.step.text.title, page.language}, m.content_left(),
                   y, m.content_width(),
                   {.size = m.heading(58),
                    .bold = true,
                    .colour = frame.palette.ink,
                    .line_height = 1.2F,
                    .role = Role::Heading});
    y = draw_answers(frame, page, y + m.px(28));
    if (number > 1) {
        y = draw_ways_back(frame, y);
    }
    return draw_honest_notes(frame, page, y + m.px(8));
}

/// What to take along to the office.
float draw_bring(Frame& frame, const GuidePage& page, float y) {
    if (page.step.text.bring.empty()) {
        return y;
    }
    const Metrics& m = frame.metrics;
    y = draw_section(frame, "guide.bring", "guide.bring", y);
    const float icon = m.px(48);
    const float x = m.content_left();
    const float width = m.content_width() - icon - m.px(20);
    std::size_t number = 0;
    for (const std::string& item : page.step.text.bring) {
        const Label text{item, page.language};
        const TextLook look{.size = m.text(35), .colour = frame.palette.ink, .line_height = 1.4F};
        const float height = text_height(frame, text, width, look);
        frame.canvas.pictogram("check", {x + icon / 2, y + look.size * 0.7F}, icon,
                               frame.palette.primary);
        draw_text(frame, "guide.bring." + std::to_string(++number), text, x + icon + m.px(20), y,
                  width, look);
        y += std::max(height, icon) + m.px(12);
    }
    return y;
}

float draw_result(Frame& frame, const GuidePage& page, float y) {
    const Metrics& m = frame.metrics;
    const content::GuideNode& node = page.step.node;
    if (node.discreet) {
        y = draw_quick_exit(frame, y);
    }
    const bool translated = page.german && !frame.language.tag.starts_with("de");
    const Label german{translated ? page.german->title : std::string(),
                       &frame.shelf.language("de")};
    y = draw_page_head(frame, "guide.result", page.guide.icon.empty() ? "route" : page.guide.icon,
                       frame.palette.hues[4], {page.step.text.title, page.language}, german, y);
    if (!page.step.text.text.utf8.empty()) {
        y += draw_rich(frame, "guide.text", Role::Text, page.step.text.text, *page.language,
                       m.content_left(), y, m.content_width(),
                       {.size = m.text(35),
                        .colour = frame.palette.ink,
                        .accent = frame.palette.primary}) +
             m.px(24);
    }
    y = draw_bring(frame, page, y);
    constexpr std::size_t most_places = 3;
    const auto places = frame.pages.near_places(node.places, most_places, frame.language.tag);
    if (!places.empty()) {
        y = draw_place_card(frame, label(frame, "advice.title"), places, m.content_left(),
                            y + m.px(28), m.content_width());
    }
    if (!page.contacts.empty()) {
        y = draw_section(frame, "article.contacts", "article.contacts", y);
        for (const content::Contact& contact : page.contacts) {
            y = draw_contact(frame, contact, m.content_left(), y, m.content_width());
        }
    }
    if (!page.articles.empty()) {
        y = draw_section(frame, "article.related", "article.related", y);
        y = draw_article_list(frame, page.articles, y);
    }
    y = draw_ask(frame, y + m.px(28));
    y = draw_ways_back(frame, y);
    return draw_honest_notes(frame, page, y + m.px(8));
}

} // namespace

float draw_guide_screen(Frame& frame, float scroll, std::string_view place) {
    const Metrics& m = frame.metrics;
    const Rect view = m.viewport();
    float y = view.y - scroll + m.px(m.landscape ? 4 : 40);
    const GuidePage* page = frame.pages.guide(place, frame.language.tag);
    if (page == nullptr) {
        y = draw_ask(frame, draw_nothing(frame, "topic.empty", y) + m.px(28));
    } else if (page->step.node.kind == content::GuideNodeKind::Question) {
        y = draw_question(frame, *page, y);
    } else {
        y = draw_result(frame, *page, y);
    }
    return y + m.px(32) + scroll - view.y;
}

} // namespace zugang::kiosk
