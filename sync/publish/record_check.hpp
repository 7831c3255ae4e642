#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace zugang::sync {

/// Why a terminal could not install a record, or should not show it: "cannot be read" where it is
/// none of its kind, or "holds control characters". Files, and kinds that this software does not
/// know, have no flaw.
std::optional<std::string> find_flaw_of_record(std::string_view key, std::string_view bytes);

} // namespace zugang::sync
