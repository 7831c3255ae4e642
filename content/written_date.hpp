#pragma once

#include "content/date.hpp"
#include "content/language.hpp"
#include "content/strings.hpp"

#include <string>

/// Days as they stand on paper.
namespace zugang::content {

/// With its weekday, in the words and digits of the strings' language, of the Gregorian calendar:
/// "Mittwoch, 25. November 2026".
std::string long_date(Date date, const Strings& strings);

/// Without a weekday: "25. November 2026".
std::string medium_date(Date date, const Strings& strings);

/// In the second calendar of the language, whose strings these are: "۴ آذر ۱۴۰۵". Empty where it
/// has none.
std::string second_date(Date date, const Language& language, const Strings& strings);

} // namespace zugang::content
