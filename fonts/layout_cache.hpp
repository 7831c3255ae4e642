#pragma once

#include "fonts/packed_layout.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>

namespace zugang::fonts {

/// Layouts by all that they depend on: the paragraph with its text, and the fonts' generation. What
/// was not asked for lately goes when the limit is reached.
class LayoutCache {
  public:
    explicit LayoutCache(std::size_t limit_bytes) : limit_(limit_bytes) {}

    /// Call before `store`, with the same paragraph.
    std::optional<Layout> find(const Paragraph& paragraph, std::uint64_t fonts_generation);
    void store(const Layout& layout);

    /// Nothing of a paragraph is left in its memory.
    void clear();

    std::size_t size_bytes() const { return young_bytes_ + old_bytes_; }

  private:
    using Entries = std::unordered_map<std::string, PackedLayout>;

    void put_young(std::string key, PackedLayout layout);

    std::size_t limit_;
    std::string key_; ///< of the paragraph last asked for
    Entries young_;   ///< asked for since the last turn
    Entries old_;     ///< asked for in the turn before it, and not since
    std::size_t young_bytes_ = 0;
    std::size_t old_bytes_ = 0;
};

} // namespace zugang::fonts
