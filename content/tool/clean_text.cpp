#include "content/tool/clean_text.hpp"

#include "content/tool/text_file.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include <libxml/HTMLparser.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf16.h>

namespace zugang::content::tool {
namespace {

void append(std::string& out, UChar32 c) {
    icu::UnicodeString(c).toUTF8String(out);
}

struct Decoded {
    UChar32 character = -1; ///< -1: ill-formed
    std::size_t size = 1;   ///< bytes
};

Decoded decode(std::string_view utf8, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(utf8[at + i]); };
    const unsigned lead = byte(0);
    if (lead < 0x80) {
        return {.character = static_cast<UChar32>(lead), .size = 1};
    }
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || at + size > utf8.size()) {
        return {};
    }
    unsigned value = lead & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) {
            return {};
        }
        value = value << 6U | (byte(i) & 0x3FU);
    }
    constexpr auto smallest = std::to_array<unsigned>({0, 0, 0x80, 0x800, 0x10000});
    const bool scalar =
        value >= smallest[size] && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
    return scalar ? Decoded{.character = static_cast<UChar32>(value), .size = size} : Decoded{};
}

/// Calls `visit(character, start, end)`; an ill-formed byte is character -1.
template <typename Visit>
void for_each_character(std::string_view utf8, const Visit& visit) {
    for (std::size_t start = 0; start < utf8.size();) {
        const Decoded next = decode(utf8, start);
        visit(next.character, start, start + next.size);
        start += next.size;
    }
}

bool is_invisible(UChar32 c) {
    return c == 0xAD || c == 0x200B || c == 0x2060 || c == 0xFEFF || c == 0xFFFC;
}

std::optional<UChar32> numeric_reference(std::string_view digits) {
    const bool hex = !digits.empty() && (digits.front() == 'x' || digits.front() == 'X');
    digits.remove_prefix(hex ? 1 : 0);
    if (digits.empty() || digits.size() > 7) {
        return std::nullopt;
    }
    UChar32 value = 0;
    for (const char c : digits) {
        const std::int32_t digit = u_digit(static_cast<unsigned char>(c), hex ? 16 : 10);
        if (digit < 0) {
            return std::nullopt;
        }
        value = value * (hex ? 16 : 10) + digit;
    }
    const bool scalar = value > 0 && value <= 0x10FFFF && !U_IS_SURROGATE(value);
    return scalar ? std::optional(value) : std::nullopt;
}

std::optional<UChar32> reference(std::string_view name) {
    if (name.starts_with('#')) {
        return numeric_reference(name.substr(1));
    }
    const std::string terminated(name);
    const htmlEntityDesc* entity =
        htmlEntityLookup(reinterpret_cast<const xmlChar*>(terminated.c_str()));
    return entity == nullptr ? std::nullopt : std::optional(static_cast<UChar32>(entity->value));
}

} // namespace

std::string clean_text(std::string_view bytes, Tally& tally) {
    std::string out;
    out.reserve(bytes.size());
    const auto drop = [&tally](const char* what) { ++tally.left_out[what]; };
    for_each_character(bytes, [&](UChar32 c, std::size_t start, std::size_t end) {
        if (c < 0) {
            ++tally.changed["bytes that are not UTF-8 became U+FFFD"];
            append(out, 0xFFFD);
        } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
            out += ' ';
        } else if (u_isUWhiteSpace(c) != 0) {
            ++tally.changed["special spaces became plain spaces"];
            out += ' ';
        } else if (u_charType(c) == U_CONTROL_CHAR || (c & 0xFFFE) == 0xFFFE) {
            drop("control characters: nothing can show them");
        } else if (is_invisible(c)) {
            drop("invisible characters (soft hyphens, zero-width spaces): the terminal breaks "
                 "lines itself");
        } else {
            out.append(bytes, start, end - start);
        }
    });
    return to_nfc(out);
}

std::string decode_entities(std::string_view utf8, std::size_t& decoded) {
    constexpr std::size_t longest_name = 10;
    std::string out;
    out.reserve(utf8.size());
    while (!utf8.empty()) {
        const std::size_t ampersand = std::min(utf8.find('&'), utf8.size());
        out.append(utf8.substr(0, ampersand));
        utf8.remove_prefix(ampersand);
        const std::size_t end = utf8.substr(0, longest_name + 2).find(';');
        const auto character = end == std::string_view::npos || end < 2
                                   ? std::nullopt
                                   : reference(utf8.substr(1, end - 1));
        if (character) {
            append(out, *character);
            utf8.remove_prefix(end + 1);
            ++decoded;
        } else if (!utf8.empty()) {
            out += '&';
            utf8.remove_prefix(1);
        }
    }
    return out;
}

std::string collapse_spaces(std::string_view utf8) {
    std::string out;
    for (const char c : utf8) {
        if (c != ' ' || (!out.empty() && out.back() != ' ')) {
            out += c;
        }
    }
    if (!out.empty() && out.back() == ' ') {
        out.pop_back();
    }
    return out;
}

std::string clean_line(std::string_view bytes, Tally& tally) {
    std::size_t decoded = 0;
    const std::string once = decode_entities(bytes, decoded);
    std::string line = clean_text(decode_entities(once, decoded), tally);
    drop_unbalanced_bidi({&line}, tally);
    return collapse_spaces(line);
}

void drop_unbalanced_bidi(const std::vector<std::string*>& parts, Tally& tally) {
    struct Control {
        std::size_t part;
        std::size_t start;
        bool isolate;
    };
    constexpr std::size_t control_bytes = 3;
    std::vector<Control> open;
    std::vector<Control> stray;
    for (std::size_t part = 0; part < parts.size(); ++part) {
        for_each_character(*parts[part], [&](UChar32 c, std::size_t start, std::size_t) {
            const bool isolate = c >= 0x2066 && c <= 0x2069;
            if (!isolate && (c < 0x202A || c > 0x202E)) {
                return;
            }
            const Control control{.part = part, .start = start, .isolate = isolate};
            if (c != 0x2069 && c != 0x202C) {
                open.push_back(control);
            } else if (!open.empty() && open.back().isolate == isolate) {
                open.pop_back();
            } else {
                stray.push_back(control);
            }
        });
    }
    stray.insert(stray.end(), open.begin(), open.end());
    std::ranges::sort(stray, [](const Control& a, const Control& b) {
        return a.part != b.part ? a.part > b.part : a.start > b.start;
    });
    for (const Control& control : stray) {
        parts[control.part]->erase(control.start, control_bytes);
        ++tally.left_out["direction controls that were never closed or never opened"];
    }
}

std::size_t count_letters_and_digits(std::string_view utf8) {
    std::size_t count = 0;
    for_each_character(utf8, [&count](UChar32 c, std::size_t, std::size_t) {
        count += c >= 0 && u_isalnum(c) != 0 ? 1U : 0U;
    });
    return count;
}

std::string lower_ascii(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return out;
}

std::string percent_decode(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto digit = [&](std::size_t at) {
            return at < text.size() ? u_digit(static_cast<unsigned char>(text[at]), 16) : -1;
        };
        if (text[i] == '%' && digit(i + 1) >= 0 && digit(i + 2) >= 0) {
            out += static_cast<char>(digit(i + 1) * 16 + digit(i + 2));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

} // namespace zugang::content::tool
