#pragma once

#include "fonts/decode.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
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
};
using Boundaries = std::vector<std::uint8_t>;

struct CloseBreakIterator {
    void operator()(UBreakIterator* iterator) const noexcept;
};

/// Grapheme clusters (UAX #29) and line breaks (UAX #14, dictionaries for Thai, Lao, Khmer,
/// Burmese), both ICU's.
class Segmenter {
  public:
    /// One element a character and one for the end; sets all but safe_to_break.
    void find(const DecodedText& text, std::string_view language, Boundaries& boundaries);

  private:
    using Iterator = std::unique_ptr<UBreakIterator, CloseBreakIterator>;
    UBreakIterator* line_iterator(std::string_view language);

    Iterator graphemes_;
    std::vector<std::pair<std::string, Iterator>> lines_;
};

/// The character takes no room at a line's end: spaces but no-break ones, and what has no width
/// anyway.
bool hangs_at_line_end(char32_t character);

} // namespace zugang::fonts
