#include "tests/endurance/monkey.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <utility>

#include <SDL.h>
#include <unistd.h>

namespace zugang::kiosk::testing {

namespace {

using namespace std::chrono_literals;

constexpr std::array<Size, 5> sizes{{{540, 960}, {960, 540}, {400, 640}, {640, 512}, {1080, 1920}}};

std::string at_text(Point at) {
    return std::to_string(static_cast<int>(at.x)) + "," + std::to_string(static_cast<int>(at.y));
}

} // namespace

void Trail::add(std::string_view what) {
    Line& line = lines_[next_++ % kept];
    const std::size_t size = std::min(what.size(), line.text.size());
    what.copy(line.text.data(), size);
    line.size = static_cast<std::uint16_t>(size);
}

void Trail::write(int descriptor) const {
    for (std::size_t i = next_ > kept ? next_ - kept : 0; i < next_; ++i) {
        const Line& line = lines_[i % kept];
        if (::write(descriptor, line.text.data(), line.size) < 0 ||
            ::write(descriptor, "\n", 1) < 0) {
            return;
        }
    }
}

Monkey::Monkey(FastTerminal& terminal, Surroundings surroundings, Trail& trail)
    : terminal_(terminal), hand_(terminal), surroundings_(std::move(surroundings)), trail_(trail) {
}

void Monkey::finger(std::uint32_t type, std::int64_t device, std::int64_t id, Point at) {
    const Size screen = terminal_.display().size();
    SDL_Event event{};
    event.type = type;
    event.tfinger.touchId = device;
    event.tfinger.fingerId = id;
    event.tfinger.x = at.x / screen.width;
    event.tfinger.y = at.y / screen.height;
    event.tfinger.pressure = chance_.fraction();
    FastTerminal::push(event);
    const std::pair both{device, id};
    if (type == SDL_FINGERDOWN) {
        ++count_.touches;
        down_.push_back(both);
    } else if (type == SDL_FINGERUP) {
        std::erase(down_, both);
    }
}

// Two times of three on something that is there; else anywhere, edges included.
Point Monkey::somewhere() {
    const Size screen = terminal_.display().size();
    const auto& nodes = terminal_.tree().nodes();
    if (!nodes.empty() && !chance_.one_in(3)) {
        const Rect& rect = nodes[chance_.below(nodes.size())].rect;
        return {rect.x + rect.width * chance_.fraction(),
                rect.y + rect.height * chance_.fraction()};
    }
    return {screen.width * (chance_.fraction() * 1.1F - 0.05F),
            screen.height * (chance_.fraction() * 1.1F - 0.05F)};
}

void Monkey::tap() {
    const Point at = somewhere();
    trail_.add("tap " + at_text(at));
    finger(SDL_FINGERDOWN, 1, 1, at);
    terminal_.pass(1ms * chance_.between(0, 120));
    finger(SDL_FINGERUP, 1, 1, at);
}

void Monkey::hold() {
    const Node* brand = terminal_.tree().find("brand");
    const Point at = brand != nullptr && chance_.one_in(2) ? brand->target() : somewhere();
    const auto time = 1ms * chance_.between(300, 4000);
    trail_.add("hold " + at_text(at) + " " + std::to_string(time.count()));
    finger(SDL_FINGERDOWN, 1, 1, at);
    terminal_.pass(time);
    finger(SDL_FINGERUP, 1, 1, at);
}

void Monkey::drag() {
    const Point from = somewhere();
    const Point to = somewhere();
    const auto steps = chance_.between(1, 6);
    trail_.add("drag " + at_text(from) + " " + at_text(to) + " " + std::to_string(steps));
    finger(SDL_FINGERDOWN, 1, 1, from);
    for (std::int64_t i = 1; i <= steps; ++i) {
        const float part = static_cast<float>(i) / static_cast<float>(steps);
        terminal_.pass(1ms * chance_.between(0, 20));
        finger(SDL_FINGERMOTION, 1, 1,
               {from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part});
    }
    finger(SDL_FINGERUP, 1, 1, to);
}

// Two fingers to a palm, down and up in any order, of one panel or of two.
void Monkey::many_fingers() {
    const auto fingers = chance_.between(2, 12);
    trail_.add("fingers " + std::to_string(fingers));
    std::vector<std::pair<std::int64_t, std::int64_t>> ids;
    for (std::int64_t i = 0; i < fingers; ++i) {
        ids.emplace_back(chance_.between(1, 2), i);
        finger(SDL_FINGERDOWN, ids.back().first, i, somewhere());
        if (chance_.one_in(4)) {
            terminal_.pass(1ms * chance_.between(0, 30));
        }
    }
    while (!ids.empty()) {
        const std::size_t which = chance_.below(ids.size());
        const auto [panel, id] = ids[which];
        if (chance_.one_in(3)) {
            finger(SDL_FINGERMOTION, panel, id, somewhere());
            continue;
        }
        finger(SDL_FINGERUP, panel, id, somewhere());
        ids.erase(ids.begin() + static_cast<std::ptrdiff_t>(which));
    }
}

// What a bad panel, or one that is pulled out under the fingers, says.
void Monkey::broken_report() {
    switch (chance_.below(5)) {
    case 0:
        trail_.add("up without down");
        finger(SDL_FINGERUP, chance_.between(1, 3), chance_.between(0, 20), somewhere());
        break;
    case 1:
        trail_.add("move without down");
        finger(SDL_FINGERMOTION, chance_.between(1, 3), chance_.between(0, 20), somewhere());
        break;
    case 2:
        trail_.add("down twice");
        finger(SDL_FINGERDOWN, 1, 1, somewhere());
        finger(SDL_FINGERDOWN, 1, 1, somewhere());
        finger(SDL_FINGERUP, 1, 1, somewhere());
        break;
    case 3:
        trail_.add("down, and never up");
        finger(SDL_FINGERDOWN, 1, chance_.between(30, 40), somewhere());
        break;
    default:
        trail_.add("unplugged under fingers, and plugged in");
        finger(SDL_FINGERDOWN, 1, chance_.between(0, 9), somewhere());
        terminal_.pass(1ms * chance_.between(0, 100));
        terminal_.unplug_panel();
        down_.clear();
        break;
    }
}

void Monkey::mouse() {
    const Point at = somewhere();
    const auto button = static_cast<std::uint8_t>(chance_.between(1, 5));
    trail_.add("mouse " + at_text(at) + " button " + std::to_string(button));
    const auto send = [&](std::uint32_t type) {
        SDL_Event event{};
        event.type = type;
        if (type == SDL_MOUSEMOTION) {
            event.motion.x = static_cast<int>(at.x);
            event.motion.y = static_cast<int>(at.y);
            event.motion.state = SDL_BUTTON(button);
        } else if (type == SDL_MOUSEWHEEL) {
            event.wheel.preciseY = chance_.fraction() * 40 - 20;
        } else {
            event.button.button = button;
            event.button.x = static_cast<int>(at.x);
            event.button.y = static_cast<int>(at.y);
        }
        FastTerminal::push(event);
    };
    send(SDL_MOUSEMOTION);
    send(SDL_MOUSEBUTTONDOWN);
    ++count_.touches;
    if (chance_.one_in(3)) {
        send(SDL_MOUSEMOTION);
    }
    send(SDL_MOUSEBUTTONUP);
    if (chance_.one_in(3)) {
        send(SDL_MOUSEWHEEL);
    }
}

// Any key with any other: Alt+F4, Ctrl+Alt+Delete, Print, Sleep, what browsers have, number pads.
void Monkey::key() {
    SDL_Event event{};
    const auto scancode = static_cast<SDL_Scancode>(chance_.below(SDL_NUM_SCANCODES));
    event.key.keysym.scancode = scancode;
    event.key.keysym.sym = SDL_GetKeyFromScancode(scancode);
    if (chance_.one_in(2)) { // one that means something
        constexpr std::string_view meant = "0123456789+-*/.,";
        event.key.keysym.sym = meant[chance_.below(meant.size())];
    }
    event.key.keysym.mod = static_cast<std::uint16_t>(chance_.bits());
    event.key.repeat = chance_.one_in(5) ? 1 : 0;
    trail_.add("key " + std::to_string(event.key.keysym.sym) + " with " +
               std::to_string(event.key.keysym.mod));
    event.type = SDL_KEYDOWN;
    FastTerminal::push(event);
    event.type = SDL_KEYUP;
    FastTerminal::push(event);
    ++count_.keys;
}

void Monkey::text() {
    static constexpr std::array<std::string_view, 14> texts{"a",
                                                            "Miete",
                                                            "ß",
                                                            "عمل",
                                                            "ትግርኛ",
                                                            "кімната",
                                                            "\u0301\u0301\u0301\u0301",
                                                            "👩‍👩‍👧‍👦",
                                                            " ",
                                                            "\u202E",
                                                            "\u200F\u200E",
                                                            "\"*()",
                                                            "NEAR(a b",
                                                            "%_'; --"};
    const std::string_view what = texts.at(chance_.below(texts.size()));
    SDL_Event event{};
    event.type = SDL_TEXTINPUT;
    what.substr(0, sizeof(event.text.text) - 1).copy(event.text.text, what.size());
    trail_.add("text " + std::string(what));
    FastTerminal::push(event);
    ++count_.keys;
}

void Monkey::resize() {
    const Size size = sizes.at(chance_.one_in(10) ? 4 : chance_.below(4));
    trail_.add("size " + std::to_string(static_cast<int>(size.width)) + "x" +
               std::to_string(static_cast<int>(size.height)));
    terminal_.display().resize(static_cast<int>(size.width), static_cast<int>(size.height));
}

void Monkey::window() {
    ++count_.others;
    SDL_Event event{};
    if (chance_.one_in(3)) {
        resize();
        return;
    }
    switch (chance_.below(4)) {
    case 0:
        event.type = SDL_DISPLAYEVENT;
        event.display.event = static_cast<std::uint8_t>(chance_.between(1, 3));
        break;
    case 1:
        event.type = chance_.one_in(2) ? SDL_RENDER_TARGETS_RESET : SDL_RENDER_DEVICE_RESET;
        break;
    default:
        event.type = SDL_WINDOWEVENT;
        event.window.event = static_cast<std::uint8_t>(
            chance_.between(SDL_WINDOWEVENT_SHOWN, SDL_WINDOWEVENT_DISPLAY_CHANGED));
        break;
    }
    trail_.add("window event " + std::to_string(event.type) + " " +
               std::to_string(event.window.event));
    FastTerminal::push(event);
}

void Monkey::device() {
    ++count_.others;
    static constexpr std::array<std::uint32_t, 16> types{SDL_AUDIODEVICEADDED,
                                                         SDL_AUDIODEVICEREMOVED,
                                                         SDL_KEYMAPCHANGED,
                                                         SDL_JOYDEVICEADDED,
                                                         SDL_JOYDEVICEREMOVED,
                                                         SDL_CONTROLLERDEVICEADDED,
                                                         SDL_CONTROLLERDEVICEREMOVED,
                                                         SDL_CONTROLLERBUTTONDOWN,
                                                         SDL_CLIPBOARDUPDATE,
                                                         SDL_SENSORUPDATE,
                                                         SDL_MULTIGESTURE,
                                                         SDL_DOLLARGESTURE,
                                                         SDL_APP_LOWMEMORY,
                                                         SDL_APP_WILLENTERBACKGROUND,
                                                         SDL_APP_DIDENTERFOREGROUND,
                                                         SDL_LOCALECHANGED};
    SDL_Event event{};
    event.type = types.at(chance_.below(types.size()));
    trail_.add("device event " + std::to_string(event.type));
    FastTerminal::push(event);
}

void Monkey::time() {
    ++count_.others;
    static constexpr std::array<Instant, 6> times{2s, 4s, 21s, 100s, 125s, 400s};
    const Instant time = times.at(chance_.below(times.size()));
    trail_.add("nobody for " + std::to_string(time.count() / 1'000'000) + " s");
    terminal_.pass(time);
}

void Monkey::clock() {
    ++count_.others;
    static constexpr std::array<std::string_view, 7> days{"1970-01-01", "2026-11-23", "2026-11-24",
                                                          "2027-01-01", "2038-01-19", "2100-02-28",
                                                          "2026-03-29"};
    const std::string_view day = days.at(chance_.below(days.size()));
    const Instant time = 1s * chance_.between(0, 86'399);
    trail_.add("clock " + std::string(day) + " " + std::to_string(time.count() / 1'000'000));
    terminal_.set_clock({.day = *content::parse_date(day), .since_midnight = time});
}

void Monkey::surroundings() {
    ++count_.others;
    switch (chance_.below(8)) {
    case 0:
    case 1:
        trail_.add("content exchanged");
        surroundings_.exchange_content();
        break;
    case 2:
        trail_.add("content broken");
        surroundings_.break_content(true);
        break;
    case 3:
        trail_.add("content whole");
        surroundings_.break_content(false);
        break;
    case 4:
    case 5: {
        const bool there = chance_.one_in(2);
        trail_.add(there ? "printer there" : "printer gone");
        surroundings_.printer(there);
        break;
    }
    case 6: {
        const bool there = chance_.one_in(2);
        trail_.add(there ? "sound device there" : "sound device gone");
        surroundings_.sound_device(there);
        break;
    }
    default:
        trail_.add("synthesiser killed");
        surroundings_.kill_voice();
        break;
    }
}

void Monkey::headphones() {
    ++count_.others;
    const bool in = chance_.one_in(2);
    trail_.add(in ? "headphones in" : "headphones out");
    terminal_.plug_headphones(in);
}

void Monkey::unlock() {
    trail_.add("unlock");
    if (hand_.unlock(!has_pin_)) {
        has_pin_ = true;
        ++count_.unlocked;
    }
}

void Monkey::act() {
    const std::size_t kind = chance_.below(1000);
    if (kind < 600) {
        tap();
    } else if (kind < 700) {
        drag();
    } else if (kind < 780) {
        many_fingers();
    } else if (kind < 800) {
        broken_report();
    } else if (kind < 860) {
        mouse();
    } else if (kind < 920) {
        key();
    } else if (kind < 950) {
        text();
    } else if (kind < 960) {
        hold();
    } else if (kind < 970) {
        window();
    } else if (kind < 982) {
        device();
    } else if (kind < 986) {
        headphones();
    } else if (kind < 990) {
        surroundings();
    } else if (kind < 994) {
        clock();
    } else if (kind < 999) {
        time();
    } else {
        unlock();
    }
}

/// What must hold at every moment.
std::string Monkey::look() {
    if (terminal_.quit_asked()) {
        return "the terminal asked to end";
    }
    if (!terminal_.watchdog_fed()) {
        return "the watchdog would have ended the terminal";
    }
    if (terminal_.tree().nodes().empty()) {
        return "nothing is on the screen";
    }
    if (!terminal_.terminal().has_content()) {
        return "the content is gone from the screen";
    }
    return {};
}

/// All hands leave the glass; of a finger that never said so, time tells.
void Monkey::lift_all() {
    const auto down = down_;
    bool silent = false;
    for (const auto& [panel, id] : down) {
        if (id < 30) {
            finger(SDL_FINGERUP, panel, id, {1, 1});
        } else {
            silent = true;
        }
    }
    terminal_.pass(silent ? 21s : Instant(100ms));
    down_.clear();
    terminal_.settle();
}

bool Monkey::is_home() {
    const Terminal& terminal = terminal_.terminal();
    const Screen here = terminal.visit().here().screen;
    return (here == Screen::Home || here == Screen::Language) && !terminal.visit().has_card() &&
           !hand_.shows("dialog") && (hand_.shows("bar.reach") || hand_.shows("nav.home"));
}

/// By the terminal's own buttons, as anybody would who reads them.
std::string Monkey::go_home() {
    lift_all();
    std::string way;
    for (int touches = 0; touches <= 2; ++touches) {
        if (is_home()) {
            ++count_.returns;
            return {};
        }
        if (touches == 2) {
            break;
        }
        bool done = false;
        for (const std::string_view id : {"nav.home", "staff.close", "session.leave", "nav.close",
                                          "session.extend", "session.finish"}) {
            if (hand_.tap(id)) {
                way += std::string(way.empty() ? "" : ", ") + std::string(id);
                done = true;
                break;
            }
        }
        if (!done) { // a picture that any touch ends
            const Size screen = terminal_.display().size();
            hand_.tap_at({screen.width / 2, screen.height / 2});
            way += way.empty() ? "the middle" : ", the middle";
        }
        ++count_.touches;
    }
    return "home is not reached within two touches (" + way + ")";
}

std::string Monkey::round(std::uint64_t seed, std::uint64_t number) {
    chance_ = Chance(seed, number);
    trail_.add("round " + std::to_string(number));
    resize();
    terminal_.settle();
    const std::uint64_t end = count_.touches + static_cast<std::uint64_t>(chance_.between(20, 300));
    while (count_.touches < end) {
        act();
        if (!chance_.one_in(4)) { // else more comes before the terminal looks
            terminal_.pass(1ms * chance_.between(1, 60));
        }
        if (auto wrong = look(); !wrong.empty()) {
            return wrong;
        }
    }
    auto wrong = go_home();
    return wrong.empty() ? look() : wrong;
}

} // namespace zugang::kiosk::testing
