#include "kiosk/terminal.hpp"

#include "kiosk/actions.hpp"
#include "kiosk/day_counts.hpp"
#include "kiosk/health_file.hpp"
#include "kiosk/on_screen_keyboard.hpp"
#include "kiosk/print/slip_press.hpp"
#include "kiosk/screens.hpp"
#include "kiosk/speech_drawing.hpp"
#include "kiosk/staff/desk.hpp"
#include "kiosk/unfound_words.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include <nlohmann/json.hpp>

namespace zugang::kiosk {

namespace {

constexpr int atlas_page_px = 1024;
constexpr float slop_design_px = 16;
constexpr float wheel_fraction = 0.85F;
constexpr Instant headline_turn = std::chrono::milliseconds(2400);
constexpr Instant look_again_after = std::chrono::seconds(5);
constexpr Instant new_content_after = std::chrono::minutes(1);
constexpr Instant ask_printer_every = std::chrono::minutes(15);
// A touch stops a fast glide; it is not also a tap on whatever happens to be there.
constexpr float fast_glide_px_s = 400;
// So long a finger rests on the brand that means the staff's side. Nobody does that by chance.
constexpr Instant staff_hold = std::chrono::seconds(2);
constexpr std::string_view privacy_of_counts = "privacy.counts"; // see draw_about_screen
// A finger holds the countdown up; what lies on the glass longer is no finger.
constexpr Instant longest_hold = std::chrono::seconds(20);

int atlas_pages(Size screen) {
    return fonts::GlyphAtlas::pages_for(static_cast<int>(screen.width),
                                        static_cast<int>(screen.height), atlas_page_px);
}

} // namespace

Terminal::Press::Press(fonts::FontSet set, Pictograms::Locate locate,
                       ArticlePictures::Locate locate_media, std::function<void()> picture_ready,
                       Size screen)
    : fonts(std::move(set)), typography(fonts), atlas(fonts, atlas_page_px, atlas_pages(screen)),
      pictograms(std::move(locate)),
      article_pictures(std::move(locate_media), std::move(picture_ready)),
      canvas(typography, atlas, pictograms) {
}

Terminal::Terminal(std::filesystem::path content_folder, Size screen, IdleTimes idle, Clock clock,
                   Log log, std::filesystem::path status_file, Standpoint standpoint)
    : folder_(std::move(content_folder)), status_file_(std::move(status_file)), screen_(screen),
      idle_(idle), clock_(std::move(clock)), log_(std::move(log)),
      standpoint_(std::move(standpoint)), gestures_(slop_design_px) {
    open_content({});
    resize(screen);
}

Terminal::~Terminal() = default;

void Terminal::resize(Size screen) {
    screen_ = screen;
    press_->atlas.set_max_pages(atlas_pages(screen));
    gestures_.set_slop(metrics().px(slop_design_px));
    pixel_shift_.set_distance(
        static_cast<int>(std::lround(panel_.shift_mm * px_per_mm(panel_, screen))));
    needs_frame_ = true;
}

void Terminal::set_panel(const Panel& panel) {
    panel_ = panel;
    resize(screen_);
}

void Terminal::set_rest(const Rest& rest) {
    rest_ = rest;
}

void Terminal::set_contrast(Contrast usual) {
    usual_contrast_ = usual;
    visit_.usual_contrast = usual;
    visit_.contrast = usual;
    needs_frame_ = true;
}

void Terminal::set_reduced_motion(bool on) {
    reduced_motion_ = on;
    scroll_.set_reduced_motion(on);
}

void Terminal::begin_preview(std::filesystem::path problems) {
    preview_ = Preview{.file = std::move(problems), .problems = {}};
    read_problems();
    needs_frame_ = true;
}

void Terminal::open(std::string_view language, std::string_view article, Instant now) {
    reset(now);
    if (!language.empty()) {
        act(visit_, "language." + std::string(language));
    }
    if (!article.empty()) {
        act(visit_, "article." + std::string(article));
    }
}

void Terminal::renew(Instant now) {
    drop_anchor();
    scroll_.stop();
    read_problems();
    take_up_new_content(now);
    needs_frame_ = true;
}

void Terminal::scroll_to(float offset_px) {
    scroll_.jump(offset_px);
    needs_frame_ = true;
}

/// What cannot be read is read again with the next change; until then the list stays.
void Terminal::read_problems() {
    std::ifstream file(preview_->file, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    if (auto problems = content::read_problems(text)) {
        preview_->problems = *std::move(problems);
    }
}

/// "problem.<n>": the page that it is on, in its language.
bool Terminal::go_to_problem(std::string_view id) {
    constexpr std::string_view prefix = "problem.";
    std::size_t number = 0;
    if (!preview_ || !id.starts_with(prefix) ||
        std::from_chars(id.data() + prefix.size(), id.data() + id.size(), number).ec !=
            std::errc{} ||
        number >= preview_->problems.size()) {
        return false;
    }
    const content::Problem& problem = preview_->problems[number];
    if (shelf_->has_language(problem.language)) {
        visit_.language = problem.language;
    }
    return act(visit_, "article." + problem.article);
}

void Terminal::open_content(Instant now) {
    auto shelf = Shelf::open(folder_);
    if (shelf) {
        pages_.reset();
        press_.reset();
        shelf_ = std::make_unique<Shelf>(std::move(*shelf));
        pages_ = std::make_unique<Pages>(*shelf_, standpoint_);
        Shelf* source = shelf_.get();
        press_ = std::make_unique<Press>(
            shelf_->take_fonts(),
            [source](std::string_view name) { return source->pictogram(name); },
            [source](const std::string& sha256) { return source->media(sha256); }, picture_ready(),
            screen_);
        for (const std::string& problem : press_->fonts.problems()) {
            log_(problem);
        }
        if (!problem_.empty()) {
            log_("content is there again: state " + shelf_->state().name);
        }
        problem_.clear();
        look_again_ = now + new_content_after;
    } else {
        why_ = shelf.error() == content::FolderProblem::Missing ||
                       shelf.error() == content::FolderProblem::Empty
                   ? OutOfService::FirstStart
                   : OutOfService::Broken;
        const std::string problem =
            folder_.string() + ": " + std::string(content::describe(shelf.error()));
        look_again_ = now + look_again_after;
        const bool known = problem == problem_;
        problem_ = problem;
        if (shelf_) { // what is open stays good
            if (!known) {
                log_("new content cannot be shown, staying with state " + shelf_->state().name +
                     ": " + problem);
            }
            return;
        }
        if (!known) {
            log_("no content, showing the emergency page: " + problem);
        }
        if (press_) {
            return; // the page stands already
        }
        show_emergency_page();
    }
    needs_frame_ = true;
}

std::string Terminal::screen_json() const {
    const Place& here = visit_.here();
    const nlohmann::json facts{{"state", shelf_ ? shelf_->state().name : ""},
                               {"language", visit_.language},
                               {"screen", name(here.screen)},
                               {"id", here.id},
                               {"scroll", scroll_.offset()}};
    std::string text = facts.dump();
    text.insert(text.size() - 1, ",\"nodes\":" + tree_.json());
    return text;
}

fonts::GlyphAtlas& Terminal::atlas() {
    return press_->atlas;
}

LocalTime Terminal::local_now() const {
    LocalTime time = clock_();
    if (shelf_ && time.day < shelf_->state().as_of) {
        time.day = shelf_->state().as_of;
        time.believed = false;
    }
    return time;
}

Metrics Terminal::metrics() const {
    Metrics m = measure(screen_, text_scales.at(visit_.text_step), panel_, visit_.low);
    if (visit_.here().screen != Screen::Language) {
        m.panel_height = speech_panel_height(narration_, m.unit);
    }
    // In the low band there is room for one of them.
    const bool actions = has_actions_ && !(visit_.low && m.panel_height > 0);
    m.action_bar = actions ? action_bar_height(m) : 0;
    if (visit_.here().screen == Screen::Search && shelf_) {
        if (visit_.low) {
            m.panel_height = 0; // whoever types needs the keys
        }
        m.head = search_head_height(m, visit_.low);
        m.action_bar = visit_.search.hidden ? 0 : keyboard_height(m, keyboard());
    }
    return m;
}

const content::Keyboard& Terminal::keyboard() const {
    return shown_keyboard(visit_.search, shelf_->keyboard(visit_.language),
                          shelf_->latin_keyboard());
}

// A language screen that somebody scrolled and left goes back to its top.
bool Terminal::idle_timer_runs() const {
    return shelf_ && !preview_ && visit_.here().screen != Screen::Staff && // has a lock of its own
           (!visit_.untouched() || scroll_.offset() > 0 || narration_.on());
}

bool Terminal::nobody() const {
    return shelf_ && !preview_ && !narration_.on() && visit_.untouched() && scroll_.offset() == 0 &&
           visit_.here().screen == Screen::Language;
}

bool Terminal::headline_turns() const {
    return shelf_ && !reduced_motion_ && visit_.untouched() && !narration_.on() &&
           visit_.here().screen == Screen::Language && headline_ < shelf_->languages().size() &&
           !rest_.resting();
}

bool Terminal::warning(Instant now) const {
    return idle_timer_runs() && now - last_activity_ >= idle_time();
}

bool Terminal::held(Instant now) const {
    return gestures_.touched() && now < pressed_at_ + longest_hold;
}

std::optional<Instant> Terminal::wake_at() const {
    if (needs_frame_ || scroll_.moving() || waiting_ || press_->article_pictures.ready()) {
        return Instant{};
    }
    Instant due = due_at();
    due = std::min(due, pixel_shift_.wake_at(!shelf_ || nobody()).value_or(due));
    if (counts_ != nullptr && nobody()) {
        due = std::min(due, counts_->due().value_or(due));
    }
    if (health_ != nullptr && slip_press_ != nullptr && slip_press_->enabled() && nobody()) {
        due = std::min(due, ask_printer_);
    }
    if (desk_ != nullptr) {
        due = std::min(due, desk_->wake_at().value_or(due));
        due = brand_since_ ? std::min(due, *brand_since_ + staff_hold) : due;
    }
    return changes_at_ ? std::min(due, *changes_at_) : due;
}

/// What has to be done next, whatever is on the screen.
Instant Terminal::due_at() const {
    if (!shelf_) {
        return look_again_;
    }
    if (headline_turns()) {
        return std::min(headline_since_ + headline_turn,
                        rest_.wake_at(nobody()).value_or(Instant::max()));
    }
    if (!idle_timer_runs()) {
        // Between visitors only: staff and editors are not woken for it.
        const Instant look = visit_.untouched() ? look_again_ : Instant::max();
        return std::min(look, rest_.wake_at(nobody()).value_or(look));
    }
    const Instant warn = last_activity_ + idle_time();
    const Instant due =
        shown_seconds_.count() < 0
            ? warn
            : Instant(warn + idle_.countdown - shown_seconds_ + std::chrono::seconds(1));
    return gestures_.touched() ? std::max(due, pressed_at_ + longest_hold) : due;
}

void Terminal::note_activity(Instant now) {
    last_activity_ = now;
    shown_seconds_ = std::chrono::seconds(-1);
}

void Terminal::reset(Instant now) {
    settle_search();
    if (unfound_words_ != nullptr) {
        unfound_words_->end_visit();
    }
    if (counts_ != nullptr) {
        counts_->end_visit(local_now().day, now);
    }
    counted_ = {};
    counted_language_.clear();
    visit_ = Visit{};
    page_for_staff_.clear();
    drop_slip();
    if (slip_press_ != nullptr) {
        slip_press_->begin_visit();
    }
    set_contrast(usual_contrast_);
    stop_reading();
    about_.clear();
    press_->typography.clear();
    if (pages_) {
        pages_->clear();
    }
    if (shelf_) {
        shelf_->forget_formatters();
    }
    tree_ = Tree(); // with its memory: a short label stays where its node was
    gestures_.forget();
    pressed_.clear();
    has_actions_ = false;
    restore_.reset();
    scroll_.jump(0);
    headline_ = 0;
    headline_since_ = now;
    note_activity(now);
    rest_.begin(now);
    swallow_ = false;
    look_again_ = now + new_content_after;
    take_up_new_content(now);
    needs_frame_ = true;
}

// But for a preview between visitors only: a visit sees one state of the content from its start to
// its end.
void Terminal::take_up_new_content(Instant now) {
    std::error_code error;
    const auto current = std::filesystem::read_symlink(folder_ / "current", error);
    if (shelf_ && !error && current.filename() != shelf_->state().name) {
        open_content(now);
    }
}

void Terminal::advance(Instant now) {
    if (scroll_.moving()) {
        scroll_.advance(now);
        last_activity_ = now;
        needs_frame_ = true;
    }
    needs_frame_ = press_->article_pictures.take_ready() || needs_frame_;
    needs_frame_ = pixel_shift_.advance(now, !shelf_ || nobody()) || needs_frame_;
    if (!shelf_ && now >= look_again_) {
        open_content(now);
        return;
    }
    if (headline_since_ == Instant{}) {
        headline_since_ = now; // the clock did not begin with the terminal
    }
    if (desk_ != nullptr && shelf_) {
        advance_staff(now);
    }
    if (slip_press_ != nullptr && shelf_) {
        advance_slip();
    }
    follow_place();
    if (waiting_ && !needs_frame_) {
        set_what_waits();
    }
    const bool alone = nobody();
    if (counts_ != nullptr && alone) {
        counts_->advance(now);
    }
    if (health_ != nullptr && alone) {
        see_health(now);
    }
    needs_frame_ =
        rest_.advance(now, alone, alone ? local_now().since_midnight : Instant{}) || needs_frame_;
    if (changes_at_ && now >= *changes_at_) {
        changes_at_.reset();
        needs_frame_ = true;
    }
    if (headline_turns() && now >= headline_since_ + headline_turn) {
        ++headline_;
        headline_since_ = now;
        needs_frame_ = true;
    }
    if (shelf_ && visit_.untouched() && now >= look_again_) {
        look_again_ = now + new_content_after;
        take_up_new_content(now);
    }
    if (warning(now) && !held(now)) {
        if (visit_.untouched()) { // nothing to ask about
            reset(now);
            return;
        }
        const auto past = now - last_activity_ - idle_time();
        if (past >= idle_.countdown) {
            reset(now);
            return;
        }
        const auto left = std::chrono::ceil<std::chrono::seconds>(idle_.countdown - past);
        if (left != shown_seconds_) {
            shown_seconds_ = left;
            pressed_.clear();
            needs_frame_ = true;
        }
    }
}

void Terminal::touch(const Touch& touch) {
    if (touch.phase == TouchPhase::Down && rest_.end(touch.time)) {
        swallow_ = true; // it only woke the terminal
        needs_frame_ = true;
    }
    if (swallow_) {
        swallow_ = touch.phase != TouchPhase::Up && touch.phase != TouchPhase::Cancel;
        return;
    }
    for (const Gesture& g : gestures_.handle(touch)) {
        gesture(g, touch.time);
    }
}

void Terminal::lift_fingers() {
    gestures_.forget();
    pressed_.clear();
    brand_since_.reset();
    swallow_ = false;
    needs_frame_ = true;
}

void Terminal::wheel(float distance_px, Instant now) {
    if (!covered()) {
        scroll_.drag(distance_px, now);
    }
    note_activity(now);
    needs_frame_ = true;
}

bool Terminal::covered() const {
    return shown_seconds_.count() >= 0 || visit_.has_card();
}

void Terminal::gesture(const Gesture& gesture, Instant now) {
    const bool asked = shown_seconds_.count() >= 0; // "Are you still there?" is on the screen
    switch (gesture.kind) {
    case Gesture::Kind::Press: {
        pressed_at_ = now;
        if (const Node* brand = tree_.find("brand");
            desk_ != nullptr && brand != nullptr && brand->contains(gesture.at)) {
            brand_since_ = now;
        }
        const bool caught = scroll_.moving() && scroll_.speed() > fast_glide_px_s;
        scroll_.stop();
        const Node* node = caught ? nullptr : tree_.hit(gesture.at);
        pressed_ = node != nullptr ? node->id : std::string();
        if (asked && pressed_ != "session.finish") { // any touch means: still here
            pressed_.clear();
            note_activity(now);
        }
        break;
    }
    case Gesture::Kind::Release: {
        brand_since_.reset();
        const std::string id = std::exchange(pressed_, {});
        const Node* node = tree_.hit(gesture.at);
        if (!id.empty() && node != nullptr && node->id == id) {
            note_activity(now);
            tap(id, now);
        } else if (id.empty() && node == nullptr && visit_.has_card() &&
                   beside_dialog(gesture.at)) {
            tap("nav.close", now);
        } else if (id.empty() && !asked && !read_on_at(gesture.at)) {
            zoom_slip(gesture.at);
        }
        break;
    }
    case Gesture::Kind::Cancel:
        brand_since_.reset();
        pressed_.clear();
        break;
    case Gesture::Kind::Drag:
        if (!covered()) {
            scroll_.drag(gesture.distance, now);
        }
        break;
    case Gesture::Kind::Fling:
        if (!covered()) {
            scroll_.fling(gesture.velocity, now);
        }
        break;
    }
    if (!asked) {
        note_activity(now);
    }
    needs_frame_ = true;
}

bool Terminal::beside_dialog(Point at) const {
    const Node* dialog = tree_.find("dialog");
    return dialog != nullptr && !dialog->rect.contains(at);
}

void Terminal::page_by(float fraction, Instant now) {
    scroll_.glide_to(scroll_.offset() + fraction * metrics().viewport().height, now);
}

void Terminal::tap(const std::string& id, Instant now) {
    if (act_on_slip(id, now)) {
        return;
    }
    if (visit_.here().screen == Screen::Staff) {
        const auto page = desk_->page();
        desk_->act(id, now);
        if (desk_->page() != page) {
            scroll_.jump(0);
        }
        advance_staff(now);
        return;
    }
    if (id == "session.finish") {
        reset(now);
        return;
    }
    if (id == "nav.page_down" || id == "nav.page_up") {
        page_by(id == "nav.page_down" ? wheel_fraction : -wheel_fraction, now);
        return;
    }
    if (act_on_speech(id, now)) {
        return;
    }
    if (visit_.here().screen == Screen::Search && act_on_search(id, now)) {
        return;
    }
    remember_place();
    const bool was_about = visit_.here().screen == Screen::About;
    if (go_to_problem(id) || act(visit_, meaning_of(id))) {
        restore_ = visit_.here();
        scroll_.jump(0);
    }
    if (!was_about && visit_.here().screen == Screen::About) {
        open_about();
    }
}

/// Where on the page the visitor is, for when they come back.
void Terminal::remember_place() {
    Place& here = visit_.places.back();
    Anchor seen = anchor().value_or(Anchor{});
    here.scroll = scroll_.range() > 0 ? scroll_.offset() / scroll_.range() : 0;
    here.block = std::move(seen.id);
    here.block_y = seen.y;
}

/// For those who look after the machine. Only while nobody is there, so that nothing of it tells
/// when somebody was.
void Terminal::see_health(Instant now) {
    const bool prints = slip_press_ != nullptr && slip_press_->enabled();
    if (prints && now >= ask_printer_) {
        slip_press_->ask(*shelf_);
        ask_printer_ = now + ask_printer_every;
    }
    health_->tell({.printer = std::string(prints ? printer_word(slip_press_->trouble()) : "none"),
                   .speech = std::string(health_->speaks() ? speech_word(voice_state_) : "off")});
}

/// The page that is seen, once in a visit; a discreet one leaves no trace.
void Terminal::count_page() {
    using content::CountKind;
    const Place& here = visit_.here();
    if (counts_ == nullptr || preview_ ||
        (counted_.screen == here.screen && counted_.id == here.id &&
         counted_language_ == visit_.language)) {
        return;
    }
    counted_ = {.screen = here.screen, .id = here.id};
    counted_language_ = visit_.language;
    const auto count = [this](CountKind kind, std::string_view id, bool in_other_language) {
        counts_->add(kind, id, visit_.language);
        if (in_other_language) {
            counts_->add(CountKind::Missing, id, visit_.language);
        }
    };
    if (here.screen == Screen::Article) {
        const ArticlePage* page = pages_->article(here.id, visit_.language, local_now().day);
        if (page != nullptr && !page->article.discreet) {
            count(CountKind::View, here.id, page->in_other_language(visit_.language));
        }
    } else if (here.screen == Screen::Guide) {
        const GuidePage* page = pages_->guide(here.id, visit_.language);
        if (page != nullptr && page->step.node.kind == content::GuideNodeKind::Result &&
            !page->step.node.discreet) {
            count(CountKind::Result, page->guide.id + "/" + page->step.node.id,
                  page->language->tag != visit_.language);
        }
    }
}

/// An answer of a guide means its next question or its result; everything else means itself.
std::string Terminal::meaning_of(const std::string& id) {
    constexpr std::string_view answer = "answer.";
    std::size_t number = 0;
    if (!id.starts_with(answer) || visit_.here().screen != Screen::Guide || !shelf_ ||
        std::from_chars(id.data() + answer.size(), id.data() + id.size(), number).ec !=
            std::errc{}) {
        return id;
    }
    const GuidePage* page = pages_->guide(visit_.here().id, visit_.language);
    if (page == nullptr || number == 0 || number > page->step.node.answers.size()) {
        return id;
    }
    return "guide." + page->guide.id + "/" + page->step.node.answers[number - 1].next;
}

// Not in the frame loop: what is read here stands until the screen is opened again.
void Terminal::open_about() {
    if (shelf_) {
        about_ = about_content(shelf_->state().as_of, content::load_update_status(status_file_),
                               shelf_->strings(visit_.language), local_now().day);
        const content::Strings& strings = shelf_->strings(visit_.language);
        if (counts_ != nullptr && !strings.language_of(privacy_of_counts).empty()) {
            about_.push_back({privacy_of_counts, std::string(strings.get(privacy_of_counts))});
        }
    }
}

void Terminal::open_staff(Instant now) {
    desk_->open(visit_.language, now);
    std::string title;
    page_for_staff_ = printable_page(title);
    desk_->offer_page(std::move(title));
    visit_.places = {Place{}};
    visit_.places.back().screen = Screen::Staff;
    visit_.term.clear();
    visit_.take_along = false;
    visit_.low = false;
    stop_reading();
    pressed_.clear();
    scroll_.jump(0);
    needs_frame_ = true;
}

/// What the staff's side does by itself; when it is locked, the visit before it is over as well.
void Terminal::advance_staff(Instant now) {
    if (brand_since_ && now - *brand_since_ >= staff_hold) {
        brand_since_.reset();
        open_staff(now);
    }
    desk_->seen(last_activity_);
    needs_frame_ = desk_->advance(now) || needs_frame_;
    if (visit_.here().screen == Screen::Staff && !desk_->is_open()) {
        reset(now);
    }
}

void Terminal::draw(ImDrawList& list, Instant now) {
    try {
        draw_frame(list, now);
    } catch (const content::DatabaseError&
                 error) { // damage that opening did not see: the visit ends, the terminal does not
        log_(std::string("content is damaged, showing the emergency page: ") + error.what());
        pages_.reset();
        press_.reset();
        shelf_.reset();
        reset(now);
        show_emergency_page();
        look_again_ = now + look_again_after;
        Canvas::clear(list); // half a page may be in it
        draw_frame(list, now);
    }
}

void Terminal::show_emergency_page() {
    press_ = std::make_unique<Press>(
        emergency_fonts(), [](std::string_view) { return std::optional<std::filesystem::path>(); },
        [](const std::string&) { return std::filesystem::path(); }, picture_ready(), screen_);
    needs_frame_ = true;
}

std::function<void()> Terminal::picture_ready() {
    return [this] {
        if (wake_) {
            wake_();
        }
    };
}

} // namespace zugang::kiosk
