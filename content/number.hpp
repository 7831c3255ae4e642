#pragma once

#include "content/strings.hpp"

#include <cstdint>
#include <string>

namespace zugang::content {

/// A whole number in the language's digits, without grouping: for steps, phases, countdowns.
std::string format_number(std::int64_t number, const Strings& strings);

} // namespace zugang::content
