#include "fonts/positions.hpp"
#include "tests/fonts/testing.hpp"

#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

using namespace zugang::fonts;
using namespace zugang::fonts::testing;

namespace {

const FontSet& fonts() {
    static const FontSet set = product_fonts();
    return set;
}

Layout set_text(std::string_view text, const Set& how = {}) {
    Typesetter typesetter(fonts());
    return lay_out(typesetter, text, how);
}

Set arabic(float width = 0) {
    return {.families = {"noto-naskh-arabic", "noto-sans"},
            .language = "ar",
            .direction = Direction::RightToLeft,
            .width_px = width};
}

std::vector<std::string> lines(const Layout& layout, std::string_view text) {
    std::vector<std::string> result;
    for (const Line& line : layout.lines) {
        result.emplace_back(text.substr(line.start, line.length));
    }
    return result;
}

std::vector<std::uint32_t> glyphs(const Layout& layout) {
    std::vector<std::uint32_t> result;
    for (const PlacedGlyph& glyph : layout.glyphs) {
        result.push_back(glyph.glyph);
    }
    return result;
}

const std::string plain_word = "Anerkennungsberatungsstelle";
const std::string soft_word =
    "An\u00ADer\u00ADken\u00ADnungs\u00ADbe\u00ADra\u00ADtungs\u00ADstel\u00ADle";

std::string without_soft_hyphens(std::string text) {
    constexpr std::string_view soft_hyphen = "\u00AD";
    for (std::size_t at = text.find(soft_hyphen); at != std::string::npos;
         at = text.find(soft_hyphen)) {
        text.erase(at, soft_hyphen.size());
    }
    return text;
}

std::vector<std::string> seen_lines(const std::string& text, float width) {
    std::vector<std::string> result;
    for (const std::string& line : lines(set_text(text, {.width_px = width}), text)) {
        result.push_back(without_soft_hyphens(line));
    }
    return result;
}

std::size_t count_letters(std::string_view ascii) {
    return static_cast<std::size_t>(std::count_if(ascii.begin(), ascii.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }));
}

std::size_t count_hyphens(const Layout& layout) {
    const std::uint32_t hyphen = fonts().glyph_of(layout.runs[0].face, 0x2010);
    return static_cast<std::size_t>(
        std::count_if(layout.glyphs.begin(), layout.glyphs.end(),
                      [&](const PlacedGlyph& glyph) { return glyph.glyph == hyphen; }));
}

} // namespace

TEST_CASE("an isolated phone number keeps its order in Arabic") {
    const std::string number = "+49 30 1815-1111";
    CHECK(as_seen(set_text("اتصل \u2068" + number + "\u2069 الآن", arabic()),
                  "اتصل \u2068" + number + "\u2069 الآن")
              .find(number) != std::string::npos);
    // Without isolates the parts would change places.
    const std::string bare = "اتصل " + number + " الآن";
    CHECK(as_seen(set_text(bare, arabic()), bare).find(number) == std::string::npos);
}

TEST_CASE("brackets are mirrored in right-to-left text") {
    const std::string text = "(ب)";
    const Layout layout = set_text(text, arabic());
    const auto run = std::find_if(layout.runs.begin(), layout.runs.end(),
                                  [](const PlacedRun& r) { return r.start == 0; });
    REQUIRE(run != layout.runs.end());
    REQUIRE(run->glyph_count >= 1);
    // The character "(" stands at the right and is drawn as ")".
    const PlacedGlyph& first = layout.glyphs[run->first_glyph + run->glyph_count - 1];
    CHECK(first.cluster == 0);
    CHECK(first.glyph == fonts().glyph_of(run->face, U')'));
    CHECK(first.x > layout.width / 2);
}

TEST_CASE("Latin in brackets within Arabic is seen in its own order") {
    const std::string text = "منظمة (IQ) هنا";
    const std::string seen = as_seen(set_text(text, arabic()), text);
    CHECK(seen.find("IQ") != std::string::npos);
    CHECK(seen.find(")IQ(") != std::string::npos); // as characters; each drawn mirrored
}

TEST_CASE("lines break where language and width want") {
    const std::string text = "ein zwei drei";
    const float two = set_text("ein zwei").width;
    CHECK(lines(set_text(text, {.width_px = two + 0.5F}), text) ==
          std::vector<std::string>{"ein zwei ", "drei"});
    CHECK(lines(set_text(text, {.width_px = two - 1}), text) ==
          std::vector<std::string>{"ein ", "zwei ", "drei"});
    CHECK(lines(set_text(text), text) == std::vector<std::string>{text});
    const std::string thai = "การรับรองคุณวุฒิวิชาชีพ";
    const Layout layout =
        set_text(thai, {.families = {"noto-sans-thai"}, .language = "th", .width_px = 200});
    CHECK(layout.lines.size() > 1); // no spaces: from the dictionary
    CHECK(layout.width <= 200);
}

TEST_CASE("line feeds break lines, and one at the end begins an empty line") {
    CHECK(lines(set_text("a\nb\r\nc"), "a\nb\r\nc") ==
          std::vector<std::string>{"a\n", "b\r\n", "c"});
    CHECK(lines(set_text("a\n"), "a\n") == std::vector<std::string>{"a\n", ""});
    CHECK(lines(set_text("\n\n"), "\n\n") == std::vector<std::string>{"\n", "\n", ""});
    const Layout empty = set_text("");
    REQUIRE(empty.lines.size() == 1);
    CHECK(empty.lines[0].height == set_text("a").lines[0].height);
    CHECK(set_text("a\nb").glyphs.size() == 2); // no box for the line feed
}

TEST_CASE("spaces at a line's end hang") {
    const Layout layout = set_text("ein     ei", {.width_px = set_text("ein").width + 1});
    REQUIRE(layout.lines.size() == 2);
    CHECK(layout.lines[0].length == 8);
    CHECK(layout.lines[0].width == doctest::Approx(set_text("ein").width));
    CHECK(layout.lines[1].x == 0);
    const std::string text = "ابج     ا";
    const Layout rtl = set_text(text, arabic(set_text("ابج", arabic()).width + 1));
    REQUIRE(rtl.lines.size() == 2);
    CHECK(rtl.lines[0].x >= 0);
    CHECK(rtl.lines[0].width == doctest::Approx(set_text("ابج", arabic()).width));
}

TEST_CASE("a soft hyphen is seen only where a line breaks") {
    const std::string text = "Fach\u00ADkraft";
    CHECK(glyphs(set_text(text)) == glyphs(set_text("Fachkraft")));
    const Layout layout = set_text(text, {.width_px = set_text("Fach-").width + 3});
    REQUIRE(layout.lines.size() == 2);
    const std::uint32_t hyphen = fonts().glyph_of(layout.runs[0].face, 0x2010);
    CHECK(layout.glyphs[4].glyph == hyphen);
    CHECK(layout.width <= set_text("Fach-").width + 3);
    // No room for the hyphen: the word is broken elsewhere, or not there.
    const float narrow = set_text("Fach").width + 1;
    CHECK(set_text(text, {.width_px = narrow}).width <= narrow);
}

TEST_CASE("a long word never runs over its line, and no letter or mark is left alone") {
    for (const std::string& word : {plain_word, soft_word}) {
        const std::string text = "Die " + word + ": \"" + word + "\"?!";
        for (int width = 60; width <= 600; ++width) {
            CAPTURE(width);
            CAPTURE(text);
            const auto limit = static_cast<float>(width);
            CHECK(set_text(text, {.width_px = limit}).width <= limit + 0.01F);
            std::string all;
            for (const std::string& line : seen_lines(text, limit)) {
                CHECK((count_letters(line) >= 2 || width < 66)); // le"?! is wider than that
                all += line;
            }
            CHECK(all == without_soft_hyphens(text));
        }
    }
}

TEST_CASE("a word that fits a line by itself has no hyphen, one that does not has one a break") {
    const float whole = set_text(plain_word).width;
    const std::string text = "Die " + soft_word + " hilft";
    for (int width = 120; width <= 600; ++width) {
        CAPTURE(width);
        const auto limit = static_cast<float>(width);
        const Layout layout = set_text(text, {.width_px = limit});
        if (whole <= limit) {
            CHECK(count_hyphens(layout) == 0);
            CHECK(layout.lines.size() <= 3);
            continue;
        }
        CHECK(count_hyphens(layout) >= 1);
        for (const Line& line : layout.lines) {
            const std::string_view seen = std::string_view(text).substr(line.start, line.length);
            CHECK((seen.ends_with(' ') || seen.ends_with("\u00AD") || seen.ends_with("hilft")));
        }
    }
}

TEST_CASE("a long word begins on a new line unless half of the line is left for it") {
    const float width = set_text("Anerkennungs-").width + 10;
    CHECK(seen_lines("Sie fragen " + soft_word, width) ==
          std::vector<std::string>{"Sie fragen ", "Anerkennungs", "beratungsstelle"});
    CHECK(seen_lines("Zu " + soft_word, set_text("Zu Anerkennungs-").width + 5) ==
          std::vector<std::string>{"Zu Anerkennungs", "beratungsstelle"});
}

TEST_CASE("where no soft hyphen fits, at least two letters stand on each side of a break") {
    const std::string word = "проживання?";
    for (float width = 80; width < set_text(word).width; ++width) {
        CAPTURE(width);
        const Layout layout = set_text(word, {.width_px = width});
        CHECK(layout.lines.size() > 1);
        CHECK(layout.width <= width);
        for (const Line& line : layout.lines) {
            const bool last = line.start + line.length == word.size();
            CHECK(line.length >= (last ? 5U : 4U)); // two bytes a letter, one the question mark
        }
    }
    // Nothing better can be had.
    CHECK(set_text("ab", {.width_px = set_text("a").width + 1}).lines.size() == 2);
    CHECK(set_text("a!!!!!!!!!!!!!", {.width_px = set_text("a!!").width + 1}).lines.size() > 2);
    CHECK(set_text("\u00AD\u00AD\u00AD", {.width_px = 1}).lines.size() >= 1);
    CHECK(set_text("a\u00AD\u00AD\u00ADbc", {.width_px = 5}).lines.size() == 3);
}

TEST_CASE("Arabic letters stay joined at a soft hyphen") {
    const std::string word = "سسسسسسسسس";
    std::string soft = word;
    soft.insert(8, "\u00AD");
    soft.insert(14, "\u00AD");
    CHECK(glyphs(set_text(soft, arabic())) == glyphs(set_text(word, arabic())));
    std::vector<std::uint32_t> whole = glyphs(set_text(word, arabic()));
    std::vector<std::uint32_t> parts = glyphs(set_text(soft, arabic(110)));
    CHECK(set_text(soft, arabic(110)).lines.size() > 1);
    CHECK(set_text(soft, arabic(110)).width <= 110);
    std::sort(whole.begin(), whole.end());
    std::sort(parts.begin(), parts.end());
    CHECK(std::includes(parts.begin(), parts.end(), whole.begin(), whole.end()));
}

TEST_CASE("a text of nothing but long words is broken in linear time") {
    std::string text;
    for (int i = 0; i < 4000; ++i) {
        text += soft_word + "\u00AD";
    }
    for (const float width : {40.0F, 90.0F, 300.0F, 3000.0F}) {
        CHECK(set_text(text, {.width_px = width}).width <= width);
    }
}

TEST_CASE("a word that does not fit is broken between grapheme clusters") {
    const std::string text = "Bundesausbildungsförderungsgesetz";
    const Layout layout = set_text(text, {.width_px = 120});
    CHECK(layout.lines.size() > 3);
    CHECK(layout.width <= 120);
    const std::string marks = "o\u0308o\u0308o\u0308o\u0308";
    for (const Line& line : set_text(marks, {.width_px = 20}).lines) {
        CHECK(line.start % 3 == 0);
    }
    // Arabic letters keep their joined forms across such a break.
    const std::string word = "سسسسسسسس";
    const Layout broken = set_text(word, arabic(60));
    REQUIRE(broken.lines.size() > 1);
    std::vector<std::uint32_t> whole = glyphs(set_text(word, arabic()));
    std::vector<std::uint32_t> parts = glyphs(broken);
    std::sort(whole.begin(), whole.end());
    std::sort(parts.begin(), parts.end());
    CHECK(whole == parts);
}

TEST_CASE("text that is cut ends in an ellipsis and stays within its width") {
    const std::string text = "Anerkennung ausländischer Berufsqualifikationen in Deutschland";
    for (int width = 30; width < 700; width += 7) {
        CAPTURE(width);
        const Layout layout =
            set_text(text, {.width_px = static_cast<float>(width), .max_lines = 2});
        CHECK(layout.lines.size() <= 2);
        CHECK(layout.width <= static_cast<float>(width));
        const std::size_t shown = layout.lines.back().start + layout.lines.back().length;
        CHECK(layout.truncated == (shown < text.size()));
        const std::uint32_t ellipsis = fonts().glyph_of(layout.runs[0].face, 0x2026);
        CHECK((layout.glyphs.back().glyph == ellipsis) == layout.truncated);
    }
    const Layout rtl =
        set_text("واحد اثنان ثلاثة أربعة خمسة ستة", {.families = {"noto-naskh-arabic"},
                                                     .language = "ar",
                                                     .direction = Direction::RightToLeft,
                                                     .width_px = 200,
                                                     .max_lines = 1});
    CHECK(rtl.truncated);
    CHECK(rtl.width <= 200);
    CHECK(rtl.glyphs.front().cluster == rtl.lines[0].length); // the ellipsis stands at the left
}

TEST_CASE("lines are aligned to the start, the middle or the end") {
    const float width = set_text("abc").width;
    CHECK(set_text("abc", {.width_px = 300}).lines[0].x == 0);
    CHECK(set_text("abc", {.width_px = 300, .align = Align::Center}).lines[0].x ==
          std::floor((300 - width) / 2));
    CHECK(set_text("abc", {.width_px = 300, .align = Align::End}).lines[0].x ==
          std::floor(300 - width));
    CHECK(set_text("ابج", arabic(300)).lines[0].x > 200);
    Set end = arabic(300);
    end.align = Align::End;
    CHECK(set_text("ابج", end).lines[0].x == 0);
}

TEST_CASE("baselines are whole pixels and high glyphs get higher lines") {
    const Layout layout = set_text("eins\nzwei\nکی", {.size_px = 31});
    for (const Line& line : layout.lines) {
        CHECK(line.baseline == std::round(line.baseline));
        CHECK(line.height == std::round(line.height));
    }
    const Layout nastaliq = set_text("پیشہ", {.families = {"noto-nastaliq-urdu"},
                                              .language = "ur",
                                              .direction = Direction::RightToLeft});
    CHECK(nastaliq.lines[0].height > std::ceil(1.45F * 32));
    CHECK(set_text("abc").lines[0].height == std::ceil(1.45F * 32));
    // Noto Sans Arabic states room for stacked marks (2.1); plain words keep to the line height.
    CHECK(set_text("كتب", {.families = {"noto-sans-arabic"}, .direction = Direction::RightToLeft})
              .lines[0]
              .height == std::ceil(1.45F * 32));
}

TEST_CASE("a style within an Arabic word keeps its letters joined") {
    const std::string word = "كتبها";
    const std::vector<std::uint32_t> plain = glyphs(set_text(word, arabic()));
    Set link = arabic();
    link.ranges = {{.start = 2, .length = 4, .style = {.size_px = 32, .tag = 7}}};
    const Layout tagged = set_text(word, link);
    CHECK(glyphs(tagged) == plain);
    REQUIRE(tagged.runs.size() == 3);
    CHECK(tagged.runs[1].tag == 7);
    CHECK(tagged.runs[1].length == 4);

    Set bold = arabic();
    bold.ranges = {{.start = 2, .length = 4, .style = {.size_px = 32, .weight = 700}}};
    const Layout mixed = set_text(word, bold);
    Typesetter typesetter(fonts());
    Paragraph all_bold{.text = word,
                       .style = {.size_px = 32, .weight = 700},
                       .language = "ar",
                       .direction = Direction::RightToLeft,
                       .families = link.families};
    const Layout heavy = typesetter.lay_out(all_bold);
    for (const PlacedGlyph& glyph : mixed.glyphs) {
        const Layout& same = glyph.cluster >= 2 && glyph.cluster < 6 ? heavy : tagged;
        CHECK(std::any_of(same.glyphs.begin(), same.glyphs.end(), [&](const PlacedGlyph& other) {
            return other.cluster == glyph.cluster && other.glyph == glyph.glyph;
        }));
    }
}

TEST_CASE("weights and slants that a family lacks are made up") {
    Typesetter typesetter(fonts());
    Paragraph paragraph{.text = "ab", .style = {.weight = 700, .italic = true}};
    const std::vector<std::string> sans{"noto-sans"};
    paragraph.families = sans;
    Layout layout = typesetter.lay_out(paragraph);
    CHECK_FALSE(layout.runs[0].synthetic_bold);
    CHECK_FALSE(layout.runs[0].synthetic_italic);
    const std::vector<std::string> symbols{"noto-sans-symbols2"};
    paragraph.families = symbols;
    paragraph.text = "🖂";
    layout = typesetter.lay_out(paragraph);
    CHECK(layout.runs[0].synthetic_bold);
    CHECK(layout.runs[0].synthetic_italic);
}

TEST_CASE("a range of the text is marked by rectangles") {
    const std::string text = "eins zwei drei";
    const Layout layout = set_text(text);
    std::vector<Rect> marks = rectangles(layout, 5, 4);
    REQUIRE(marks.size() == 1);
    CHECK(marks[0].x == doctest::Approx(set_text("eins ").runs[0].width).epsilon(0.01));
    CHECK(marks[0].width == doctest::Approx(set_text("zwei").width).epsilon(0.02));
    CHECK(rectangles(layout, 99, 5).empty());
    CHECK(rectangles(layout, 3, 0).empty());
    CHECK(rectangles(layout, 0, std::string::npos).size() == 1);

    const Layout two = set_text(text, {.width_px = set_text("eins zwei").width + 1});
    CHECK(rectangles(two, 5, 9).size() == 2);

    // One stretch of the text, two of the line: Hebrew on both sides of a number.
    const std::string mixed = "אבג 123 דהו";
    const Layout rtl = set_text(
        mixed,
        {.families = {"noto-sans-hebrew"}, .language = "he", .direction = Direction::RightToLeft});
    CHECK(rectangles(rtl, 0, mixed.size()).size() == 1);
    marks = rectangles(rtl, 4, 4); // from the last letter to the first digit
    CHECK(marks.size() == 2);
}

TEST_CASE("a caller's ranges may be nonsense") {
    Set how;
    how.ranges = {{.start = 3, .length = 5, .style = {.size_px = -1}},
                  {.start = 1, .length = 99, .style = {.size_px = std::nanf("")}},
                  {.start = 500, .length = static_cast<std::size_t>(-1), .style = {}}};
    const Layout layout = set_text("a\u0301bcdefgh", how);
    CHECK(layout.lines.size() == 1);
    CHECK_FALSE(layout.glyphs.empty());
}

TEST_CASE("an ellipsis in a larger style than the line begins in stays within the width") {
    const FontSet fonts = product_fonts();
    Typesetter typesetter(fonts);
    const std::string text = "abc def ghi jkl mno pqr";
    const std::vector<StyleRange> ranges{{.start = 3, .length = 20, .style = {.size_px = 90}}};
    for (int width = 10; width < 600; width += 7) {
        CAPTURE(width);
        const Layout layout = lay_out(typesetter, text,
                                      {.width_px = static_cast<float>(width),
                                       .size_px = 20,
                                       .ranges = ranges,
                                       .max_lines = 1});
        CHECK(layout.truncated);
        // The ellipsis alone is never left out.
        CHECK((layout.lines.at(0).width <= static_cast<float>(width) + 0.05F ||
               layout.lines.at(0).length == 0));
    }
}

TEST_CASE("what was set before does not choose the faces of what is set now") {
    const FontSet fonts = product_fonts();
    const std::string text = "ਪੀ 5";
    const std::vector<StyleRange> ranges{
        {.start = 6, .length = 2, .style = {.size_px = 32, .weight = 700}}};
    Typesetter fresh(fonts);
    Typesetter warm(fonts);
    lay_out(warm, "ਪੀ",
            {.ranges = {{.start = 0, .length = 6, .style = {.size_px = 32, .weight = 700}}}});
    const Layout first = lay_out(fresh, text, {.ranges = ranges});
    const Layout second = lay_out(warm, text, {.ranges = ranges});
    REQUIRE(first.runs.size() == second.runs.size());
    for (std::size_t i = 0; i < first.runs.size(); ++i) {
        CAPTURE(i);
        CHECK(first.runs[i].face == second.runs[i].face);
    }
}
