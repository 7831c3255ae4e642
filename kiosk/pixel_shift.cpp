#include "kiosk/pixel_shift.hpp"

#include "kiosk/texture_id.hpp"

#include <algorithm>
#include <array>
#include <span>

#include <imgui.h>

namespace zugang::kiosk {

namespace {

constexpr std::array<Point, 9> ring{
    {{0, 0}, {1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}, {0, -1}, {1, -1}}};

float moved(float at, float by, float end) {
    return at <= 0 || at >= end ? at : at + by;
}

} // namespace

bool PixelShift::advance(Instant now, bool nobody) {
    if (!next_) {
        next_ = now + turn;
    }
    if (distance_px_ <= 0 || !nobody || now < *next_) {
        return false;
    }
    next_ = now + turn;
    step_ = (step_ + 1) % ring.size();
    return true;
}

std::optional<Instant> PixelShift::wake_at(bool nobody) const {
    return distance_px_ > 0 && nobody ? next_ : std::nullopt;
}

Point PixelShift::offset() const {
    const auto distance = static_cast<float>(distance_px_);
    const Point& place = ring.at(step_);
    return {place.x * distance, place.y * distance};
}

Rect shifted(const Rect& area, Point by, Size screen) {
    const float left = moved(area.x, by.x, screen.width);
    const float top = moved(area.y, by.y, screen.height);
    return {left, top, moved(area.right(), by.x, screen.width) - left,
            moved(area.bottom(), by.y, screen.height) - top};
}

void shift(ImDrawList& list, Point by, Size screen) {
    for (const ImDrawCmd& command : list.CmdBuffer) {
        if (command.ElemCount == 0) {
            continue;
        }
        // The corners of a command's rectangles follow each other, and nobody else has them.
        const ImDrawIdx* indices = list.IdxBuffer.Data + command.IdxOffset;
        const auto [low, high] =
            std::ranges::minmax(std::span<const ImDrawIdx>(indices, command.ElemCount));
        const bool plain = page_of(command.GetTexID()) == plain_page;
        for (std::size_t i = low; i <= high; ++i) {
            ImVec2& at = list.VtxBuffer.Data[command.VtxOffset + i].pos;
            at = plain ? ImVec2(moved(at.x, by.x, screen.width), moved(at.y, by.y, screen.height))
                       : ImVec2(at.x + by.x, at.y + by.y);
        }
    }
}

} // namespace zugang::kiosk
