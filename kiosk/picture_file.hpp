#pragma once

#include "kiosk/geometry.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace zugang::kiosk {

/// What can be told of a picture without decoding it.
struct NaturalPicture {
    Size size;            ///< in pixels; of a drawing only its proportions mean something
    bool drawing = false; ///< SVG: sharp at every size
};

/// So many bytes say whether it is WebP, and how large ("WebP Container Specification", Google).
inline constexpr std::size_t webp_head_bytes = 64;
bool is_webp(std::string_view bytes);

/// Of a WebP its first bytes will do, of an SVG all are wanted. No value: it is neither, or drawing
/// it would take more memory or time than a terminal has.
std::optional<NaturalPicture> look_at_picture(std::string_view bytes);

/// Pixels of exactly this size, 0xAARRGGBB, row by row; empty where it cannot be decoded. Any
/// thread.
std::vector<std::uint32_t> decode_picture(std::string_view bytes, int width, int height);

} // namespace zugang::kiosk
