#include "tests/kiosk/drawn_pictures.hpp"

#include "kiosk/texture_id.hpp"

#include <imgui.h>

namespace zugang::kiosk::testing {

std::vector<Rect> drawn_pictures() {
    std::vector<Rect> pictures;
    const ImDrawData* data = ImGui::GetDrawData();
    for (int i = 0; data != nullptr && i < data->CmdListsCount; ++i) {
        const ImDrawList& list = *data->CmdLists[i];
        for (const ImDrawCmd& command : list.CmdBuffer) {
            const bool plain = page_of(command.GetTexID()) == plain_page;
            for (unsigned first = 0; first + 6 <= command.ElemCount; first += 6) {
                const auto corner = [&](unsigned index) -> const ImDrawVert& {
                    const ImDrawIdx vertex =
                        list.IdxBuffer[static_cast<int>(command.IdxOffset + first + index)];
                    return list.VtxBuffer[static_cast<int>(command.VtxOffset + vertex)];
                };
                const ImDrawVert& near = corner(0);
                const ImDrawVert& far = corner(2);
                const Rect area{near.pos.x, near.pos.y, far.pos.x - near.pos.x,
                                far.pos.y - near.pos.y};
                if (plain) { // an opaque area covers what was drawn before
                    if ((near.col >> IM_COL32_A_SHIFT) == 255) {
                        std::erase_if(pictures, [&area](const Rect& picture) {
                            return area.contains(picture.center());
                        });
                    }
                } else if (near.uv.x != far.uv.x) { // a plain area shows one point of the texture
                    pictures.push_back(area);
                }
            }
        }
    }
    return pictures;
}

} // namespace zugang::kiosk::testing
