#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace zugang::content {

/// Words from outside for a log or a terminal window, in one line: control characters (C0, C1, DEL)
/// and those that turn or override the direction of a line (U+202A to U+202E, U+2066 to U+2069)
/// become \xNN, so that nothing is erased, coloured or forged. What is longer than `most_bytes` is
/// cut.
std::string printable(std::string_view text, std::size_t most_bytes = 4000);

} // namespace zugang::content
