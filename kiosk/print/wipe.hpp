#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace zugang::kiosk {

/// Overwrites what nobody may find in memory later, and leaves it empty. What was copied or has
/// grown before is somewhere else: whoever holds a secret reserves room for it first.
void wipe(std::string& text);
void wipe(std::vector<std::uint8_t>& bytes);
void wipe(std::vector<std::uint32_t>& pixels);

} // namespace zugang::kiosk
