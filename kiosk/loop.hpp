#pragma once

#include "kiosk/display.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>

namespace zugang::kiosk {

class Sound;
class Terminal;

struct LoopOptions {
    bool report = false; ///< tells on stdout when the first frame was presented, and frames and
                         ///< wake-ups at the end
    std::uint32_t renew_event = 0;  ///< SDL event of a preview: there is something new; 0: none
    Sound* sound = nullptr;         ///< nullptr: it never speaks
    std::filesystem::path screen{}; ///< what is seen, as JSON after each frame; empty: not written
};

/// Wakes the loop so that it looks again. SDL must have been started; the function may be called on
/// any thread as long as SDL runs.
std::function<void()> wake_loop();

/// Runs until the window is closed or the process is told to end: sleeps, draws when something has
/// changed.
void run_loop(Terminal& terminal, Display& display, const LoopOptions& options);

} // namespace zugang::kiosk
