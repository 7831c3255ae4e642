#include "content/hours.hpp"

#include <array>
#include <algorithm>

#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>

namespace zugang::content {

namespace {

constexpr std::array<std::string_view, 7> german_days{"So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"};

std::string day_name(std::size_t day, const icu::Locale& locale) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::DateFormatSymbols symbols(locale, status);
    std::int32_t count = 0;
    const icu::UnicodeString* names = symbols.getWeekdays(
        count, icu::DateFormatSymbols::STANDALONE, icu::DateFormatSymbols::ABBREVIATED);
    std::string result(german_days.at(day));
    const auto index = static_cast<std::int32_t>(day) + 1; // UCAL_SUNDAY is 1
    if (U_SUCCESS(status) && names != nullptr && index < count) {
        result.clear();
        names[index].toUTF8String(result);
    }
    return result;
}

} // namespace

std::string format_hours(std::string_view hours, const Strings& strings) {
    if (hours == "24/7") {
        return std::string(strings.get("contact.around_the_clock"));
    }
    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale locale = icu::Locale::forLanguageTag(strings.locale(), status);
    std::string result;
    std::size_t at = 0;
    while (at < hours.size()) {
        std::size_t day = 0;
        while (day < german_days.size() && !hours.substr(at).starts_with(german_days.at(day))) {
            ++day;
        }
        const bool time = hours[at] >= '0' && hours[at] <= '9';
        if (day < german_days.size()) {
            result += day_name(day, locale);
            at += german_days.at(day).size();
        } else if (time) {
            const std::size_t end = hours.find_first_not_of("0123456789:-", at);
            result += "\u2066";
            for (const char c : hours.substr(at, end - at)) {
                result += c == '-' ? std::string("–") : std::string(1, c);
            }
            result += "\u2069";
            at = std::min(end, hours.size());
        } else {
            result += hours[at] == '-' ? std::string("–") : std::string(1, hours[at]);
            ++at;
        }
    }
    return result;
}

} // namespace zugang::content
