#pragma once

#include <string>
#include <string_view>

namespace zugang::content::tool {

/// Lower-case letters a-z, digits, '-' and '_', at least one.
bool is_slug(std::string_view name);

/// Letters a-z, digits and '-', at most 80 of them: "Ältere Menschen" is "aeltere-menschen". Empty
/// if nothing is left.
std::string ascii_slug(std::string_view utf8);

/// A heading's: "Wie viel Geld bekommen Sie?" is "wie-viel-geld-bekommen-sie". Never empty, as long
/// as the heading.
std::string slug_of(std::string_view heading);

} // namespace zugang::content::tool
