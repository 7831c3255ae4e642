#include "fonts/glyph_quads.hpp"
#include "fonts/rasterize.hpp"
#include "tests/fonts/testing.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
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

struct Drawn {
    Layout layout;
    LayoutQuads quads;
};

/// Paragraphs of the whole corpus, one of each text, so that all its scripts are there.
std::vector<Drawn> one_of_each_text(float size_px) {
    Typesetter typesetter(fonts());
    std::vector<Drawn> texts;
    for (const auto& file : corpus_files()) {
        for (const std::string& line : lines_of(read_file(file))) {
            if (line.size() > 200 && line.size() < 500) {
                texts.push_back(
                    {.layout = lay_out(
                         typesetter, line,
                         {.language = file.stem().string(), .width_px = 900, .size_px = size_px}),
                     .quads = {}});
                break;
            }
        }
    }
    return texts;
}

/// What a layout should show: each glyph's own bitmap, or nothing where it has none.
std::vector<GlyphBitmap> expected(const Layout& layout, const Line& line) {
    std::vector<GlyphBitmap> bitmaps;
    for (std::size_t r = line.first_run; r < line.first_run + line.run_count; ++r) {
        const PlacedRun& run = layout.runs[r];
        for (std::size_t g = run.first_glyph; g < run.first_glyph + run.glyph_count; ++g) {
            GlyphKey key{.face = run.face,
                         .glyph = layout.glyphs[g].glyph,
                         .size_px = run.size_px,
                         .synthetic_bold = run.synthetic_bold,
                         .synthetic_italic = run.synthetic_italic};
            if (run.size_px < 24) {
                const float quarters = std::round(layout.glyphs[g].x * 4);
                key.subpixel = static_cast<std::uint8_t>(
                    static_cast<unsigned>(static_cast<int>(quarters)) & 3U);
            }
            auto bitmap = rasterize(fonts(), key);
            if (bitmap && bitmap->width > 0 && bitmap->height > 0) {
                bitmaps.push_back(std::move(*bitmap));
            }
        }
    }
    return bitmaps;
}

bool shows(const GlyphAtlas& atlas, const GlyphQuad& quad, const GlyphBitmap& bitmap) {
    if (quad.width != bitmap.width || quad.height != bitmap.height) {
        return false;
    }
    const auto page = atlas.page(quad.page);
    for (int y = 0; y < bitmap.height; ++y) {
        const auto from = bitmap.coverage.begin() + static_cast<std::ptrdiff_t>(y) * bitmap.width;
        const auto to =
            page.begin() + static_cast<std::ptrdiff_t>(quad.v + y) * atlas.page_size() + quad.u;
        if (!std::equal(from, from + bitmap.width, to)) {
            return false;
        }
    }
    return true;
}

/// As a screen does it: all lines; once more into the empty atlas where there was no room.
void draw(Drawn& text, GlyphAtlas& atlas) {
    for (int attempt = 0; attempt < 2; ++attempt) {
        for (std::size_t line = 0; line < text.layout.lines.size(); ++line) {
            text.quads.line(text.layout, line, atlas);
        }
        if (!atlas.full()) {
            return;
        }
        atlas.clear();
    }
    FAIL("one paragraph does not fit into the atlas");
}

} // namespace

TEST_CASE("every glyph of every script is shown as it is, however often the atlas turns over") {
    for (const float size : {20.0F, 40.0F}) {
        std::vector<Drawn> texts = one_of_each_text(size);
        REQUIRE(texts.size() >= 60);
        std::vector<std::vector<std::vector<GlyphBitmap>>> wanted;
        for (const Drawn& text : texts) {
            auto& lines = wanted.emplace_back();
            for (const Line& line : text.layout.lines) {
                lines.push_back(expected(text.layout, line));
            }
        }
        GlyphAtlas atlas(fonts(), 512, 1);
        std::size_t glyphs = 0;
        for (int round = 0; round < 2; ++round) {
            for (std::size_t t = 0; t < texts.size(); ++t) {
                draw(texts[t], atlas);
                for (std::size_t line = 0; line < texts[t].layout.lines.size(); ++line) {
                    const auto quads = texts[t].quads.line(texts[t].layout, line, atlas);
                    const auto& bitmaps = wanted[t][line];
                    REQUIRE(quads.size() == bitmaps.size());
                    for (std::size_t i = 0; i < quads.size(); ++i) {
                        REQUIRE(shows(atlas, quads[i], bitmaps[i]));
                    }
                    glyphs += quads.size();
                }
            }
        }
        CHECK(glyphs > 20'000);
        CHECK(atlas.generation() > 4); // it did turn over
        CHECK(atlas.page_count() == 1);
    }
}

TEST_CASE("a full atlas leaves glyphs out, and they come back once there is room") {
    Typesetter typesetter(fonts());
    std::u32string all;
    for (char32_t c = U'一'; c < U'一' + 400; ++c) {
        all += c;
    }
    Drawn text{.layout = lay_out(typesetter, encode(all), {.families = {"noto-sans-cjk-sc"}}),
               .quads = {}};
    GlyphAtlas atlas(fonts(), 256, 1);
    const std::size_t some = text.quads.line(text.layout, 0, atlas).size();
    CHECK(some > 10);
    CHECK(some < 400);
    CHECK(atlas.full());
    atlas.set_max_pages(16);
    atlas.clear();
    CHECK(text.quads.line(text.layout, 0, atlas).size() == 400);
    CHECK_FALSE(atlas.full());
}

TEST_CASE("the pages for a screen hold as many different letters as fit on it") {
    struct Screen {
        int width, height;
    };
    for (const Screen screen : {Screen{1080, 1920}, Screen{3840, 2160}, Screen{320, 240}}) {
        for (const float size : {13.0F, 36.0F, 140.0F}) {
            CAPTURE(screen.width);
            CAPTURE(size);
            constexpr int page = 1024;
            GlyphAtlas atlas(fonts(), page,
                             GlyphAtlas::pages_for(screen.width, screen.height, page));
            // Han letters are as wide as they are high; a row and a column more stand out over the
            // edges.
            const auto per_row = static_cast<int>(static_cast<float>(screen.width) / size) + 1;
            const auto rows = static_cast<int>(static_cast<float>(screen.height) / size) + 1;
            const auto face = static_cast<FaceIndex>(fonts().find("noto-sans-cjk-sc", 400, false));
            REQUIRE(face < fonts().size());
            for (int i = 0; i < per_row * rows; ++i) {
                const auto letter = static_cast<char32_t>(U'一' + i % 20'000);
                const auto shift = static_cast<std::uint8_t>(i / 20'000 % 4);
                atlas.find({.face = face,
                            .glyph = fonts().glyph_of(face, letter),
                            .size_px = size,
                            .subpixel = shift});
            }
            CHECK_FALSE(atlas.full());
        }
    }
}
