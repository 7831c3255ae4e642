#include "fonts/decode.hpp"
#include "tests/fonts/testing.hpp"
#include "tests/fuzz/check.hpp"

#include <unicode/ustring.h>

using namespace zugang::fonts;
using zugang::fuzz::require;

namespace {

/// ICU replaces maximal subparts as well.
std::u16string icu_utf16(std::string_view utf8) {
    std::u16string units(utf8.size() + 1, u'\0');
    std::int32_t length = 0;
    UErrorCode status = U_ZERO_ERROR;
    u_strFromUTF8WithSub(units.data(), static_cast<std::int32_t>(units.size()), &length,
                         utf8.data(), static_cast<std::int32_t>(utf8.size()), 0xFFFD, nullptr,
                         &status);
    require(U_SUCCESS(status) != 0, "ICU decodes it too");
    units.resize(static_cast<std::size_t>(length));
    return units;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view utf8(reinterpret_cast<const char*>(data), size);
    DecodedText text;
    decode(utf8, text);
    make_utf16(text);
    const std::size_t count = text.characters.size();
    require(text.offsets.size() == count + 1, "each character has an offset, and the end");
    require(text.offsets.front() == 0 && text.offsets.back() == size, "offsets span the text");
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t start = text.offsets[i];
        const std::uint32_t end = text.offsets[i + 1];
        require(start < end && end - start <= 4, "characters have one to four bytes");
        const char32_t c = text.characters[i];
        require(c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF), "characters are scalar values");
        for (std::uint32_t byte = start; byte < end; ++byte) {
            require(text.character_at_byte(byte) == i, "bytes lead to their character");
        }
        const bool kept = c != 0xFFFD && c != 0x200B && c != U' ';
        require(!kept || testing::encode({&c, 1}) == utf8.substr(start, end - start),
                "characters are what was written");
    }
    require(text.character_at_byte(size) == count, "the end is after the last character");
    if (!text.utf16_characters.empty()) {
        require(text.utf16_characters.size() == text.utf16.size() + 1, "each unit has a character");
        for (std::size_t i = 0; i < text.utf16.size(); ++i) {
            require(text.utf16_characters[i] <= text.utf16_characters[i + 1],
                    "units are in the order of the characters");
        }
    }
    require(text.character_at_utf16(text.utf16.size()) == count, "units end where characters do");
    if (size > 0) {
        require(text.utf16 == icu_utf16(utf8), "ICU decodes it the same");
    }
    return 0;
}
