#include "fonts/dump.hpp"
#include "fonts/line_break.hpp"

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

bool is_right_to_left(const Layout& layout, const Line& line, std::size_t byte) {
    for (std::size_t r = line.first_run; r < line.first_run + line.run_count; ++r) {
        const PlacedRun& run = layout.runs[r];
        if (run.start <= byte && byte < run.start + run.length) {
            return (run.level & 1U) != 0;
        }
    }
    return false;
}

/// The edge at which each grapheme cluster that is seen begins.
void write_carets(std::ostream& out, const Layout& layout, const Line& line,
                  const DecodedText& text, const Boundaries& boundaries) {
    bool first = true;
    for (std::size_t i = text.character_at_byte(line.start); i < text.characters.size();) {
        std::size_t end = i + 1;
        while (end < text.characters.size() && (boundaries[end] & grapheme_boundary) == 0) {
            ++end;
        }
        const std::size_t byte = text.offsets[i];
        if (byte >= line.start + line.length) {
            break;
        }
        const std::vector<Rect> at = rectangles(layout, byte, text.offsets[end] - byte);
        if (!at.empty()) {
            const float x = is_right_to_left(layout, line, byte) ? at.front().x + at.front().width
                                                                 : at.front().x;
            out << (first ? "" : ",") << "{\"byte\":" << byte << ",\"x\":" << x << '}';
            first = false;
        }
        i = end;
    }
}

} // namespace

std::string json(const Layout& layout, const FontSet& fonts, std::string_view text,
                 std::string_view language) {
    DecodedText decoded;
    Boundaries boundaries;
    decode(text, decoded);
    Segmenter().find(decoded, language, boundaries);
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
        write_carets(out, layout, line, decoded, boundaries);
        out << "]}";
    }
    out << "\n]}\n";
    return out.str();
}

} // namespace zugang::fonts
