#pragma once

#include "content/opening_hours.hpp"
#include "content/strings.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content {

/// Opening hours of contacts.toml ("Mo-Fr 08:00-16:00; Sa 10:00-12:00", "24/7") in the language:
/// its own names of the days, times isolated so that they never reorder. What is not of this form
/// comes back as it is.
std::string format_hours(std::string_view hours, const Strings& strings);

/// "16:00" in the digits of the language, isolated so that it never reorders.
std::string format_time(std::chrono::minutes since_midnight, const Strings& strings);

/// "09:00–12:00, 13:00–16:00"; empty for no times.
std::string format_spans(const std::vector<OpenSpan>& spans, const Strings& strings);

/// "Montag"
std::string format_weekday(Date day, const Strings& strings);

/// "Montag, 7. Dezember"
std::string format_day(Date day, const Strings& strings);

/// "Mo., 7.12."
std::string format_short_day(Date day, const Strings& strings);

/// Some days of the week, one after another, that have the same times.
struct HoursLine {
    std::string days;  ///< "Mo–Do"
    std::string times; ///< as format_spans; empty: closed
    int first = 0;     ///< of the days, 0: Monday
    int last = 0;
};

/// From Monday to Sunday. Nothing for "24/7".
std::vector<HoursLine> format_week(const OpeningHours& hours, const Strings& strings);

} // namespace zugang::content
