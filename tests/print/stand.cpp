#include "tests/print/stand.hpp"

#include "content/appointments/local_clock.hpp"

#include <cstdlib>

#include <doctest/doctest.h>

namespace zugang::kiosk::testing {

namespace {

using namespace std::chrono_literals;

const char* const content_folder = ZUGANG_BINARY_DIR "/tours/advice/content";

DisplayOptions display_options(Size screen) {
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    return {.width = static_cast<int>(screen.width),
            .height = static_cast<int>(screen.height),
            .fullscreen = false,
            .software = true};
}

} // namespace

Stand::Stand(const Setup& setup)
    : display_(display_options(setup.screen)), press_(
                                                   setup.printer,
                                                   [woken = woken_] {
                                                       const std::lock_guard lock(woken->mutex);
                                                       woken->came = true;
                                                       woken->changed.notify_all();
                                                   },
                                                   [](const std::string&) {}) {
    const auto log = [this](const std::string& line) { log_.push_back(line); };
    const auto clock = [this, start = setup.start] { return later(start, now_ - 1h); };
    if (!setup.folder.empty()) {
        state_ = std::make_unique<StateFile>(setup.folder / "state", log);
        staff::DeskSettings settings;
        settings.appointments.file = setup.plan.string();
        settings.appointments.folder = setup.folder.string();
        settings.appointments.letter = setup.letter;
        settings.wake = [woken = woken_] {
            const std::lock_guard lock(woken->mutex);
            woken->came = true;
            woken->changed.notify_all();
        };
        desk_ = std::make_unique<staff::Desk>(
            *state_, settings,
            [clock] { return content::appointments::moment_of(minute_of(clock())); }, log);
    }
    terminal_ = std::make_unique<Terminal>(content_folder, display_.size(), IdleTimes{}, clock, log,
                                           std::filesystem::path{},
                                           Standpoint{"anerkennung-musterstadt", "by", {}});
    terminal_->set_staff(desk_.get());
    terminal_->set_printer(&press_);
    SpeechSettings speech;
    speech.enabled = true;
    terminal_->set_speech(speech);
    settle();
}

Stand::~Stand() = default;

std::string Stand::label(std::string_view id) const {
    const Node* node = tree().find(id);
    return node != nullptr ? node->label : std::string();
}

void Stand::frame() {
    terminal_->advance(now_);
    for (const VoiceEvent& event : voice_.advance(now_)) {
        terminal_->hear(event, now_);
    }
    for (const Order& order : terminal_->take_orders()) {
        voice_.obey(order, now_);
    }
    if (terminal_->needs_frame()) {
        display_.present(*terminal_, now_);
    }
}

void Stand::settle() {
    for (int i = 0; i < 600; ++i) {
        frame();
        const auto wake = terminal_->wake_at();
        if (!wake || *wake > now_ + 16ms) {
            return;
        }
        now_ += 16ms;
    }
    FAIL("the terminal does not come to rest");
}

void Stand::touch_at(Point at) {
    terminal_->touch({.finger = 1, .phase = TouchPhase::Down, .at = at, .time = now_});
    frame();
    now_ += 60ms;
    terminal_->touch({.finger = 1, .phase = TouchPhase::Up, .at = at, .time = now_});
    settle();
}

void Stand::tap(std::string_view id) {
    CAPTURE(std::string(id));
    const Node* node = tree().find(id);
    for (float at = 0; node == nullptr && at <= terminal_->hidden_px(); at += 300) {
        terminal_->scroll_to(at);
        settle();
        node = tree().find(id);
    }
    REQUIRE(node != nullptr);
    const Node* hit = tree().hit(node->target());
    REQUIRE(hit != nullptr);
    REQUIRE(hit->id == id);
    touch_at(node->target());
}

void Stand::type(std::string_view keys) {
    for (const char key : keys) {
        const bool digit = key >= '0' && key <= '9';
        tap((digit ? "staff.digit." : "key.") + std::string(1, key));
    }
}

void Stand::unlock(std::string_view pin) {
    const Node* brand = tree().find("brand");
    REQUIRE(brand != nullptr);
    const Point at = brand->rect.center();
    terminal_->touch({.finger = 1, .phase = TouchPhase::Down, .at = at, .time = now_});
    pass(2100ms);
    terminal_->touch({.finger = 1, .phase = TouchPhase::Up, .at = at, .time = now_});
    settle();
    const bool first = desk_->page() == staff::Page::FirstPin;
    type(first ? std::string(pin) : "01" + std::string(pin));
    tap("staff.enter");
    if (first) {
        type(pin);
        tap("staff.enter");
    }
}

void Stand::pass(Instant time) {
    const Instant end = now_ + time;
    while (now_ < end) {
        const auto wake = terminal_->wake_at();
        now_ = std::min(end, std::max(wake.value_or(end), now_ + 16ms));
        frame();
    }
    settle();
}

void Stand::key(Key key) {
    terminal_->key(key, false, now_);
    settle();
    pass(600ms);
}

std::string Stand::heard() const {
    std::string all;
    for (const Utterance& utterance : terminal_->narration().speech.log()) {
        all += utterance.text + ' ';
    }
    return all;
}

bool Stand::wait_until(const std::function<bool()>& wanted) {
    const auto give_up = std::chrono::steady_clock::now() + 1min;
    while (true) {
        settle();
        if (wanted()) {
            return true;
        }
        std::unique_lock lock(woken_->mutex);
        if (!woken_->changed.wait_until(lock, give_up, [this] { return woken_->came; })) {
            return false;
        }
        woken_->came = false;
    }
}

} // namespace zugang::kiosk::testing
