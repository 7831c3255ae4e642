#include "kiosk/print/notice_board.hpp"

#include <array>
#include <cstdio>

namespace zugang::kiosk {

std::string day_and_time(const content::LocalTime& time) {
    const std::chrono::year_month_day date(time.day);
    const auto minutes = static_cast<int>(time.time.count());
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%02u.%02u. %02d:%02d",
                  static_cast<unsigned>(date.day()), static_cast<unsigned>(date.month()),
                  minutes / 60, minutes % 60);
    return text.data();
}

} // namespace zugang::kiosk
