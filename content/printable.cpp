#include "content/printable.hpp"

#include <algorithm>

namespace zugang::content {
namespace {

/// Bytes of the character at the start that must not be printed; 0 where it may be.
std::size_t unprintable(std::string_view text) {
    const auto byte = [text](std::size_t at) {
        return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
    };
    if (byte(0) < 0x20 || byte(0) == 0x7f) {
        return 1;
    }
    if (byte(0) == 0xc2 && byte(1) >= 0x80 && byte(1) < 0xa0) {
        return 2;
    }
    const bool embeds = byte(1) == 0x80 && byte(2) >= 0xaa && byte(2) <= 0xae;
    const bool isolates = byte(1) == 0x81 && byte(2) >= 0xa6 && byte(2) <= 0xa9;
    return byte(0) == 0xe2 && (embeds || isolates) ? 3 : 0;
}

/// Nothing that is not printed begins with such a byte.
bool is_surely_printable(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte != 0x7f && byte != 0xc2 && byte != 0xe2;
}

} // namespace

std::string printable(std::string_view text, std::size_t most_bytes) {
    std::string shown;
    while (!text.empty() && shown.size() < most_bytes) {
        const std::size_t most = std::min(text.size(), most_bytes - shown.size());
        const auto end = std::find_if_not(
            text.begin(), text.begin() + static_cast<std::ptrdiff_t>(most), is_surely_printable);
        const auto plain = static_cast<std::size_t>(end - text.begin());
        if (plain > 0) {
            shown += text.substr(0, plain);
            text.remove_prefix(plain);
            continue;
        }
        const std::size_t bad = unprintable(text);
        for (const char c : text.substr(0, bad)) {
            const auto byte = static_cast<unsigned char>(c);
            shown += "\\x";
            shown += "0123456789abcdef"[byte >> 4U];
            shown += "0123456789abcdef"[byte & 0xfU];
        }
        if (bad == 0) {
            shown += text.front();
        }
        text.remove_prefix(std::max<std::size_t>(bad, 1));
    }
    return text.empty() ? shown : shown + "...";
}

} // namespace zugang::content
