#include "fonts/glyph_atlas.hpp"
#include "fonts/positions.hpp"
#include "tests/fuzz/check.hpp"

#include <algorithm>
#include <array>

using namespace zugang::fonts;
using namespace zugang::fuzz;

namespace {

constexpr std::array<std::string_view, 6> samples{"AVA fi Ä1(é)", "شمس (IQ) لا",
                                                  "हिन्दी क्षत्रिय", "မြန်မာ ភាសាខ្មែរ",
                                                  "漢字 ไทย",     "שלום \u202Eab\u202C \U0001F600"};

void rasterize_all(GlyphAtlas& atlas, const Layout& layout) {
    for (const PlacedRun& run : layout.runs) {
        for (std::size_t i = 0; i < std::min<std::size_t>(run.glyph_count, 30); ++i) {
            GlyphKey key{.face = run.face,
                         .glyph = layout.glyphs[run.first_glyph + i].glyph,
                         .size_px = run.size_px,
                         .synthetic_bold = run.synthetic_bold,
                         .synthetic_italic = run.synthetic_italic,
                         .subpixel = static_cast<std::uint8_t>(i & 3U)};
            const AtlasImage* image = atlas.find(key);
            require(image == nullptr || image->x + image->width <= atlas.page_size(),
                    "a picture lies on its page");
            require(image == nullptr || image->y + image->height <= atlas.page_size(),
                    "a picture lies on its page");
        }
    }
    if (atlas.full()) {
        atlas.clear();
    }
}

void use(const FontSet& fonts) {
    static const std::vector<std::string> families{"fuzzed"};
    Typesetter typesetter(fonts);
    GlyphAtlas atlas(fonts, 256, 1);
    for (const std::string_view sample : samples) {
        Paragraph paragraph{.text = sample, .families = families, .width_px = 90};
        paragraph.style.size_px = 24;
        paragraph.max_lines = 20;
        const StyleRange range{
            .start = 0, .length = 5, .style = {.size_px = 40, .weight = 700, .italic = true}};
        paragraph.ranges = {&range, 1};
        const Layout layout = typesetter.lay_out(paragraph);
        check_layout(layout, paragraph, fonts);
        rectangles(layout, 1, 7);
        rasterize_all(atlas, layout);
    }
    for (std::uint32_t glyph = 0; glyph < 12; ++glyph) {
        atlas.find({.glyph = glyph, .size_px = 12});
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span<const std::byte> bytes = std::as_bytes(std::span(data, size));
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    FontSet fonts;
    fonts.add_memory("fuzzed", 400, false, bytes);
    if (text.starts_with("ttcf")) {
        fonts.add_memory("fuzzed", 700, false, bytes, 1);
    }
    use(fonts);
    if (text.substr(0, 600).find("fvar") != std::string_view::npos) {
        fonts.vary(0, {{0x77676874, 650}, {0x77647468, 80}}); // wght, wdth
        use(fonts);
    }
    return 0;
}
