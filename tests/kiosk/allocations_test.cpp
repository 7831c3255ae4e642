// A frame in which nothing changes asks the heap for nothing.
#include "kiosk/canvas.hpp"
#include "tests/allocations.hpp"
#include "tests/fonts/testing.hpp"
#include "tests/kiosk/draw_context.hpp"

#include <array>
#include <memory>
#include <string>

#include <doctest/doctest.h>
#include <imgui.h>

using namespace zugang;
using namespace zugang::kiosk;

namespace {

content::Language language(const char* tag, const char* family, content::Direction direction) {
    content::Language result;
    result.tag = tag;
    result.fonts = {family};
    result.direction = direction;
    return result;
}

} // namespace

TEST_CASE("texts that were drawn before are drawn again without an allocation") {
    const kiosk::testing::DrawContext context({1080, 1920});
    ImGui::NewFrame();

    const fonts::FontSet fonts = fonts::testing::product_fonts();
    Typography typography(fonts);
    fonts::GlyphAtlas atlas(fonts, 1024, 6);
    Pictograms pictograms([](std::string_view) { return std::optional<std::filesystem::path>(); });
    Canvas canvas(typography, atlas, pictograms);
    const std::array languages{
        language("de", "noto-sans", content::Direction::LeftToRight),
        language("ar", "noto-naskh-arabic", content::Direction::RightToLeft),
        language("ti", "noto-sans-ethiopic", content::Direction::LeftToRight)};
    const std::array<std::string, 3> words{"Anerkennung Ihrer Abschlüsse ", "الاعتراف بشهاداتك ",
                                           "ናይ ትምህርቲ መረጋገጺ "};
    std::array<std::string, 3> texts;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        for (int n = 0; n < 60; ++n) {
            texts.at(i) += words.at(i);
        }
    }
    const std::array<fonts::StyleRange, 1> bold{
        fonts::StyleRange{.start = 0, .length = 12, .style = {.size_px = 36, .weight = 700}}};
    const std::array<Colour, 2> colours{Colour{0x202020}, Colour{0x004080}};
    ImDrawList list(ImGui::GetDrawListSharedData());
    const auto frame = [&] {
        Canvas::clear(list);
        typography.begin_frame();
        canvas.begin(list, {1080, 1920}, false);
        float y = 0;
        for (std::size_t i = 0; i < texts.size(); ++i) {
            SetText& text = canvas.set({.text = texts.at(i),
                                        .language = &languages.at(i),
                                        .size_px = 36,
                                        .width = 1000,
                                        .ranges = bold});
            canvas.fill({40, y, 1000, text.layout.height}, Colour{0xF0F0F0}, 20);
            canvas.text(text, {40, y, 1000, text.layout.height}, colours);
            y += text.layout.height;
        }
        typography.trim();
    };
    frame();
    const int corners = list.VtxBuffer.Size;
    CHECK(corners > 4 * 1000);
    const std::size_t before = zugang::testing::allocations();
    for (int i = 0; i < 10; ++i) {
        frame();
    }
    CHECK(zugang::testing::allocations() == before);
    CHECK(list.VtxBuffer.Size == corners);
    const std::size_t counted = zugang::testing::allocations();
    CHECK(std::make_unique<int>(1) != nullptr);
    CHECK(zugang::testing::allocations() > counted); // the counter counts
    ImGui::EndFrame();
}
