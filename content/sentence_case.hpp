#pragma once

#include "content/strings.hpp"

#include <string>
#include <string_view>

namespace zugang::content {

/// "morgen ab 9:00" as it begins a line: "Morgen ab 9:00". Scripts without capitals stay.
std::string as_sentence(std::string_view text, const Strings& strings);

} // namespace zugang::content
