#pragma once

#include <string>
#include <vector>

namespace zugang::content {

class Database;

/// A Land as a picture of its own, in its place on the map of Germany.
struct LandPicture {
    std::string land; ///< "by"
    int x = 0;        ///< of the picture's top left corner, in squares of the map from its own
    int y = 0;
    int width = 0;     ///< in squares of the map: a picture of so many pixels a square is sharp and
    int height = 0;    ///< meets its neighbours
    std::string media; ///< SHA-256 of an SVG file, 64 hex digits: white where the Land is
};

/// The pictures may lie over one another (Berlin's in Brandenburg's); the Laender do not.
struct LandMap {
    int width = 0; ///< in squares
    int height = 0;
    std::vector<LandPicture> laender; ///< large ones first
};

/// Empty where the content has no map.
LandMap load_land_map(Database& database);

} // namespace zugang::content
