// A frame: which page, its bars and cards, and where on it the visitor is.
#include "kiosk/actions.hpp"
#include "kiosk/chrome.hpp"
#include "kiosk/frame.hpp"
#include "kiosk/on_screen_keyboard.hpp"
#include "kiosk/problem_strip.hpp"
#include "kiosk/screens.hpp"
#include "kiosk/speech_drawing.hpp"
#include "kiosk/staff/desk.hpp"
#include "kiosk/staff/staff_screen.hpp"
#include "kiosk/take_along.hpp"
#include "kiosk/terminal.hpp"

#include <charconv>
#include <limits>
#include <utility>

namespace zugang::kiosk {

namespace {

// A page that scrolls leaves room for the page buttons at its end.
float page_length(float content, const Rect& view, const Metrics& metrics) {
    return content > view.height ? content + page_buttons_height(metrics) : content;
}

} // namespace

float Terminal::draw_page(Frame& frame, float scroll) {
    const Place& here = visit_.here();
    switch (here.screen) {
    case Screen::Language:
        return draw_language_screen(frame, scroll, headline_turns() ? headline_ : 0);
    case Screen::Home:
        return draw_home_screen(frame, scroll);
    case Screen::Topic:
        return draw_topic_screen(frame, scroll, here.id);
    case Screen::Article:
        return draw_article_screen(frame, scroll, here.id);
    case Screen::Phase: {
        int number = 1;
        std::from_chars(here.id.data(), here.id.data() + here.id.size(), number);
        return draw_phase_screen(frame, scroll, number);
    }
    case Screen::Guide:
        return draw_guide_screen(frame, scroll, here.id);
    case Screen::Advice:
        return draw_advice_screen(frame, scroll, here.id);
    case Screen::Place:
        return draw_place_screen(frame, scroll, here.id);
    case Screen::Search:
        return draw_search_screen(frame, scroll);
    case Screen::Help:
        return draw_help_screen(frame, scroll);
    case Screen::About:
        return draw_about_screen(frame, scroll, about_);
    case Screen::Problems:
        return draw_problem_screen(frame, scroll);
    case Screen::Staff:
        return staff::draw_page(frame, scroll, *desk_);
    case Screen::Slip:
        return draw_slip_screen(frame, scroll);
    }
    return 0;
}

bool Terminal::mirrored() const {
    return visit_.here().screen != Screen::Staff && visit_.here().screen != Screen::Language &&
           shelf_->language(visit_.language).direction == content::Direction::RightToLeft;
}

Rect Terminal::view_of_page(const Metrics& metrics) const {
    if (visit_.here().screen == Screen::Staff) {
        const float top = staff::bar_height(metrics, *desk_);
        return {0, top, metrics.screen.width - staff::side_width(metrics, *desk_),
                metrics.screen.height - top - staff::foot_height(metrics, *desk_, *shelf_)};
    }
    return visit_.here().screen == Screen::Language
               ? Rect{0, 0, metrics.screen.width,
                      metrics.screen.height - language_bar_height(metrics)}
               : metrics.viewport();
}

Frame Terminal::frame_of_page(const Metrics& metrics) {
    const bool staff = visit_.here().screen == Screen::Staff;
    const content::Language& language =
        shelf_->language(staff ? desk_->language() : visit_.language);
    const LocalTime now = local_now();
    return {.canvas = press_->canvas,
            .tree = tree_,
            .metrics = metrics,
            .palette = palette(visit_.contrast),
            .shelf = *shelf_,
            .pages = *pages_,
            .article_pictures = press_->article_pictures,
            .visit = visit_,
            .language = language,
            .strings = shelf_->strings(language.tag),
            .today = now.day,
            .now = now,
            .pressed = pressed_,
            .focused = narration_.on() && narration_.focus.here() != nullptr
                           ? std::string_view(narration_.focus.here()->node.id)
                           : std::string_view(),
            .clip = {},
            .problems = preview_ ? &preview_->problems : nullptr,
            .printing = slip_press_ != nullptr ? &printing_ : nullptr,
            .narration = &narration_};
}

// A slice in each frame's time, without drawing anything.
void Terminal::set_what_waits() {
    try {
        const Metrics m = metrics();
        const Rect view = view_of_page(m);
        press_->typography.begin_frame();
        press_->canvas.begin_measuring(screen_, mirrored(), m.origin_y);
        see_printing();
        Frame frame = frame_of_page(m);
        frame.sure_until = view.bottom();
        const float before = scroll_.offset();
        scroll_.set_range(page_length(draw_page(frame, before), view, m), view.height);
        waiting_ = press_->typography.estimated();
        needs_frame_ = !waiting_ || scroll_.offset() != before;
    } catch (const content::DatabaseError&) { // drawing meets it again and says so
        waiting_ = false;
        needs_frame_ = true;
    }
}

/// The first block that is seen from its beginning; none at the top of a page.
std::optional<Terminal::Anchor> Terminal::anchor() const {
    const Metrics m = metrics();
    const float top = view_of_page(m).y + m.origin_y;
    for (const Node& node : tree_.nodes()) {
        if (scroll_.offset() > 0 && node.id.starts_with("block.") && node.rect.y > top) {
            return Anchor{.id = node.id, .y = node.rect.y};
        }
    }
    return std::nullopt;
}

void Terminal::drop_anchor() {
    anchor_ = anchor();
}

void Terminal::hold_anchor() {
    const auto anchor = std::exchange(anchor_, std::nullopt);
    const Node* node = anchor ? tree_.find(anchor->id) : nullptr;
    if (node != nullptr && node->rect.y != anchor->y) {
        scroll_.jump(scroll_.offset() + node->rect.y - anchor->y);
    }
}

/// Where the same block was, in another language, at another size of text, or before going on; else
/// as far down the page. Nothing is visible yet: the page is only asked what is where.
void Terminal::go_to_place(Frame& frame, const Place& place) {
    const Metrics& m = frame.metrics;
    const Rect view = view_of_page(m);
    frame.canvas.set_measuring(true);
    frame.sure_until = std::numeric_limits<float>::infinity();
    frame.clip = place.block.empty() ? Rect{} : everywhere;
    scroll_.set_range(page_length(draw_page(frame, 0), view, m), view.height);
    const Node* block = place.block.empty() ? nullptr : tree_.find(place.block);
    scroll_.jump(block != nullptr ? block->rect.y - place.block_y : place.scroll * scroll_.range());
    tree_.clear();
    frame.changes_at.reset();
    frame.canvas.set_measuring(false);
}

void Terminal::draw_bars(Frame& frame) {
    if (visit_.here().screen == Screen::Staff) {
        staff::draw_bar(frame, *desk_);
        return;
    }
    if (visit_.here().screen != Screen::Language) {
        draw_chrome(frame);
    } else {
        draw_language_bar(frame);
    }
    if (visit_.here().screen == Screen::Search) {
        draw_search_head(frame);
        draw_search_keys(frame);
    } else if (frame.metrics.action_bar > 0) {
        draw_actions(frame);
    }
}

void Terminal::draw_search_keys(Frame& frame) {
    if (frame.metrics.action_bar <= 0) {
        return;
    }
    const Rect page = frame.metrics.viewport();
    const content::Keyboard* own = shelf_->keyboard(visit_.language);
    frame.clip = {0, 0, frame.metrics.screen.width, frame.metrics.screen.height};
    draw_keyboard(
        frame, {page.x, page.bottom(), page.width, frame.metrics.action_bar}, keyboard(),
        {.input = visit_.search,
         .language = frame.language,
         .has_own = own != nullptr && own->script != "Latn",
         .suggestions = pages_->search(visit_.search.typing.text(), visit_.language, frame.today)
                            .suggestions});
}

void Terminal::draw_cards(Frame& frame) {
    if (!visit_.term.empty()) {
        draw_term_card(frame, visit_.term);
    }
    if (visit_.take_along) {
        draw_take_along(frame);
    }
    if (shown_seconds_.count() >= 0) {
        draw_still_there(frame, shown_seconds_, idle_.countdown);
    }
}

void Terminal::draw_frame(ImDrawList& list, Instant now) {
    needs_frame_ = false;
    changes_at_.reset();
    page_part_.reset();
    waiting_ = false;
    tree_.clear();
    has_actions_ = shelf_ && pages_ && has_actions(visit_, *pages_, local_now().day);
    const Metrics m = metrics();
    Canvas& canvas = press_->canvas;
    press_->typography.begin_frame();
    press_->article_pictures.begin_frame();
    if (!shelf_) {
        canvas.begin(list, screen_, false);
        draw_emergency_page(canvas, tree_, m, why_);
        return;
    }
    canvas.begin(list, screen_, mirrored(), m.origin_y);
    see_printing();
    Frame frame = frame_of_page(m);
    canvas.fill({0, -m.origin_y, screen_.width, screen_.height}, frame.palette.paper);
    if (rest_.resting()) {
        if (rest_.dark()) {
            draw_dark_screen(frame);
        } else {
            draw_attract_screen(frame, rest_.step());
        }
        press_->typography.trim();
        return;
    }
    const Rect view = view_of_page(m);
    if (!visit_.term.empty() && !pages_->term(visit_.term, frame.language.tag)) {
        visit_.term.clear(); // nothing to open
    }
    if (const auto place = std::exchange(restore_, std::nullopt);
        place && (place->scroll > 0 || !place->block.empty())) {
        go_to_place(frame, *place);
    }
    frame.clip = view;
    Rect spoken_word;
    frame.spoken_word = &spoken_word;
    frame.sure_until = view.bottom();
    const float before = scroll_.offset();
    page_part_ =
        PagePart{.view = canvas.on_screen(view), .offset = before, .first = canvas.quads()};
    scroll_.set_range(page_length(draw_page(frame, before), view, m), view.height);
    page_part_->end = canvas.quads();
    hold_anchor();
    follow_word(spoken_word, view);
    if (frame.changes_at) {
        changes_at_ = now + until(frame.now, *frame.changes_at);
    }
    needs_frame_ = scroll_.offset() != before; // the page has become shorter, or other above
    waiting_ = press_->typography.estimated();
    canvas.set_can_wait(false);

    if (scroll_.range() > 0) {
        draw_page_buttons(frame, view, scroll_.more_above(), scroll_.more_below());
    }
    draw_problem_count(frame, view);
    if (m.panel_height > 0) {
        draw_speech_panel(frame);
    }
    if (visit_.low) {
        draw_space_above(frame, covered());
    }
    count_page();
    draw_bars(frame);
    draw_cards(frame);
    draw_focus_ring(frame, view, scroll_.offset());
    if (narration_.screen_blank()) {
        draw_blank_screen(frame);
    }
    press_->typography.trim();
}

} // namespace zugang::kiosk
