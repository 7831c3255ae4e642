#pragma once

#include "content/date.hpp"
#include "content/opening_hours.hpp"
#include "kiosk/touch.hpp"

#include <chrono>
#include <ctime>

namespace zugang::kiosk {

/// What the clock on the wall shows.
struct LocalTime {
    content::Date day{};
    Instant since_midnight{};
    bool believed = true; ///< false: the day is the newest one known, the clock shows an older one
};

/// By the clock on the wall (TZ).
LocalTime local_time(std::chrono::system_clock::time_point time);
/// The day that this moment belongs to.
content::Date local_day(std::time_t time);

/// So much later; days have 24 hours.
LocalTime later(LocalTime time, Instant by);
/// Minutes begin on the second.
content::LocalTime minute_of(const LocalTime& time);
/// From `from` to the beginning of that minute.
Instant until(const LocalTime& from, const content::LocalTime& minute);

} // namespace zugang::kiosk
