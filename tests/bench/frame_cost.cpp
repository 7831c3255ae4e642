#include "tests/bench/frame_cost.hpp"

#include "kiosk/canvas.hpp"
#include "kiosk/texture_id.hpp"
#include "tests/allocations.hpp"

#include <algorithm>

#include <imgui.h>
#include <time.h>

namespace zugang::bench {

namespace {

double now_us() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

} // namespace

FrameCost frame_cost(const fonts::FontSet& fonts, const std::string& language, bool right_to_left,
                     const std::vector<std::string>& families,
                     const std::vector<std::string>& paragraphs, std::size_t glyphs) {
    ImGuiContext* context = ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    io.Fonts->AddFontDefault();
    io.Fonts->Build();
    io.Fonts->SetTexID(kiosk::texture_id(0));
    io.DisplaySize = {3840, 2160};
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
        const double start = now_us();
        draw(count);
        times.push_back(now_us() - start);
    }
    cost.allocations = static_cast<double>(testing::allocations() - before) / 1000;
    std::ranges::nth_element(times, times.begin() + 500);
    cost.us = times[500];
    list._ClearFreeMemory();
    ImGui::EndFrame();
    ImGui::DestroyContext(context);
    return cost;
}

} // namespace zugang::bench
