#pragma once

#include "sync/canonical_json.hpp"

#include <cstdint>
#include <string_view>

namespace zugang::sync {

/// Texts from right to left need isolates and marks; names of keys and files need none, and could
/// pretend with them to be others.
enum class Bidi : std::uint8_t { Allowed, Refused };

/// Characters that a terminal or an editor obeys and nobody sees: C0 without line feed and tab,
/// delete, C1; with Bidi::Refused embeddings, overrides and isolates too.
bool has_control_characters(std::string_view utf8, Bidi bidi);

/// In any of its strings, names of members too.
bool has_control_characters(const Json& json, Bidi bidi);

} // namespace zugang::sync
