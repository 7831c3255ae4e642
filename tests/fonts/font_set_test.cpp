#include "fonts/font_set.hpp"
#include "fonts/glyph_atlas.hpp"
#include "fonts/macintosh_cmap.hpp"
#include "tests/fonts/testing.hpp"

#include <cstring>
#include <random>

#include <doctest/doctest.h>

using namespace zugang::fonts;
using namespace zugang::fonts::testing;

namespace {

std::filesystem::path path_of(std::string_view family) {
    for (const FontFile& file : product_font_files()) {
        if (file.family == family && file.weight == 400) {
            return file.path;
        }
    }
    throw std::runtime_error("no such family");
}

std::span<const std::byte> bytes_of(const std::string& text) {
    return std::as_bytes(std::span(text));
}

/// Everything that is done with a font.
void use(const FontSet& fonts) {
    Typesetter typesetter(fonts);
    GlyphAtlas atlas(fonts, 512, 1);
    const std::string text = "Grüße AVA fi ابج لا हिन्दी क्षत्रिय";
    const Layout layout = lay_out(typesetter, text, {.families = {"broken"}, .width_px = 200});
    CHECK_FALSE(layout.lines.empty());
    for (const PlacedRun& run : layout.runs) {
        for (std::size_t i = 0; i < run.glyph_count; ++i) {
            atlas.find({.face = run.face,
                        .glyph = layout.glyphs[run.first_glyph + i].glyph,
                        .size_px = run.size_px});
        }
    }
    fonts.metrics(0);
}

} // namespace

TEST_CASE("the nearest weight and slant of a family is found") {
    const FontSet fonts = product_fonts();
    const auto style = [&](int weight, bool italic) {
        return fonts.style(static_cast<FaceIndex>(fonts.find("noto-sans", weight, italic)));
    };
    CHECK(style(400, false).weight == 400);
    CHECK(style(450, false).weight == 400);
    CHECK(style(900, false).weight == 700);
    CHECK(style(700, true).italic);
    CHECK(style(600, true).weight == 700);
    CHECK_FALSE(
        fonts.style(static_cast<FaceIndex>(fonts.find("noto-sans-thai", 400, true))).italic);
    CHECK(fonts.find("none", 400, false) == fonts.size());
    CHECK(fonts.problems().empty());
}

TEST_CASE("faces of a collection are told apart") {
    const FontSet fonts = product_fonts();
    const auto sc = static_cast<FaceIndex>(fonts.find("noto-sans-cjk-sc", 400, false));
    const auto jp = static_cast<FaceIndex>(fonts.find("noto-sans-cjk-jp", 400, false));
    CHECK(fonts.glyph_of(sc, U'直') != 0);
    CHECK(fonts.glyph_of(sc, U'直') != fonts.glyph_of(jp, U'直')); // drawn differently
}

TEST_CASE("a file that is no font is left out and reported once") {
    FontSet fonts;
    const FaceIndex missing = fonts.add_file("broken", 400, false, "/no/such/file.ttf");
    const FaceIndex folder = fonts.add_file("broken", 400, false, "/");
    const FaceIndex text =
        fonts.add_file("broken", 400, false, ZUGANG_SOURCE_DIR "/fonts/fonts.toml");
    const FaceIndex beyond = fonts.add_file("broken", 400, false, path_of("noto-sans"), 5);
    for (const FaceIndex face : {missing, folder, text, beyond, FaceIndex{99}}) {
        CHECK(fonts.glyph_of(face, U'a') == 0);
        CHECK(fonts.hb_font(face) == nullptr);
        CHECK(fonts.ft_face(face) == nullptr);
    }
    CHECK(fonts.problems().size() == 4);
    CHECK(fonts.find("broken", 400, false) == fonts.size());
    fonts.add_file("good", 400, false, path_of("noto-sans"));
    CHECK(fonts.find("good", 400, false) == 4);
    use(fonts);
}

TEST_CASE("truncated fonts do no harm") {
    for (const std::string_view family :
         {"noto-sans", "noto-nastaliq-urdu", "noto-sans-devanagari"}) {
        const std::string whole = read_file(path_of(family));
        for (std::size_t part = 0; part <= 16; ++part) {
            CAPTURE(part);
            const std::string cut =
                whole.substr(0, part < 8 ? part * 40 : whole.size() * (part - 7) / 9);
            FontSet fonts;
            fonts.add_memory("broken", 400, false, bytes_of(cut));
            use(fonts);
        }
    }
}

TEST_CASE("damaged fonts do no harm") {
    const std::string whole = read_file(path_of("noto-sans-devanagari"));
    std::mt19937 random(3);
    for (int round = 0; round < 60; ++round) {
        CAPTURE(round);
        std::string damaged = whole;
        for (int i = 0; i < 200; ++i) {
            // Half of the hits in the directory and the first tables.
            const std::size_t at =
                random() %
                (i % 2 == 0 ? damaged.size() : std::min<std::size_t>(damaged.size(), 4000));
            damaged[at] = static_cast<char>(random() & 0xFFU);
        }
        FontSet fonts;
        fonts.add_memory("broken", 400, false, bytes_of(damaged));
        use(fonts);
    }
}

TEST_CASE("a map of a Macintosh encoding is read, cut short anywhere and beside a better one") {
    const std::string records("\0\0\0\1\0\1\0\7\0\0\0\14", 12);   // one, Cyrillic
    const std::string map("\0\6\0\16\0\0\0\200\0\2\0\5\0\6", 14); // from 0x80
    const std::string table = records + map;
    CHECK(read_macintosh_cmap(bytes_of(table)) == CharacterMap{{U'А', 5}, {U'Б', 6}});
    for (std::size_t size = 0; size < table.size(); ++size) {
        CAPTURE(size);
        CHECK(read_macintosh_cmap(bytes_of(table.substr(0, size))).size() < 2);
    }
    std::string better = table;
    better[5] = 3; // Windows
    better[7] = 1; // the Basic Multilingual Plane
    CHECK(read_macintosh_cmap(bytes_of(better)).empty());
    std::string unknown = table;
    unknown[7] = 1; // Japanese, with two bytes a character
    CHECK(read_macintosh_cmap(bytes_of(unknown)).empty());
}
