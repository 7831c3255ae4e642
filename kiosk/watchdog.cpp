#include "kiosk/watchdog.hpp"

#include <algorithm>
#include <cstdint>

#include <systemd/sd-daemon.h>

namespace zugang::kiosk {

Watchdog::Watchdog() {
    std::uint64_t granted_us = 0;
    if (sd_watchdog_enabled(0, &granted_us) > 0) {
        interval_ = std::min<Instant>(std::chrono::seconds(10),
                                      Instant(static_cast<std::int64_t>(granted_us / 2)));
    }
}

void Watchdog::ready() {
    if (!told_) {
        told_ = true;
        sd_notify(0, "READY=1");
    }
}

void Watchdog::feed(Instant now) {
    if (interval_ && (fed_ == Instant{} || now >= fed_ + *interval_)) {
        fed_ = now;
        sd_notify(0, "WATCHDOG=1");
    }
}

std::optional<Instant> Watchdog::due() const {
    return interval_ ? std::optional(fed_ + *interval_) : std::nullopt;
}

} // namespace zugang::kiosk
