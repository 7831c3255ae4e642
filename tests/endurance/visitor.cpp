#include "tests/endurance/visitor.hpp"

#include <array>
#include <stdexcept>
#include <utility>

#include <SDL.h>

namespace zugang::kiosk::testing {

namespace {

using namespace std::chrono_literals;

constexpr std::array<SDL_Keycode, 9> keys{SDLK_KP_2, SDLK_KP_2, SDLK_KP_2,    SDLK_KP_5, SDLK_KP_8,
                                          SDLK_KP_6, SDLK_KP_0, SDLK_KP_PLUS, SDLK_KP_9};

} // namespace

Visitor::Visitor(FastTerminal& terminal, std::vector<std::string> languages)
    : terminal_(terminal), hand_(terminal), languages_(std::move(languages)) {
}

void Visitor::must(bool done, std::string_view what) const {
    if (!done) {
        throw std::runtime_error("visit " + std::to_string(count_.visits) + ": " +
                                 std::string(what) + "\n" + terminal_.terminal().screen_json());
    }
}

void Visitor::think(Chance& chance) {
    terminal_.pass(1ms * chance.between(200, 900));
}

bool Visitor::go(std::string_view id) {
    ++count_.taps;
    return hand_.tap(id);
}

bool Visitor::go_to_one(std::string_view prefix, Chance& chance) {
    const auto ids = hand_.offered(prefix);
    return !ids.empty() && go(chance.one_of(ids));
}

void Visitor::choose_language(std::uint64_t number, Chance& chance) {
    if (!hand_.shows("bar.reach")) { // it rests: the first touch wakes it
        hand_.tap_at({40, 40});
    }
    must(hand_.find_and_tap("language." + languages_[number % languages_.size()]),
         "the language cannot be chosen");
    think(chance);
}

void Visitor::read_article(Chance& chance) {
    for (auto moves = chance.below(4); moves > 0; --moves) {
        go("nav.page_down");
        think(chance);
    }
    if (chance.one_in(3) && go_to_one("term.", chance)) {
        think(chance);
        go("nav.close");
    }
    if (chance.one_in(4)) {
        go("article.german");
    }
    if (chance.one_in(3)) {
        take_along();
    }
    if (chance.one_in(8)) {
        print();
    }
    if (chance.one_in(10)) {
        listen(chance);
    }
}

void Visitor::take_along() {
    if (go("article.take")) {
        terminal_.pass(500ms);
        go("nav.close");
    }
}

void Visitor::print() {
    if (go("print.open")) {
        go("print.larger");
        if (go("print.start")) {
            ++count_.printed;
        }
        terminal_.pass(300ms);
        go("nav.back");
    }
}

void Visitor::browse(Chance& chance) {
    go("nav.home");
    if (go_to_one(chance.one_in(4) ? "phase." : "topic.", chance)) {
        think(chance);
        if (go_to_one("article.", chance)) {
            think(chance);
            read_article(chance);
        }
    }
}

void Visitor::search(std::uint64_t word, Chance& chance) {
    if (!go("nav.search")) {
        return;
    }
    ++count_.searches;
    ++count_.planted;
    const PlantedWord planted(word);
    const bool on_screen = chance.one_in(3);
    for (std::size_t i = 0; i < PlantedWord::length; ++i) {
        const char letter = planted.letter(i);
        if (!on_screen || !go(std::string("key.") + letter)) {
            hand_.type(letter);
        }
    }
    terminal_.pass(1ms * chance.between(100, 4000)); // after three seconds it counts as read
    go(chance.one_in(2) ? "key.search" : "key.clear");
    if (chance.one_in(2)) {
        for (const char letter : std::string_view("miete")) {
            hand_.type(letter);
        }
        if (chance.one_in(2)) {
            go_to_one("suggest.", chance);
        }
        if (go_to_one("article.", chance)) {
            think(chance);
            read_article(chance);
        }
    }
}

void Visitor::ask_guide(Chance& chance) {
    go("nav.home");
    if (!go_to_one("guide.", chance)) {
        return;
    }
    constexpr int most_answers = 8;
    for (int i = 0; i < most_answers && go_to_one("answer.", chance); ++i) {
        think(chance);
    }
    if (chance.one_in(3)) {
        take_along();
    }
    if (chance.one_in(6)) {
        print();
    }
    go("session.leave");
}

void Visitor::look_for_places(Chance& chance) {
    if (go("nav.advice")) {
        think(chance);
        if (chance.one_in(2)) {
            go_to_one("land.", chance);
        }
        if (go_to_one("place.", chance)) {
            think(chance);
            take_along();
        }
    }
}

void Visitor::look_around(Chance& chance) {
    if (go("nav.help")) {
        think(chance);
        if (chance.one_in(3)) {
            go_to_one("guide.", chance);
            go("session.leave");
        } else if (hand_.find_and_tap("nav.about")) {
            think(chance);
        }
    }
}

void Visitor::adjust(Chance& chance) {
    static constexpr std::array<std::string_view, 3> buttons{"bar.text", "bar.contrast",
                                                             "bar.reach"};
    go(buttons.at(chance.below(buttons.size())));
    if (chance.one_in(3) && go("bar.language")) {
        think(chance);
        go_to_one("language.", chance);
    }
}

void Visitor::listen(Chance& chance) {
    if (!go("article.speak") && !go("bar.speech")) {
        return;
    }
    const auto& speech = terminal_.terminal().narration().speech;
    if (speech.current() != nullptr &&
        terminal_.wait([&speech] { return speech.marked_word() || speech.current() == nullptr; },
                       2000ms)) {
        ++count_.spoken;
    }
    static constexpr std::array<std::string_view, 5> buttons{
        "speech.pause", "speech.repeat", "speech.faster", "speech.louder", "bar.speech"};
    for (int i = 0; i < 2; ++i) {
        think(chance);
        go(buttons.at(chance.below(buttons.size())));
    }
}

void Visitor::use_keypad(Chance& chance) {
    const auto& narration = terminal_.terminal().narration();
    terminal_.plug_headphones(true);
    must(terminal_.wait([&narration] { return narration.headphones; }, 60s) && narration.on(),
         "headphones that are plugged in begin nothing");
    for (auto presses = chance.between(3, 12); presses > 0; --presses) {
        SDL_Event event{};
        event.type = SDL_KEYDOWN;
        event.key.keysym.sym = keys.at(chance.below(keys.size()));
        FastTerminal::push(event);
        terminal_.pass(600ms);
    }
    if (terminal_.wait(
            [&narration] {
                return narration.speech.marked_word() || narration.speech.current() == nullptr;
            },
            500ms)) {
        ++count_.spoken;
    }
    terminal_.plug_headphones(false);
    must(terminal_.wait([&narration] { return !narration.headphones; }, 60s),
         "headphones that are pulled out are not seen");
}

void Visitor::use_counter(std::uint64_t word, Chance& chance) {
    must(hand_.unlock(!has_pin_), "the counter cannot be unlocked");
    has_pin_ = true;
    think(chance);
    if (go("staff.next_free") && go("staff.give")) {
        ++count_.appointments;
        terminal_.pass(200ms);
        must(go("staff.visitor_name"), "no name can be typed");
        ++count_.planted;
        const PlantedWord name(word);
        for (std::size_t i = 0; i < PlantedWord::length; ++i) {
            must(go(std::string("key.") + name.letter(i)), "a name lacks a key");
        }
        must(go("staff.name_done"), "the name cannot be finished");
        think(chance);
        if (chance.one_in(5)) {
            go("staff.letters");
        }
        if (go(chance.one_in(5) ? "staff.no_print" : "staff.print")) {
            ++count_.printed;
        }
        terminal_.pass(300ms);
        if (!chance.one_in(4) && go("staff.cancel") && go("staff.cancel_really")) {
            ++count_.cancelled;
        }
    }
    if (chance.one_in(8)) {
        terminal_.pass(121s); // it locks by itself
    } else {
        must(go("staff.close"), "the counter cannot be closed");
    }
}

void Visitor::leave(Chance& chance) {
    if (terminal_.terminal().visit().untouched()) {
        return; // the counter ended it
    }
    // Whoever left in a hurry and then only made the letters of the first screen larger walks away.
    if (chance.one_in(20) || hand_.shows("language.hint")) {
        ++count_.by_idle;
        const Narration& narration = terminal_.terminal().narration();
        const auto speaks = [&narration] {
            return narration.on() && narration.speech.current() != nullptr &&
                   !narration.speech.is_paused();
        };
        // What is read to its end is not left alone before. Speech takes its time in earnest: a
        // sentence may have begun after it was looked for.
        constexpr int most_sentences = 3;
        for (int i = 0; i == 0 || (i < most_sentences && speaks()); ++i) {
            if (speaks()) {
                go("speech.pause");
            }
            terminal_.pass(narration.on() ? 211s : 121s);
        }
    } else if (!go("session.finish")) {
        go("nav.close");
        must(go("nav.home") && go("session.finish"), "the visit cannot be ended");
    }
}

void Visitor::visit(std::uint64_t number, std::uint64_t word, Chance& chance) {
    ++count_.visits;
    choose_language(number, chance);
    for (auto parts = chance.between(1, 3); parts > 0; --parts) {
        switch (chance.below(9)) {
        case 0:
        case 1:
            browse(chance);
            break;
        case 2:
        case 3:
            search(word, chance);
            break;
        case 4:
            ask_guide(chance);
            break;
        case 5:
            look_for_places(chance);
            break;
        case 6:
            look_around(chance);
            break;
        case 7:
            adjust(chance);
            break;
        default:
            if (chance.one_in(3)) {
                listen(chance);
            }
            break;
        }
    }
    if (chance.one_in(40)) {
        use_keypad(chance);
    }
    if (chance.one_in(40)) {
        use_counter(word, chance);
    }
    leave(chance);
    const Terminal& terminal = terminal_.terminal();
    must(terminal.visit().untouched() && terminal.visit().here().screen == Screen::Language,
         "the visit has not ended");
}

} // namespace zugang::kiosk::testing
