#include "kiosk/scroll.hpp"

#include <algorithm>
#include <cmath>

namespace zugang::kiosk {

namespace {

// A glide covers velocity * time_constant in all.
constexpr float time_constant_s = 0.325F;
constexpr float slowest_px_s = 12;
constexpr float fastest_px_s = 12000;

} // namespace

void Scroll::set_range(float content_px, float visible_px) {
    range_ = std::max(0.0F, std::round(content_px - visible_px));
    place(exact_);
}

void Scroll::place(float exact) {
    exact_ = std::clamp(exact, 0.0F, range_);
    offset_ = std::round(exact_);
}

void Scroll::jump(float offset_px) {
    velocity_ = 0;
    exact_ = std::max(0.0F, offset_px); // the range of the page is known once it is drawn
    offset_ = std::round(exact_);
}

void Scroll::drag(float distance_px, Instant now) {
    velocity_ = 0;
    since_ = now;
    place(exact_ - distance_px);
}

void Scroll::fling(float velocity_px_s, Instant now) {
    target_.reset();
    velocity_ = std::clamp(-velocity_px_s, -fastest_px_s, fastest_px_s);
    since_ = now;
    if (reduced_motion_ || speed() < slowest_px_s * 4) {
        velocity_ = 0;
    }
}

void Scroll::glide_to(float offset_px, Instant now) {
    if (reduced_motion_) {
        jump(std::min(offset_px, range_));
        return;
    }
    target_ = std::round(std::clamp(offset_px, 0.0F, range_));
    velocity_ = (*target_ - exact_) / time_constant_s;
    since_ = now;
}

void Scroll::advance(Instant now) {
    if (velocity_ == 0) {
        return;
    }
    const float seconds = std::chrono::duration<float>(now - since_).count();
    if (seconds <= 0) {
        return;
    }
    since_ = now;
    const float decay = std::exp(-seconds / time_constant_s);
    const float before = exact_;
    place(exact_ + velocity_ * time_constant_s * (1 - decay));
    velocity_ *= decay;
    const bool at_end = exact_ == before && (exact_ == 0 || exact_ == range_);
    // What is left of a glide to a place must be less than can be seen.
    const bool slow = target_ ? std::abs(*target_ - exact_) < 0.5F : speed() < slowest_px_s;
    if (at_end || slow) {
        velocity_ = 0;
        place(slow && target_ ? *target_ : std::round(exact_));
    }
}

} // namespace zugang::kiosk
