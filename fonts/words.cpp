#include "fonts/line_break.hpp"

#include <unicode/ubrk.h>

namespace zugang::fonts {

void Segmenter::mark_words(DecodedText& text, std::string_view language, Boundaries& boundaries) {
    boundaries.resize(text.characters.size() + 1);
    make_utf16(text);
    UBreakIterator* iterator = iterator_for(UBRK_WORD, language);
    UErrorCode status = U_ZERO_ERROR;
    if (iterator != nullptr) {
        ubrk_setText(iterator, text.utf16.data(), static_cast<std::int32_t>(text.utf16.size()),
                     &status);
    }
    if (iterator == nullptr || U_FAILURE(status)) {
        return;
    }
    std::size_t start = 0;
    for (std::int32_t at = ubrk_next(iterator); at != UBRK_DONE; at = ubrk_next(iterator)) {
        const std::size_t end = text.character_at_utf16(static_cast<std::size_t>(at));
        const bool is_word = ubrk_getRuleStatus(iterator) >= UBRK_WORD_NONE_LIMIT;
        boundaries[start] = static_cast<std::uint8_t>(boundaries[start] | word_boundary |
                                                      (is_word ? word_begins : 0));
        start = end;
    }
    boundaries[start] = static_cast<std::uint8_t>(boundaries[start] | word_boundary);
}

std::vector<TextRange> Segmenter::find_words(std::string_view text, std::string_view language) {
    DecodedText decoded;
    Boundaries boundaries;
    decode(text, decoded);
    mark_words(decoded, language, boundaries);
    std::vector<TextRange> words;
    for (std::size_t i = 0; i + 1 < boundaries.size();) {
        const std::size_t start = i;
        do {
            ++i;
        } while (i + 1 < boundaries.size() && (boundaries[i] & word_boundary) == 0);
        if ((boundaries[start] & word_begins) != 0) {
            words.push_back({decoded.offsets[start], decoded.offsets[i] - decoded.offsets[start]});
        }
    }
    return words;
}

} // namespace zugang::fonts
