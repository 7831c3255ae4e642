#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <imgui.h>

namespace zugang::kiosk {

/// Commands of a draw list that name this page are plain rectangles, four vertices each.
inline constexpr int plain_page = -1;

/// Commands from here on show the whole of one ArticlePicture: this, and its id.
inline constexpr int first_picture_page = 1 << 16;

/// Everything that is drawn is rectangles: corners a, b, c, then a, c, d. (The triangles of a ring
/// come by as many.)
inline constexpr std::size_t indices_of_a_quad = 6;

/// Draw lists name atlas pages by number + 1; the display knows the textures. (ImTextureID is a
/// pointer in Dear ImGui 1.90 and a number from 1.91.4 on: this is the only place that knows.)
template <typename Id = ImTextureID>
Id texture_id(int page) {
    const auto number = static_cast<std::intptr_t>(page) + 1;
    if constexpr (std::is_pointer_v<Id>) {
        // NOLINTNEXTLINE(performance-no-int-to-ptr): a number that is never followed as a pointer
        return reinterpret_cast<Id>(number);
    } else {
        return static_cast<Id>(number);
    }
}

template <typename Id>
int page_of(Id id) {
    if constexpr (std::is_pointer_v<Id>) {
        return static_cast<int>(reinterpret_cast<std::intptr_t>(id) - 1);
    } else {
        return static_cast<int>(id) - 1;
    }
}

} // namespace zugang::kiosk
