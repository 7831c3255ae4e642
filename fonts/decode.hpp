#pragma once

#include "fonts/characters.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::fonts {

/// A text in the forms that the stages need. "Character" in the stages' interfaces: index of a code
/// point in here.
struct DecodedText {
    /// What is shaped: broken bytes are U+FFFD, controls and line ends U+200B (no glyph), tabs
    /// spaces.
    std::u32string characters;
    /// UTF-8 byte at which each character begins in the original text, and the end of the text.
    std::vector<std::uint32_t> offsets;
    /// Of each character of the original text.
    std::vector<CharacterTraits> traits;
    /// Bit 1 << UCharDirection for each direction that occurs.
    std::uint32_t directions = 0;
    /// Bit 1 << LineKind for each kind that occurs.
    std::uint32_t line_kinds = 0;
    /// Each character is a grapheme cluster of its own.
    bool plain_graphemes = true;
    /// All characters that have a script have this one, and no other limits itself to scripts.
    std::uint16_t script = 0;
    bool one_script = true;
    /// The original: what `decode` was given, for as long as that lives.
    std::string_view source;

    /// For ICU: as the original, but for broken bytes. Empty until make_utf16.
    std::u16string utf16;
    /// Character of each UTF-16 unit, and of the end; empty where both count the same.
    std::vector<std::uint32_t> utf16_characters;

    std::size_t character_at_utf16(std::size_t unit) const {
        return utf16_characters.empty() ? unit : utf16_characters[unit];
    }

    /// The character that a byte belongs to; past the end: the number of characters.
    std::size_t character_at_byte(std::size_t byte) const;
};

/// Longer texts are cut here, so that every count fits what ICU and HarfBuzz take.
constexpr std::size_t max_text_bytes = std::size_t{1} << 26U;

/// Broken UTF-8 becomes one U+FFFD per maximal subpart, as the Unicode Standard recommends. `text`
/// keeps its memory.
void decode(std::string_view utf8, DecodedText& text);

/// Most texts are set without: only the stages that call ICU need it.
void make_utf16(DecodedText& text);

} // namespace zugang::fonts
