#pragma once

#include "content/date.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <unicode/locid.h>
#include <unicode/msgfmt.h>
#include <unicode/numberformatter.h>
#include <unicode/smpdtfmt.h>

namespace zugang::content {

/// ICU's formatters of one language. Each is made when it is first asked for and then kept: making
/// one takes many times as long as using it. No value where ICU cannot do it.
class Formatters {
  public:
    explicit Formatters(const std::string& language_tag);

    /// Without grouping.
    std::optional<std::string> whole_number(std::int64_t number);

    /// "EUR" and "percent" with their signs, every other unit without one.
    std::optional<std::string> decimal(std::string_view decimal, std::string_view unit,
                                       std::size_t fraction_digits);

    /// Gregorian whatever the language's own calendar is: so are letters and contracts. `skeleton`:
    /// of CLDR, e.g. "yMMMMd".
    std::optional<std::string> date(Date date, const char16_t* skeleton);

    /// Day, month in words and year of another calendar of CLDR, as "persian".
    std::optional<std::string> date_in(const std::string& calendar, Date date);

    /// By 24 hours, as offices in Germany write them, in the digits of the language.
    std::optional<std::string> time(std::chrono::minutes since_midnight);

    enum class Length { Metres, Kilometres };
    /// With the unit's short name. Numbers are rounded to so many digits.
    std::optional<std::string> length(double number, Length unit, int fraction_digits);

    /// Short, Sunday first; empty names where ICU has none.
    const std::array<std::string, 7>& weekdays();

    /// The pattern of a key, compiled; nullptr where it is broken. A key always has the same
    /// pattern.
    const icu::MessageFormat* message(std::string_view key, const std::string& pattern,
                                      const std::string& language_tag);

  private:
    const icu::SimpleDateFormat* date_format(const char16_t* skeleton);

    icu::Locale locale_;
    std::optional<icu::number::LocalizedNumberFormatter> whole_number_;
    std::map<std::pair<std::string, std::size_t>, icu::number::LocalizedNumberFormatter> decimals_;
    std::map<std::u16string, std::unique_ptr<icu::SimpleDateFormat>, std::less<>> dates_;
    std::optional<std::array<std::string, 7>> weekdays_;
    std::map<std::string, std::unique_ptr<icu::MessageFormat>, std::less<>> messages_;
};

} // namespace zugang::content
