#pragma once

#include "content/tool/report.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace zugang::content::tool {

/// What the first bytes of a picture say.
struct Picture {
    std::string type;           ///< "image/png", "image/jpeg", "image/webp" or "image/svg+xml"
    std::uint32_t width_px = 0; ///< 0 for SVG
    std::uint32_t height_px = 0;
};

/// No value and a reason where these bytes are no picture that a terminal can show.
struct PictureVerdict {
    std::optional<Picture> picture;
    std::string problem;
};

PictureVerdict inspect_picture(std::string_view bytes);

/// A file of media/: read, checked, its name compared with its kind. No value and a finding where
/// it is refused.
std::optional<std::string> read_picture(const std::filesystem::path& file, Report& report,
                                        Picture& picture);

} // namespace zugang::content::tool
