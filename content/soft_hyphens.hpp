#pragma once

#include <string>
#include <string_view>

namespace zugang::content {

/// U+00AD: a text may be broken here, with a hyphen. `zugang-content build` puts it into long
/// words.
inline constexpr std::string_view soft_hyphen = "\u00AD";

/// The words themselves, as they are said, searched and counted. UTF-8.
std::string without_soft_hyphens(std::string_view text);

} // namespace zugang::content
