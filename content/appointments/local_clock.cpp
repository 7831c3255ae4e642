#include "content/appointments/local_clock.hpp"

#include <memory>

#include <unicode/basictz.h>

namespace zugang::content::appointments {

Moment moment_of(LocalTime local) {
    static const std::unique_ptr<icu::TimeZone> zone(
        icu::TimeZone::createTimeZone("Europe/Berlin"));
    const Moment shown = local.day + local.time;
    std::int32_t raw_ms = 0;
    std::int32_t summer_ms = 0;
    UErrorCode status = U_ZERO_ERROR;
    const auto* rules = dynamic_cast<const icu::BasicTimeZone*>(zone.get());
    const auto shown_ms = std::chrono::milliseconds(shown.time_since_epoch()).count();
    if (rules != nullptr) {
        rules->getOffsetFromLocal(static_cast<UDate>(shown_ms), UCAL_TZ_LOCAL_FORMER,
                                  UCAL_TZ_LOCAL_FORMER, raw_ms, summer_ms, status);
    }
    return shown - std::chrono::seconds((raw_ms + summer_ms) / 1000);
}

Moment start_of(Date day) {
    return moment_of({.day = day, .time = {}});
}

} // namespace zugang::content::appointments
