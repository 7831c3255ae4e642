#pragma once

#include "content/text.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content {

/// Part of a text that is said in another way than the rest.
struct Stretch {
    std::size_t start = 0;  ///< UTF-8 bytes of the text
    std::size_t length = 0; ///< UTF-8 bytes
    std::string language{}; ///< BCP 47 tag; empty: that of the text
    bool spelled = false;   ///< a telephone number
};

/// Terms stay German in any language; telephone numbers are said digit by digit. In their order,
/// none above another.
std::vector<Stretch> stretches_of(const Text& text);

/// What is said in one go: a sentence, or part of one in one language.
struct SpokenPart {
    std::size_t start = 0;  ///< UTF-8 bytes of the text
    std::size_t length = 0; ///< UTF-8 bytes, no spaces at either end
    std::string language{}; ///< BCP 47 tag
    bool spelled = false;   ///< a telephone number: digit by digit
    bool goes_on = false;   ///< the sentence of the one before goes on
};

/// In their order; what cannot be said (dashes, bullets) is in none of them. A text without soft
/// hyphens.
std::vector<SpokenPart> spoken_parts(std::string_view utf8, std::string_view language,
                                     const std::vector<Stretch>& stretches = {});

/// Where the sentences of a text begin, and its end: {0, ..., size}. UTF-8 bytes.
std::vector<std::size_t> sentence_edges(std::string_view utf8, std::string_view language);

/// What the synthesiser is given: as many characters as the text, without marks of direction; a
/// spelled text in single digits.
std::string said(std::string_view utf8, bool spelled);

/// From characters (code points) to UTF-8 bytes; the end of the text where there are fewer.
std::size_t byte_of_character(std::string_view utf8, std::size_t character);

} // namespace zugang::content
