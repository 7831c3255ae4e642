#include "testing.hpp"

#include "tests/kiosk/drawn_pictures.hpp"

#include <algorithm>
#include <cstdlib>
#include <system_error>

#include <doctest/doctest.h>
#include <imgui.h>

namespace zugang::kiosk::testing {

namespace {

using namespace std::chrono_literals;

constexpr Instant frame_time = 16ms;
constexpr int most_wakes = 20000;

} // namespace

Folder::Folder() {
    std::string name =
        (std::filesystem::temp_directory_path() / "zugang-kiosk-test-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
}

Folder::~Folder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
}

Booth::Booth(const std::filesystem::path& content, Size screen,
             const std::filesystem::path& status_file)
    : Booth(content, screen, {.day = *content::parse_date("2026-11-22"), .since_midnight = 9h}, {},
            status_file) {
}

Booth::Booth(const std::filesystem::path& content, Size screen, const LocalTime& start,
             const Standpoint& standpoint, const std::filesystem::path& status_file)
    : context_(screen) {
    terminal_ = std::make_unique<Terminal>(
        content, screen, IdleTimes{}, [this, start] { return later(start, now_); },
        [this](const std::string& line) { log_.push_back(line); }, status_file, standpoint);
    frame();
}

void Booth::draw() {
    ImGui::GetIO().DeltaTime = 1.0F / 60;
    ImGui::NewFrame();
    terminal_->draw(*ImGui::GetBackgroundDrawList(), now_);
    ImGui::Render();
    terminal_->wait_for_pictures();
    ++frames_;
}

std::vector<Rect> Booth::drawn_pictures() const {
    return testing::drawn_pictures();
}

void Booth::speak() {
    for (const VoiceEvent& event : voice_.advance(now_)) {
        terminal_->hear(event, now_);
    }
    for (const Order& order : terminal_->take_orders()) {
        voice_.obey(order, now_);
    }
}

void Booth::key(Key key) {
    terminal_->key(key, false, now_);
    frame();
    pass(600ms);
}

void Booth::headphones(Plug plug) {
    terminal_->set_headphones(plug, now_);
    frame();
}

void Booth::hear_out() {
    for (int i = 0; i < most_wakes && terminal_->narration().speech.current() != nullptr; ++i) {
        pass(100ms);
    }
    CHECK(terminal_->narration().speech.current() == nullptr);
}

std::string Booth::heard() const {
    std::string all;
    for (const Utterance& utterance : terminal_->narration().speech.log()) {
        all += utterance.text + ' ';
    }
    return all;
}

bool Booth::frame() {
    terminal_->advance(now_);
    speak();
    if (!terminal_->needs_frame()) {
        return false;
    }
    for (int i = 0; i < 10 && terminal_->needs_frame(); ++i) {
        draw();
    }
    CHECK_FALSE(terminal_->needs_frame());
    return true;
}

void Booth::pass(Instant time) {
    const Instant end = now_ + time;
    for (int wakes = 0; now_ < end; ++wakes) {
        if (wakes == most_wakes) {
            FAIL("the terminal does not sleep");
        }
        const auto wake = terminal_->wake_at();
        Instant next = end;
        if (wake) {
            next = std::max(*wake, now_ + (*wake == Instant{} ? frame_time : Instant{1}));
        }
        if (const auto word = voice_.wake_at()) {
            next = std::min(next, std::max(*word, now_ + Instant{1}));
        }
        now_ = std::min(next, end);
        frame();
    }
}

void Booth::touch(TouchPhase phase, Point at, std::int64_t finger) {
    terminal_->touch({.finger = finger, .phase = phase, .at = at, .time = now_});
    frame();
}

void Booth::tap_at(Point at) {
    touch(TouchPhase::Down, at);
    now_ += 60ms;
    touch(TouchPhase::Up, at);
}

void Booth::tap(std::string_view id) {
    CAPTURE(id);
    const Node* node = tree().find(id);
    REQUIRE(node != nullptr);
    const Point at = node->target();
    const Node* hit = tree().hit(at);
    REQUIRE(hit != nullptr);
    REQUIRE(hit->id == id);
    tap_at(at);
}

} // namespace zugang::kiosk::testing
