#include "fonts/dump.hpp"
#include "fonts/positions.hpp"

#include <iomanip>
#include <locale>
#include <sstream>

namespace zugang::fonts {

namespace {

std::string json_string(std::string_view text) {
    std::ostringstream result;
    result << '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            result << '\\' << c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            result << "\\u" << std::hex << std::setw(4) << std::setfill('0') << static_cast<int>(c)
                   << std::dec;
        } else {
            result << c;
        }
    }
    result << '"';
    return result.str();
}

void write_run(std::ostream& out, const Layout& layout, const FontSet& fonts,
               const PlacedRun& run) {
    const std::string family =
        run.face < fonts.size() ? fonts.style(run.face).family : std::string();
    out << "{\"face\":" << json_string(family) << ",\"size\":" << run.size_px
        << ",\"level\":" << int{run.level} << ",\"start\":" << run.start
        << ",\"length\":" << run.length << ",\"x\":" << run.x << ",\"width\":" << run.width
        << ",\"glyphs\":[";
    for (std::size_t i = 0; i < run.glyph_count; ++i) {
        const PlacedGlyph& glyph = layout.glyphs[run.first_glyph + i];
        out << (i == 0 ? "" : ",") << "{\"glyph\":" << glyph.glyph
            << ",\"cluster\":" << glyph.cluster << ",\"x\":" << glyph.x << ",\"y\":" << glyph.y
            << ",\"advance\":" << glyph.advance << '}';
    }
    out << "]}";
}

/// Of every cluster that begins on the line, and of the line's end. "before" is the other place of
/// such an offset on this line, where it has one.
void write_carets(std::ostream& out, const Layout& layout, const Line& line) {
    const std::size_t end = line.start + line.length;
    for (std::size_t at = line.start; at < end; at = next_cluster(layout, at)) {
        const float x = caret_at(layout, {at, Affinity::After}).x;
        const Caret before = caret_at(layout, {at, Affinity::Before});
        out << (at == line.start ? "" : ",") << "{\"byte\":" << at << ",\"x\":" << x;
        if (at != line.start && before.x != x) {
            out << ",\"before\":" << before.x;
        }
        out << '}';
    }
    const Caret last = caret_at(layout, {end, Affinity::Before});
    if (last.top == line.top) {
        out << (end == line.start ? "" : ",") << "{\"byte\":" << end << ",\"x\":" << last.x << '}';
    }
}

} // namespace

std::string json(const Layout& layout, const FontSet& fonts) {
    std::ostringstream out;
    out.imbue(std::locale::classic());
    out << "{\"width\":" << layout.width << ",\"height\":" << layout.height
        << ",\"truncated\":" << (layout.truncated ? "true" : "false") << ",\"lines\":[";
    for (std::size_t i = 0; i < layout.lines.size(); ++i) {
        const Line& line = layout.lines[i];
        out << (i == 0 ? "\n" : ",\n") << "{\"start\":" << line.start
            << ",\"length\":" << line.length << ",\"x\":" << line.x << ",\"width\":" << line.width
            << ",\"top\":" << line.top << ",\"height\":" << line.height
            << ",\"baseline\":" << line.baseline << ",\"runs\":[";
        for (std::size_t r = 0; r < line.run_count; ++r) {
            out << (r == 0 ? "" : ",");
            write_run(out, layout, fonts, layout.runs[line.first_run + r]);
        }
        out << "],\"carets\":[";
        write_carets(out, layout, line);
        out << "]}";
    }
    out << "\n]}\n";
    return out.str();
}

} // namespace zugang::fonts
