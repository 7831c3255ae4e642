#pragma once

#include "kiosk/geometry.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace zugang::kiosk {

/// Time since some start, never backwards.
using Instant = std::chrono::microseconds;

enum class TouchPhase : std::uint8_t { Down, Move, Up, Cancel };

/// One finger (or the mouse) as the system reports it.
struct Touch {
    std::int64_t finger = 0;
    TouchPhase phase = TouchPhase::Down;
    Point at;
    Instant time{};
};

/// What a visitor did.
struct Gesture {
    enum class Kind : std::uint8_t {
        Press,   ///< a finger came down: show it at once
        Release, ///< it left where it came down: a tap at `at`
        Drag,    ///< it moves; the press is off; scroll by `distance`
        Fling,   ///< it left while moving, at `velocity`
        Cancel   ///< the press is off
    };
    Kind kind = Kind::Press;
    Point at;
    float distance = 0; ///< pixels down
    float velocity = 0; ///< pixels down a second
};

/// Turns touches into gestures. A finger whose end was never reported (a panel unplugged, a lost
/// event) is forgotten after a while. One finger leads; others do nothing. More than five at once
/// are a palm: nothing counts until all have left.
class Gestures {
  public:
    /// `slop_px`: as far as a finger may move and still be a tap.
    explicit Gestures(float slop_px) : slop_px_(slop_px) {}

    void set_slop(float slop_px) { slop_px_ = slop_px; }

    /// Gestures in their order, at most two.
    std::vector<Gesture> handle(const Touch& touch);

    /// Forgets all fingers: whatever lies on the glass does not count until it comes down again.
    void forget() { *this = Gestures(slop_px_); }

    bool dragging() const { return dragging_; }
    bool touched() const { return leader_.has_value(); }

  private:
    struct Sample {
        float y;
        Instant time;
    };
    float velocity(Instant now) const;
    bool beyond_slop(Point at) const;

    float slop_px_;
    struct Finger {
        std::int64_t id;
        Instant heard; ///< of its last report
    };
    void drop_silent(Instant now);

    std::vector<Finger> down_; ///< fingers on the glass
    std::optional<std::int64_t> leader_;
    bool palm_ = false;
    bool dragging_ = false;
    Point start_;
    Point last_;
    std::vector<Sample> samples_;
};

} // namespace zugang::kiosk
