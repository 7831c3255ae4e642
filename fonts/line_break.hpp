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
/// Burmese), as ICU finds them.
class Segmenter {
  public:
    /// One element a character and one for the end; sets all but safe_to_break.
    void find(DecodedText& text, std::string_view language, Boundaries& boundaries);

  private:
    using Iterator = std::unique_ptr<UBreakIterator, CloseBreakIterator>;
    UBreakIterator* line_iterator(std::string_view language);

    std::vector<std::pair<std::string, Iterator>> lines_;
};

} // namespace zugang::fonts
