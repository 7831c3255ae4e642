#include "fonts/glyph_atlas.hpp"
#include "tests/fonts/testing.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <doctest/doctest.h>

using namespace zugang::fonts;
using namespace zugang::fonts::testing;

namespace {

const FontSet& fonts() {
    static const FontSet set = product_fonts();
    return set;
}

GlyphKey key_of(char32_t character, float size = 32) {
    return {.face = 0, .glyph = fonts().glyph_of(0, character), .size_px = size};
}

unsigned ink(const GlyphAtlas& atlas, const AtlasImage& image) {
    unsigned sum = 0;
    for (int y = image.y; y < image.y + image.height; ++y) {
        for (int x = image.x; x < image.x + image.width; ++x) {
            sum += atlas.page(image.page)[static_cast<std::size_t>(y * atlas.page_size() + x)];
        }
    }
    return sum;
}

bool overlap(const AtlasImage& a, const AtlasImage& b) {
    return a.page == b.page && a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
           b.y < a.y + a.height;
}

} // namespace

TEST_CASE("a glyph is drawn once and lies where it was found") {
    GlyphAtlas atlas(fonts(), 256, 2);
    const AtlasImage* h = atlas.find(key_of(U'H'));
    REQUIRE(h != nullptr);
    CHECK(h->height >= 21); // capitals of 0.714 em
    CHECK(h->height <= 25);
    CHECK(h->top == h->height);
    CHECK(ink(atlas, *h) > 255 * 50);
    CHECK(atlas.find(key_of(U'H')) == h);
    const AtlasImage* space = atlas.find(key_of(U' '));
    REQUIRE(space != nullptr);
    CHECK(space->width == 0);
}

TEST_CASE("what is another picture is drawn anew") {
    GlyphAtlas atlas(fonts(), 512, 1);
    GlyphKey key = key_of(U'l');
    const AtlasImage* plain = atlas.find(key);
    REQUIRE(plain != nullptr);
    key.subpixel = 2;
    const AtlasImage* shifted = atlas.find(key);
    key.subpixel = 0;
    key.synthetic_bold = true;
    const AtlasImage* bold = atlas.find(key);
    key.synthetic_bold = false;
    key.synthetic_italic = true;
    const AtlasImage* slanted = atlas.find(key);
    REQUIRE(shifted != nullptr);
    REQUIRE(bold != nullptr);
    REQUIRE(slanted != nullptr);
    CHECK(shifted != plain);
    CHECK(ink(atlas, *bold) > ink(atlas, *plain));
    CHECK(slanted->width > plain->width);
    key.size_px = 40;
    CHECK(atlas.find(key) != slanted);
}

TEST_CASE("pictures never overlap, nor the solid patch") {
    GlyphAtlas atlas(fonts(), 128, 3);
    std::vector<AtlasImage> images;
    images.push_back({0, 0, 0, 2, 2, 0, 0});
    for (char32_t c = U'!'; c < 0x17F; ++c) {
        const GlyphKey key = key_of(c, 12 + static_cast<float>(c % 20));
        const AtlasImage* image = key.glyph != 0 ? atlas.find(key) : nullptr; // each key once
        if (image != nullptr && image->width > 0) {
            images.push_back(*image);
        }
    }
    CHECK(images.size() > 50);
    for (std::size_t i = 0; i < images.size(); ++i) {
        CHECK(images[i].x + images[i].width <= 128);
        CHECK(images[i].y + images[i].height <= 128);
        for (std::size_t k = 0; k < i; ++k) {
            CHECK_FALSE(overlap(images[i], images[k]));
        }
    }
    CHECK(atlas.page(0)[0] == 255);
    CHECK(atlas.page(0)[129] == 255);
    CHECK(atlas.solid().x == 1);
    CHECK(atlas.page_count() == 3);
}

TEST_CASE("a full atlas says so and begins anew when cleared") {
    GlyphAtlas atlas(fonts(), 64, 1);
    char32_t c = U'A';
    while (c < U'z' && atlas.find(key_of(c)) != nullptr) {
        ++c;
    }
    REQUIRE(c < U'z');
    CHECK(atlas.full());
    const std::uint64_t before = atlas.generation();
    atlas.clear();
    CHECK(atlas.generation() == before + 1);
    CHECK_FALSE(atlas.full());
    CHECK(atlas.find(key_of(c)) != nullptr);
    CHECK(atlas.page(0)[0] == 255);
}

TEST_CASE("only what changed is dirty") {
    GlyphAtlas atlas(fonts(), 256, 1);
    CHECK(atlas.take_dirty().size() == 1); // the new page
    CHECK(atlas.take_dirty().empty());
    const AtlasImage* image = atlas.find(key_of(U'A'));
    REQUIRE(image != nullptr);
    const std::vector<DirtyRect> dirty = atlas.take_dirty();
    REQUIRE(dirty.size() == 1);
    CHECK(dirty[0].x == image->x);
    CHECK(dirty[0].width == image->width);
    atlas.find(key_of(U'A'));
    CHECK(atlas.take_dirty().empty());
    atlas.clear();
    CHECK(atlas.take_dirty().size() == 1);
}

TEST_CASE("what cannot be drawn is nothing") {
    GlyphAtlas atlas(fonts(), 64, 1);
    CHECK(atlas.find(GlyphKey{.face = 999, .glyph = 1, .size_px = 20}) == nullptr);
    CHECK(atlas.find(GlyphKey{.face = 0, .glyph = 999999, .size_px = 20}) == nullptr);
    CHECK(atlas.find(key_of(U'A', 0)) == nullptr);
    CHECK(atlas.find(key_of(U'A', -5)) == nullptr);
    CHECK(atlas.find(key_of(U'A', std::nanf(""))) == nullptr);
    CHECK(atlas.find(key_of(U'A', 500)) == nullptr); // larger than a page
    CHECK_FALSE(atlas.full());
}

TEST_CASE("a caller's pictures live in the atlas too") {
    GlyphAtlas atlas(fonts(), 64, 1);
    CHECK(atlas.find("home") == nullptr);
    const std::array<std::uint8_t, 6> coverage{1, 2, 3, 4, 5, 6};
    const AtlasImage* image = atlas.insert("home", 3, 2, coverage);
    REQUIRE(image != nullptr);
    CHECK(ink(atlas, *image) == 21);
    CHECK(atlas.find("home") == image);
    CHECK(atlas.insert("home", 3, 2, coverage) == image);
    CHECK(atlas.insert("short", 3, 3, coverage) == nullptr);
    CHECK(atlas.insert("large", 100, 1, std::vector<std::uint8_t>(100)) == nullptr);
    CHECK(atlas.insert("negative", -1, -1, coverage) == nullptr);
    atlas.clear();
    CHECK(atlas.find("home") == nullptr);
}

TEST_CASE("a picture that an empty page has no room for is refused and no reason to clear") {
    for (int size = 1; size <= 70; ++size) {
        GlyphAtlas atlas(fonts(), 64, 1);
        const std::vector<std::uint8_t> coverage(static_cast<std::size_t>(size) * 4, 1);
        const bool high = atlas.insert("high", 4, size, coverage) != nullptr;
        CAPTURE(size);
        CHECK_FALSE(atlas.full());
        CHECK(high == (size < 60));
        GlyphAtlas other(fonts(), 64, 1);
        CHECK((other.insert("wide", size, 4, coverage) != nullptr) == (size < 64));
        CHECK_FALSE(other.full());
    }
    GlyphAtlas atlas(fonts(), 64, 1);
    constexpr int largest = std::numeric_limits<int>::max();
    CHECK(atlas.insert("a", largest, 1, {}) == nullptr);
    CHECK(atlas.insert("a", 1, largest, {}) == nullptr);
    CHECK(atlas.insert("a", -largest, -largest, {}) == nullptr);
}
