#include "tests/bench/frame_cost.hpp"

#include "kiosk/canvas.hpp"
#include "tests/allocations.hpp"
#include "tests/bench/cpu_time.hpp"
#include "tests/kiosk/draw_context.hpp"

#include <algorithm>

#include <imgui.h>

namespace zugang::bench {

FrameCost frame_cost(const fonts::FontSet& fonts, const std::string& language, bool right_to_left,
                     const std::vector<std::string>& families,
                     const std::vector<std::string>& paragraphs, std::size_t glyphs) {
    const kiosk::testing::DrawContext context({3840, 2160});
    ImGui::NewFrame();

    kiosk::Typography typography(fonts);
    fonts::GlyphAtlas atlas(fonts, 1024, 16);
    kiosk::Pictograms pictograms(
        [](std::string_view) -> std::optional<std::filesystem::path> { return std::nullopt; });
    kiosk::Canvas canvas(typography, atlas, pictograms);
    content::Language tongue;
    tongue.tag = language;
    tongue.fonts = families;
    tongue.line_height = 1.45;
    tongue.direction =
        right_to_left ? content::Direction::RightToLeft : content::Direction::LeftToRight;
    ImDrawList list(ImGui::GetDrawListSharedData());

    // Four columns of the width that is measured with everywhere; as many paragraphs as it takes.
    const auto draw = [&](std::size_t count) {
        kiosk::Canvas::clear(list);
        typography.begin_frame();
        canvas.begin(list, {3840, 2160}, false);
        float x = 0;
        float y = 0;
        for (std::size_t i = 0; i < count; ++i) {
            kiosk::SetText& text = canvas.set({.text = paragraphs[i % paragraphs.size()],
                                               .language = &tongue,
                                               .size_px = 24,
                                               .width = 900});
            if (y + text.layout.height > 2160) {
                x += 940;
                y = 0;
            }
            canvas.text(text, {x, y, 900, text.layout.height}, kiosk::Colour{0x202020});
            y += text.layout.height;
        }
        typography.trim();
        return static_cast<std::size_t>(list.VtxBuffer.Size / 4);
    };
    std::size_t count = 1;
    while (draw(count) < glyphs && count < 1000) {
        ++count;
    }
    FrameCost cost{.glyphs = draw(count)};
    std::vector<double> times;
    times.reserve(1000);
    const std::size_t before = testing::allocations();
    for (int i = 0; i < 1000; ++i) {
        const double start = cpu_us();
        draw(count);
        times.push_back(cpu_us() - start);
    }
    cost.allocations = static_cast<double>(testing::allocations() - before) / 1000;
    std::ranges::nth_element(times, times.begin() + 500);
    cost.us = times[500];
    ImGui::EndFrame();
    return cost;
}

} // namespace zugang::bench
