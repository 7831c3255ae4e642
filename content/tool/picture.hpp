#pragma once

#include "content/tool/media_file.hpp"

#include <cstdint>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

/// PNG, JPEG and WebP as terminals get them: WebP, upright, without anything but the picture.
namespace zugang::content::tool {

inline constexpr std::uint32_t shipped_side_px = 1600; ///< at most, of the longer side

/// The name of the file in the package: "lohn.webp" for "lohn.png"; SVG keeps its own.
std::string shipped_name(std::string_view file_name);

/// Decodes everything. What is wrong, in words; empty where the picture is sound.
std::string find_damage(std::string_view bytes, const Picture& picture);

/// The picture as WebP, turned upright, scaled to `shipped_side_px` where it is larger, without
/// metadata and colour profile. Graphics (PNG and WebP of at most 4096 colours) without loss,
/// everything else with quality 82. A WebP file that is already like that stays as it is. The same
/// bytes give the same bytes with the same libraries. Not for SVG. Else what is wrong, in words.
[[nodiscard]] tl::expected<std::string, std::string> to_shipped_webp(std::string_view bytes,
                                                                     const Picture& picture);

/// What the bytes depend on beside the picture itself: libraries and parameters.
std::string shipped_webp_version();

} // namespace zugang::content::tool
