#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content {

class Database;

/// A font of the content; its file is media.
struct Font {
    std::string family; ///< "noto-sans"
    int weight = 400;   ///< 400 or 700
    bool italic = false;
    int index = 0;     ///< face within a collection
    std::string media; ///< SHA-256 of the file, 64 hex digits
};

/// In the order of fonts/fonts.toml, which is that of the last resort.
std::vector<Font> list_fonts(Database& database);

/// SHA-256 of the SVG file of a pictogram; no value for an unknown name.
std::optional<std::string> find_pictogram(Database& database, std::string_view name);

} // namespace zugang::content
