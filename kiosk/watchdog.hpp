#pragma once

#include "kiosk/touch.hpp"

#include <optional>

namespace zugang::kiosk {

/// Tells systemd that the terminal works (sd_notify(3), WatchdogSec=): after a frame was presented,
/// or after the loop has slept and woken as it should, every ten seconds or twice within the time
/// that systemd grants. Who hangs between the two tells nothing and is started again.
class Watchdog {
  public:
    /// From the environment (NOTIFY_SOCKET, WATCHDOG_USEC); without them nobody is told anything.
    Watchdog();

    /// "READY=1", once: the first frame is seen.
    void ready();
    /// The terminal has shown that it works.
    void feed(Instant now);
    /// When it has to show it again; no value: nobody waits for it.
    std::optional<Instant> due() const;

  private:
    std::optional<Instant> interval_;
    Instant fed_{};
    bool told_ = false;
};

} // namespace zugang::kiosk
