#pragma once

#include "kiosk/print/slip.hpp"

#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace zugang::kiosk {

/// Fields of a slip as JSON, for `zugang-kiosk slip --data`:
/// {"start": "2026-11-25T10:30", "texts": {"number": "A-47", "service": {"own": "...", "german":
/// "..."}}, "rows": {"bring": [{"icon": "id", "own": "...", "german": "..."}]}, "codes": {"take":
/// "..."}}. A text alone is German. The error names the key that is wrong.
[[nodiscard]] tl::expected<Slip, std::string> read_slip_file(std::string_view json);

/// "2026-11-25T10:30", a local time in Germany; no value for anything else.
[[nodiscard]] std::optional<content::Moment> read_start(std::string_view text);

} // namespace zugang::kiosk
