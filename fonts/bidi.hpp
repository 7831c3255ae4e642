#pragma once

#include "fonts/decode.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

struct UBiDi;

namespace zugang::fonts {

struct CloseBidi {
    void operator()(UBiDi* bidi) const noexcept;
};

/// Embedding levels by the Unicode Bidirectional Algorithm (UAX #9), rules P to I.
class Bidi {
  public:
    /// One level a character. `base`: 0 left to right, 1 right to left; line ends separate
    /// paragraphs.
    void find_levels(DecodedText& text, std::uint8_t base, std::vector<std::uint8_t>& levels);

  private:
    std::unique_ptr<UBiDi, CloseBidi> bidi_;
};

/// 1 where the first character with a direction of its own runs right to left, else 0.
std::uint8_t base_level(DecodedText& text);

/// Rule L2 (L1 is where pieces of a line are made: what hangs gets the base level): the order, from
/// left to right, of pieces of a line that have these levels.
void visual_order(std::span<const std::uint8_t> levels, std::vector<std::uint32_t>& order);

} // namespace zugang::fonts
