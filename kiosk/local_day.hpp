#pragma once

#include "content/date.hpp"

#include <ctime>

namespace zugang::kiosk {

/// The day that this moment belongs to by the clock on the wall (TZ).
content::Date local_day(std::time_t time);

} // namespace zugang::kiosk
