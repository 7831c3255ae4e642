#include "kiosk/touch.hpp"

#include <algorithm>
#include <cmath>

namespace zugang::kiosk {

namespace {

constexpr std::size_t palm_contacts = 5;
constexpr std::size_t most_samples = 32;
constexpr Instant longest_silence = std::chrono::seconds(20);
constexpr Instant velocity_window = std::chrono::milliseconds(80);

} // namespace

std::vector<Gesture> Gestures::handle(const Touch& touch) {
    using Kind = Gesture::Kind;
    std::vector<Gesture> result;
    const bool leads = leader_ == touch.finger;
    const auto same = [&touch](const Finger& finger) { return finger.id == touch.finger; };
    if (const auto known = std::ranges::find_if(down_, same); known != down_.end()) {
        known->heard = touch.time;
    }

    switch (touch.phase) {
    case TouchPhase::Down:
        drop_silent(touch.time);
        std::erase_if(down_, same);
        down_.push_back({touch.finger, touch.time});
        if (down_.size() > palm_contacts && !palm_) {
            palm_ = true;
            if (leader_) {
                leader_.reset();
                dragging_ = false;
                result.push_back({.kind = Kind::Cancel, .at = last_});
            }
        }
        if (!leader_ && !palm_ && down_.size() == 1) {
            leader_ = touch.finger;
            dragging_ = false;
            start_ = last_ = touch.at;
            samples_.assign(1, {touch.at.y, touch.time});
            result.push_back({.kind = Kind::Press, .at = touch.at});
        }
        break;

    case TouchPhase::Move:
        if (!leads) {
            break;
        }
        if (!dragging_ && beyond_slop(touch.at)) {
            dragging_ = true;
            result.push_back({.kind = Kind::Cancel, .at = touch.at});
        }
        if (dragging_) {
            result.push_back(
                {.kind = Kind::Drag, .at = touch.at, .distance = touch.at.y - last_.y});
            last_ = touch.at;
        }
        if (samples_.size() == most_samples) {
            samples_.erase(samples_.begin());
        }
        samples_.push_back({touch.at.y, touch.time});
        break;

    case TouchPhase::Up:
    case TouchPhase::Cancel:
        std::erase_if(down_, same);
        if (down_.empty()) {
            palm_ = false;
        }
        if (!leads) {
            break;
        }
        leader_.reset();
        if (touch.phase == TouchPhase::Cancel) {
            result.push_back({.kind = Kind::Cancel, .at = touch.at});
        } else if (dragging_) {
            result.push_back(
                {.kind = Kind::Fling, .at = touch.at, .velocity = velocity(touch.time)});
        } else if (beyond_slop(touch.at)) { // a panel that reports no moves
            result.push_back({.kind = Kind::Cancel, .at = touch.at});
        } else {
            result.push_back({.kind = Kind::Release, .at = touch.at});
        }
        dragging_ = false;
        break;
    }
    return result;
}

void Gestures::drop_silent(Instant now) {
    std::erase_if(down_,
                  [now](const Finger& finger) { return now - finger.heard > longest_silence; });
    const auto leads = [this](const Finger& finger) { return finger.id == leader_; };
    if (leader_ && std::ranges::none_of(down_, leads)) {
        leader_.reset();
        dragging_ = false;
    }
    if (down_.empty()) {
        palm_ = false;
    }
}

bool Gestures::beyond_slop(Point at) const {
    return std::hypot(at.x - start_.x, at.y - start_.y) > slop_px_;
}

float Gestures::velocity(Instant now) const {
    const auto first = std::ranges::find_if(
        samples_, [&](const Sample& sample) { return now - sample.time <= velocity_window; });
    if (first == samples_.end()) {
        return 0;
    }
    const Sample& last = samples_.back();
    const std::chrono::duration<float> span = last.time - first->time;
    return span.count() > 0.001F ? (last.y - first->y) / span.count() : 0;
}

} // namespace zugang::kiosk
