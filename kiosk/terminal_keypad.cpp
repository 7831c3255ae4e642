// What keys and buttons mean for those who listen.
#include "content/soft_hyphens.hpp"
#include "kiosk/terminal.hpp"
#include "kiosk/utterances.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>
#include <vector>

namespace zugang::kiosk {

namespace {

bool can_be_activated(const Node& node) {
    return node.enabled && (node.role == Role::Button || node.role == Role::Link);
}

} // namespace

/// What more there is to say of an element: the terms in it, the whole card of a contact.
void Terminal::say_details() {
    read_stops();
    const Stop* here = narration_.focus.here();
    std::vector<Utterance> more;
    const auto add_term = [&](std::string_view id) {
        const auto& term = pages_->term(id, visit_.language);
        if (!term) {
            return;
        }
        const auto add = [&more](const std::string& text, std::string_view language) {
            if (!text.empty()) {
                const Node node{.id = {},
                                .label = content::without_soft_hyphens(text),
                                .language = std::string(language)};
                auto own = utterances_of(node);
                more.insert(more.end(), own.begin(), own.end());
            }
        };
        add(term->german, "de");
        add(term->term, visit_.language);
        add(term->text.empty() ? term->german_text : term->text,
            term->text.empty() ? "de" : std::string_view(visit_.language));
    };
    constexpr std::string_view term_prefix = "term.";
    constexpr std::string_view contact_prefix = "contact.";
    const auto& stops = narration_.focus.stops();
    if (here != nullptr && here->part == Stop::Part::Page) {
        const std::string id = here->node.id;
        if (id.starts_with(term_prefix)) {
            add_term(std::string_view(id).substr(term_prefix.size()));
        } else if (id.starts_with(contact_prefix)) {
            const std::string card = id.substr(0, id.find('.', contact_prefix.size()));
            for (const Stop& stop : stops) {
                if (stop.node.id == card || stop.node.id.starts_with(card + '.')) {
                    auto own = utterances_of(stop.node);
                    more.insert(more.end(), own.begin(), own.end());
                }
            }
        } else { // the terms in this paragraph
            auto stop =
                std::ranges::find_if(stops, [&id](const Stop& one) { return one.node.id == id; });
            while (stop != stops.end() && ++stop != stops.end() && stop->node.role == Role::Link &&
                   stop->node.id.starts_with(term_prefix)) {
                add_term(std::string_view(stop->node.id).substr(term_prefix.size()));
            }
        }
    }
    if (more.empty()) {
        more.push_back(interface_aside("speech.no_details"));
    }
    give_voices(more);
    narration_.reads_on = false;
    narration_.speech.say(std::move(more));
}

void Terminal::ok(Instant now) {
    Narration& n = narration_;
    read_stops();
    const Stop* here = n.focus.here();
    if (here == nullptr) {
        return;
    }
    if (!can_be_activated(here->node)) { // a text: go on from here
        n.reads_on = true;
        say_focus();
        return;
    }
    const std::string id = here->node.id;
    const std::string place = place_name();
    std::vector<Utterance> last{
        interface_aside(id == "session.finish" ? "speech.finished" : "speech.off")};
    give_voices(last);
    tap(id, now);
    if (!n.on()) { // the visit, or reading, has ended
        n.speech.say(std::move(last));
        return;
    }
    if (n.reading == Reading::Keypad && place == place_name() && !id.starts_with("speech.") &&
        id != "article.speak") {
        read_stops(); // the button says what it is set to now
        n.focus.go_to(id);
        if (visit_.here().screen == Screen::Search && id.starts_with("key.")) {
            say_what_is_typed();
        } else {
            say_focus();
        }
    }
}

/// Not the key again but the field with what stands in it, and that nothing was found.
void Terminal::say_what_is_typed() {
    std::vector<Utterance> said;
    for (const std::string_view id : {"search.field", "search.note"}) {
        for (const Stop& stop : narration_.focus.stops()) {
            if (stop.node.id == id) {
                auto own = utterances_at(stop);
                said.insert(said.end(), std::make_move_iterator(own.begin()),
                            std::make_move_iterator(own.end()));
            }
        }
    }
    give_voices(said);
    narration_.speech.say(std::move(said));
    show_focus();
}

void Terminal::change_volume(int steps) {
    const bool changed = narration_.speech.change_volume(steps);
    if (changed && narration_.speech.current() != nullptr && !narration_.speech.is_paused()) {
        return; // it is heard
    }
    auto number = static_cast<std::int64_t>(narration_.speech.volume() + 1);
    const content::Strings& strings = shelf_->strings(visit_.language);
    std::vector<Utterance> said{aside(strings.format("speech.volume", {{"n", number}}),
                                      strings.language_of("speech.volume"))};
    give_voices(said);
    narration_.speech.say(std::move(said));
}

void Terminal::change_speed(int steps) {
    const bool changed = narration_.speech.change_speed(steps);
    if (changed && narration_.speech.current() != nullptr) {
        narration_.speech.repeat();
        return;
    }
    const content::Strings& strings = shelf_->strings(visit_.language);
    std::vector<Utterance> said{
        aside(strings.format("speech.speed", {{"n", speed(narration_.speech.speed_step())}}),
              strings.language_of("speech.speed"))};
    give_voices(said);
    narration_.speech.say(std::move(said));
}

/// Buttons that are not of the visit but of reading aloud.
bool Terminal::act_on_speech(std::string_view id, Instant now) {
    Narration& n = narration_;
    if (id == "session.leave") { // nothing is to be known of that page any more
        n.left_at.clear();
        return false;
    }
    if (id == "bar.speech") {
        if (n.on()) {
            stop_reading();
        } else {
            start_reading(Reading::Aloud);
        }
    } else if (id == "article.speak") {
        if (n.reading == Reading::Aloud) {
            stop_reading();
            return true;
        }
        if (!n.on()) {
            n.reading = Reading::Aloud;
            n.place = place_name();
        }
        if (n.on()) {
            read_on_from_start();
        }
    } else if (id == "speech.pause") {
        if (n.speech.current() == nullptr) {
            n.reads_on = true;
            say_focus();
        } else if (n.speech.is_paused()) {
            n.speech.resume();
        } else {
            n.speech.pause();
        }
    } else if (id == "speech.repeat") {
        n.speech.repeat();
    } else if (id == "speech.slower" || id == "speech.faster") {
        change_speed(id == "speech.faster" ? 1 : -1);
    } else if (id == "speech.quieter" || id == "speech.louder") {
        change_volume(id == "speech.louder" ? 1 : -1);
    } else {
        return false;
    }
    note_activity(now);
    needs_frame_ = true;
    return true;
}

void Terminal::key(Key key, bool held, Instant now) {
    Narration& n = narration_;
    if (!shelf_ || !n.keypad.accepts(key, held, now)) {
        return;
    }
    const bool asked = shown_seconds_.count() >= 0;
    rest_.end(now);
    note_activity(now);
    needs_frame_ = true;
    if (asked) { // any key means: still here
        return;
    }
    if (n.reading != Reading::Keypad) {
        start_reading(Reading::Keypad);
        return;
    }
    read_stops();
    const bool moves = key == Key::Next || key == Key::Previous;
    if (moves) {
        n.reads_on = false;
        const auto wrapped = key == Key::Next ? n.focus.next() : n.focus.previous();
        std::vector<Utterance> before;
        if (wrapped == Focus::Wrapped::Yes && visit_.here().screen != Screen::Language) {
            before.push_back(interface_aside(key == Key::Next ? "speech.beginning" : "speech.end"));
        }
        say_focus(std::move(before));
        return;
    }
    switch (key) {
    case Key::Ok:
        ok(now);
        break;
    case Key::Back:
    case Key::Home:
    case Key::Language: {
        const bool home = key == Key::Home;
        const bool possible = key == Key::Back ? visit_.places.size() > 1 || visit_.has_card()
                              : home           ? !visit_.language.empty()
                                               : visit_.here().screen != Screen::Language;
        if (possible) {
            tap(key == Key::Back ? "nav.back" : home ? "nav.home" : "bar.language", now);
        }
        if (n.place == place_name()) { // there already
            say_focus();
        }
        break;
    }
    case Key::Details:
        say_details();
        break;
    case Key::Repeat:
        if (!n.speech.repeat()) {
            say_focus();
        }
        break;
    case Key::Louder:
    case Key::Quieter:
        change_volume(key == Key::Louder ? 1 : -1);
        break;
    case Key::Slower:
    case Key::Faster:
        change_speed(key == Key::Faster ? 1 : -1);
        break;
    case Key::Stop:
        n.reads_on = false;
        n.speech.stop();
        break;
    case Key::Pause:
        if (n.speech.is_paused()) {
            n.speech.resume();
        } else {
            n.speech.pause();
        }
        break;
    case Key::ReadOn:
        n.reads_on = true;
        say_focus();
        break;
    case Key::Next:
    case Key::Previous:
        break;
    }
}

} // namespace zugang::kiosk
