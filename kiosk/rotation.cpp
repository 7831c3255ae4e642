#include "kiosk/rotation.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace zugang::kiosk {

namespace {

// Squares that stay in the nearest memory: reading goes along rows, writing along columns.
constexpr int block_px = 16;

struct Pixel {
    int x;
    int y;
};

Pixel turned(Pixel at, int width, int height, Rotation rotation) {
    switch (rotation) {
    case Rotation::Quarter:
        return {height - 1 - at.y, at.x};
    case Rotation::Half:
        return {width - 1 - at.x, height - 1 - at.y};
    case Rotation::ThreeQuarters:
        return {at.y, width - 1 - at.x};
    case Rotation::None:
        break;
    }
    return at;
}

} // namespace

std::optional<Rotation> rotation_of(std::int64_t degrees) {
    switch (degrees) {
    case 0:
        return Rotation::None;
    case 90:
        return Rotation::Quarter;
    case 180:
        return Rotation::Half;
    case 270:
        return Rotation::ThreeQuarters;
    default:
        return std::nullopt;
    }
}

Size turned(Size size, Rotation rotation) {
    if (rotation == Rotation::Quarter || rotation == Rotation::ThreeQuarters) {
        std::swap(size.width, size.height);
    }
    return size;
}

Rect turned(const Rect& area, Size picture, Rotation rotation) {
    const float right = picture.width - area.x - area.width;
    const float below = picture.height - area.y - area.height;
    switch (rotation) {
    case Rotation::Quarter:
        return {below, area.x, area.height, area.width};
    case Rotation::Half:
        return {right, below, area.width, area.height};
    case Rotation::ThreeQuarters:
        return {area.y, right, area.height, area.width};
    case Rotation::None:
        break;
    }
    return area;
}

Point point_in_picture(Point at, Size picture, Rotation rotation) {
    switch (rotation) {
    case Rotation::Quarter:
        at = {at.y, 1 - at.x};
        break;
    case Rotation::Half:
        at = {1 - at.x, 1 - at.y};
        break;
    case Rotation::ThreeQuarters:
        at = {1 - at.y, at.x};
        break;
    case Rotation::None:
        break;
    }
    return {at.x * picture.width, at.y * picture.height};
}

void copy_turned(const PixelArea& from, Size picture, const PixelArea& panel, const Rect& area,
                 Rotation rotation) {
    const auto width = static_cast<int>(picture.width);
    const auto height = static_cast<int>(picture.height);
    const auto left = static_cast<int>(area.x);
    const auto top = static_cast<int>(area.y);
    const auto right = static_cast<int>(area.x + area.width);
    const auto bottom = static_cast<int>(area.y + area.height);
    constexpr std::size_t bytes = sizeof(std::uint32_t);
    const auto copy_block = [&](int x0, int y0) {
        for (int y = y0; y < std::min(y0 + block_px, bottom); ++y) {
            for (int x = x0; x < std::min(x0 + block_px, right); ++x) {
                const Pixel to = turned({x, y}, width, height, rotation);
                std::memcpy(panel.pixels + static_cast<std::size_t>(to.y) * panel.pitch +
                                static_cast<std::size_t>(to.x) * bytes,
                            from.pixels + static_cast<std::size_t>(y) * from.pitch +
                                static_cast<std::size_t>(x) * bytes,
                            bytes);
            }
        }
    };
    for (int y = top; y < bottom; y += block_px) {
        for (int x = left; x < right; x += block_px) {
            copy_block(x, y);
        }
    }
}

} // namespace zugang::kiosk
