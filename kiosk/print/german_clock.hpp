#pragma once

#include "content/date.hpp"
#include "content/moment.hpp"

#include <chrono>
#include <string>

namespace zugang::kiosk {

/// What a clock in Germany shows, whatever the machine's zone is.
struct GermanTime {
    content::Date day{};
    std::chrono::minutes since_midnight{};
};

GermanTime german_time(content::Moment moment);

/// The moment of a local time; of one that is there twice the first, of one that is not there the
/// one an hour later.
content::Moment moment_of(const GermanTime& time);

/// "25.11. 10:30", as it stands on every notice board.
std::string day_and_time(const GermanTime& time);

} // namespace zugang::kiosk
