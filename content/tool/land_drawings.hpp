#pragma once

#include "content/land_map.hpp"
#include "content/tool/text_file.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace zugang::content::tool {

/// A Land as a terminal gets it.
struct LandDrawing {
    LandPicture picture; ///< media: the name of its file, "by.svg"
    std::string svg;     ///< white, with a dark line around it that keeps neighbours apart
};

/// Takes a map apart: an SVG file in which every Land is one path, with its two small letters as
/// id. Nothing and a finding where the sixteen are not all there, or drawn with curves.
std::vector<LandDrawing> draw_laender(const std::filesystem::path& map, Report& report);

} // namespace zugang::content::tool
