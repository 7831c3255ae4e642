#pragma once

#include "kiosk/touch.hpp"

#include <optional>

namespace zugang::kiosk {

/// Kinetic scrolling of one page: it follows the finger, glides on, slows down and stops at the
/// ends without bouncing.
class Scroll {
  public:
    /// How far the page can move; moves it back where it has become shorter.
    void set_range(float content_px, float visible_px);

    float offset() const { return offset_; } ///< whole pixels from the top
    float range() const { return range_; }
    bool more_below() const { return offset_ + 1 < range_; }
    bool more_above() const { return offset_ > 0; }

    void jump(float offset_px);
    void drag(float distance_px, Instant now);
    void fling(float velocity_px_s, Instant now);
    /// Glides to a place, for the page buttons.
    void glide_to(float offset_px, Instant now);
    void stop() { velocity_ = 0; }
    /// Nothing moves by itself any more: a page stops with the finger, and is at once where it
    /// would glide to.
    void set_reduced_motion(bool on) { reduced_motion_ = on; }

    /// Still moving by itself?
    bool moving() const { return velocity_ != 0; }
    float speed() const { return velocity_ < 0 ? -velocity_ : velocity_; }
    void advance(Instant now);

  private:
    void place(float exact);

    float exact_ = 0;
    float offset_ = 0;
    float range_ = 0;
    float velocity_ = 0;          ///< pixels a second, positive: towards the end
    std::optional<float> target_; ///< where glide_to is to end; no value: wherever it stops
    Instant since_{};
    bool reduced_motion_ = false;
};

} // namespace zugang::kiosk
