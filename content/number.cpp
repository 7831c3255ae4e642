#include "content/number.hpp"

#include <unicode/locid.h>
#include <unicode/numberformatter.h>

namespace zugang::content {

std::string format_number(std::int64_t number, const Strings& strings) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale locale = icu::Locale::forLanguageTag(strings.locale(), status);
    std::string result;
    icu::number::NumberFormatter::withLocale(locale)
        .grouping(UNUM_GROUPING_OFF)
        .formatInt(number, status)
        .toString(status)
        .toUTF8String(result);
    return U_SUCCESS(status) ? result : std::to_string(number);
}

} // namespace zugang::content
