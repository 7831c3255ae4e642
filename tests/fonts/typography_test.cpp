// What readers of each script notice.
#include "fonts/glyph_quads.hpp"
#include "fonts/positions.hpp"
#include "tests/fonts/testing.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace zugang::fonts;
using namespace zugang::fonts::testing;

namespace {

const FontSet& fonts() {
    static const FontSet set = product_fonts();
    return set;
}

Typesetter& typesetter() {
    static Typesetter made(fonts());
    return made;
}

std::vector<std::string> corpus_lines(std::string_view language) {
    for (const auto& file : corpus_files()) {
        if (file.stem() == language) {
            return lines_of(read_file(file));
        }
    }
    return {};
}

std::string line_text(const Layout& layout, std::size_t line, std::string_view text) {
    return std::string(text.substr(layout.lines[line].start, layout.lines[line].length));
}

bool begins_with_any(std::string_view text, std::string_view characters) {
    for (std::size_t at = 0; at < characters.size(); at += 3) { // three bytes each
        if (text.starts_with(characters.substr(at, 3))) {
            return true;
        }
    }
    return false;
}

bool ends_with_any(std::string_view text, std::string_view characters) {
    for (std::size_t at = 0; at < characters.size(); at += 3) {
        if (text.ends_with(characters.substr(at, 3))) {
            return true;
        }
    }
    return false;
}

} // namespace

TEST_CASE("Chinese and Japanese lines neither begin with closing nor end with opening marks") {
    constexpr std::string_view closing = "、。，．！？：；）」』】〉》〕々";
    constexpr std::string_view opening = "（「『【〈《〔";
    struct Sample {
        const char* language;
        const char* family;
        std::string text;
    };
    std::vector<Sample> samples{
        {"ja", "noto-sans-cjk-jp",
         "「相談」（無料）は、「窓口」で。どうぞ！コーヒー、人々「（あ）」。"},
        {"zh", "noto-sans-cjk-sc", "“咨询”（免费）：请到《窗口》。好！“（一）”，『二』、【三】；"}};
    for (const char* language : {"ja", "zh"}) {
        const std::string family = samples[language == std::string_view("ja") ? 0 : 1].family;
        for (const std::string& line : corpus_lines(language)) {
            samples.push_back(
                {language, family == "noto-sans-cjk-jp" ? "noto-sans-cjk-jp" : "noto-sans-cjk-sc",
                 line});
        }
    }
    REQUIRE(samples.size() > 100);
    std::size_t breaks = 0;
    for (const Sample& sample : samples) {
        for (float width = 200; width < 500; width += 23) {
            const Layout layout = lay_out(typesetter(), sample.text,
                                          {.families = {sample.family},
                                           .language = sample.language,
                                           .width_px = width,
                                           .size_px = 30});
            for (std::size_t i = 0; i + 1 < layout.lines.size(); ++i) {
                const std::string ended = line_text(layout, i, sample.text);
                const std::string begun = line_text(layout, i + 1, sample.text);
                CAPTURE(ended);
                CAPTURE(begun);
                CHECK_FALSE(begins_with_any(begun, closing));
                CHECK_FALSE(ends_with_any(ended, opening));
                ++breaks;
            }
        }
    }
    CHECK(breaks > 5'000);
}

TEST_CASE("scripts without spaces break between words of a dictionary") {
    struct Sample {
        const char* language;
        const char* family;
        std::string first, second;
    };
    for (const Sample& sample : {Sample{"th", "noto-sans-thai", "ภาษา", "ไทย"},
                                 {"km", "noto-sans-khmer", "មនុស្ស", "ទាំងអស់"},
                                 {"my", "noto-sans-myanmar", "လူတိုင်း", "သည်"}}) {
        CAPTURE(std::string(sample.language));
        const std::string text = sample.first + sample.second;
        Set how{.families = {sample.family}, .language = sample.language};
        const float whole = lay_out(typesetter(), text, how).width;
        how.width_px = whole - 2;
        const Layout layout = lay_out(typesetter(), text, how);
        REQUIRE(layout.lines.size() == 2);
        CHECK(line_text(layout, 0, text) == sample.first);
        CHECK(line_text(layout, 1, text) == sample.second);
    }
}

TEST_CASE("what is cut is cut between grapheme clusters") {
    const std::string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";
    for (const std::string& text :
         {std::string("नमस्ते क्षत्रिय श्री विद्यार्थी"), family + family + family + family,
          std::string("e\u0301a\u0300o\u0302u\u0308 e\u0301a\u0300o\u0302u\u0308"),
          std::string("ကြောင်းကြောင်းကြောင်း"), std::string("각각각각각각")}) {
        CAPTURE(text);
        for (float width = 20; width < 400; width += 7) {
            const Layout layout = lay_out(typesetter(), text,
                                          {.families = {"noto-sans-devanagari"},
                                           .language = "hi",
                                           .width_px = width,
                                           .max_lines = 1});
            REQUIRE(layout.lines.size() == 1);
            const std::size_t end = layout.lines[0].start + layout.lines[0].length;
            if (layout.truncated && end < text.size()) {
                // The place after the cluster before the end is the end.
                CHECK(next_cluster(layout, previous_cluster(layout, end)) == end);
            }
        }
    }
}

TEST_CASE("an emoji of many characters is one cluster, and so is a symbol with a selector") {
    for (const std::string& cluster :
         {std::string("\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466"),
          std::string("\u260E\uFE0F"), std::string("\U0001F1E9\U0001F1EA"),
          std::string("\U0001F44B\U0001F3FD"), std::string("1\uFE0F\u20E3")}) {
        CAPTURE(cluster);
        const std::string text = "a" + cluster + "b";
        const Layout layout = lay_out(typesetter(), text, {.families = {"noto-sans"}});
        CHECK(next_cluster(layout, 1) == 1 + cluster.size());
        CHECK(previous_cluster(layout, 1 + cluster.size()) == 1);
    }
}

TEST_CASE("joiners and non-joiners decide how Arabic letters join, and are not seen") {
    const auto shapes = [](const std::string& text) {
        std::vector<std::uint32_t> glyphs;
        const Layout layout = lay_out(typesetter(), text,
                                      {.families = {"noto-naskh-arabic"},
                                       .language = "fa",
                                       .direction = Direction::RightToLeft});
        for (const PlacedGlyph& glyph : layout.glyphs) {
            if (glyph.advance > 0) {
                glyphs.push_back(glyph.glyph);
            }
        }
        return glyphs;
    };
    const auto joined = shapes("میخواهم");
    const auto apart = shapes("می\u200Cخواهم");
    CHECK(joined.size() == apart.size()); // the non-joiner itself has no width
    CHECK(joined != apart);
    CHECK(shapes("ه\u200D") != shapes("ه"));
}

TEST_CASE("no ink of Nastaliq, nor of marks above marks, lies outside of its line") {
    struct Sample {
        const char* language;
        const char* family;
        bool right_to_left;
    };
    for (const Sample& sample : {Sample{"ur", "noto-nastaliq-urdu", true},
                                 {"ar", "noto-naskh-arabic", true},
                                 {"vi", "noto-sans", false},
                                 {"my", "noto-sans-myanmar", false},
                                 {"km", "noto-sans-khmer", false}}) {
        CAPTURE(std::string(sample.language));
        GlyphAtlas atlas(fonts(), 2048, 8);
        std::size_t lines = 0;
        for (const std::string& text : corpus_lines(sample.language)) {
            const Layout layout =
                lay_out(typesetter(), text,
                        {.families = {sample.family, "noto-sans"},
                         .language = sample.language,
                         .direction =
                             sample.right_to_left ? Direction::RightToLeft : Direction::LeftToRight,
                         .width_px = 700});
            LayoutQuads quads;
            for (std::size_t i = 0; i < layout.lines.size(); ++i) {
                const Line& line = layout.lines[i];
                float top = line.top;
                float bottom = line.top + line.height;
                for (const GlyphQuad& quad : quads.line(layout, i, atlas)) {
                    top = std::min(top, quad.y);
                    bottom = std::max(bottom, quad.y + static_cast<float>(quad.height));
                }
                // Two pixels for what hinting and smoothing add.
                CHECK(top >= line.top - 2);
                CHECK(bottom <= line.top + line.height + 2);
                ++lines;
            }
        }
        CHECK(lines > 100);
    }
}
