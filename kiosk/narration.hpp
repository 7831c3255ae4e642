#pragma once

#include "kiosk/focus.hpp"
#include "kiosk/keypad.hpp"
#include "kiosk/speech.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::kiosk {

/// How the terminal is to speak; terminal.toml.
struct SpeechSettings {
    bool enabled = true;             ///< otherwise nothing offers to read
    bool loudspeaker = true;         ///< speaks without headphones, too
    bool headset_gets_sound = false; ///< a USB headset that is plugged in: the system sees to it
    bool blank_screen = false;       ///< nothing is seen while somebody listens with headphones
    std::chrono::seconds idle{180};  ///< the least idle time while it speaks
    KeyTimes keys{};
};

/// Aloud: switched on by touch, reads whole pages and shows its panel. Keypad: says what the keys
/// go to.
enum class Reading : std::uint8_t { Off, Aloud, Keypad };

/// All that is known of reading aloud in one visit. Ending the session resets it.
struct Narration {
    SpeechSettings settings{};
    Reading reading = Reading::Off;
    Speech speech{};
    Keypad keypad{};
    Focus focus{};
    bool headphones = false;
    bool reads_on = false;    ///< element after element
    int rounds = 0;           ///< of the languages that are still to be read
    std::string place{};      ///< page that was announced last
    std::string asked_over{}; ///< page below "Are you still there?"
    std::string stops_of{};   ///< page that the focus's stops belong to
    std::map<std::string, std::string, std::less<>> left_at{}; ///< element by page that was left
    bool welcomed = false;
    bool on_card = false; ///< a card of a term was announced last

    bool on() const { return reading != Reading::Off; }
    bool can_sound() const { return settings.enabled && (headphones || settings.loudspeaker); }
    bool screen_blank() const {
        return settings.blank_screen && headphones && reading == Reading::Keypad;
    }
};

} // namespace zugang::kiosk
