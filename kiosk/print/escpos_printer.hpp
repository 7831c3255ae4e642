#pragma once

#include "content/printer_profile.hpp"
#include "kiosk/print/interrupt.hpp"
#include "kiosk/print/print_state.hpp"
#include "kiosk/print/print_target.hpp"
#include "kiosk/print/slip_picture.hpp"

#include <chrono>
#include <functional>

namespace zugang::kiosk {

/// How long a receipt printer may take. Shorter in tests.
struct EscPosPatience {
    std::chrono::milliseconds connect{3000};
    std::chrono::milliseconds answer{1000};    ///< to a question in real time
    std::chrono::milliseconds silence{500};    ///< without a confirmation, before it is asked why
    std::chrono::milliseconds progress{20000}; ///< for one part, while nothing is wrong
};

/// One attempt to print a slip on a receipt printer. Everything but its last part is sent again
/// without harm, since it is no slip before it is cut; so the last part is held back until all
/// before it is confirmed, and once it was sent, the slip is never sent again.
struct EscPosJob {
    const SlipPicture& picture;
    const content::PrinterProfile& profile;
    bool begun = false; ///< something may be on paper already; set by an attempt
    /// Until then it is waited for a printer that has begun.
    std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
};

/// `tell`: what it waits for, while it goes on. Ends early with Again or Unclear when interrupted.
PrintOutcome print_escpos(EscPosJob& job, const PrintTarget& target, const EscPosPatience& patience,
                          const Interrupt& interrupt,
                          const std::function<void(PrintTrouble)>& tell);

/// How the printer is; None: ready, or it cannot say.
PrintTrouble ask_escpos(const PrintTarget& target, const content::PrinterProfile& profile,
                        const EscPosPatience& patience, const Interrupt& interrupt);

} // namespace zugang::kiosk
