#include "kiosk/loop.hpp"

#include "content/durable_file.hpp"
#include "kiosk/connectors.hpp"
#include "kiosk/event_wait.hpp"
#include "kiosk/input.hpp"
#include "kiosk/sound.hpp"
#include "kiosk/terminal.hpp"
#include "kiosk/watchdog.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <optional>
#include <string_view>
#include <utility>

#include <SDL.h>

namespace zugang::kiosk {

namespace {

Instant clock_now() {
    return std::chrono::duration_cast<Instant>(std::chrono::steady_clock::now().time_since_epoch());
}

// How long to sleep: for ever (-1), or until the terminal or its watchdog has something to do.
int timeout_ms(const Terminal& terminal, const Watchdog& watchdog, Instant now) {
    auto wake = terminal.wake_at();
    if (const auto due = watchdog.due()) {
        wake = std::min(wake.value_or(*due), *due);
    }
    if (!wake) {
        return -1;
    }
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*wake - now).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, 3'600'000));
}

// Without a window system between it and the screen.
bool draws_straight_to_screen() {
    const char* driver = SDL_GetCurrentVideoDriver();
    return driver != nullptr && std::string_view(driver) == "KMSDRM";
}

/// What SDL leaves to us where it draws straight to the screen.
struct Bare {
    EventWait wait{"/dev/input"};
    Connectors connectors{"/sys/class/drm"};
    Instant looked{};

    /// True: the program must start again.
    bool other_screen(Instant now) {
        if (now < looked + std::chrono::seconds(10)) {
            return false;
        }
        looked = now;
        return connectors.other_screen();
    }
};

constexpr Instant frame_time = std::chrono::microseconds(16'667);

} // namespace

std::function<void()> wake_loop() {
    const std::uint32_t type = SDL_RegisterEvents(1);
    return [type] {
        SDL_Event event{};
        event.type = type;
        SDL_PushEvent(&event);
    };
}

Loop::Loop(Terminal& terminal, Display& display, const LoopOptions& options)
    : terminal_(terminal), display_(display), options_(options) {
    if (!options_.clock) {
        options_.clock = clock_now;
    }
}

int Loop::turn() {
    Instant now = options_.clock();
    terminal_.advance(now);
    // Before the frame: what is said begins at once.
    if (auto orders = terminal_.take_orders(); options_.sound != nullptr) {
        options_.sound->obey(std::move(orders));
    }
    if (terminal_.needs_frame()) {
        display_.present(terminal_, now);
        last_frame_ = now;
        watchdog_.ready();
        watchdog_.feed(now);
        if (!options_.screen.empty()) {
            content::write_quickly(options_.screen, terminal_.screen_json() + "\n");
        }
        if (options_.report && display_.frames() == 1) {
            std::puts("first frame");
            std::fflush(stdout);
        }
    }
    now = options_.clock();
    const int timeout = timeout_ms(terminal_, watchdog_, now);
    if (timeout == 0 &&
        !terminal_.needs_frame()) { // something moves: the next frame when it is due
        return static_cast<int>(
            std::clamp<std::int64_t>((last_frame_ + frame_time - now).count() / 1000, 0, 16));
    }
    return timeout;
}

void Loop::slept() {
    if (!terminal_.needs_frame()) {
        watchdog_.feed(options_.clock()); // it slept, and woke when it was to
    }
}

Continue Loop::take(const SDL_Event& event) {
    if (options_.renew_event != 0 && event.type == options_.renew_event) {
        terminal_.renew(options_.clock());
    } else if (options_.sound != nullptr &&
               options_.sound->take(event, terminal_, options_.clock())) {
        options_.sound->obey(terminal_.take_orders());
    } else {
        return handle_event(event, terminal_, display_, options_.clock());
    }
    return Continue::Yes;
}

LoopEnd run_loop(Terminal& terminal, Display& display, const LoopOptions& options) {
    std::uint64_t wakes = 0;
    Loop loop(terminal, display, options);
    std::optional<Bare> bare;
    if (draws_straight_to_screen()) {
        bare.emplace();
        if (bare->wait.devices() == 0 && bare->wait.refused() > 0) {
            return LoopEnd::NoInput; // a picture that nobody can touch, and a console that is
                                     // locked
        }
    }
    while (true) {
        const int timeout = loop.turn();
        SDL_Event event;
        bool came = bare          ? bare->wait.wait(event, timeout)
                    : timeout < 0 ? SDL_WaitEvent(&event) != 0
                                  : SDL_WaitEventTimeout(&event, timeout) != 0;
        ++wakes;
        if (bare && bare->other_screen(clock_now())) {
            return LoopEnd::OtherScreen;
        }
        if (!came) {
            loop.slept();
        }
        while (came) {
            if (loop.take(event) == Continue::Quit) {
                if (options.report) {
                    std::printf("frames %llu\nwakes %llu\n",
                                static_cast<unsigned long long>(display.frames()),
                                static_cast<unsigned long long>(bare ? bare->wait.wakes() : wakes));
                }
                return LoopEnd::Quit;
            }
            came = SDL_PollEvent(&event) != 0;
        }
        // After the events: a finger that came down as the device went must not stay.
        if (bare && bare->wait.take_lost()) {
            terminal.lift_fingers();
        }
    }
}

} // namespace zugang::kiosk
