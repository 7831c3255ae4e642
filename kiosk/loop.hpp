#pragma once

#include "kiosk/display.hpp"
#include "kiosk/input.hpp"
#include "kiosk/touch.hpp"
#include "kiosk/watchdog.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>

union SDL_Event;

namespace zugang::kiosk {

class Sound;
class Terminal;

struct LoopOptions {
    bool report = false; ///< tells on stdout when the first frame was presented, and frames and
                         ///< wake-ups at the end
    std::uint32_t renew_event = 0;  ///< SDL event of a preview: there is something new; 0: none
    Sound* sound = nullptr;         ///< nullptr: it never speaks
    std::filesystem::path screen{}; ///< what is seen, as JSON after each frame; empty: not written
    std::function<Instant()> clock{}; ///< time in the loop; empty: the machine's
};

/// Wakes the loop so that it looks again. SDL must have been started; the function may be called on
/// any thread as long as SDL runs.
std::function<void()> wake_loop();

enum class LoopEnd : std::uint8_t {
    Quit,        ///< the window was closed, or the process told to end
    OtherScreen, ///< straight on the screen: it is another one, the program must start again
    NoInput      ///< straight on the screen: there are input devices, and none may be read
};

/// What a terminal does between two sleeps. run_loop sleeps in earnest and waits for SDL; whoever
/// has a clock of their own lets time pass instead. UI thread only.
class Loop {
  public:
    /// All must outlive it.
    Loop(Terminal& terminal, Display& display, const LoopOptions& options);

    /// Does what is due, draws where something has changed. How long there is nothing to do then,
    /// in milliseconds; negative: for ever.
    int turn();
    /// After a turn: nothing came for as long as that.
    void slept();
    /// After a turn: one event of SDL. Quit: the window was closed, or the process told to end.
    Continue take(const SDL_Event& event);

  private:
    Terminal& terminal_;
    Display& display_;
    LoopOptions options_;
    Watchdog watchdog_;
    Instant last_frame_{};
};

/// Runs until one of these: sleeps, draws when something has changed.
LoopEnd run_loop(Terminal& terminal, Display& display, const LoopOptions& options);

} // namespace zugang::kiosk
