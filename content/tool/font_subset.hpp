#pragma once

#include <optional>
#include <string>

namespace zugang::content::tool {

/// Does ICU know a character set by this name, as "gb2312"?
bool is_character_set(const std::string& name);

/// A font with the glyphs of a character set and what they are shaped with, by hb-subset; the same
/// bytes with the same version of HarfBuzz. `index`: face within a collection; what comes out is
/// one face. No value where these bytes are no font, or ICU does not know the set.
std::optional<std::string> subset_font(const std::string& bytes, int index,
                                       const std::string& character_set);

/// Of HarfBuzz: another one may give other bytes.
std::string subsetter_version();

} // namespace zugang::content::tool
