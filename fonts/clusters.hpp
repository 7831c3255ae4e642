#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace zugang::fonts {

/// What begins at a byte of a text.
enum class ClusterStart : std::uint8_t {
    None,   ///< nothing: the byte belongs to the grapheme cluster before
    Seen,   ///< a grapheme cluster that takes room
    Unseen, ///< one that does not: soft hyphens, isolates, zero-width spaces
    LineEnd ///< one that ends a line: line feeds
};

/// The grapheme clusters of a text, a quarter of a byte for each byte of it.
class ClusterStarts {
  public:
    /// None past the end.
    ClusterStart at(std::size_t byte) const {
        return byte / 4 < quads_.size()
                   ? static_cast<ClusterStart>((quads_[byte / 4] >> (byte % 4 * 2)) & 3U)
                   : ClusterStart::None;
    }
    /// Where the cluster that `byte` belongs to begins.
    std::size_t start_of(std::size_t byte) const {
        while (byte > 0 && at(byte) == ClusterStart::None) {
            --byte;
        }
        return byte;
    }
    /// Where the next cluster begins, at most `end`.
    std::size_t next(std::size_t byte, std::size_t end) const {
        do {
            ++byte;
        } while (byte < end && at(byte) == ClusterStart::None);
        return byte < end ? byte : end;
    }

    void set_size(std::size_t bytes) { quads_.assign((bytes + 3) / 4, 0); }
    void set(std::size_t byte, ClusterStart start) {
        quads_[byte / 4] = static_cast<std::uint8_t>(
            quads_[byte / 4] | (static_cast<unsigned>(start) << (byte % 4 * 2)));
    }

    /// For those who keep layouts in another form.
    const std::vector<std::uint8_t>& bytes() const { return quads_; }
    void set_bytes(std::vector<std::uint8_t> bytes) { quads_ = std::move(bytes); }

  private:
    std::vector<std::uint8_t> quads_;
};

struct ShapedText;

/// Of the text that the lines show. Every line begins with a cluster.
ClusterStarts find_cluster_starts(const ShapedText& text);

} // namespace zugang::fonts
