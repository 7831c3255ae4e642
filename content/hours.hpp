#pragma once

#include "content/strings.hpp"

#include <string>
#include <string_view>

namespace zugang::content {

/// Opening hours of contacts.toml ("Mo-Fr 08:00-16:00; Sa 10:00-12:00", "24/7") in the language:
/// its own names of the days, times isolated so that they never reorder. What is not of this form
/// comes back as it is.
std::string format_hours(std::string_view hours, const Strings& strings);

} // namespace zugang::content
