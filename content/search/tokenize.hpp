#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace zugang::content::search {

enum class TokenKind : std::uint8_t {
    Word,
    Gram ///< two Han or Kana characters, three of Thai, Lao, Khmer or Burmese; they overlap
};

/// A stretch of a text that is looked up; each counts as one position.
struct Token {
    std::size_t start = 0;  ///< UTF-8 bytes
    std::size_t length = 0; ///< UTF-8 bytes
    TokenKind kind = TokenKind::Word;
};

enum class Apostrophe : std::uint8_t {
    Joins, ///< Ukrainian м'ята, English don't: one word
    Parts  ///< French l'école: two
};

/// Words are letters, marks and digits; soft hyphens, joiners and bidi controls do not part them.
/// Scripts that write no spaces become grams, so that every fragment of a text is found. Any bytes
/// will do; what is no UTF-8 parts words.
std::vector<Token> tokenize(std::string_view utf8, Apostrophe apostrophe);

} // namespace zugang::content::search
