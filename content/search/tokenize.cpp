#include "content/search/tokenize.hpp"

#include "content/search/code_point.hpp"

#include <algorithm>
#include <string>

#include <unicode/uchar.h>

namespace zugang::content::search {
namespace {

enum class Class : std::uint8_t { Other, Letter, Joiner, Apostrophe, Han, Southeast };

bool is_between(UChar32 c, UChar32 first, UChar32 last) {
    return c >= first && c <= last;
}

Class class_of(UChar32 c) {
    if (c < 0x80) {
        const bool letter =
            is_between(c, 'a', 'z') || is_between(c, 'A', 'Z') || is_between(c, '0', '9');
        return letter ? Class::Letter : c == '\'' ? Class::Apostrophe : Class::Other;
    }
    if (c == 0xad || is_between(c, 0x200b, 0x200f) || is_between(c, 0x202a, 0x202e) ||
        is_between(c, 0x2060, 0x2069) || c == 0x61c || c == 0xfeff) {
        return Class::Joiner;
    }
    if (c == 0x2019 || c == 0x2bc || c == 0x5f3 || c == 0x5f4) {
        return Class::Apostrophe;
    }
    if (is_between(c, 0xe00, 0xeff) || is_between(c, 0x1000, 0x109f) ||
        is_between(c, 0x1780, 0x17ff)) {
        const std::uint32_t mask = U_MASK(u_charType(c));
        return u_isdigit(c) != 0                           ? Class::Letter
               : (mask & (U_GC_L_MASK | U_GC_M_MASK)) != 0 ? Class::Southeast
                                                           : Class::Other;
    }
    if (is_between(c, 0x3041, 0x30ff) || is_between(c, 0x3400, 0x9fff) ||
        is_between(c, 0xf900, 0xfaff) || is_between(c, 0x20000, 0x3ffff) || c == 0x3005) {
        return c == 0x30fb ? Class::Other : Class::Han;
    }
    const std::uint32_t mask = U_MASK(u_charType(c));
    return (mask & (U_GC_L_MASK | U_GC_M_MASK | U_GC_ND_MASK)) != 0 ? Class::Letter : Class::Other;
}

/// Grams of a run whose characters begin at these bytes, the end of the run last.
void add_grams(const std::vector<std::size_t>& starts, std::size_t size,
               std::vector<Token>& tokens) {
    const std::size_t characters = starts.size() - 1;
    if (characters == 0) {
        return;
    }
    const std::size_t last = characters > size ? characters - size : 0;
    for (std::size_t i = 0; i <= last; ++i) {
        const std::size_t end = std::min(i + size, characters);
        tokens.push_back(
            {.start = starts[i], .length = starts[end] - starts[i], .kind = TokenKind::Gram});
    }
    if (size == 2 && characters >= size) { // a query of this character alone
        tokens.push_back({.start = starts[characters - 1],
                          .length = starts[characters] - starts[characters - 1],
                          .kind = TokenKind::Gram});
    }
}

} // namespace

std::vector<Token> tokenize(std::string_view utf8, Apostrophe apostrophe) {
    std::vector<Token> tokens;
    const std::size_t size = utf8.size();
    const auto next = [utf8](std::size_t& at) {
        const char32_t c = next_code_point(utf8, at);
        return c == not_utf8 ? Class::Other : class_of(static_cast<UChar32>(c));
    };
    for (std::size_t i = 0; i < size;) {
        const std::size_t start = i;
        const Class first = next(i);
        if (first == Class::Han || first == Class::Southeast) {
            std::vector<std::size_t> starts{start};
            std::size_t end = i;
            for (std::size_t at = i; at < size;) {
                const std::size_t here = at;
                const Class kind = next(at);
                if (kind == first) {
                    starts.push_back(here);
                    end = at;
                } else if (kind != Class::Joiner) {
                    break;
                }
            }
            starts.push_back(end);
            add_grams(starts, first == Class::Han ? 2 : 3, tokens);
            i = end;
        } else if (first == Class::Letter) {
            std::size_t end = i;
            bool after_apostrophe = false;
            for (std::size_t at = i; at < size;) {
                const Class kind = next(at);
                if (kind == Class::Letter) {
                    end = at;
                    after_apostrophe = false;
                } else if (kind == Class::Apostrophe && apostrophe == Apostrophe::Joins &&
                           !after_apostrophe) {
                    after_apostrophe = true;
                } else if (kind != Class::Joiner) {
                    break;
                }
            }
            tokens.push_back({.start = start, .length = end - start, .kind = TokenKind::Word});
            i = end;
        }
    }
    return tokens;
}

} // namespace zugang::content::search
