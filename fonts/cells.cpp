#include "fonts/cells.hpp"

#include <algorithm>
#include <cstddef>

namespace zugang::fonts {

namespace {

/// From `first` on: what is left of a cluster goes with it, and no cell begins within the one
/// before (where kerning takes more than a space is wide).
void tidy(std::vector<Cell>& cells, std::size_t first) {
    std::size_t kept = first;
    for (std::size_t i = first; i < cells.size(); ++i) {
        Cell& cell = cells[i];
        if (kept > first) {
            Cell& before = cells[kept - 1];
            if (cell.cluster == before.cluster && !cell.added && !before.added) {
                before.start = std::min(before.start, cell.start);
                before.right = std::max(before.right, cell.right);
                continue;
            }
            before.right = std::max(before.left, std::min(before.right, cell.left));
        }
        cells[kept++] = cell;
    }
    cells.resize(kept);
}

/// Cuts what HarfBuzz calls a cluster, glyphs that belong together, into grapheme clusters of the
/// same width.
void cut(const ClusterStarts& starts, const Cell& whole, std::size_t end,
         std::vector<Cell>& cells) {
    std::size_t seen = 0;
    std::size_t any = 0;
    for (std::size_t i = whole.start; i < end; ++i) {
        seen += starts.at(i) == ClusterStart::Seen ? 1 : 0;
        any += starts.at(i) != ClusterStart::None ? 1 : 0;
    }
    if (any == 0) { // the rest of a cluster
        Cell cell = whole;
        cell.cluster = starts.start_of(whole.start);
        cells.push_back(cell);
        return;
    }
    const float width =
        (whole.right - whole.left) / static_cast<float>(std::max<std::size_t>(seen, 1));
    const std::size_t first = cells.size();
    std::size_t before = 0;
    for (std::size_t i = whole.start; i < end; ++i) {
        const ClusterStart start = starts.at(i);
        if (start == ClusterStart::None) {
            continue;
        }
        // Room without anything that takes room: a hyphen drawn for a soft one.
        const bool wide = start == ClusterStart::Seen || (seen == 0 && before == 0);
        const float from = width * static_cast<float>(before);
        before += wide ? 1 : 0;
        const float to = width * static_cast<float>(before);
        Cell cell = whole;
        cell.cluster = i;
        cell.start = i;
        cell.left = whole.right_to_left ? whole.right - to : whole.left + from;
        cell.right = whole.right_to_left ? whole.right - from : whole.left + to;
        cells.push_back(cell);
    }
    if (whole.right_to_left) {
        std::reverse(cells.begin() + static_cast<std::ptrdiff_t>(first), cells.end());
    }
}

void add_run(const Layout& layout, const PlacedRun& run, std::vector<Cell>& cells) {
    const bool right_to_left = (run.level & 1U) != 0;
    const std::size_t end = run.start + run.length;
    const std::size_t last = run.first_glyph + run.glyph_count;
    if (run.glyph_count == 0 && run.length > 0) {
        cut(layout.clusters, {run.start, run.start, run.x, run.x, right_to_left, false}, end,
            cells);
        return;
    }
    float pen = run.x;
    std::size_t end_of_left = end; // what stands at the left begins here
    for (std::size_t i = run.first_glyph; i < last;) {
        const bool leftmost = i == run.first_glyph;
        Cell cell{.cluster = layout.glyphs[i].cluster, .left = pen, .right_to_left = right_to_left};
        for (; i < last && layout.glyphs[i].cluster == cell.cluster; ++i) {
            pen += layout.glyphs[i].advance;
        }
        cell.left = std::min(cell.left, pen);
        cell.right = pen;
        cell.start = cell.cluster;
        if (cell.cluster >= end) {
            cell.added = true;
            cells.push_back(cell);
            continue;
        }
        const std::size_t cell_end =
            right_to_left ? end_of_left : (i < last ? layout.glyphs[i].cluster : end);
        end_of_left = cell.cluster;
        if (right_to_left ? i == last : leftmost) {
            cell.start = run.start; // with what left no glyph
        }
        cut(layout.clusters, cell, std::min(end, cell_end), cells);
    }
}

} // namespace

std::vector<Cell> cells_of(const Layout& layout, const Line& line) {
    std::vector<Cell> cells;
    for (std::size_t r = line.first_run; r < line.first_run + line.run_count; ++r) {
        const std::size_t first = cells.size();
        add_run(layout, layout.runs[r], cells);
        tidy(cells, first);
    }
    return cells;
}

} // namespace zugang::fonts
