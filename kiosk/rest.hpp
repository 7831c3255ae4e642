#pragma once

#include "kiosk/day_window.hpp"
#include "kiosk/touch.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace zugang::kiosk {

/// When nobody is there: after a while the screen of languages gives way to greetings that change,
/// one language after the other, each at another place, so that nothing burns into the panel. A
/// touch ends it and does nothing else. In the hours in which nobody comes the screen is dark.
class Rest {
  public:
    /// `after`: so long without a visitor; 0: never, as for editors and in tests.
    explicit Rest(std::chrono::seconds after = {}, std::vector<DayWindow> dark = {})
        : after_(after), dark_windows_(std::move(dark)) {}

    /// Nobody has touched anything since then.
    void begin(Instant now);
    /// Somebody is there. True: it was resting, so what they did only woke it.
    bool end(Instant now);

    /// True: there is something new to draw. `nobody`: no visit has begun. `time_of_day`: since
    /// midnight, by the clock on the wall.
    bool advance(Instant now, bool nobody, Instant time_of_day);
    /// When there will be; no value: not before somebody has come and gone.
    std::optional<Instant> wake_at(bool nobody) const;

    bool resting() const { return step_.has_value() || dark_; }
    bool dark() const { return dark_; }
    /// Which greeting is shown, counted from 0.
    std::size_t step() const { return step_.value_or(0); }

    /// Each greeting stands so long.
    static constexpr Instant turn = std::chrono::seconds(6);
    /// Who woke a dark screen and went away leaves it lit so long.
    static constexpr Instant dark_after = std::chrono::seconds(60);

  private:
    std::chrono::seconds after_;
    std::vector<DayWindow> dark_windows_;
    std::optional<Instant> since_; ///< no value: not asked yet
    Instant next_{};
    std::optional<Instant> look_; ///< when a window begins or ends, or the screen gets dark
    bool dark_ = false;
    std::optional<std::size_t> step_;
};

} // namespace zugang::kiosk
