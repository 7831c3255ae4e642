#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace zugang::content {

/// A day of the Gregorian calendar, without a time zone.
using Date = std::chrono::sys_days;

/// Reads exactly "YYYY-MM-DD"; no value for anything else, impossible days included.
[[nodiscard]] std::optional<Date> parse_date(std::string_view iso);

/// "YYYY-MM-DD".
std::string iso_date(Date date);

} // namespace zugang::content
