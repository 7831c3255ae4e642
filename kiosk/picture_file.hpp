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
    Size size;            ///< in pixels, as it was drawn
    bool drawing = false; ///< SVG: sharp at every size
};

/// So many bytes say whether it is WebP, and how large ("WebP Container Specification", Google).
inline constexpr std::size_t webp_head_bytes = 64;
bool is_webp(std::string_view bytes);

/// Of a WebP its first bytes will do, of an SVG all are wanted. No value: it is neither.
std::optional<NaturalPicture> look_at_picture(std::string_view bytes);

/// Pixels of exactly this size, 0xAARRGGBB, row by row; empty where it cannot be decoded. Any
/// thread.
std::vector<std::uint32_t> decode_picture(std::string_view bytes, int width, int height);

} // namespace zugang::kiosk
