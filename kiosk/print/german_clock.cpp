#include "kiosk/print/german_clock.hpp"

#include <array>
#include <cstdio>
#include <memory>

#include <unicode/basictz.h>

namespace zugang::kiosk {

namespace {

using std::chrono::milliseconds;

const icu::BasicTimeZone* berlin() {
    static const std::unique_ptr<icu::TimeZone> zone(
        icu::TimeZone::createTimeZone("Europe/Berlin"));
    return dynamic_cast<const icu::BasicTimeZone*>(zone.get());
}

} // namespace

GermanTime german_time(content::Moment moment) {
    std::int32_t raw = 0;
    std::int32_t summer = 0;
    UErrorCode status = U_ZERO_ERROR;
    if (const auto* zone = berlin()) {
        zone->getOffset(static_cast<UDate>(milliseconds(moment.time_since_epoch()).count()),
                        static_cast<UBool>(false), raw, summer, status);
    }
    const auto local =
        std::chrono::floor<std::chrono::minutes>(moment + milliseconds(raw + summer));
    const auto day = std::chrono::floor<std::chrono::days>(local);
    return {.day = day, .since_midnight = local - day};
}

content::Moment moment_of(const GermanTime& time) {
    const content::Moment local = time.day + std::chrono::seconds(time.since_midnight);
    std::int32_t raw = 0;
    std::int32_t summer = 0;
    UErrorCode status = U_ZERO_ERROR;
    if (const auto* zone = berlin()) {
        zone->getOffsetFromLocal(static_cast<UDate>(milliseconds(local.time_since_epoch()).count()),
                                 UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER, raw, summer, status);
    }
    return local - std::chrono::duration_cast<std::chrono::seconds>(milliseconds(raw + summer));
}

std::string day_and_time(const GermanTime& time) {
    const std::chrono::year_month_day date(time.day);
    const auto minutes = static_cast<int>(time.since_midnight.count());
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%02u.%02u. %02d:%02d",
                  static_cast<unsigned>(date.day()), static_cast<unsigned>(date.month()),
                  minutes / 60, minutes % 60);
    return text.data();
}

} // namespace zugang::kiosk
