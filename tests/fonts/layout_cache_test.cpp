#include "fonts/layout_cache.hpp"
#include "tests/fonts/testing.hpp"

#include <functional>

#include <doctest/doctest.h>

using namespace zugang::fonts;
using namespace zugang::fonts::testing;

namespace {

template <typename Entry>
bool same_bytes(const std::vector<Entry>& a, const std::vector<Entry>& b,
                const std::function<bool(const Entry&, const Entry&)>& same) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), same);
}

/// Nothing is rounded.
bool same(const Layout& a, const Layout& b) {
    return a.width == b.width && a.height == b.height && a.truncated == b.truncated &&
           a.clusters.bytes() == b.clusters.bytes() &&
           same_bytes<Line>(a.lines, b.lines,
                            [](const Line& x, const Line& y) {
                                return x.start == y.start && x.length == y.length && x.x == y.x &&
                                       x.width == y.width && x.top == y.top &&
                                       x.height == y.height && x.baseline == y.baseline &&
                                       x.first_run == y.first_run && x.run_count == y.run_count;
                            }) &&
           same_bytes<PlacedRun>(a.runs, b.runs,
                                 [](const PlacedRun& x, const PlacedRun& y) {
                                     return x.face == y.face && x.size_px == y.size_px &&
                                            x.tag == y.tag && x.level == y.level &&
                                            x.synthetic_bold == y.synthetic_bold &&
                                            x.synthetic_italic == y.synthetic_italic &&
                                            x.first_glyph == y.first_glyph &&
                                            x.glyph_count == y.glyph_count && x.start == y.start &&
                                            x.length == y.length && x.x == y.x &&
                                            x.width == y.width;
                                 }) &&
           same_bytes<PlacedGlyph>(a.glyphs, b.glyphs,
                                   [](const PlacedGlyph& x, const PlacedGlyph& y) {
                                       return x.glyph == y.glyph && x.cluster == y.cluster &&
                                              x.x == y.x && x.y == y.y && x.advance == y.advance;
                                   });
}

} // namespace

TEST_CASE("a layout comes out of the cache as it went in, for the whole corpus") {
    const FontSet fonts = product_fonts();
    Typesetter typesetter(fonts, 0);
    std::size_t paragraphs = 0;
    for (const std::filesystem::path& file : corpus_files()) {
        for (const std::string& text : lines_of(read_file(file))) {
            const bool rtl = paragraphs % 3 == 0;
            const Layout layout =
                lay_out(typesetter, text,
                        {.language = file.stem().string(),
                         .direction = rtl ? Direction::RightToLeft : Direction::LeftToRight,
                         .width_px = static_cast<float>(200 + paragraphs % 700),
                         .size_px = 11.3F + static_cast<float>(paragraphs % 40),
                         .align = paragraphs % 2 == 0 ? Align::Start : Align::Center});
            const auto packed = PackedLayout::pack(layout);
            REQUIRE(packed);
            CAPTURE(text);
            REQUIRE(same(packed->unpack(), layout));
            ++paragraphs;
        }
    }
    CHECK(paragraphs > 6000);
}

TEST_CASE("everything that a layout depends on is part of the key") {
    const FontSet fonts = product_fonts();
    LayoutCache cache(1U << 20U);
    const std::vector<std::string> sans{"noto-sans"};
    const std::vector<std::string> naskh{"noto-naskh-arabic", "noto-sans"};
    const std::vector<StyleRange> bold{{0, 4, {.weight = 700}}};
    const std::vector<StyleRange> tagged{{0, 4, {.tag = 7}}};
    std::vector<std::function<void(Paragraph&)>> changes{
        [](Paragraph&) {},
        [](Paragraph& p) { p.text = "Grüß Dich"; },
        [](Paragraph& p) { p.style.size_px = 33; },
        [](Paragraph& p) { p.style.weight = 700; },
        [](Paragraph& p) { p.style.italic = true; },
        [](Paragraph& p) { p.style.tag = 1; },
        [](Paragraph& p) { p.language = "tr"; },
        [](Paragraph& p) { p.direction = Direction::RightToLeft; },
        [](Paragraph& p) { p.width_px = 50; },
        [](Paragraph& p) { p.line_height = 2; },
        [](Paragraph& p) { p.align = Align::Center; },
        [](Paragraph& p) { p.max_lines = 1; },
        [&](Paragraph& p) { p.families = naskh; },
        [&](Paragraph& p) { p.ranges = bold; },
        [&](Paragraph& p) { p.ranges = tagged; }};
    const auto changed = [&](std::size_t i) {
        Paragraph paragraph;
        paragraph.text = "Grüß Gott";
        paragraph.language = "de";
        paragraph.families = sans;
        changes[i](paragraph);
        return paragraph;
    };
    for (std::size_t i = 0; i < changes.size(); ++i) {
        CAPTURE(i);
        CHECK_FALSE(cache.find(changed(i), 1));
        Layout layout;
        layout.height = static_cast<float>(i);
        cache.store(layout);
    }
    CHECK_FALSE(cache.find(changed(0), 2)); // other fonts
    for (std::size_t i = 0; i < changes.size(); ++i) {
        CAPTURE(i);
        const auto found = cache.find(changed(i), 1);
        REQUIRE(found);
        CHECK(found->height == static_cast<float>(i));
    }
}

TEST_CASE("the cache stays below its limit and keeps what is asked for") {
    const FontSet fonts = product_fonts();
    constexpr std::size_t limit = 200000;
    Typesetter typesetter(fonts, limit);
    for (int i = 0; i < 2000; ++i) {
        lay_out(typesetter, "Text " + std::to_string(i));
        lay_out(typesetter, "asked for again and again");
        REQUIRE(typesetter.cached_bytes() <= limit);
    }
    CHECK(typesetter.cached_bytes() > limit / 4);
    Typesetter without(fonts, 0);
    lay_out(without, "Text");
    CHECK(without.cached_bytes() == 0);
}

TEST_CASE("what does not fit the packed form is laid out every time") {
    const FontSet fonts = product_fonts();
    Typesetter typesetter(fonts);
    const Layout huge = lay_out(typesetter, "W", {.size_px = 2000});
    CHECK_FALSE(PackedLayout::pack(huge));
    CHECK(same(huge, lay_out(typesetter, "W", {.size_px = 2000})));
    const std::string line(70000, 'a');
    const Layout one_run = lay_out(typesetter, line);
    CHECK_FALSE(PackedLayout::pack(one_run));
    CHECK(typesetter.cached_bytes() == 0);
}
