#include "kiosk/local_time.hpp"

namespace zugang::kiosk {

namespace {

std::tm local_fields(std::time_t time) {
    std::tm local{};
    localtime_r(&time, &local);
    return local;
}

content::Date day_of(const std::tm& local) {
    return std::chrono::sys_days(std::chrono::year(local.tm_year + 1900) / (local.tm_mon + 1) /
                                 local.tm_mday);
}

} // namespace

LocalTime local_time(std::chrono::system_clock::time_point time) {
    const auto second = std::chrono::floor<std::chrono::seconds>(time);
    const std::tm local = local_fields(std::chrono::system_clock::to_time_t(second));
    return {.day = day_of(local),
            .since_midnight = std::chrono::hours(local.tm_hour) +
                              std::chrono::minutes(local.tm_min) +
                              std::chrono::seconds(local.tm_sec) +
                              std::chrono::duration_cast<Instant>(time - second)};
}

content::Date local_day(std::time_t time) {
    return day_of(local_fields(time));
}

LocalTime later(LocalTime time, Instant by) {
    const Instant whole = time.since_midnight + by;
    const auto days = std::chrono::floor<std::chrono::days>(whole);
    time.day += days;
    time.since_midnight = whole - days;
    return time;
}

content::LocalTime minute_of(const LocalTime& time) {
    return {.day = time.day, .time = std::chrono::floor<std::chrono::minutes>(time.since_midnight)};
}

Instant until(const LocalTime& from, const content::LocalTime& minute) {
    return Instant(minute.day - from.day) + minute.time - from.since_midnight;
}

} // namespace zugang::kiosk
