#pragma once

#include "content/opening_hours.hpp"

#include <string>

namespace zugang::kiosk {

/// "25.11. 10:30", as it stands on every notice board.
std::string day_and_time(const content::LocalTime& time);

} // namespace zugang::kiosk
