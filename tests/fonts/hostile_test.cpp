#include "fonts/coverage.hpp"
#include "fonts/glyph_atlas.hpp"
#include "fonts/positions.hpp"
#include "tests/fonts/testing.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <ctime>
#include <functional>
#include <iterator>
#include <limits>
#include <random>

#include <doctest/doctest.h>

using namespace zugang::fonts;
using namespace zugang::fonts::testing;

namespace {

void check_whole(const Layout& layout, std::string_view text) {
    std::size_t next = 0;
    for (const Line& line : layout.lines) {
        CHECK(line.start == next);
        next = line.start + line.length;
    }
    CHECK(next == text.size());
    bool finite = std::isfinite(layout.width) && std::isfinite(layout.height);
    for (const Line& line : layout.lines) {
        finite = finite && std::isfinite(line.x) && std::isfinite(line.width) &&
                 std::isfinite(line.height) && std::isfinite(line.baseline);
    }
    for (const PlacedGlyph& glyph : layout.glyphs) {
        finite = finite && std::isfinite(glyph.x) && std::isfinite(glyph.y);
    }
    CHECK(finite);
}

std::string repeated(std::string_view part, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text += part;
    }
    return text;
}

Layout set_text(std::string_view text, float width = 300,
                Direction direction = Direction::LeftToRight) {
    static const FontSet fonts = product_fonts();
    Typesetter typesetter(fonts, 0); // each time anew
    return lay_out(typesetter, text, {.direction = direction, .width_px = width, .size_px = 24});
}

} // namespace

TEST_CASE("broken UTF-8 is shown and lost nowhere") {
    std::mt19937 random(1);
    for (int i = 0; i < 300; ++i) {
        std::string text;
        for (int length = static_cast<int>(random() % 60); length > 0; --length) {
            text += static_cast<char>(random() & 0xFFU);
        }
        CAPTURE(i);
        check_whole(set_text(text, static_cast<float>(random() % 200)), text);
    }
    const Layout layout = set_text("a\xFFz");
    REQUIRE(layout.glyphs.size() == 3);
    CHECK(layout.glyphs[2].cluster == 2);
}

TEST_CASE("any characters in any order are laid out") {
    constexpr char32_t ranges[] = {0x20,   0x5D0,  0x620,  0x900,   0xE00,   0x1000,
                                   0x1200, 0x1780, 0x200B, 0x2028,  0x2066,  0x3040,
                                   0x4E00, 0xAC00, 0xFE00, 0x1F600, 0xE0100, 0x300};
    std::mt19937 random(2);
    for (int i = 0; i < 300; ++i) {
        std::u32string characters;
        for (int length = static_cast<int>(random() % 80); length > 0; --length) {
            characters += ranges[random() % std::size(ranges)] + random() % 0x40;
        }
        const std::string text = encode(characters);
        CAPTURE(i);
        check_whole(set_text(text, static_cast<float>(random() % 300),
                             (i & 1) != 0 ? Direction::RightToLeft : Direction::LeftToRight),
                    text);
    }
}

TEST_CASE("ten thousand combining marks on one letter") {
    const std::string text = "a" + repeated("\u0301", 10000) + " b";
    check_whole(set_text(text), text);
    const std::string devanagari = "क" + repeated("्", 10000);
    check_whole(set_text(devanagari), devanagari);
}

TEST_CASE("a megabyte in one paragraph") {
    for (const std::string_view part : {"Anerkennung ", "a", "العربية ", "漢", " "}) {
        const std::string text = repeated(part, 1'000'000 / part.size());
        check_whole(set_text(text), text);
    }
}

TEST_CASE("bidi controls and brackets by the thousand") {
    for (const std::string_view part : {"\u202B", "\u202E", "\u2067", "\u2068", "\u2069", "\u202C",
                                        "\u2067א", "\u202Ea\u202D", "(", "א(a[", ")"}) {
        const std::string text = repeated(part, 20000) + "ab" + repeated(")", 20000);
        check_whole(set_text(text, 300, Direction::RightToLeft), text);
    }
    const std::string unmatched = "א" + repeated("(", 300'000) + repeated("]", 300'000);
    check_whole(set_text(unmatched), unmatched);
}

TEST_CASE("widths and sizes may be nonsense") {
    static const FontSet fonts = product_fonts();
    Typesetter typesetter(fonts, 0); // each time anew
    for (const float value :
         {-1.0F, 0.0F, 1e-30F, 1e30F, std::numeric_limits<float>::infinity(), std::nanf("")}) {
        CAPTURE(value);
        const std::string text = "abc def";
        check_whole(lay_out(typesetter, text, {.width_px = value}), text);
        check_whole(lay_out(typesetter, text, {.width_px = 50, .size_px = value}), text);
        Paragraph paragraph{
            .text = text, .language = "\xFF-nonsense;@@@", .width_px = 50, .line_height = value};
        check_whole(typesetter.lay_out(paragraph), text);
        paragraph = {.text = text, .width_px = value};
        for (const Direction direction : {Direction::LeftToRight, Direction::RightToLeft}) {
            for (const Align align : {Align::Start, Align::Center, Align::End}) {
                paragraph.direction = direction;
                paragraph.align = align;
                check_whole(typesetter.lay_out(paragraph), text);
            }
        }
        paragraph = {.text = "", .style = {.size_px = value}, .width_px = 50};
        check_whole(typesetter.lay_out(paragraph), "");
    }
}

TEST_CASE("no width, a negative one and one that is no number never break") {
    const std::string text = repeated("Anerkennung ", 200);
    for (const Direction direction : {Direction::LeftToRight, Direction::RightToLeft}) {
        const Layout layout = set_text(text, 0, direction);
        REQUIRE(layout.lines.size() == 1);
        CHECK(layout.lines[0].x == 0);
        for (const float width :
             {-1.0F, -1e30F, std::nanf(""), std::numeric_limits<float>::infinity(), 1e30F}) {
            CAPTURE(width);
            const Layout other = set_text(text, width, direction);
            REQUIRE(other.glyphs.size() == layout.glyphs.size());
            CHECK(other.lines.size() == 1);
            CHECK(other.glyphs.back().x == layout.glyphs.back().x);
        }
    }
    CHECK(set_text(text, 1e-30F).lines.size() > 2000); // a letter a line
}

TEST_CASE("a space that carries a mark stays with it where a word is broken") {
    const std::string text = "ाहक \u0940रन \u0301abc \u0940";
    for (int width = 1; width < 120; ++width) {
        CAPTURE(width);
        const Layout layout = set_text(text, static_cast<float>(width));
        check_whole(layout, text);
        for (const Line& line : layout.lines) {
            const std::string_view first = std::string_view(text).substr(line.start);
            CHECK_FALSE(first.starts_with("\u0940"));
            CHECK_FALSE(first.starts_with("\u0301"));
        }
    }
}

TEST_CASE("a style that begins and ends within a cluster sets nothing twice") {
    static const FontSet fonts = product_fonts();
    Typesetter typesetter(fonts);
    for (const std::size_t marks : {3U, 600U}) {
        const std::string text = "a" + repeated("\u0301", marks) + "b";
        const std::size_t glyphs = lay_out(typesetter, text).glyphs.size();
        for (std::size_t start = 0; start < 8; ++start) {
            for (std::size_t length = 1; length < 8; ++length) {
                CAPTURE(start);
                CAPTURE(length);
                const Layout layout = lay_out(
                    typesetter, text,
                    {.ranges = {{.start = start, .length = length, .style = {.size_px = 60}}}});
                check_whole(layout, text);
                std::size_t covered = 0;
                for (const PlacedRun& run : layout.runs) {
                    covered += run.length;
                }
                CHECK(covered == text.size());
                CHECK(layout.glyphs.size() <= glyphs + 2);
            }
        }
    }
}

TEST_CASE("surrogates in UTF-8 are broken bytes, alone and in pairs") {
    // U+1F600 as CESU-8 has it, three broken bytes for each half; then each half alone.
    for (const std::string_view text :
         {"\xED\xA0\xBD\xED\xB8\x80", "a\xED\xA0\xBDz", "a\xED\xB8\x80z", "\xED\xA0"}) {
        const Layout layout = set_text(text);
        check_whole(layout, text);
        const auto letters = std::count_if(text.begin(), text.end(), [](char c) { return c > 0; });
        CHECK(layout.glyphs.size() == text.size());
        CHECK(std::count_if(layout.glyphs.begin(), layout.glyphs.end(),
                            [&](const auto& glyph) { return text[glyph.cluster] > 0; }) == letters);
    }
}

TEST_CASE("isolates nested deeper than levels go are laid out") {
    for (const std::string_view open : {"\u2066", "\u2067", "\u2068", "\u2067א\u2066a"}) {
        for (const std::size_t depth : {61U, 62U, 63U, 126U, 5000U}) {
            const std::string text = repeated(open, depth) + "aא" + repeated("\u2069", depth) + "z";
            CAPTURE(depth);
            check_whole(set_text(text), text);
            check_whole(set_text(text, 0, Direction::RightToLeft), text);
        }
    }
}

namespace {

double seconds_of(const std::function<void()>& work) {
    const std::clock_t start = std::clock();
    work();
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

/// Sixteen times as much may take a hundred times as long: far more than what is linear takes on a
/// busy machine, far less than the 256 times of what is quadratic.
void check_linear(const std::function<void(std::size_t)>& work, std::size_t size) {
    work(size);
    double small = 0;
    for (int i = 0; i < 3; ++i) {
        small = std::max(small, seconds_of([&] { work(size); }));
    }
    CHECK(seconds_of([&] { work(size * 16); }) < 100 * small + 0.01);
}

} // namespace

TEST_CASE("time grows with the length of the text, not with its square") {
    struct Sample {
        std::string_view part;
        std::size_t count;
    };
    for (const Sample& sample : {Sample{"Anerkennung ", 400},
                                 {"a", 4000},
                                 {"שלום ", 1000},
                                 {"العربية", 600},
                                 {"漢", 3000},
                                 {"ภาษาไทย", 500},
                                 {"ភាសាខ្មែរ", 300},
                                 {"\u0301", 3000},
                                 {"\u200B", 4000},
                                 {"a\u00AD", 2000},
                                 {"\n", 2000},
                                 {" ", 5000},
                                 {"\u2067א\u2069 ", 800},
                                 {"\u202Ea\u202C", 1000},
                                 {"\u2067", 3000},
                                 {"(", 4000},
                                 {"א(a[", 800},
                                 {"\xED\xA0", 2000},
                                 {"\U0001F468\u200D", 1000}}) {
        CAPTURE(sample.part);
        for (const float width : {0.0F, 1.0F, 300.0F, 100'000.0F}) {
            CAPTURE(width);
            check_linear([&](std::size_t count) { set_text(repeated(sample.part, count), width); },
                         sample.count);
        }
    }
}

TEST_CASE("time grows with the number of styles and rectangles, not with its square") {
    static const FontSet fonts = product_fonts();
    Typesetter typesetter(fonts, 0); // each time anew
    for (const std::string_view part : {" ", "a"}) {
        CAPTURE(part);
        check_linear(
            [&](std::size_t count) {
                std::vector<StyleRange> ranges;
                for (std::size_t i = 0; i < count; ++i) {
                    ranges.push_back({.start = i, .length = 1, .style = {}});
                    ranges.back().style.size_px = i % 2 == 0 ? 20 : 30;
                }
                lay_out(typesetter, repeated(part, count), {.width_px = 300, .ranges = ranges});
            },
            1500);
    }
    check_linear(
        [&](std::size_t count) {
            const Layout layout = set_text(repeated("aא ", count));
            rectangles(layout, 0, static_cast<std::size_t>(-1));
        },
        800);
    check_linear([&](std::size_t count) { uncovered(fonts, repeated("a\U0001F600א\xFF", count)); },
                 2000);
}

TEST_CASE("a line cut by an ellipsis takes no longer than the text it is cut from") {
    static const FontSet fonts = product_fonts();
    Typesetter typesetter(fonts, 0); // each time anew
    for (const float width : {1.0F, 300.0F, 1e6F}) {
        CAPTURE(width);
        for (const std::string_view part : {"العربية", "a\u00AD", "မြန်မာ", " ", "\u0301"}) {
            CAPTURE(part);
            check_linear(
                [&](std::size_t count) {
                    lay_out(typesetter, repeated(part, count),
                            {.width_px = width, .size_px = 24, .max_lines = 1});
                },
                1000);
        }
    }
}

namespace {

/// A font of Debian's whose table directory is changed.
class EditedFont {
  public:
    explicit EditedFont(std::string_view family) {
        for (const FontFile& file : product_font_files()) {
            if (file.family == family && file.weight == 400 && bytes_.empty()) {
                bytes_ = read_file(file.path);
            }
        }
        REQUIRE(bytes_.size() > 1000);
    }

    /// A table's entry: tag, checksum, offset, length, four bytes each.
    std::size_t entry(std::string_view tag) const {
        const std::size_t found = bytes_.substr(0, 600).find(tag);
        REQUIRE(found != std::string::npos);
        return found;
    }
    std::size_t offset(std::string_view tag) const { return number(entry(tag) + 8); }
    std::uint32_t number(std::size_t at) const {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            value = (value << 8U) | static_cast<unsigned char>(bytes_[at + i]);
        }
        return value;
    }
    EditedFont& set32(std::size_t at, std::uint32_t value) {
        set16(at, value >> 16U);
        return set16(at + 2, value);
    }
    EditedFont& set16(std::size_t at, std::uint32_t value) {
        bytes_[at] = static_cast<char>(static_cast<unsigned char>(value >> 8U));
        bytes_[at + 1] = static_cast<char>(static_cast<unsigned char>(value));
        return *this;
    }
    EditedFont& drop(std::string_view tag) { return set32(entry(tag), 0x78787878); }

    /// Everything that is done with a font; the number of its glyphs that were placed.
    std::size_t use() const {
        FontSet fonts;
        fonts.add_memory("edited", 400, false, std::as_bytes(std::span(bytes_)));
        Typesetter typesetter(fonts, 0); // each time anew
        GlyphAtlas atlas(fonts, 512, 1);
        std::size_t placed = 0;
        for (const std::string_view text : {"Grüße AVA fi", "ابج لا", "हिन्दी क्षत्रिय"}) {
            const Layout layout =
                lay_out(typesetter, text, {.families = {"edited"}, .width_px = 200});
            check_whole(layout, text);
            for (const PlacedRun& run : layout.runs) {
                for (std::size_t i = 0; i < run.glyph_count; ++i) {
                    const std::uint32_t glyph = layout.glyphs[run.first_glyph + i].glyph;
                    placed += glyph != 0 ? 1 : 0;
                    largest_glyph = std::max(largest_glyph, glyph);
                    atlas.find({.face = run.face, .glyph = glyph, .size_px = run.size_px});
                }
            }
        }
        return placed;
    }
    mutable std::uint32_t largest_glyph = 0;

  private:
    std::string bytes_;
};

} // namespace

TEST_CASE("a font without one of its tables does no harm") {
    for (const std::string_view family :
         {"noto-sans", "noto-sans-devanagari", "noto-nastaliq-urdu"}) {
        CHECK(EditedFont(family).use() > 0);
        for (const std::string_view tag :
             {"cmap", "head", "hhea", "hmtx", "maxp", "loca", "glyf", "GSUB", "GPOS", "GDEF"}) {
            CAPTURE(tag);
            const std::size_t placed = EditedFont(family).drop(tag).use();
            CHECK((placed == 0 || (tag != "cmap" && tag != "maxp")));
        }
    }
}

TEST_CASE("tables that contradict each other or the file do no harm") {
    for (const std::string_view family : {"noto-sans", "noto-nastaliq-urdu"}) {
        const EditedFont whole(family);
        constexpr std::size_t length = 12; // in an entry, after tag, checksum and offset
        for (const std::string_view tag :
             {"cmap", "head", "hhea", "hmtx", "maxp", "loca", "glyf", "GSUB", "GPOS", "GDEF"}) {
            CAPTURE(tag);
            for (const std::uint32_t value : {0U, 1U, 7U, 0x7FFFFFFFU, 0xFFFFFFFFU}) {
                EditedFont(whole).set32(whole.entry(tag) + length, value).use();
                EditedFont(whole).set32(whole.entry(tag) + 8, value).use();
            }
            // One table in another's place.
            const auto other = static_cast<std::uint32_t>(whole.offset("name"));
            EditedFont(whole).set32(whole.entry(tag) + 8, other).use();
        }
        for (const std::uint32_t value : {0U, 1U, 2U, 0x7FFFU, 0xFFFFU}) {
            CAPTURE(value);
            EditedFont(whole).set16(whole.offset("maxp") + 4, value).use();  // glyphs
            EditedFont(whole).set16(whole.offset("hhea") + 34, value).use(); // widths
            EditedFont(whole).set16(whole.offset("head") + 18, value).use(); // units per em
            EditedFont(whole).set16(whole.offset("head") + 50, value).use(); // kind of loca
            EditedFont(whole).set16(whole.offset("hhea") + 4, value).use();  // ascender
        }
    }
}

TEST_CASE("no glyph is placed that its font does not have") {
    EditedFont few("noto-sans");
    few.set16(few.offset("maxp") + 4, 5);
    few.use();
    CHECK(few.largest_glyph < 5);
}
