#include "kiosk/local_day.hpp"

#include <chrono>

namespace zugang::kiosk {

content::Date local_day(std::time_t time) {
    std::tm local{};
    localtime_r(&time, &local);
    return std::chrono::sys_days(std::chrono::year(local.tm_year + 1900) / (local.tm_mon + 1) /
                                 local.tm_mday);
}

} // namespace zugang::kiosk
