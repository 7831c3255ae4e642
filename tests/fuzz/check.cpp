#include "tests/fuzz/check.hpp"

#include "fonts/decode.hpp"
#include "fonts/line_break.hpp"
#include "tests/fonts/testing.hpp"
#include "tests/fuzz/input.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>

#include <hb.h>

namespace zugang::fuzz {

using namespace zugang::fonts;

namespace {

constexpr std::array<std::string_view, 16> languages{
    "",
    "de",
    "ar",
    "fa",
    "ur",
    "hi",
    "th",
    "km",
    "my",
    "ja",
    "zh",
    "tr",
    "he",
    "zh-Hant",
    "\xFF-nonsense;@@@",
    "x-a-very-long-tag-that-no-language-has-ever-had"};

constexpr std::array<const char*, 8> families{
    "noto-sans",         "noto-naskh-arabic", "noto-nastaliq-urdu", "noto-sans-devanagari",
    "noto-sans-myanmar", "noto-sans-cjk-sc",  "noto-sans-khmer",    "none"};

float some_width(Input& input) {
    switch (const std::uint8_t choice = input.byte(); choice) {
    case 0:
        return 0;
    case 1:
        return -1;
    case 2:
        return std::nanf("");
    case 3:
        return std::numeric_limits<float>::infinity();
    case 4:
        return 1e30F;
    case 5:
        return 1e-30F;
    case 6:
        return input.number<float>();
    default:
        return static_cast<float>(choice) * 3;
    }
}

float some_size(Input& input) {
    switch (const std::uint8_t choice = input.byte(); choice) {
    case 0:
        return 0;
    case 1:
        return -5;
    case 2:
        return std::nanf("");
    case 3:
        return std::numeric_limits<float>::infinity();
    case 4:
        return 1e30F;
    case 5:
        return 2000;
    case 6:
        return input.number<float>();
    default:
        return static_cast<float>(choice) / 4;
    }
}

Style some_style(Input& input) {
    Style style;
    style.size_px = some_size(input);
    const std::uint8_t flags = input.byte();
    style.weight = (flags & 1U) != 0 ? 700 : 400;
    style.italic = (flags & 2U) != 0;
    style.tag = static_cast<std::uint16_t>(flags >> 2U);
    return style;
}

bool finite(std::initializer_list<float> values) {
    return std::all_of(values.begin(), values.end(), [](float v) { return std::isfinite(v); });
}

void check_lines(const Layout& layout, const Paragraph& paragraph) {
    std::size_t next = 0;
    std::size_t run = 0;
    float top = 0;
    for (const Line& line : layout.lines) {
        require(line.start == next, "lines follow each other");
        require(line.length > 0 || paragraph.text.size() == next || layout.truncated,
                "no line is empty but the last");
        next = line.start + line.length;
        require(line.first_run == run, "runs belong to one line");
        run += line.run_count;
        require(finite({line.x, line.width, line.top, line.height, line.baseline}),
                "lines are finite");
        require(line.height >= 0 && line.top >= top, "lines go down");
        top = line.top;
    }
    require(!layout.lines.empty(), "there is a line");
    require(run == layout.runs.size(), "each run is on a line");
    require(next <= paragraph.text.size(), "lines end in the text");
    const std::size_t most = static_cast<std::size_t>(std::max(paragraph.max_lines, 0));
    require(most == 0 || layout.lines.size() <= most, "not more lines than wanted");
    require(layout.truncated ? most > 0 : next == paragraph.text.size() || most > 0,
            "all text is on lines");
    require(finite({layout.width, layout.height}), "the layout is finite");
}

void check_runs(const Layout& layout, const Line& line, const FontSet& fonts,
                std::span<const std::uint32_t> offsets, std::size_t& glyph) {
    const auto on_character = [&](std::size_t byte) {
        return std::binary_search(offsets.begin(), offsets.end(), byte);
    };
    require(on_character(line.start) && on_character(line.start + line.length),
            "lines begin and end between characters");
    std::size_t covered = 0;
    for (std::size_t r = line.first_run; r < line.first_run + line.run_count; ++r) {
        const PlacedRun& run = layout.runs[r];
        require(run.first_glyph == glyph, "glyphs belong to one run");
        glyph += run.glyph_count;
        require(glyph <= layout.glyphs.size(), "glyphs are there");
        require(run.start >= line.start && run.start + run.length <= line.start + line.length,
                "runs are within their line");
        require(on_character(run.start) && on_character(run.start + run.length),
                "runs begin and end between characters");
        covered += run.length;
        require(finite({run.x, run.width, run.size_px}) && run.size_px > 0, "runs are finite");
        hb_font_t* font = fonts.hb_font(run.face);
        const unsigned count =
            font != nullptr ? hb_face_get_glyph_count(hb_font_get_face(font)) : 1;
        for (std::size_t g = run.first_glyph; g < glyph; ++g) {
            const PlacedGlyph& placed = layout.glyphs[g];
            require(placed.glyph < std::max(count, 1U), "the face has the glyph");
            require(placed.cluster >= run.start && placed.cluster <= run.start + run.length,
                    "clusters are in their run");
            require(on_character(placed.cluster), "clusters begin at characters");
            require(finite({placed.x, placed.y, placed.advance}), "glyphs are finite");
        }
    }
    require(covered == line.length, "runs cover their line");
}

} // namespace

void require(bool holds, const char* what) {
    if (!holds) {
        std::fprintf(stderr, "does not hold: %s\n", what);
        std::abort();
    }
}

const FontSet& product_fonts() {
    static const FontSet fonts = fonts::testing::product_fonts();
    return fonts;
}

Request read_request(const std::uint8_t* data, std::size_t size) {
    Input input(data, size);
    Request request;
    Paragraph& paragraph = request.paragraph;
    paragraph.width_px = some_width(input);
    paragraph.style = some_style(input);
    const std::uint8_t flags = input.byte();
    paragraph.direction = (flags & 1U) != 0 ? Direction::RightToLeft : Direction::LeftToRight;
    paragraph.align = input.one_of({Align::Start, Align::Center, Align::End});
    paragraph.max_lines =
        (flags & 2U) != 0 ? input.one_of({1, 2, 3, -1, 7, std::numeric_limits<int>::max()}) : 0;
    if ((flags & 4U) != 0) {
        paragraph.line_height = some_size(input) / 8;
    }
    paragraph.language = languages[input.byte() % languages.size()];
    const std::uint8_t family = input.byte();
    request.families = {families[family % families.size()],
                        families[family / 8U % families.size()]};
    if ((flags & 8U) != 0) {
        for (int count = input.byte() % 6; count > 0; --count) {
            StyleRange range;
            range.start = (flags & 16U) != 0 ? input.number<std::size_t>() : input.byte();
            range.length = (flags & 32U) != 0 ? input.number<std::size_t>() : input.byte();
            range.style = some_style(input);
            request.ranges.push_back(range);
        }
    }
    paragraph.text = input.rest();
    paragraph.families = request.families;
    paragraph.ranges = request.ranges;
    return request;
}

void check_layout(const Layout& layout, const Paragraph& paragraph, const FontSet& fonts) {
    DecodedText decoded;
    decode(paragraph.text, decoded);
    check_lines(layout, paragraph);
    std::size_t glyph = 0;
    for (const Line& line : layout.lines) {
        check_runs(layout, line, fonts, decoded.offsets, glyph);
    }
    require(glyph == layout.glyphs.size(), "each glyph is in a run");
}

void check_widths(const Layout& layout, const Paragraph& paragraph) {
    static Segmenter segmenter;
    DecodedText decoded;
    Boundaries boundaries;
    decode(paragraph.text, decoded);
    segmenter.find(decoded, paragraph.language, boundaries);
    for (const Line& line : layout.lines) {
        const std::size_t first = decoded.character_at_byte(line.start);
        std::size_t end = decoded.character_at_byte(line.start + line.length);
        require((boundaries[first] & grapheme_boundary) != 0, "lines begin with whole clusters");
        while (end > first && (boundaries[end - 1] & hangs) != 0) {
            --end;
        }
        // What has no glyph of its own counts for nothing, even between clusters.
        std::size_t clusters = 0;
        bool counted = false;
        for (std::size_t i = first; i < end; ++i) {
            counted = counted && (boundaries[i] & grapheme_boundary) == 0;
            if (!counted && (boundaries[i] & hangs) == 0) {
                counted = true;
                ++clusters;
            }
        }
        // Sums of floats are less exact the larger they are.
        const float slack = 0.05F + paragraph.width_px / 1e5F;
        require(!(paragraph.width_px > 0) || line.width <= paragraph.width_px + slack ||
                    clusters <= 1,
                "no line is too wide");
    }
}

void check_same(const Layout& a, const Layout& b) {
    require(a.lines.size() == b.lines.size() && a.runs.size() == b.runs.size() &&
                a.glyphs.size() == b.glyphs.size() && a.truncated == b.truncated,
            "the same again has as many parts");
    for (std::size_t i = 0; i < a.lines.size(); ++i) {
        require(a.lines[i].start == b.lines[i].start && a.lines[i].width == b.lines[i].width &&
                    a.lines[i].height == b.lines[i].height,
                "the same again has the same lines");
    }
    for (std::size_t i = 0; i < a.glyphs.size(); ++i) {
        const PlacedGlyph& g = a.glyphs[i];
        const PlacedGlyph& h = b.glyphs[i];
        require(g.glyph == h.glyph && g.cluster == h.cluster && g.x == h.x && g.y == h.y,
                "the same again has the same glyphs");
    }
    for (std::size_t i = 0; i < a.runs.size(); ++i) {
        require(a.runs[i].face == b.runs[i].face && a.runs[i].level == b.runs[i].level &&
                    a.runs[i].tag == b.runs[i].tag,
                "the same again has the same runs");
    }
}

} // namespace zugang::fuzz
