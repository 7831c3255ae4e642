#include "fonts/glyph_atlas.hpp"
#include "tests/fuzz/check.hpp"
#include "tests/fuzz/input.hpp"

#include <limits>
#include <map>

using namespace zugang::fonts;
using namespace zugang::fuzz;

namespace {

struct Picture {
    AtlasImage image;
    std::uint8_t fill = 0; ///< 0: a glyph, of any coverage
};

bool overlap(const AtlasImage& a, const AtlasImage& b) {
    return a.page == b.page && a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
           b.y < a.y + a.height;
}

void check_apart(const GlyphAtlas& atlas, const std::map<std::string, Picture>& live) {
    for (auto one = live.begin(); one != live.end(); ++one) {
        const AtlasImage& image = one->second.image;
        if (image.width == 0 || image.height == 0) {
            continue;
        }
        require(image.page < atlas.page_count() && image.x + image.width <= atlas.page_size() &&
                    image.y + image.height <= atlas.page_size(),
                "a picture lies on its page");
        const AtlasImage solid{.page = image.page, .width = 2, .height = 2};
        require(!overlap(image, solid), "a picture leaves the plain patch alone");
        for (auto other = std::next(one); other != live.end(); ++other) {
            require(!overlap(image, other->second.image), "pictures are apart");
        }
    }
}

void check_pixels(const GlyphAtlas& atlas, const std::map<std::string, Picture>& live) {
    const auto size = static_cast<std::size_t>(atlas.page_size());
    for (const auto& [name, picture] : live) {
        const AtlasImage& image = picture.image;
        for (std::size_t y = 0; picture.fill != 0 && y < image.height; ++y) {
            for (std::size_t x = 0; x < image.width; ++x) {
                require(atlas.page(image.page)[(image.y + y) * size + image.x + x] == picture.fill,
                        "a picture keeps its pixels");
            }
        }
    }
    for (int page = 0; page < atlas.page_count(); ++page) {
        require(atlas.page(page)[0] == 255 && atlas.page(page)[size + 1] == 255,
                "the plain patch is whole");
    }
}

void check_dirty(GlyphAtlas& atlas) {
    for (const DirtyRect& rect : atlas.take_dirty()) {
        require(rect.page < atlas.page_count() && rect.width > 0 && rect.height > 0 &&
                    rect.x + rect.width <= atlas.page_size() &&
                    rect.y + rect.height <= atlas.page_size(),
                "what changed lies on a page");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Input input(data, size);
    const int page_size = input.byte();
    GlyphAtlas atlas(product_fonts(), page_size, input.byte() % 5 - 1);
    std::map<std::string, Picture> live;
    std::uint8_t fill = 0;
    bool untouched = true; // nothing was put in since the last clear
    std::vector<std::uint8_t> coverage;
    for (int step = 0; step < 200 && !input.empty(); ++step) {
        const std::uint8_t what = input.byte();
        const std::string name(1, static_cast<char>('a' + (what >> 3U)));
        if ((what & 7U) < 4) {
            int width = input.byte();
            int height = input.byte();
            fill = static_cast<std::uint8_t>(fill % 254 + 1);
            coverage.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height),
                            fill);
            if ((what & 7U) == 3) { // sizes that lie about the coverage
                width = input.one_of({-1, std::numeric_limits<int>::max(),
                                      std::numeric_limits<int>::min(), 65536, width});
                height = input.one_of({-1, std::numeric_limits<int>::max(), 65536, height + 1});
            }
            const AtlasImage* image = atlas.insert(name, width, height, coverage);
            if (image != nullptr) {
                require(width >= 0 && height >= 0 &&
                            coverage.size() >=
                                static_cast<std::size_t>(width) * static_cast<std::size_t>(height),
                        "a picture that is none is refused");
                require(atlas.find(name) == image, "a picture is found again");
                live[name] = {*image, fill};
                untouched = false;
            }
            require(!untouched || !atlas.full(),
                    "what does not fit an empty page is no reason to clear");
        } else if ((what & 7U) < 6) {
            GlyphKey key;
            key.face = input.byte();
            key.glyph = input.number<std::uint16_t>();
            key.size_px = input.byte();
            key.synthetic_bold = (what & 8U) != 0;
            key.synthetic_italic = (what & 16U) != 0;
            key.subpixel = what >> 5U;
            const AtlasImage* image = atlas.find(key);
            if (image != nullptr) {
                live["glyph " + std::to_string(key.face) + " " + std::to_string(key.glyph) + " " +
                     std::to_string(key.size_px) + " " + std::to_string(what & 0x78U)] = {*image,
                                                                                          0};
                untouched = untouched && image->width == 0;
            }
            require(!untouched || !atlas.full(),
                    "what does not fit an empty page is no reason to clear");
        } else if ((what & 7U) == 6) {
            check_dirty(atlas);
        } else {
            const std::uint64_t before = atlas.generation();
            atlas.clear();
            live.clear();
            untouched = true;
            require(atlas.generation() > before && !atlas.full() && atlas.find("a") == nullptr,
                    "nothing is left");
        }
        check_apart(atlas, live);
    }
    check_pixels(atlas, live);
    check_dirty(atlas);
    require(atlas.take_dirty().empty(), "what changed is told once");
    return 0;
}
