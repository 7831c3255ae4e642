#include "tests/endurance/fast_terminal.hpp"

#include <algorithm>
#include <cerrno>
#include <iostream>
#include <stdexcept>
#include <system_error>

#include <SDL.h>
#include <fcntl.h>
#include <linux/input.h>
#include <sys/stat.h>
#include <unistd.h>

namespace zugang::kiosk::testing {

namespace {

using namespace std::chrono_literals;

constexpr Instant frame_time = 17ms;
constexpr Instant longest_settling = 10s;

/// A Monday in November, ten past eight.
LocalTime first_morning() {
    return {.day = content::Date(std::chrono::days(20'780)), .since_midnight = 490min};
}

void log(const std::string& line) {
    std::cerr << "zugang-kiosk: " << line << '\n';
}

Config configuration(const WorkFolder& folder, std::string_view to) {
    Config config;
    config.headphones = (folder.devices() / "jack").string();
    config.standpoint = {.place = "anerkennung-musterstadt",
                         .land = "by",
                         .position = content::Coordinates{48'370'500, 10'897'800}};
    config.appointments = {.file = ZUGANG_SOURCE_DIR "/tests/tour/staff_appointments.toml",
                           .folder = folder.counter().string(),
                           .letter = "A"};
    const auto target = read_print_target(to);
    if (!target) {
        throw std::runtime_error(target.error());
    }
    config.printer.target = *target;
    return config;
}

} // namespace

FastTerminal::FastTerminal(const WorkFolder& folder, Size screen, std::string_view to)
    : wall_(first_morning()) {
    const Config config = configuration(folder, to);
    if (::mkfifo(config.headphones.c_str(), 0600) != 0 && errno != EEXIST) {
        throw std::system_error(errno, std::generic_category(), config.headphones);
    }
    jack_ = ::open(config.headphones.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    display_ = std::make_unique<Display>(DisplayOptions{.width = static_cast<int>(screen.width),
                                                        .height = static_cast<int>(screen.height),
                                                        .fullscreen = false,
                                                        .software = true});
    equipment_ = std::make_unique<Equipment>(
        config, Folders{.content = folder.content(), .state = folder.state(), .status = {}},
        display_->size(), [this] { return later(wall_, now_ - wall_set_); }, log);
    terminal().set_wake(wake_loop());
    SpeechSettings speech = config.speech;
    speech.enabled = config.sound;
    terminal().set_speech(speech);
    sound_ = std::make_unique<Sound>(config.headphones, log);
    loop_ = std::make_unique<Loop>(
        terminal(), *display_,
        LoopOptions{.sound = sound_.get(), .clock = [this] { return now_; }});
    settle();
}

FastTerminal::~FastTerminal() {
    loop_.reset();
    sound_.reset();
    equipment_.reset();
    display_.reset();
    ::close(jack_);
}

void FastTerminal::push(SDL_Event& event) {
    SDL_PushEvent(&event);
}

// Not by SDL_PollEvent, which may say once that there is nothing although there is (a sentinel of
// the poll before, SDL 2.26): whoever waits is not told so, and time would pass meanwhile.
bool FastTerminal::take_events() {
    SDL_Event event;
    bool any = false;
    SDL_PumpEvents();
    while (SDL_PeepEvents(&event, 1, SDL_GETEVENT, SDL_FIRSTEVENT, SDL_LASTEVENT) > 0) {
        if (event.type == SDL_POLLSENTINEL) {
            continue;
        }
        any = true;
        quit_ = loop_->take(event) == Continue::Quit || quit_;
    }
    return any;
}

// As run_loop does it.
void FastTerminal::round(Instant until) {
    ++rounds_;
    const int timeout = loop_->turn();
    if (take_events()) {
        return;
    }
    const Instant wakes = timeout < 0 ? until : now_ + std::max<Instant>(1ms, 1ms * timeout);
    now_ = std::min(wakes, until);
    if (wakes <= until) {
        loop_->slept();
    }
    fed_ = watch_over_.look(now_) && fed_;
}

void FastTerminal::pass(Instant time) {
    const Instant end = now_ + time;
    while (now_ < end) {
        round(end);
    }
}

void FastTerminal::settle() {
    const Instant end = now_ + longest_settling;
    do {
        round(now_ + frame_time);
    } while (now_ < end && terminal().wake_at().value_or(end) < now_ + frame_time);
}

bool FastTerminal::wait(const std::function<bool()>& wanted, std::chrono::milliseconds longest) {
    const auto end = std::chrono::steady_clock::now() + longest;
    while (true) {
        loop_->turn();
        if (wanted()) {
            return true;
        }
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        SDL_Event event;
        if (left <= 0ms || SDL_WaitEventTimeout(&event, static_cast<int>(left.count())) == 0) {
            return wanted();
        }
        quit_ = loop_->take(event) == Continue::Quit || quit_;
    }
}

void FastTerminal::set_clock(const LocalTime& time) {
    wall_ = time;
    wall_set_ = now_;
}

void FastTerminal::unplug_panel() {
    take_events();
    terminal().lift_fingers();
}

void FastTerminal::plug_headphones(bool in) const {
    input_event event{};
    event.type = EV_SW;
    event.code = SW_HEADPHONE_INSERT;
    event.value = in ? 1 : 0;
    if (::write(jack_, &event, sizeof(event)) != sizeof(event)) {
        throw std::system_error(errno, std::generic_category(), "headphones");
    }
}

} // namespace zugang::kiosk::testing
