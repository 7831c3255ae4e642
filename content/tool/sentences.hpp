#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace zugang::content::tool {

/// Where the second and every later sentence of a text begins, after the space before it. UAX #29
/// as ICU has it, without what ends in a number ("1. Januar") or in one of CLDR's abbreviations of
/// the language ("usw."). UTF-8 bytes; empty where ICU has no rules.
std::vector<std::size_t> sentence_starts(std::string_view utf8, std::string_view language);

} // namespace zugang::content::tool
