#pragma once

#include "fonts/paragraph.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace zugang::fonts {

/// A place between two grapheme clusters is at the end of the one and at the start of the other.
/// Where lines break and directions change, these are two places on the screen.
enum class Affinity : std::uint8_t { Before, After };

struct Position {
    std::size_t offset = 0;              ///< UTF-8 bytes
    Affinity affinity = Affinity::After; ///< the cluster before or after `offset` is meant
};

struct Caret {
    float x = 0;
    float top = 0;
    float height = 0;
    bool right_to_left = false; ///< how the cluster that is meant runs
};

struct Rect {
    float x = 0;
    float y = 0;
    float width = 0;
    float height = 0;
};

/// Within a cluster: that of its start. Past what is shown: that of its end. An affinity without a
/// cluster (at the start and the end of the text, after a line feed) is taken as the other one.
Caret caret_at(const Layout& layout, Position position);

/// The edge of a cluster that is nearest to a point, anywhere; y chooses the line.
Position position_at(const Layout& layout, float x, float y);

/// Where the next cluster begins, at most the end of what is shown. Clusters that take no room
/// (a soft hyphen) count as well.
std::size_t next_cluster(const Layout& layout, std::size_t offset);
/// Where the cluster before begins, at least 0.
std::size_t previous_cluster(const Layout& layout, std::size_t offset);

/// One rectangle per line and visual stretch that a range of the text covers, for marks, links and
/// selections: several per line where directions are mixed. Clusters are covered whole, by their
/// first byte; part of a ligature by its share of clusters. Spaces that hang are left out.
std::vector<Rect> rectangles(const Layout& layout, std::size_t start, std::size_t length);

} // namespace zugang::fonts
