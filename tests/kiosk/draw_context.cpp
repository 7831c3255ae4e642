#include "tests/kiosk/draw_context.hpp"

#include "kiosk/texture_id.hpp"

#include <imgui.h>

namespace zugang::kiosk::testing {

DrawContext::DrawContext(Size screen) : context_(ImGui::CreateContext()) {
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    io.Fonts->AddFontDefault();
    io.Fonts->Build();
    io.Fonts->SetTexID(texture_id(0));
    io.DisplaySize = {screen.width, screen.height};
}

void DrawContext::Destroy::operator()(ImGuiContext* context) const noexcept {
    ImGui::DestroyContext(context);
}

} // namespace zugang::kiosk::testing
