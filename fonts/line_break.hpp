#pragma once

#include "fonts/decode.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct UBreakIterator;

namespace zugang::fonts {

/// What holds before a character (and, as the last element, before the end of the text).
enum Boundary : std::uint8_t {
    grapheme_boundary = 1, ///< a grapheme cluster begins
    break_allowed = 2,     ///< a line may begin
    break_required = 4,    ///< a line must begin
    safe_to_break = 8,     ///< shaped apart, both sides look the same
    hangs = 16,            ///< the character after it takes no room at a line's end
    word_boundary = 32,    ///< a word begins, or what is between words
    word_begins = 64,      ///< a word begins
};
using Boundaries = std::vector<std::uint8_t>;

struct TextRange {
    std::size_t start = 0;  ///< UTF-8 bytes
    std::size_t length = 0; ///< UTF-8 bytes
};

struct CloseBreakIterator {
    void operator()(UBreakIterator* iterator) const noexcept;
};

/// Grapheme clusters, words (UAX #29) and line breaks (UAX #14), as ICU finds them, with its
/// dictionaries for Thai, Lao, Khmer, Burmese and, for words, Chinese and Japanese.
class Segmenter {
  public:
    /// One element a character and one for the end; sets all but safe_to_break and the words.
    void find(DecodedText& text, std::string_view language, Boundaries& boundaries);

    /// Adds where words begin and end.
    void mark_words(DecodedText& text, std::string_view language, Boundaries& boundaries);

    /// What is read aloud: words and numbers, not the spaces, signs and pictures between them.
    std::vector<TextRange> find_words(std::string_view text, std::string_view language);

  private:
    using Iterator = std::unique_ptr<UBreakIterator, CloseBreakIterator>;
    struct Known {
        int kind = 0; ///< UBreakIteratorType
        std::string locale;
        Iterator iterator;
    };
    /// Null where ICU has none. Valid until the next call.
    UBreakIterator* iterator_for(int kind, std::string_view language);

    std::vector<Known> known_;
};

} // namespace zugang::fonts
