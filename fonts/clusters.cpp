#include "fonts/clusters.hpp"

#include "fonts/lines.hpp"

namespace zugang::fonts {

ClusterStarts find_cluster_starts(const ShapedText& text) {
    ClusterStarts starts;
    if (text.lines.empty()) {
        return starts;
    }
    const std::vector<std::uint32_t>& offsets = text.decoded.offsets;
    const std::uint32_t end = text.lines.back().end;
    starts.set_size(offsets[end]);
    for (const BrokenLine& line : text.lines) {
        for (std::uint32_t i = line.start; i < line.end;) {
            const std::uint32_t first = i;
            bool seen = false;
            do {
                seen = seen || !has(text.decoded.traits[i], leaves_no_glyph);
                ++i;
            } while (i < line.end && (text.boundaries[i] & grapheme_boundary) == 0);
            const bool ends_line = (text.boundaries[i] & break_required) != 0;
            starts.set(offsets[first], seen        ? ClusterStart::Seen
                                       : ends_line ? ClusterStart::LineEnd
                                                   : ClusterStart::Unseen);
        }
    }
    return starts;
}

} // namespace zugang::fonts
