#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace zugang::content {

/// A second of universal time.
using Moment = std::chrono::sys_seconds;

/// Reads exactly "2026-11-25T18:00:00Z"; no value for anything else, impossible times included.
[[nodiscard]] std::optional<Moment> parse_moment(std::string_view iso);

/// "2026-11-25T18:00:00Z"
std::string iso_moment(Moment moment);

} // namespace zugang::content
