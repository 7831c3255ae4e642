#include "fonts/clusters.hpp"

#include "fonts/lines.hpp"

#include <unicode/uchar.h>

namespace zugang::fonts {

namespace {

/// As HarfBuzz does it: the fillers of Hangul are default-ignorable, but take room.
bool leaves_no_glyph(char32_t c) {
    if (c < 0xAD) { // controls are among the characters as U+200B
        return false;
    }
    const bool filler = c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0;
    return !filler &&
           u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

} // namespace

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
                seen = seen || !leaves_no_glyph(text.decoded.characters[i]);
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
