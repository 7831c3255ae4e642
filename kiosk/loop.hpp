#pragma once

#include "kiosk/display.hpp"

#include <filesystem>

namespace zugang::kiosk {

class Terminal;

struct LoopOptions {
    bool report = false; ///< tells on stdout when the first frame was presented, and frames and
                         ///< wake-ups at the end
};

/// Runs until the window is closed or the process is told to end: sleeps, draws when something has
/// changed.
void run_loop(Terminal& terminal, Display& display, const LoopOptions& options);

} // namespace zugang::kiosk
