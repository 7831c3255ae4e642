#pragma once

#include "content/text.hpp"

namespace zugang::content {

/// Telephone numbers, e-mail and web addresses of a text from right to left, each in LRI and PDI
/// (UAX #9): without them the groups of "+49 30 1815-1111" change places. For texts whose authors
/// knew nothing of that, imports above all. Spans are moved along and take in what is added at
/// their edges. Ranges and dates ("10 - 20", "01.02.2027") stay as they are: they are read from
/// right to left.
Text isolate_addresses(const Text& text);

} // namespace zugang::content
