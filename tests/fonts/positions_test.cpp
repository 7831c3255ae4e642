#include "fonts/line_break.hpp"
#include "fonts/positions.hpp"
#include "tests/fonts/testing.hpp"

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

using namespace zugang::fonts;
using namespace zugang::fonts::testing;

namespace {

Layout set_text(std::string_view text, const Set& how = {}) {
    static const FontSet fonts = product_fonts();
    Typesetter typesetter(fonts);
    return lay_out(typesetter, text, how);
}

Set hebrew(float width = 0) {
    return {.families = {"noto-sans-hebrew", "noto-sans"},
            .language = "he",
            .direction = Direction::RightToLeft,
            .width_px = width};
}

float x_before(const Layout& layout, std::size_t offset) {
    return caret_at(layout, {offset, Affinity::Before}).x;
}
float x_after(const Layout& layout, std::size_t offset) {
    return caret_at(layout, {offset, Affinity::After}).x;
}

/// Where the text can be cut, by walking on.
std::vector<std::size_t> stops(const Layout& layout) {
    std::vector<std::size_t> result{0};
    for (std::size_t at = next_cluster(layout, 0); at != result.back();
         at = next_cluster(layout, at)) {
        result.push_back(at);
    }
    return result;
}

std::vector<std::string> words(std::string_view text, std::string_view language) {
    std::vector<std::string> result;
    for (const TextRange& word : Segmenter().find_words(text, language)) {
        result.emplace_back(text.substr(word.start, word.length));
    }
    return result;
}

using Offsets = std::vector<std::size_t>;
using Words = std::vector<std::string>;

} // namespace

TEST_CASE("a caret stands between letters") {
    const Layout layout = set_text("abc");
    CHECK(x_after(layout, 0) == 0);
    CHECK(x_after(layout, 1) == doctest::Approx(layout.glyphs[1].x));
    CHECK(x_before(layout, 1) == x_after(layout, 1));
    CHECK(x_after(layout, 3) == doctest::Approx(layout.width));
    CHECK(x_after(layout, 99) == x_after(layout, 3));
    const Caret caret = caret_at(layout, {1, Affinity::After});
    CHECK(caret.top == 0);
    CHECK(caret.height == layout.height);
}

TEST_CASE("points far outside are taken as the nearest line and edge") {
    const Layout layout = set_text("eins\nzwei");
    constexpr float far = 1e30F;
    constexpr float infinite = std::numeric_limits<float>::infinity();
    for (const float out : {1e4F, far, infinite}) {
        CHECK(position_at(layout, -out, -out).offset == 0);
        CHECK(position_at(layout, out, -out).offset == 4); // before the line feed
        CHECK(position_at(layout, -out, out).offset == 5);
        CHECK(position_at(layout, out, out).offset == 9);
    }
    const float nan = std::nanf("");
    CHECK(position_at(layout, nan, nan).offset <= 9);
    CHECK(position_at(layout, 0, layout.lines[1].top).offset == 5);
    CHECK(position_at(layout, 0, layout.lines[1].top - 0.1F).offset == 0);
}

TEST_CASE("empty texts and empty lines have a place for the caret") {
    const Layout none;
    CHECK(caret_at(none, {3, Affinity::Before}).height == 0);
    CHECK(position_at(none, 1, 1).offset == 0);
    const Layout empty = set_text("");
    CHECK(caret_at(empty, {0, Affinity::Before}).height == empty.height);
    CHECK(position_at(empty, 50, 50).offset == 0);
    CHECK(next_cluster(empty, 0) == 0);
    CHECK(previous_cluster(empty, 0) == 0);
    CHECK(rectangles(empty, 0, 5).empty());
    // In right-to-left text at the right.
    CHECK(x_after(set_text("", hebrew(300)), 0) == 300);

    const Layout feeds = set_text("\n\r\n\n");
    CHECK(stops(feeds) == Offsets{0, 1, 3, 4});
    REQUIRE(feeds.lines.size() == 4);
    for (std::size_t i = 0; i < 4; ++i) {
        const std::size_t at = stops(feeds)[i];
        const Line& line = feeds.lines[i];
        CHECK(caret_at(feeds, {at, Affinity::After}).top == line.top);
        CHECK(caret_at(feeds, {at, Affinity::Before}).top == line.top);
        CHECK(position_at(feeds, 9, line.top + 1).offset == at);
    }
}

TEST_CASE("the end of a line and the start of the next are two places of one offset") {
    const std::string text = "ein zwei";
    const Layout layout = set_text(text, {.width_px = set_text("zwei").width + 1});
    REQUIRE(layout.lines.size() == 2);
    const Caret end = caret_at(layout, {4, Affinity::Before});
    CHECK(end.top == 0);
    CHECK(end.x > layout.lines[0].width); // after the space that hangs
    const Caret start = caret_at(layout, {4, Affinity::After});
    CHECK(start.top == layout.lines[1].top);
    CHECK(start.x == 0);
    const Position right = position_at(layout, 1000, 1);
    CHECK(right.offset == 4);
    CHECK(right.affinity == Affinity::Before);
    CHECK(position_at(layout, -5, start.top).affinity == Affinity::After);
}

TEST_CASE("without a width, or with a negative one, all is one line") {
    for (const float width : {0.0F, -5.0F}) {
        const Layout layout = set_text("ein zwei", {.width_px = width});
        CHECK(position_at(layout, 1e4F, 0).offset == 8);
        CHECK(rectangles(layout, 0, 8).size() == 1);
    }
}

TEST_CASE("text that an ellipsis stands for has the place before it") {
    const std::string text = "eins zwei drei vier";
    const Layout layout = set_text(text, {.width_px = 150, .max_lines = 1});
    REQUIRE(layout.truncated);
    const std::size_t shown = layout.lines[0].length;
    CHECK(stops(layout).back() == shown);
    CHECK(x_before(layout, text.size()) == x_before(layout, shown));
    CHECK(x_before(layout, shown) < layout.width - 10);
    CHECK(position_at(layout, layout.width, 0).offset == shown);
    CHECK(rectangles(layout, shown + 1, 5).empty());
    // A mark that goes on in what is not seen goes on over the ellipsis.
    CHECK(rectangles(layout, 0, text.size())[0].width == doctest::Approx(layout.width));
    CHECK(rectangles(layout, 0, shown)[0].width < layout.width - 10);
}

TEST_CASE("Hebrew within Latin: carets at the change of direction") {
    const std::string text = "ab אבג cd"; // bytes: a0 b1 _2 א3 ב5 ג7 _9 c10 d11
    const Layout layout = set_text(text, {.families = {"noto-sans", "noto-sans-hebrew"}});
    const float left = set_text("ab ").runs[0].width;
    const std::vector<Rect> word = rectangles(layout, 3, 6);
    REQUIRE(word.size() == 1);
    CHECK(word[0].x == doctest::Approx(left));
    const float right = word[0].x + word[0].width;
    CHECK(x_before(layout, 3) == doctest::Approx(left)); // after the space
    CHECK(x_after(layout, 3) == doctest::Approx(right)); // before the alef
    CHECK(x_before(layout, 9) == doctest::Approx(left)); // after the gimel
    CHECK(x_after(layout, 9) == doctest::Approx(right)); // before the space
    CHECK(caret_at(layout, {3, Affinity::After}).right_to_left);
    CHECK_FALSE(caret_at(layout, {3, Affinity::Before}).right_to_left);
    CHECK(position_at(layout, left - 1, 0).offset == 3);
    CHECK(position_at(layout, left + 1, 0).offset == 9);
    CHECK(position_at(layout, right - 1, 0).offset == 3);
    CHECK(position_at(layout, right + 1, 0).offset == 9);
    // From b to alef: two stretches of the line.
    const std::vector<Rect> marked = rectangles(layout, 1, 4);
    REQUIRE(marked.size() == 2);
    CHECK(marked[1].x + marked[1].width == doctest::Approx(right));
}

TEST_CASE("a number within Hebrew: carets at the change of direction") {
    const std::string text = "אב 12 גד"; // א0 ב2 _4 1:5 2:6 _7 ג8 ד10
    const Layout layout = set_text(text, hebrew(400));
    CHECK(x_after(layout, 0) == doctest::Approx(400).epsilon(0.01));
    const std::vector<Rect> number = rectangles(layout, 5, 2);
    REQUIRE(number.size() == 1);
    const float left = number[0].x;
    const float right = left + number[0].width;
    CHECK(x_before(layout, 5) == doctest::Approx(right));
    CHECK(x_after(layout, 5) == doctest::Approx(left));
    CHECK(x_before(layout, 7) == doctest::Approx(right));
    CHECK(x_after(layout, 7) == doctest::Approx(left));
    CHECK(x_after(layout, 12) == doctest::Approx(layout.lines[0].x));
}

TEST_CASE("a ligature is cut between its letters, by clusters and not by bytes") {
    const Layout latin = set_text("ffi");
    REQUIRE(latin.glyphs.size() == 1);
    REQUIRE(stops(latin) == Offsets{0, 1, 2, 3});
    for (const std::size_t at : stops(latin)) {
        const float x = latin.width * static_cast<float>(at) / 3;
        CHECK(x_after(latin, at) == doctest::Approx(x).epsilon(0.001));
        CHECK(x_before(latin, at) == doctest::Approx(x).epsilon(0.001));
    }
    const std::vector<Rect> middle = rectangles(latin, 1, 1);
    REQUIRE(middle.size() == 1);
    CHECK(middle[0].width == doctest::Approx(latin.width / 3).epsilon(0.001));

    // Lam with alef; a mark makes the lam longer in bytes, not wider.
    const Set arabic{.families = {"noto-sans-arabic"}, .direction = Direction::RightToLeft};
    for (const std::string lam : {"ل", "لَ"}) {
        CAPTURE(lam);
        const Layout layout = set_text(lam + "ا", arabic);
        REQUIRE(layout.glyphs.front().cluster == layout.glyphs.back().cluster);
        CHECK(stops(layout) == Offsets{0, lam.size(), lam.size() + 2});
        CHECK(x_after(layout, 0) == doctest::Approx(layout.width));
        CHECK(x_after(layout, lam.size()) == doctest::Approx(layout.width / 2).epsilon(0.001));
        CHECK(x_after(layout, lam.size() + 2) == doctest::Approx(0));
        CHECK(position_at(layout, layout.width * 0.6F, 0).offset == lam.size());
        CHECK(position_at(layout, layout.width * 0.1F, 0).offset == lam.size() + 2);
    }
}

TEST_CASE("what is one sign to a reader is one cluster") {
    CHECK(stops(set_text("o\u0308\u0323x")) == Offsets{0, 5, 6});
    CHECK(stops(set_text("👩\u200D👩\u200D👧!")) == Offsets{0, 18, 19});
    CHECK(stops(set_text("🇩🇪🇫🇷")) == Offsets{0, 8, 16});
    CHECK(stops(set_text("👍🏽☺\uFE0F")) == Offsets{0, 8, 14});
    CHECK(stops(set_text("a\u200Db")) == Offsets{0, 4, 5});
    CHECK(stops(set_text("\xFF\xE2\x82z")) == Offsets{0, 1, 3, 4}); // broken bytes
    for (const std::string sign : {"👩\u200D👩\u200D👧", "🇩🇪", "👍🏽", "o\u0308\u0323", "நி"}) {
        CAPTURE(sign);
        const Layout layout = set_text(sign);
        CHECK(position_at(layout, layout.width * 0.45F, 0).offset == 0);
        CHECK(position_at(layout, layout.width * 0.55F, 0).offset == sign.size());
        CHECK(x_after(layout, 2) == x_after(layout, 0)); // within: as its start
        CHECK(rectangles(layout, 0, 1).size() == 1);     // all or nothing
        CHECK(rectangles(layout, 0, 1)[0].width == doctest::Approx(layout.width));
        CHECK(rectangles(layout, 2, 99).empty());
    }
}

TEST_CASE("what takes no room takes none of its neighbour's") {
    const Layout layout = set_text("h\u00ADk\u200Bm"); // h0 SHY1 k3 ZWSP4 m7
    CHECK(stops(layout) == Offsets{0, 1, 3, 4, 7, 8});
    const float h = set_text("h").width;
    CHECK(x_after(layout, 1) == doctest::Approx(h));
    CHECK(x_after(layout, 3) == doctest::Approx(h));
    CHECK(rectangles(layout, 0, 1)[0].width == doctest::Approx(h));
    CHECK(rectangles(layout, 1, 2).empty());
    // But where a line ends with it, the hyphen is its.
    const Layout broken = set_text("Fach\u00ADkraft", {.width_px = set_text("Fach-").width + 3});
    REQUIRE(broken.lines.size() == 2);
    CHECK(x_after(broken, 4) == doctest::Approx(set_text("Fach").width));
    CHECK(x_before(broken, 6) == doctest::Approx(broken.lines[0].width));
}

TEST_CASE("Nastaliq runs from right to left, however its glyphs stand") {
    const std::string text = "پیشہ ورانہ قابلیت";
    const Layout layout = set_text(text, {.families = {"noto-nastaliq-urdu"},
                                          .language = "ur",
                                          .direction = Direction::RightToLeft});
    float last = layout.lines[0].x + layout.lines[0].width;
    for (const std::size_t at : stops(layout)) {
        CHECK(x_after(layout, at) <= last + 0.01F);
        last = x_after(layout, at);
    }
    CHECK(last == doctest::Approx(layout.lines[0].x));
}

TEST_CASE("words are what is read aloud") {
    CHECK(words("Am 3.5. um 10:30 Uhr, z. B.: »Ärztin« – 👍!", "de") ==
          Words{"Am", "3.5", "um", "10", "30", "Uhr", "z", "B", "Ärztin"});
    CHECK(words("Fach\u00ADkraft can't", "en") == Words{"Fach\u00ADkraft", "can't"});
    CHECK(words("การรับรองคุณวุฒิ", "th") == Words{"การ", "รับรอง", "คุณวุฒิ"});
    CHECK(words("承认外国职业资格。", "zh").size() == 4);
    CHECK(words("ការទទួលស្គាល់", "km").size() == 2);
    CHECK(words("အလုပ်အကိုင်", "my").size() >= 1);
    CHECK(words("", "de").empty());
    CHECK(words(" .,\n", "de").empty());
    CHECK(words("a \xFF b", "no language; rm -rf") == Words{"a", "b"});
}
