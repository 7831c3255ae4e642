#include "fonts/positions.hpp"

#include "fonts/cells.hpp"

#include <algorithm>

namespace zugang::fonts {

namespace {

std::size_t shown_end(const Layout& layout) {
    return layout.lines.empty() ? 0 : layout.lines.back().start + layout.lines.back().length;
}

/// The last line that begins at or before a byte. There has to be a line.
const Line& line_at(const Layout& layout, std::size_t byte) {
    const auto after =
        std::upper_bound(layout.lines.begin(), layout.lines.end(), byte,
                         [](std::size_t at, const Line& line) { return at < line.start; });
    return after == layout.lines.begin() ? *after : *(after - 1);
}

Caret caret_on(const Line& line, float x, bool right_to_left) {
    return {x, line.top, line.height, right_to_left};
}

/// The edge of a cluster: where it begins or, for Before, where it ends.
Caret edge_of(const Layout& layout, std::size_t cluster, Affinity affinity) {
    const Line& line = line_at(layout, cluster);
    const bool leading = affinity == Affinity::After;
    const Cell* best = nullptr;
    const std::vector<Cell> cells = cells_of(layout, line);
    for (const Cell& cell : cells) {
        if (cell.cluster == cluster && !cell.added &&
            (best == nullptr || (leading ? cell.start < best->start : cell.start > best->start))) {
            best = &cell;
        }
    }
    if (best == nullptr) {
        return caret_on(line, line.x, false);
    }
    return caret_on(line, leading ? best->leading() : best->trailing(), best->right_to_left);
}

struct Stretch {
    float left = 0;
    float right = 0;
};

void extend(std::vector<Stretch>& stretches, float left, float right) {
    constexpr float touching = 0.05F;
    if (!stretches.empty() && left - stretches.back().right < touching &&
        stretches.back().left - right < touching) {
        stretches.back().left = std::min(stretches.back().left, left);
        stretches.back().right = std::max(stretches.back().right, right);
    } else {
        stretches.push_back({left, right});
    }
}

} // namespace

Caret caret_at(const Layout& layout, Position position) {
    if (layout.lines.empty()) {
        return {};
    }
    const std::size_t end = shown_end(layout);
    const std::size_t at = position.offset < end ? layout.clusters.start_of(position.offset) : end;
    const std::size_t before = previous_cluster(layout, at);
    const bool line_ended = at > 0 && layout.clusters.at(before) == ClusterStart::LineEnd;
    const bool last_is_empty = layout.lines.back().start == end;
    if (at == end && (at == 0 || (line_ended && last_is_empty))) {
        return caret_on(layout.lines.back(), layout.lines.back().x, false);
    }
    if (at == end || (position.affinity == Affinity::Before && at > 0 && !line_ended)) {
        return edge_of(layout, before, Affinity::Before);
    }
    return edge_of(layout, at, Affinity::After);
}

Position position_at(const Layout& layout, float x, float y) {
    if (layout.lines.empty()) {
        return {};
    }
    auto below = std::find_if(layout.lines.begin(), layout.lines.end(),
                              [y](const Line& line) { return line.top > y; });
    const Line& line = below == layout.lines.begin() ? *below : *(below - 1);
    std::vector<Cell> cells = cells_of(layout, line);
    std::erase_if(cells, [](const Cell& cell) { return cell.added || cell.right <= cell.left; });
    if (cells.empty()) {
        return {line.start, Affinity::After};
    }
    // The cells touch, but for hyphens between them.
    const auto nearest = std::find_if(cells.begin(), cells.end() - 1,
                                      [x](const Cell& cell) { return x < cell.right; });
    const bool at_left = x - nearest->left < nearest->right - x;
    if (at_left != nearest->right_to_left) {
        return {nearest->cluster, Affinity::After};
    }
    const std::size_t end = line.start + line.length;
    return {layout.clusters.next(nearest->cluster, end), Affinity::Before};
}

std::size_t next_cluster(const Layout& layout, std::size_t offset) {
    const std::size_t end = shown_end(layout);
    return offset < end ? layout.clusters.next(offset, end) : end;
}

std::size_t previous_cluster(const Layout& layout, std::size_t offset) {
    const std::size_t at = std::min(offset, shown_end(layout));
    return at > 0 ? layout.clusters.start_of(at - 1) : 0;
}

std::vector<Rect> rectangles(const Layout& layout, std::size_t start, std::size_t length) {
    std::vector<Rect> result;
    const std::size_t end = start + std::min(length, static_cast<std::size_t>(-1) - start);
    std::vector<Stretch> stretches;
    for (const Line& line : layout.lines) {
        if (line.start >= end || line.start + line.length <= start) {
            continue;
        }
        stretches.clear();
        for (const Cell& cell : cells_of(layout, line)) {
            // Spaces that hang are not marked.
            const float left = std::max(cell.left, line.x);
            const float right = std::min(cell.right, line.x + line.width);
            if (cell.cluster >= start && cell.cluster < end && right > left) {
                extend(stretches, left, right);
            }
        }
        for (const Stretch& stretch : stretches) {
            result.push_back({stretch.left, line.top, stretch.right - stretch.left, line.height});
        }
    }
    return result;
}

} // namespace zugang::fonts
