#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace zugang::content {

/// Two small hex digits for each byte (RFC 4648, section 8, but that letters are small).
std::string to_hex(std::string_view bytes);

/// No value where it is no hex of whole bytes; capitals are allowed.
std::optional<std::string> from_hex(std::string_view hex);

} // namespace zugang::content
