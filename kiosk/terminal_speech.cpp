// What the terminal says, and when: pages and elements, reading on, headphones.
#include "content/soft_hyphens.hpp"
#include "kiosk/actions.hpp"
#include "kiosk/chrome.hpp"
#include "kiosk/frame.hpp"
#include "kiosk/print/slip_preview.hpp"
#include "kiosk/screens.hpp"
#include "kiosk/staff/desk.hpp"
#include "kiosk/terminal.hpp"
#include "kiosk/utterances.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <utility>

namespace zugang::kiosk {

namespace {

constexpr int language_rounds = 2;
constexpr double target_loudness = -19; // LUFS, as recordings are to have
constexpr float away_px = 20;           // of the element that is read from the edges of the page
// Nothing is said longer: a voice that falls silent without a word does not hold a visit for ever.
constexpr std::chrono::seconds longest_utterance{300};

std::string_view role_key(Role role) {
    switch (role) {
    case Role::Button:
        return "speech.role_button";
    case Role::Link:
        return "speech.role_link";
    case Role::Heading:
        return "speech.role_heading";
    case Role::Image:
        return "speech.role_image";
    case Role::Note:
        return "speech.role_note";
    default:
        return {};
    }
}

/// Of a recording: from the text with soft hyphens to the label without.
std::vector<content::SpokenWord> without_soft_hyphens(const std::vector<content::SpokenWord>& words,
                                                      std::string_view text) {
    std::vector<content::SpokenWord> result = words;
    for (content::SpokenWord& word : result) {
        const std::string before =
            content::without_soft_hyphens(text.substr(0, std::min(word.start, text.size())));
        const std::string part = content::without_soft_hyphens(
            text.substr(std::min(word.start, text.size()), word.length));
        word.start = before.size();
        word.length = part.size();
    }
    return result;
}

} // namespace

void Terminal::set_speech(const SpeechSettings& settings) {
    narration_.settings = settings;
    narration_.keypad = Keypad(settings.keys);
}

/// The page as a listener knows it; another one is announced.
std::string Terminal::place_name() const {
    const Place& here = visit_.here();
    std::string place = std::to_string(visit_.places.size());
    if (here.screen == Screen::Staff) {
        place += ' ' + std::to_string(static_cast<int>(desk_->page()));
    }
    for (const std::string_view part :
         {name(here.screen), std::string_view(here.id), std::string_view(visit_.language),
          std::string_view(visit_.term), std::string_view(visit_.take_along ? "take" : "")}) {
        place += '\n';
        place += part;
    }
    return place;
}

std::chrono::seconds Terminal::idle_time() const {
    if (!narration_.on()) {
        return idle_.before_warning;
    }
    const auto least = std::max(idle_.before_warning, narration_.settings.idle);
    const bool speaks = narration_.speech.current() != nullptr && !narration_.speech.is_paused();
    return speaks && shown_seconds_.count() < 0 ? std::max(least, longest_utterance) : least;
}

/// All elements of the page that is seen, also those out of sight: drawn once without drawing.
void Terminal::read_stops() {
    has_actions_ = has_actions(visit_, *pages_, local_now().day);
    const Metrics m = metrics();
    std::string page = place_name();
    for (const long number :
         {static_cast<long>(visit_.text_step), static_cast<long>(visit_.contrast),
          static_cast<long>(visit_.german_beside), static_cast<long>(visit_.low),
          static_cast<long>(shown_seconds_.count() >= 0), static_cast<long>(screen_.width),
          static_cast<long>(screen_.height), static_cast<long>(m.panel_height),
          static_cast<long>(narration_.reading)}) {
        page += '\n' + std::to_string(number);
    }
    page += '\n' + shelf_->state().name;
    if (visit_.here().screen == Screen::Search) { // not the words themselves: they are the visit's
        const SearchInput& input = visit_.search;
        page +=
            '\n' +
            std::to_string(std::hash<std::string>{}(input.typing.text() + '\n' + input.last_key)) +
            (input.shift ? "s" : "-") + std::to_string(static_cast<int>(input.keys)) +
            (input.hidden ? "h" : "-");
    }
    see_printing();
    if (const SlipPreview* preview = printing_.preview) {
        page += '\n' + std::to_string(preview->revision()) + (preview->zoomed() ? " zoomed" : "");
    }
    page += '\n';
    page += printing_.message;
    if (narration_.stops_of == page && visit_.here().screen != Screen::Staff) {
        return;
    }
    narration_.stops_of = std::move(page);
    Tree seen = std::exchange(tree_, Tree{});
    press_->typography.begin_frame();
    press_->canvas.begin_measuring(screen_, mirrored(), m.origin_y);
    Frame frame = frame_of_page(m);
    frame.clip = everywhere;
    frame.sure_until = std::numeric_limits<float>::infinity();
    std::size_t on_page = 0;
    if (!covered()) { // else only what lies above it counts
        const Rect view = view_of_page(m);
        const float length = draw_page(frame, 0);
        scroll_.set_range(length > view.height ? length + page_buttons_height(m) : length,
                          view.height);
        on_page = tree_.nodes().size();
        draw_bars(frame);
    }
    draw_cards(frame);
    narration_.focus.set(stops_of(tree_.nodes(), on_page));
    tree_ = std::move(seen);
}

std::vector<std::string> Terminal::page_texts() {
    std::vector<std::string> texts;
    narration_.stops_of.clear();
    press_->canvas.keep_texts(&texts);
    read_stops();
    press_->canvas.keep_texts(nullptr);
    return texts;
}

/// Of the page around its texts: the visitor's, or the staff's.
std::string_view Terminal::spoken_language() const {
    return visit_.here().screen == Screen::Staff ? std::string_view(desk_->language())
                                                 : std::string_view(visit_.language);
}

/// Can the language of the page be said?
bool Terminal::has_voice() const {
    return visit_.here().screen == Screen::Language ||
           !shelf_->language(spoken_language()).voice.empty();
}

Utterance Terminal::interface_aside(std::string_view key) {
    const content::Strings& strings = shelf_->strings(spoken_language());
    return aside(strings.get(key), strings.language_of(key));
}

/// The voice of each utterance's language. German words alone, out of a text that cannot be said,
/// would help nobody.
void Terminal::give_voices(std::vector<Utterance>& utterances) {
    if (!narration_.can_sound() || !has_voice()) {
        return;
    }
    for (Utterance& utterance : utterances) {
        if (shelf_->has_language(utterance.language)) {
            utterance.voice = shelf_->language(utterance.language).voice;
        }
    }
}

/// nullptr: the page is none of an article.
const ArticlePage* Terminal::article_here() {
    const Place& here = visit_.here();
    if (here.screen == Screen::Article) {
        return pages_->article(here.id, visit_.language, local_now().day);
    }
    for (const content::Phase& phase : shelf_->phases()) {
        if (here.screen == Screen::Phase && std::to_string(phase.number) == here.id) {
            return pages_->article(phase.article, visit_.language, local_now().day);
        }
    }
    return nullptr;
}

/// nullptr: the page is none of a guide.
const GuidePage* Terminal::guide_here() {
    const Place& here = visit_.here();
    return here.screen == Screen::Guide ? pages_->guide(here.id, visit_.language) : nullptr;
}

bool Terminal::page_can_be_said() {
    if (has_voice()) {
        return true;
    }
    if (const GuidePage* guide = guide_here()) {
        return std::ranges::find(guide->recordings, guide->step.node.id,
                                 &content::Recording::block) != guide->recordings.end();
    }
    const ArticlePage* page = article_here();
    return page != nullptr && !page->recordings.empty();
}

/// A block of an article, or the question of a guide, that was read aloud beforehand.
bool Terminal::say_recording(const Node& node, std::vector<Utterance>& out) {
    if (const GuidePage* guide = guide_here()) {
        return node.id == "guide.question" && say_recording(guide->recordings, guide->step.node.id,
                                                            guide->step.text.title, node, out);
    }
    const std::string_view id = node.id;
    const std::string_view block = id == "article.title"      ? std::string_view("title")
                                   : id == "article.summary"  ? std::string_view("summary")
                                   : id.starts_with("block.") ? id.substr(6)
                                                              : std::string_view();
    const ArticlePage* page = article_here();
    if (block.empty() || page == nullptr) {
        return false;
    }
    std::string_view text = page->article.summary.utf8;
    if (block == "title") {
        text = page->article.title.utf8;
    }
    for (const content::Block& one : page->article.blocks) {
        if (block != "title" && block != "summary" && one.id == block) {
            text = one.text.utf8;
        }
    }
    return say_recording(page->recordings, block, text, node, out);
}

bool Terminal::say_recording(const std::vector<content::Recording>& recordings,
                             std::string_view block, std::string_view text, const Node& node,
                             std::vector<Utterance>& out) {
    const auto found = std::ranges::find(recordings, block, &content::Recording::block);
    if (found == recordings.end()) {
        return false;
    }
    out.push_back({.text = node.label,
                   .language = node.language,
                   .node = node.id,
                   .marks = true,
                   .recording = shelf_->media(found->media),
                   .recording_gain_db = target_loudness - found->loudness_tenths / 10.0,
                   .words = without_soft_hyphens(found->words, text)});
    return true;
}

std::vector<Utterance> Terminal::utterances_at(const Stop& stop) {
    std::vector<Utterance> result;
    if (!say_recording(stop.node, result)) {
        result = utterances_of(stop.node);
    }
    const std::string_view role = role_key(stop.node.role);
    const bool names_role = narration_.reading == Reading::Keypad ||
                            stop.node.role == Role::Button || stop.node.role == Role::Link;
    if (visit_.here().screen == Screen::Language && stop.node.id.starts_with("language.")) {
        if (stop.node.role == Role::Button) { // in that language, whatever was chosen before
            const content::Strings& strings = shelf_->strings(stop.node.language);
            result.push_back(aside(strings.get("speech.choose"), stop.node.language));
        }
    } else if (!role.empty() && names_role) {
        result.push_back(interface_aside(role));
    }
    give_voices(result);
    return result;
}

/// Scrolls to the element that is read, where it is not seen.
void Terminal::show_focus() {
    const Stop* stop = narration_.focus.here();
    needs_frame_ = true;
    if (stop == nullptr || stop->part != Stop::Part::Page) {
        return;
    }
    const Metrics m = metrics();
    Rect view = view_of_page(m);
    if (scroll_.range() > 0) {
        view.height -= page_buttons_height(m); // they lie over the end of the page
    }
    Rect rect = stop->node.rect;
    rect.y -= m.origin_y;
    scroll_.jump(offset_to_show(rect, view, scroll_.offset(), m.px(away_px)));
}

/// An element that is higher than what is seen goes on with the word that is said.
void Terminal::follow_word(const Rect& word, Rect view) {
    const Stop* stop = narration_.on() ? narration_.focus.here() : nullptr;
    view.height -= scroll_.range() > 0 ? page_buttons_height(metrics()) : 0;
    if (stop == nullptr || word.height == 0 || stop->part != Stop::Part::Page ||
        stop->node.rect.height < view.height - 2 * metrics().px(away_px)) {
        return;
    }
    const Rect on_page{word.x, word.y + scroll_.offset(), word.width, word.height};
    scroll_.jump(offset_to_show(on_page, view, scroll_.offset(), metrics().px(away_px)));
}

void Terminal::say_focus(std::vector<Utterance> before) {
    give_voices(before);
    if (const Stop* stop = narration_.focus.here()) {
        auto own = utterances_at(*stop);
        before.insert(before.end(), std::make_move_iterator(own.begin()),
                      std::make_move_iterator(own.end()));
    }
    narration_.speech.say(std::move(before));
    show_focus();
    if (narration_.speech.current() == nullptr && narration_.reads_on) {
        read_next(); // this one cannot be said: a language without a voice
    }
}

void Terminal::say_asides(std::initializer_list<std::string_view> keys) {
    std::vector<Utterance> utterances;
    for (const std::string_view key : keys) {
        utterances.push_back(interface_aside(key));
    }
    give_voices(utterances);
    narration_.speech.say(std::move(utterances));
}

void Terminal::start_reading(Reading reading) {
    // Whoever works the keypad sits or stands before it: what they may want to touch comes down.
    if (reading == Reading::Keypad && !visit_.low) {
        visit_.low = true;
        visit_.lowered_by_keypad = true;
    }
    narration_.reading = reading;
    narration_.place = place_name();
    narration_.on_card = visit_.has_card();
    announce();
}

void Terminal::stop_reading() {
    if (std::exchange(visit_.lowered_by_keypad, false)) {
        visit_.low = false;
    }
    Speech speech = std::move(narration_.speech);
    speech.reset();
    Narration fresh{.settings = narration_.settings,
                    .speech = std::move(speech),
                    .keypad = narration_.keypad,
                    .headphones = narration_.headphones};
    narration_ = std::move(fresh);
    needs_frame_ = true;
}

/// The name of the page, and where its beginning is.
void Terminal::announce() {
    Narration& n = narration_;
    read_stops();
    n.reads_on = n.reading == Reading::Aloud;
    n.focus.leave();
    if (n.reading == Reading::Aloud && !page_can_be_said()) { // the panel says why
        n.reads_on = false;
        n.speech.stop();
        return;
    }
    if (visit_.here().screen == Screen::Language) {
        n.focus.go_to_first(Role::Button);
        n.reads_on = true;
        n.rounds = language_rounds;
        say_focus();
        return;
    }
    if (const auto left = n.left_at.find(n.place);
        left == n.left_at.end() || n.reading == Reading::Aloud || !n.focus.go_to(left->second)) {
        n.focus.go_to_start();
    }
    if (!has_voice() && n.reading == Reading::Keypad && n.can_sound()) {
        say_sorry();
        return;
    }
    std::vector<Utterance> before;
    if (n.reading == Reading::Keypad) {
        if (!std::exchange(n.welcomed, true)) {
            before.push_back(interface_aside("speech.welcome"));
        }
        if (!visit_.has_card()) {
            const std::string key = "speech.screen_" + std::string(name(visit_.here().screen));
            const bool known = !shelf_->strings(spoken_language()).language_of(key).empty();
            before.push_back(interface_aside(known ? std::string_view(key) : "speech.screen"));
        } else {
            n.reads_on = true; // a card is read from its beginning to its end
        }
    }
    say_focus(std::move(before));
}

/// Nothing of the page can be said: in two languages that many know, how to get on.
void Terminal::say_sorry() {
    std::vector<Utterance> sorry;
    for (const std::string_view tag : {"de", "en"}) {
        if (shelf_->has_language(tag)) {
            sorry.push_back(aside(shelf_->strings(tag).get("speech.no_voice_keys"), tag));
            sorry.back().voice = shelf_->language(tag).voice;
        }
    }
    narration_.speech.say(std::move(sorry));
    show_focus();
}

/// Says what is new on the screen.
void Terminal::follow_place() {
    Narration& n = narration_;
    const bool asked = shown_seconds_.count() >= 0;
    if (!n.on() && shelf_) { // the question is heard as well as seen
        if (!asked) {
            n.asked_over.clear();
        } else if (n.asked_over.empty()) {
            n.asked_over = place_name();
            if (n.can_sound()) {
                n.speech.say({Utterance{.tone = true}});
            }
        }
    }
    if (!n.on() || !shelf_) {
        return;
    }
    if (asked && n.asked_over.empty()) {
        n.asked_over = place_name();
        n.reads_on = false;
        say_asides({"session.still_there", "session.will_clear", "speech.any_key"});
        return;
    }
    if (!asked && !std::exchange(n.asked_over, {}).empty() && n.place == place_name()) {
        say_asides({"speech.goes_on"});
        return;
    }
    if (std::string place = place_name(); !asked && place != n.place) {
        if (const Stop* stop = n.focus.here()) {
            n.left_at[n.place] = stop->node.id;
        }
        n.place = std::move(place);
        const bool closed = std::exchange(n.on_card, visit_.has_card()) && !visit_.has_card();
        if (closed && n.reading == Reading::Aloud) { // back to where one was, and quiet
            n.reads_on = false;
            n.speech.stop();
            read_stops();
            if (const auto left = n.left_at.find(n.place); left != n.left_at.end()) {
                n.focus.go_to(left->second);
            }
            return;
        }
        announce();
    } else if (!asked && n.focus.here() != nullptr) {
        read_stops(); // other sizes, or German beside it
    }
}

/// While page after page is read: what was said already, or is for the hands.
bool Terminal::is_passed_over(const Node& node) const {
    const Screen screen = visit_.here().screen;
    const std::string_view id = node.id;
    if (screen == Screen::Language) {
        return node.role != Role::Button;
    }
    if (screen != Screen::Article && screen != Screen::Phase) {
        return false;
    }
    if (narration_.reading == Reading::Aloud) {
        return node.role == Role::Button || node.role == Role::Link || id.starts_with("german.") ||
               id.starts_with("article.german");
    }
    return node.role == Role::Link && id.starts_with("term.");
}

void Terminal::read_next() {
    Narration& n = narration_;
    read_stops();
    const bool languages = visit_.here().screen == Screen::Language;
    const bool dialog = n.focus.here() != nullptr && n.focus.here()->part == Stop::Part::Dialog;
    for (std::size_t tried = 0; tried <= n.focus.stops().size(); ++tried) {
        const bool wrapped = n.focus.next() == Focus::Wrapped::Yes;
        const Stop* stop = n.focus.here();
        if (stop == nullptr) {
            break;
        }
        bool ended = wrapped || (!dialog && stop->part != Stop::Part::Page);
        if (ended && languages && --n.rounds > 0) { // once more, from the first language
            n.focus.go_to_start();
            stop = n.focus.here();
            ended = false;
        }
        if (ended) {
            n.focus.previous(); // stays on the last one
            break;
        }
        if (!is_passed_over(stop->node) && !utterances_at(*stop).empty()) {
            say_focus();
            return;
        }
    }
    n.reads_on = false;
    needs_frame_ = true;
}

/// From the beginning of the article, past what stands above it.
void Terminal::read_on_from_start() {
    read_stops();
    narration_.reads_on = true;
    if (!narration_.focus.go_to("article.title")) {
        narration_.focus.go_to_first(Role::Heading);
    }
    say_focus();
}

/// A touch on a text while the page is read goes on from there.
bool Terminal::read_on_at(Point at) {
    if (narration_.reading != Reading::Aloud) {
        return false;
    }
    for (auto node = tree_.nodes().rbegin(); node != tree_.nodes().rend(); ++node) {
        if (!node->rect.contains(at) || node->role == Role::List) {
            continue;
        }
        if (node->role == Role::Bar || node->role == Role::Dialog) {
            return false;
        }
        read_stops();
        narration_.focus.go_to(node->id);
        narration_.reads_on = true;
        say_focus();
        return true;
    }
    return false;
}

void Terminal::set_headphones(Plug plug, Instant now) {
    // Private is only what surely nobody else hears.
    const bool in =
        plug == Plug::In || (plug == Plug::Headset && narration_.settings.headset_gets_sound);
    narration_.headphones = in;
    narration_.speech.set_headphones(in);
    needs_frame_ = rest_.end(now) || needs_frame_;
    if (!shelf_) {
        return;
    }
    if (plug == Plug::Out) { // whoever pulls them out is leaving, or wants to hear it no more
        if (narration_.on()) {
            stop_reading();
            note_activity(now);
        }
        return;
    }
    note_activity(now);
    start_reading(Reading::Keypad);
}

void Terminal::hear(const VoiceEvent& event, Instant now) {
    Narration& n = narration_;
    const Utterance* before = n.speech.current();
    n.speech.hear(event);
    if (before == nullptr || !n.on()) {
        return;
    }
    needs_frame_ = true;
    if (shown_seconds_.count() < 0) { // nothing is read against the clock
        last_activity_ = std::max(last_activity_, now);
    }
    if (event.kind == VoiceEvent::Kind::Done && n.speech.current() == nullptr && n.reads_on) {
        read_next();
    }
}

} // namespace zugang::kiosk
