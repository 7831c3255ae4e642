#pragma once

#include "fonts/decode.hpp"

#include <cstdint>
#include <vector>

namespace zugang::fonts {

/// ICU's UScriptCode.
using Script = std::int16_t;

/// The script each character is set in (UAX #24): common and inherited characters take the script
/// around them where their Script_Extensions allow it, and a closing bracket that of its opening
/// one. Common where a text has no script.
void find_scripts(const DecodedText& text, std::vector<Script>& scripts);

/// As HarfBuzz and OpenType name it: ISO 15924, four letters in a number.
std::uint32_t script_tag(Script script);

} // namespace zugang::fonts
