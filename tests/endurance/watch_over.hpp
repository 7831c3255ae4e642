#pragma once

#include "kiosk/touch.hpp"

#include <cstdint>
#include <string>

namespace zugang::kiosk::testing {

/// systemd's end of the watchdog: what it would have seen, on the clock of the run.
class WatchOver {
  public:
    /// So long a terminal may be silent (WatchdogSec=).
    static constexpr Instant granted = std::chrono::seconds(30);

    /// Sets NOTIFY_SOCKET and WATCHDOG_USEC: before the terminal is made.
    WatchOver();
    ~WatchOver();
    WatchOver(const WatchOver&) = delete;
    WatchOver& operator=(const WatchOver&) = delete;

    /// Reads what the terminal has told by now. False: systemd would have ended it.
    bool look(Instant now);
    std::uint64_t signs() const { return signs_; } ///< of life so far

  private:
    int socket_ = -1;
    bool ready_ = false;
    Instant last_{};
    std::uint64_t signs_ = 0;
};

} // namespace zugang::kiosk::testing
