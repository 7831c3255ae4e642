#include "tests/fonts/testing.hpp"

#include <cmath>
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
    Typesetter typesetter(fonts);
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
    Typesetter typesetter(fonts);
    for (const float value :
         {-1.0F, 0.0F, 1e-30F, 1e30F, std::numeric_limits<float>::infinity(), std::nanf("")}) {
        CAPTURE(value);
        const std::string text = "abc def";
        check_whole(lay_out(typesetter, text, {.width_px = value}), text);
        check_whole(lay_out(typesetter, text, {.width_px = 50, .size_px = value}), text);
        Paragraph paragraph{
            .text = text, .language = "\xFF-nonsense;@@@", .width_px = 50, .line_height = value};
        check_whole(typesetter.lay_out(paragraph), text);
    }
}
