#include "kiosk/land_map.hpp"

#include "content/land_map.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

namespace zugang::kiosk {

Label land_name(const Frame& frame, std::string_view land) {
    return label(frame, "land." + std::string(land));
}

Size map_size(const Frame& frame, Size room) {
    const content::LandMap& map = frame.shelf.land_map();
    if (map.laender.empty()) {
        return {};
    }
    const auto width = static_cast<float>(map.width);
    const auto height = static_cast<float>(map.height);
    const float square =
        std::max(1.0F, std::floor(std::min(room.width / width, room.height / height)));
    return {width * square, height * square};
}

void draw_land_map(Frame& frame, Point corner, Size size, std::string_view chosen) {
    const content::LandMap& map = frame.shelf.land_map();
    const Rect whole{corner.x, corner.y, size.width, size.height};
    if (map.laender.empty() || !visible(frame, whole)) {
        return;
    }
    const Palette& p = frame.palette;
    const float square = size.width / static_cast<float>(map.width);
    for (const content::LandPicture& land : map.laender) {
        const float width = static_cast<float>(land.width) * square;
        const float left = static_cast<float>(land.x) * square;
        // The canvas mirrors what it is given: what must not be is given mirrored.
        const Rect rect{corner.x + (frame.canvas.mirrored() ? size.width - left - width : left),
                        corner.y + static_cast<float>(land.y) * square, width,
                        static_cast<float>(land.height) * square};
        if (!visible(frame, rect)) {
            continue;
        }
        const std::string id = "land." + land.land;
        const std::string picture = "map/" + land.land;
        // First: the picture is then made once for both.
        const auto shape = frame.canvas.shape(picture, rect);
        const bool is_chosen = land.land == chosen;
        frame.canvas.picture(picture, rect, is_chosen ? p.chosen_land : p.land);
        if (frame.is_pressed(id)) {
            frame.canvas.picture(picture, rect, is_chosen ? p.on_primary : p.primary,
                                 is_chosen ? 0.3F : 0.5F);
        }
        if (shape != nullptr) {
            add_shape(frame, id, land_name(frame, land.land), rect, shape, {});
        }
    }
}

} // namespace zugang::kiosk
