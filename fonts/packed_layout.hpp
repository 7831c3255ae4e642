#pragma once

#include "fonts/paragraph.hpp"

#include <cstddef>
#include <memory>
#include <optional>

namespace zugang::fonts {

/// A layout in about a third of its memory. Positions are whole 64ths of a pixel, as `place` makes
/// them, so nothing is lost.
class PackedLayout {
  public:
    /// No value where a number does not fit (a glyph wider than 500 px, a run longer than 32 KB).
    static std::optional<PackedLayout> pack(const Layout& layout);

    Layout unpack() const;
    std::size_t size_bytes() const { return size_; }

  private:
    PackedLayout() = default;

    std::unique_ptr<std::byte[]> bytes_; // NOLINT(*-avoid-c-arrays): one block, written once
    std::size_t size_ = 0;
};

} // namespace zugang::fonts
