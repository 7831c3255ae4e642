#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace zugang::fonts {

/// Characters and their glyphs, ordered by character.
using CharacterMap = std::vector<std::pair<char32_t, std::uint32_t>>;

/// What a font from before Unicode covers: the first map of a Macintosh encoding in its `cmap`
/// table. Empty for a damaged table, an unknown encoding, and wherever the table also has a map
/// that HarfBuzz reads.
CharacterMap read_macintosh_cmap(std::span<const std::byte> table);

} // namespace zugang::fonts
