#pragma once

#include <string_view>

namespace zugang::sync {

/// Whether a target path matches a PATHPATTERN of a delegation (specification 1.0.34, section 4.5):
/// `*` is any run of characters and `?` one, but never a "/"; everything else, brackets too, stands
/// for itself. Takes no more steps than the product of the lengths.
bool matches_pattern(std::string_view pattern, std::string_view path);

} // namespace zugang::sync
