#pragma once

#include "content/tool/report.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace zugang::content::tool {

/// What the head of a picture says.
struct Picture {
    std::string type;           ///< "image/png", "image/jpeg", "image/webp" or "image/svg+xml"
    std::uint32_t width_px = 0; ///< before it is turned upright; 0 for SVG
    std::uint32_t height_px = 0;
    int orientation = 1; ///< 1 to 8 (Exif 2.32, tag 0x0112): how it is to be turned upright
};

/// No value and a reason where these bytes are no picture that a terminal can show: of another
/// kind, cut off, moving, or of more than 40 million pixels. Decodes nothing.
struct PictureVerdict {
    std::optional<Picture> picture;
    std::string problem;
};

PictureVerdict inspect_picture(std::string_view bytes);

/// 1 to 16383 pixels a side, 40 million in all. Decoders ask again: what they find may be another
/// size than that in the head.
bool is_allowed_size(std::uint64_t width_px, std::uint64_t height_px);

/// What to do about a picture that is refused.
inline constexpr const char* picture_advice =
    "export the picture again as PNG, JPEG, WebP or plain SVG, in RGB";

struct PictureFile {
    std::string bytes;
    Picture picture;
};

/// A file of media/: read, inspected, its name compared with its kind. No value and a finding where
/// it is refused.
std::optional<PictureFile> read_picture(const std::filesystem::path& file, Report& report);

} // namespace zugang::content::tool
