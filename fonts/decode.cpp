#include "fonts/decode.hpp"

#include <algorithm>

namespace zugang::fonts {

namespace {

constexpr char32_t replacement = 0xFFFD;

struct Decoded {
    char32_t character;
    std::size_t length;
};

/// Table 3-7 of the Unicode Standard: what the second byte may be depends on the first.
Decoded decode_multibyte(std::string_view utf8, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return i < utf8.size() ? static_cast<unsigned char>(utf8[i]) : 0U;
    };
    const unsigned first = byte(at);
    const std::size_t length = first < 0xC2   ? 1
                               : first < 0xE0 ? 2
                               : first < 0xF0 ? 3
                               : first < 0xF5 ? 4
                                              : 1;
    if (length == 1) {
        return {replacement, 1};
    }
    const unsigned low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const unsigned high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (byte(at + 1) < low || byte(at + 1) > high) {
        return {replacement, 1};
    }
    char32_t character = first & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        const unsigned next = byte(at + i);
        if ((next & 0xC0U) != 0x80U) {
            return {replacement, i};
        }
        character = (character << 6U) | (next & 0x3FU);
    }
    return {character, length};
}

Decoded decode_one(std::string_view utf8, std::size_t at) {
    const auto byte = static_cast<unsigned char>(utf8[at]);
    return byte < 0x80 ? Decoded{byte, 1} : decode_multibyte(utf8, at);
}

/// A font's glyph for a control, if it has one, is a box.
char32_t shaped_as(char32_t c) {
    if (c >= 0x20 && c < 0x7F) {
        return c;
    }
    if (c == U'\t') {
        return U' ';
    }
    const bool invisible = c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
    return invisible ? char32_t{0x200B} : c;
}

} // namespace

std::size_t DecodedText::character_at_byte(std::size_t byte) const {
    if (byte >= offsets.back()) {
        return characters.size();
    }
    const auto after = std::upper_bound(offsets.begin(), offsets.end(), byte);
    return static_cast<std::size_t>(after - offsets.begin()) - 1;
}

void decode(std::string_view utf8, DecodedText& text) {
    utf8 = utf8.substr(0, max_text_bytes);
    text.source = utf8;
    text.utf16.clear();
    text.utf16_characters.clear();
    // No text has more characters than bytes.
    text.characters.resize(utf8.size());
    text.offsets.resize(utf8.size() + 1);
    text.traits.resize(utf8.size());
    TraitsReader reader;
    std::uint32_t directions = 0;
    std::uint32_t line_kinds = 0;
    std::uint32_t flags = 0;
    std::uint32_t other_graphemes = 0;
    std::uint16_t script = 0;
    bool one_script = true;
    char32_t* const characters = text.characters.data();
    std::uint32_t* const offsets = text.offsets.data();
    CharacterTraits* const all_traits = text.traits.data();
    std::size_t count = 0;
    for (std::size_t at = 0; at < utf8.size(); ++count) {
        const Decoded next = decode_one(utf8, at);
        const CharacterTraits& traits = reader.of(next.character);
        offsets[count] = static_cast<std::uint32_t>(at);
        characters[count] = shaped_as(next.character);
        all_traits[count] = traits;
        directions |= 1U << traits.direction;
        line_kinds |= 1U << static_cast<unsigned>(traits.line);
        flags |= traits.flags;
        other_graphemes |= static_cast<unsigned>(traits.grapheme) | traits.conjunct;
        if (has(traits, has_script) && traits.script != script) {
            one_script = one_script && script == 0;
            script = traits.script;
        }
        at += next.length;
    }
    offsets[count] = static_cast<std::uint32_t>(utf8.size());
    text.characters.resize(count);
    text.offsets.resize(count + 1);
    text.traits.resize(count);
    text.directions = directions;
    text.line_kinds = line_kinds;
    text.plain_graphemes = other_graphemes == 0 && (flags & is_pictograph) == 0;
    text.script = script;
    text.one_script = one_script && (flags & limits_script) == 0;
}

void make_utf16(DecodedText& text) {
    if (!text.utf16.empty()) {
        return;
    }
    const std::size_t count = text.characters.size();
    text.utf16.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const char32_t c = decode_one(text.source, text.offsets[i]).character;
        if (c < 0x10000) {
            text.utf16.push_back(static_cast<char16_t>(c));
        } else {
            text.utf16.push_back(static_cast<char16_t>(0xD800 + ((c - 0x10000) >> 10U)));
            text.utf16.push_back(static_cast<char16_t>(0xDC00 + ((c - 0x10000) & 0x3FFU)));
        }
    }
    if (text.utf16.size() > count) {
        for (std::uint32_t i = 0; i < count; ++i) {
            text.utf16_characters.insert(text.utf16_characters.end(),
                                         text.characters[i] > 0xFFFF ? 2 : 1, i);
        }
        text.utf16_characters.push_back(static_cast<std::uint32_t>(count));
    }
}

} // namespace zugang::fonts
