#pragma once

#include "kiosk/touch.hpp"

#include <chrono>
#include <cstdint>
#include <optional>

namespace zugang::kiosk {

/// What the keys of the keypad mean. Each is one key: nothing needs two at once.
enum class Key : std::uint8_t {
    Previous, ///< 8
    Next,     ///< 2
    Ok,       ///< 5
    Back,     ///< 4
    Details,  ///< 6
    Repeat,   ///< 0
    Louder,   ///< +
    Quieter,  ///< -
    Stop,     ///< *
    Language, ///< /
    Home,     ///< 7
    ReadOn,   ///< 9
    Slower,   ///< 1
    Faster,   ///< 3
    Pause     ///< the decimal point
};

/// For hands that tremble or stay on a key.
struct KeyTimes {
    /// The same key again counts only after so long.
    std::chrono::milliseconds same_key{500};
    /// A key that is held counts again after so long; 0: never.
    std::chrono::milliseconds held_key{0};
};

/// Which presses count.
class Keypad {
  public:
    explicit Keypad(KeyTimes times = {}) : times_(times) {}

    /// `held`: the system repeats a key that was not let go.
    bool accepts(Key key, bool held, Instant now);

  private:
    KeyTimes times_;
    std::optional<Key> last_;
    Instant counted_{}; ///< when `last_` counted
    Instant down_{};    ///< since when it is held
};

} // namespace zugang::kiosk
