#include "kiosk/print/sheet_run.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace zugang::kiosk {

namespace {

/// What takes no room and means nothing on paper: soft hyphens, zero-width spaces, isolates, marks
/// of direction. Joiners mean something, they stay.
std::string without_unseen(std::string_view text) {
    static constexpr std::array<std::string_view, 13> unseen{
        "\u00AD", "\u200B", "\u200E", "\u200F", "\u202A", "\u202B", "\u202C",
        "\u2060", "\u2066", "\u2067", "\u2068", "\u2069", "\n"};
    std::string result;
    while (!text.empty()) {
        const auto found = std::ranges::find_if(
            unseen, [text](std::string_view mark) { return text.starts_with(mark); });
        if (found != unseen.end()) {
            text.remove_prefix(found->size());
        } else {
            result += text.front();
            text.remove_prefix(1);
        }
    }
    return result;
}

SheetRun sheet_run(const fonts::Layout& layout, const fonts::PlacedRun& run, std::string_view text,
                   float x, float y) {
    SheetRun result{.face = run.face,
                    .size = run.size_px,
                    .synthetic_bold = run.synthetic_bold,
                    .synthetic_italic = run.synthetic_italic,
                    .right_to_left = run.level % 2 == 1,
                    .text = {},
                    .glyphs = {},
                    .clusters = {}};
    std::vector<std::uint32_t> in_order; // first bytes of clusters, one a glyph
    for (std::size_t i = 0; i < run.glyph_count; ++i) {
        const fonts::PlacedGlyph& glyph = layout.glyphs[run.first_glyph + i];
        result.glyphs.push_back(
            {.glyph = glyph.glyph, .x = x + glyph.x, .y = y + glyph.y, .advance = glyph.advance});
        in_order.push_back(glyph.cluster);
    }
    if (result.right_to_left) {
        std::ranges::reverse(in_order);
    }
    const std::size_t end = std::min(run.start + run.length, text.size());
    for (std::size_t i = 0; i < in_order.size();) {
        std::size_t next = i;
        while (next < in_order.size() && in_order[next] == in_order[i]) {
            ++next;
        }
        const std::size_t from =
            i == 0 ? std::min(run.start, end) : std::min<std::size_t>(in_order[i], end);
        const std::size_t to =
            next < in_order.size() ? std::min<std::size_t>(in_order[next], end) : end;
        const std::string part =
            to > from ? without_unseen(text.substr(from, to - from)) : std::string();
        // A hyphen that is only there because the line ends here is a soft one in the text.
        const std::string seen = run.length == 0 && i == 0 ? "\u00AD" : part;
        result.text += seen;
        result.clusters.push_back(
            {.bytes = static_cast<int>(seen.size()), .glyphs = static_cast<int>(next - i)});
        i = next;
    }
    return result;
}

} // namespace

std::vector<SheetRun> sheet_runs(const fonts::Layout& layout, std::string_view text, float x,
                                 float y) {
    std::vector<SheetRun> runs;
    for (const fonts::Line& line : layout.lines) {
        std::vector<const fonts::PlacedRun*> order;
        for (std::size_t i = 0; i < line.run_count; ++i) {
            order.push_back(&layout.runs[line.first_run + i]);
        }
        std::ranges::stable_sort(order, {}, &fonts::PlacedRun::start);
        for (const fonts::PlacedRun* run : order) {
            if (run->glyph_count > 0) {
                runs.push_back(sheet_run(layout, *run, text, x, y));
            }
        }
    }
    return runs;
}

} // namespace zugang::kiosk
