#pragma once

#include <cstddef>
#include <string_view>

namespace zugang::content::search {

inline constexpr char32_t not_utf8 = 0xffffffff;

/// The code point at `at` (a byte within the text), which moves behind it. `not_utf8` for a byte
/// that begins none; then `at` moves by one. Surrogates and overlong forms are none.
inline char32_t next_code_point(std::string_view utf8, std::size_t& at) {
    const auto byte = [utf8](std::size_t i) {
        return i < utf8.size() ? char32_t{static_cast<unsigned char>(utf8[i])} : char32_t{0};
    };
    const auto more = [&byte](std::size_t i) { return (byte(i) & 0xc0U) == 0x80U; };
    const char32_t first = byte(at);
    if (first < 0x80) {
        ++at;
        return first;
    }
    if (first >= 0xc2 && first < 0xe0 && more(at + 1)) {
        const char32_t c = ((first & 0x1fU) << 6U) | (byte(at + 1) & 0x3fU);
        at += 2;
        return c;
    }
    if (first >= 0xe0 && first < 0xf0 && more(at + 1) && more(at + 2)) {
        const char32_t c =
            ((first & 0xfU) << 12U) | ((byte(at + 1) & 0x3fU) << 6U) | (byte(at + 2) & 0x3fU);
        if (c >= 0x800 && (c < 0xd800 || c > 0xdfff)) {
            at += 3;
            return c;
        }
    }
    if (first >= 0xf0 && first < 0xf5 && more(at + 1) && more(at + 2) && more(at + 3)) {
        const char32_t c = ((first & 0x7U) << 18U) | ((byte(at + 1) & 0x3fU) << 12U) |
                           ((byte(at + 2) & 0x3fU) << 6U) | (byte(at + 3) & 0x3fU);
        if (c >= 0x10000 && c <= 0x10ffff) {
            at += 4;
            return c;
        }
    }
    ++at;
    return not_utf8;
}

} // namespace zugang::content::search
