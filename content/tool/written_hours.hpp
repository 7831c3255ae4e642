#pragma once

#include "content/opening_hours.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content::tool {

/// Spans of each day from Monday on, in the form that parse_opening_hours reads: days with the same
/// times together. Empty where there are none.
std::string hours_text(const std::array<std::vector<OpenSpan>, 7>& week);

/// Opening hours as people write them in German ("Montag bis Freitag 9 - 12 Uhr und 13.30 - 16
/// Uhr") in that form. No value where it says anything that the form cannot, as "by appointment".
std::optional<std::string> read_written_hours(std::string_view utf8);

} // namespace zugang::content::tool
