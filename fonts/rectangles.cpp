#include "fonts/paragraph.hpp"

#include <algorithm>

namespace zugang::fonts {

namespace {

struct Stretch {
    float left = 0;
    float right = 0;
};

/// Adds what [start, end) covers of one cluster; part of a cluster is taken by its share of bytes.
void cover_cluster(std::size_t cluster_start, std::size_t cluster_end, Stretch edges,
                   bool right_to_left, std::size_t start, std::size_t end,
                   std::vector<Stretch>& stretches) {
    const std::size_t from = std::max(start, cluster_start);
    const std::size_t to = std::min(end, cluster_end);
    if (from >= to || edges.right <= edges.left) {
        return;
    }
    const float bytes = static_cast<float>(cluster_end - cluster_start);
    const float width = edges.right - edges.left;
    float left = static_cast<float>(from - cluster_start) / bytes * width;
    float right = static_cast<float>(to - cluster_start) / bytes * width;
    if (right_to_left) {
        const float mirrored = width - right;
        right = width - left;
        left = mirrored;
    }
    left += edges.left;
    right += edges.left;
    constexpr float touching = 0.05F;
    if (!stretches.empty() && left - stretches.back().right < touching) {
        stretches.back().right = std::max(stretches.back().right, right);
        stretches.back().left = std::min(stretches.back().left, left);
    } else {
        stretches.push_back({left, right});
    }
}

void cover_run(const Layout& layout, const PlacedRun& run, std::size_t start, std::size_t end,
               std::vector<Stretch>& stretches) {
    const bool right_to_left = (run.level & 1U) != 0;
    const std::size_t last = run.first_glyph + run.glyph_count;
    float pen = run.x;
    std::size_t before = run.start + run.length; // where the cluster to the left begins
    for (std::size_t i = run.first_glyph; i < last;) {
        const std::size_t cluster = layout.glyphs[i].cluster;
        const float left = pen;
        for (; i < last && layout.glyphs[i].cluster == cluster; ++i) {
            pen += layout.glyphs[i].advance;
        }
        std::size_t cluster_end = i < last ? layout.glyphs[i].cluster : run.start + run.length;
        if (right_to_left) {
            cluster_end = before;
        }
        before = cluster;
        cover_cluster(cluster, std::max(cluster + 1, cluster_end), {left, pen}, right_to_left,
                      start, end, stretches);
    }
}

} // namespace

std::vector<Rect> rectangles(const Layout& layout, std::size_t start, std::size_t length) {
    std::vector<Rect> result;
    const std::size_t end = start + std::min(length, static_cast<std::size_t>(-1) - start);
    std::vector<Stretch> stretches;
    for (const Line& line : layout.lines) {
        if (line.start >= end || line.start + line.length <= start) {
            continue;
        }
        stretches.clear();
        for (std::size_t r = line.first_run; r < line.first_run + line.run_count; ++r) {
            cover_run(layout, layout.runs[r], start, end, stretches);
        }
        for (const Stretch& stretch : stretches) {
            // Spaces that hang are not marked.
            const float left = std::max(stretch.left, line.x);
            const float right = std::min(stretch.right, line.x + line.width);
            if (right > left) {
                result.push_back({left, line.top, right - left, line.height});
            }
        }
    }
    return result;
}

} // namespace zugang::fonts
