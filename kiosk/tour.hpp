#pragma once

#include "kiosk/touch.hpp"
#include "kiosk/tour_script.hpp"

#include <filesystem>
#include <vector>

namespace zugang::kiosk {

class Display;
class Terminal;

/// Time in a tour: it passes only as the tour says.
class TourClock {
  public:
    Instant now() const { return now_; }
    void pass(Instant time) { now_ += time; }

  private:
    Instant now_{};
};

/// What a visitor had to do in a tour.
struct Effort {
    int touches = 0; ///< of fingers: taps, and each stroke of a scroll
    int keys = 0;
};

/// Plays a visit: the same SDL events go in as from a screen. PNG and JSON files go to `out`.
/// Writes the first step that does not hold to stderr. Returns the exit code: 0 all held, 1 a step
/// failed.
int play_tour(const std::vector<Step>& steps, Terminal& terminal, Display& display,
              TourClock& clock, const std::filesystem::path& out, Effort& effort);

} // namespace zugang::kiosk
