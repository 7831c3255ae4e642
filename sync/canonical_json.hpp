#pragma once

#include "sync/failure.hpp"

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

/// JSON as TUF signs it (specification 1.0.34, section 4.1: canonical JSON).
namespace zugang::sync {

using Json = nlohmann::json;

/// Parses UTF-8. Refused, because they have no canonical form or two readers could see different
/// things: doubled keys, floating point and integers beyond 64 bits. Refused, because nobody needs
/// it: more than 64 levels. The failure names the byte.
[[nodiscard]] Result<Json> parse_json(std::string_view bytes);

/// The bytes that are signed: keys sorted by their bytes, no space, of all characters only `"` and
/// `\` escaped. Takes what parse_json gave or what was built of objects, arrays, strings, integers,
/// booleans and null.
std::string canonical_json(const Json& value);

} // namespace zugang::sync
