#pragma once

#include "tests/endurance/fast_terminal.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace zugang::kiosk::testing {

/// A visitor's hand: one finger, and what is seen of the screen.
class Hand {
  public:
    explicit Hand(FastTerminal& terminal) : terminal_(terminal) {}

    void tap_at(Point at, Instant time = std::chrono::milliseconds(60));
    /// Taps what is on the screen. False: it is not, or something covers it.
    bool tap(std::string_view id);
    /// The same, looking for it further down the page.
    bool find_and_tap(std::string_view id);
    /// A stroke at whose end the finger rests: nothing glides on.
    void drag(Point from, Point to);
    /// One character, as a keyboard sends it.
    void type(char character);

    /// Opens the staff's side and unlocks it; `first`: nobody has a PIN yet. False: something is
    /// not where it should be.
    bool unlock(bool first);

    /// Ids that begin so and can be touched now.
    std::vector<std::string> offered(std::string_view prefix) const;
    bool shows(std::string_view id) const;

  private:
    void finger(std::uint32_t type, Point at) const;
    std::vector<float> place() const; ///< where everything on the screen is

    FastTerminal& terminal_;
};

} // namespace zugang::kiosk::testing
