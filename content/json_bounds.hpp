#pragma once

#include <cstddef>
#include <string_view>

namespace zugang::content {

/// What JSON from outside may be made of before it is parsed: a parser needs many times the bytes
/// of the text, so that 16 MB of brackets would take a gigabyte.
struct JsonBounds {
    std::size_t depth = 16;            ///< arrays and objects within one another
    std::size_t values = 1'000'000;    ///< counted by commas
    std::size_t string_bytes = 64'000; ///< of one string, as it is written
};

/// Looks at brackets, commas and strings alone; whether it is JSON the parser says.
bool is_within(std::string_view json, const JsonBounds& bounds);

} // namespace zugang::content
