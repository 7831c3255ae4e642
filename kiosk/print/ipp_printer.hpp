#pragma once

#include "kiosk/print/interrupt.hpp"
#include "kiosk/print/print_state.hpp"
#include "kiosk/print/pwg_raster.hpp"
#include "kiosk/print/slip_sheet.hpp"

#include <chrono>
#include <functional>
#include <string>

namespace zugang::kiosk {

struct IppPatience {
    std::chrono::milliseconds connect{3000};
    std::chrono::milliseconds poll{250}; ///< between two questions how a job is
    double answer_s = 10;
};

/// A slip on its way to an IPP printer (RFC 8011) or a queue of CUPS, through one or several
/// attempts.
struct IppJob {
    const SlipSheet& sheet;
    const fonts::FontSet* fonts = nullptr;     ///< the sheet's
    int number = 0;                            ///< the printer's; 0: it does not know of it yet
    bool complete = false;                     ///< it was sent to its last byte
    PrintTrouble trouble = PrintTrouble::None; ///< the last that was seen; may be over by now
    /// Until then it is waited for a printer that has the job.
    std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
};

/// One attempt: asks what the printer takes, sends PDF or PWG raster, and asks until the job is
/// over. `tell`: what the printer waits for. Interrupted, it is Again, and the printer may have the
/// job (cancel_ipp). A printer must know Create-Job and Send-Document. Nothing about the slip is in
/// the job's attributes, and CUPS is told to throw its files away as soon as they are printed.
PrintOutcome print_ipp(IppJob& job, const std::string& address, const IppPatience& patience,
                       const Interrupt& interrupt, const std::function<void(PrintTrouble)>& tell);

/// Cancels what the printer may still have of a job.
void cancel_ipp(IppJob& job, const std::string& address, const IppPatience& patience,
                const Interrupt& interrupt);

/// How the printer is; None: ready.
PrintTrouble ask_ipp(const std::string& address, const IppPatience& patience,
                     const Interrupt& interrupt);

} // namespace zugang::kiosk
