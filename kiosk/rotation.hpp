#pragma once

#include "kiosk/geometry.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace zugang::kiosk {

/// How far a picture is turned clockwise, as it is seen by somebody who stands before a panel that
/// is mounted turned. Of a touch panel: how far its corner (0, 0) is turned.
enum class Rotation : std::uint8_t { None, Quarter, Half, ThreeQuarters };

/// 0, 90, 180 or 270 degrees; no value for others.
std::optional<Rotation> rotation_of(std::int64_t degrees);

/// Size of a panel that shows a picture of this size, and the other way round.
Size turned(Size size, Rotation rotation);

/// Where on the panel an area of the picture is. `picture`: its size in pixels.
Rect turned(const Rect& area, Size picture, Rotation rotation);

/// Where in the picture a finger is. `at`: on the panel, from 0 to 1 in both directions.
Point point_in_picture(Point at, Size picture, Rotation rotation);

/// Pixels of 32 bits in memory, `pitch` bytes from row to row.
struct PixelArea {
    std::byte* pixels = nullptr;
    std::size_t pitch = 0;
};

/// Copies an area of the picture to where it belongs on the panel. `area`: whole pixels within
/// `picture`. The two must not overlap.
void copy_turned(const PixelArea& from, Size picture, const PixelArea& panel, const Rect& area,
                 Rotation rotation);

} // namespace zugang::kiosk
