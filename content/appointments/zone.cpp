#include "content/appointments/zone.hpp"

#include <stdexcept>
#include <utility>

#include <unicode/basictz.h>
#include <unicode/unistr.h>

namespace zugang::content::appointments {
namespace {

std::string utf8_of(const icu::UnicodeString& text) {
    std::string bytes;
    text.toUTF8String(bytes);
    return bytes;
}

std::chrono::seconds offset_of(std::int32_t raw_ms, std::int32_t summer_ms) {
    return std::chrono::seconds((raw_ms + summer_ms) / 1000);
}

double milliseconds_of(std::chrono::sys_seconds time) {
    return static_cast<double>(std::chrono::milliseconds(time.time_since_epoch()).count());
}

} // namespace

struct Zone::Rules {
    std::unique_ptr<icu::TimeZone> zone;
    const icu::BasicTimeZone* basic = nullptr;
};

std::optional<Zone> Zone::exact(const std::string& name) {
    auto rules = std::make_shared<Rules>();
    rules->zone.reset(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
    rules->basic = dynamic_cast<const icu::BasicTimeZone*>(rules->zone.get());
    icu::UnicodeString id;
    rules->zone->getID(id);
    if (rules->basic == nullptr || id == icu::UnicodeString(UCAL_UNKNOWN_ZONE_ID)) {
        return std::nullopt;
    }
    return Zone(std::move(rules));
}

Zone Zone::berlin() {
    static const std::optional<Zone> zone = exact("Europe/Berlin");
    if (!zone) {
        throw std::runtime_error("ICU's data has no time zone Europe/Berlin");
    }
    return *zone;
}

Zone Zone::utc() {
    static const std::optional<Zone> zone = exact("Etc/UTC");
    if (!zone) {
        throw std::runtime_error("ICU's data has no time zone Etc/UTC");
    }
    return *zone;
}

std::optional<Zone> Zone::named(const std::string& name) {
    if (name.empty() || name.size() > 200) {
        return std::nullopt;
    }
    if (auto zone = exact(name)) {
        return zone;
    }
    icu::UnicodeString iana;
    UErrorCode status = U_ZERO_ERROR;
    icu::TimeZone::getIDForWindowsID(icu::UnicodeString::fromUTF8(name), "DE", iana, status);
    if (U_SUCCESS(status) && !iana.isEmpty()) {
        return exact(utf8_of(iana));
    }
    // Behind a prefix: the last two parts, or three ("America/Argentina/Salta").
    for (std::size_t slash = name.find('/'); slash != std::string::npos;
         slash = name.find('/', slash + 1)) {
        const std::string rest = name.substr(slash + 1);
        auto zone = rest.find('/') == std::string::npos ? std::nullopt : exact(rest);
        if (zone) {
            return zone;
        }
    }
    return std::nullopt;
}

std::string Zone::name() const {
    icu::UnicodeString id;
    rules_->zone->getID(id);
    return utf8_of(id);
}

Moment Zone::from_local(std::chrono::sys_seconds shown) const {
    std::int32_t raw_ms = 0;
    std::int32_t summer_ms = 0;
    UErrorCode status = U_ZERO_ERROR;
    rules_->basic->getOffsetFromLocal(milliseconds_of(shown), UCAL_TZ_LOCAL_FORMER,
                                      UCAL_TZ_LOCAL_FORMER, raw_ms, summer_ms, status);
    return shown - offset_of(raw_ms, summer_ms);
}

std::chrono::sys_seconds Zone::to_local(Moment moment) const {
    std::int32_t raw_ms = 0;
    std::int32_t summer_ms = 0;
    UErrorCode status = U_ZERO_ERROR;
    rules_->zone->getOffset(milliseconds_of(moment), 0, raw_ms, summer_ms, status);
    return moment + offset_of(raw_ms, summer_ms);
}

} // namespace zugang::content::appointments
