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

/// A font's glyph for a control, if it has one, is a box.
char32_t shaped_as(char32_t c) {
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
    text.characters.clear();
    text.offsets.clear();
    text.utf16.clear();
    text.utf16_characters.clear();
    bool supplementary = false;
    for (std::size_t at = 0; at < utf8.size();) {
        const auto byte = static_cast<unsigned char>(utf8[at]);
        const Decoded next = byte < 0x80 ? Decoded{byte, 1} : decode_multibyte(utf8, at);
        text.offsets.push_back(static_cast<std::uint32_t>(at));
        text.characters.push_back(shaped_as(next.character));
        if (next.character < 0x10000) {
            text.utf16.push_back(static_cast<char16_t>(next.character));
        } else {
            const char32_t rest = next.character - 0x10000;
            text.utf16.push_back(static_cast<char16_t>(0xD800 + (rest >> 10U)));
            text.utf16.push_back(static_cast<char16_t>(0xDC00 + (rest & 0x3FFU)));
            supplementary = true;
        }
        at += next.length;
    }
    text.offsets.push_back(static_cast<std::uint32_t>(utf8.size()));
    if (supplementary) {
        for (std::uint32_t i = 0; i < text.characters.size(); ++i) {
            text.utf16_characters.insert(text.utf16_characters.end(),
                                         text.characters[i] > 0xFFFF ? 2 : 1, i);
        }
        text.utf16_characters.push_back(static_cast<std::uint32_t>(text.characters.size()));
    }
}

} // namespace zugang::fonts
