#include "fonts/coverage.hpp"
#include "fonts/itemize.hpp"
#include "tests/fonts/testing.hpp"

#include <algorithm>

#include <doctest/doctest.h>

using namespace zugang::fonts;
using namespace zugang::fonts::testing;

namespace {

std::string script_name(Script script) {
    const std::uint32_t tag = script_tag(script);
    return {static_cast<char>(tag >> 24U), static_cast<char>((tag >> 16U) & 0xFFU),
            static_cast<char>((tag >> 8U) & 0xFFU), static_cast<char>(tag & 0xFFU)};
}

/// One script per character, names shortened to runs: "Latn3 Arab2".
std::string scripts_of(std::u32string_view text) {
    const std::string utf8 = encode(text);
    DecodedText decoded;
    decode(utf8, decoded);
    std::vector<Script> scripts;
    find_scripts(decoded, scripts);
    std::string result;
    for (std::size_t i = 0; i < scripts.size();) {
        std::size_t end = i;
        while (end < scripts.size() && scripts[end] == scripts[i]) {
            ++end;
        }
        result += (result.empty() ? "" : " ") + script_name(scripts[i]) + std::to_string(end - i);
        i = end;
    }
    return result;
}

/// "family:text|family:text" in the order of the text.
std::string faces_of(std::string_view text, const Set& how) {
    static const FontSet fonts = product_fonts();
    Typesetter typesetter(fonts);
    Layout layout = lay_out(typesetter, text, how);
    std::sort(layout.runs.begin(), layout.runs.end(),
              [](const PlacedRun& a, const PlacedRun& b) { return a.start < b.start; });
    std::string result;
    for (const PlacedRun& run : layout.runs) {
        result += (result.empty() ? "" : "|") + fonts.style(run.face).family + ":" +
                  std::string(text.substr(run.start, run.length));
    }
    return result;
}

} // namespace

TEST_CASE("broken UTF-8 is replaced, but offsets are those of the original bytes") {
    DecodedText text;
    decode("a\xFF\xE2\x82z\xF0\x9F\x98\x80\xED\xA0\x80", text);
    CHECK(text.characters == U"a\uFFFD\uFFFDz\U0001F600\uFFFD\uFFFD\uFFFD");
    CHECK(text.offsets == std::vector<std::uint32_t>{0, 1, 2, 4, 5, 9, 10, 11, 12});
    make_utf16(text);
    CHECK(text.character_at_utf16(5) == 4);
    CHECK(text.character_at_utf16(6) == 5);
    CHECK(text.character_at_byte(3) == 2);
    CHECK(text.character_at_byte(7) == 4);
    CHECK(text.character_at_byte(99) == 8);
}

TEST_CASE("common characters take the script around them") {
    CHECK(scripts_of(U"abc, 12") == "Latn7");
    CHECK(scripts_of(U"12 abc") == "Latn6");
    CHECK(scripts_of(U"12 – 34") == "Zyyy7");
    CHECK(scripts_of(U"abcабв") == "Latn3 Cyrl3");
    CHECK(scripts_of(U"") == "");
}

TEST_CASE("a closing bracket has the script of its opening one") {
    CHECK(scripts_of(U"ابج (IQ) دهو") == "Arab5 Latn2 Arab5");
    CHECK(scripts_of(U"(ab) اب (ab)") == "Latn5 Arab4 Latn2 Arab1");
}

TEST_CASE("script extensions decide where neighbours would be wrong") {
    CHECK(scripts_of(U"abc ١٢٣") == "Latn4 Arab3"); // Arabic digits are never Latin
    CHECK(scripts_of(U"क।") == "Deva2");            // danda is not only Devanagari's
    CHECK(scripts_of(U"ক।") == "Beng2");
    CHECK(scripts_of(U"カー") == "Kana2");
    CHECK(scripts_of(U"かー") == "Hira2");
    CHECK(scripts_of(U"e\u0301") == "Latn2");
}

TEST_CASE("the face is chosen per grapheme cluster") {
    const Set arabic{.families = {"noto-naskh-arabic", "noto-sans"},
                     .language = "ar",
                     .direction = Direction::RightToLeft};
    CHECK(faces_of("كتاب и книга", arabic) == "noto-naskh-arabic:كتاب |noto-sans:и книга");
    CHECK(faces_of("a\u0301\u0323", {.families = {"noto-sans-thai", "noto-sans"}}) ==
          "noto-sans:a\u0301\u0323");
    CHECK(faces_of("ሰላም ደሓን", {.families = {"noto-sans"}}) == "noto-sans-ethiopic:ሰላም ደሓን");
    // The space before it does not choose: it stays with the text before.
    CHECK(faces_of("ab ሰላም", {.families = {"noto-sans"}}) ==
          "noto-sans:ab |noto-sans-ethiopic:ሰላም");
    CHECK(faces_of("  ሰላም", {.families = {"noto-sans"}}) == "noto-sans-ethiopic:  ሰላም");
}

TEST_CASE("digits and punctuation stay in the face of the text before them") {
    CHECK(faces_of("ひら 12, 3", {.families = {"noto-sans"}}) == "noto-sans-cjk-sc:ひら 12, 3");
    CHECK(faces_of("ሰላም 12, 3", {.families = {"noto-sans"}}) ==
          "noto-sans-ethiopic:ሰላም |noto-sans:12, 3"); // has none
    CHECK(faces_of("漢字、123", {.families = {"noto-sans"}}).find("noto-sans:") ==
          std::string::npos);
}

TEST_CASE("a family that is not there is passed over, and nothing at all is still laid out") {
    CHECK(faces_of("abc", {.families = {"no-such-family"}}) == "noto-sans:abc");
    const FontSet none;
    Typesetter typesetter(none);
    const Layout layout = lay_out(typesetter, "ab ابج", {.width_px = 40});
    CHECK(layout.lines.size() > 1);
    CHECK(layout.glyphs.size() == 6);
}

TEST_CASE("what a set lacks is listed once, in order") {
    const FontSet fonts = product_fonts();
    CHECK(uncovered(fonts, "Grüße ሰላም مرحبا नमस्ते 你好 한국어 ½ – € ☎ \t\n\u200D\uFE0F").empty());
    CHECK(uncovered(fonts, "a\U00013000b\u1980\U00013000") ==
          std::vector<char32_t>{0x13000, 0x1980});
}
