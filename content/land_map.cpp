#include "content/land_map.hpp"

#include "content/database.hpp"
#include "content/queries.hpp"

#include <algorithm>

namespace zugang::content {

LandMap load_land_map(Database& database) {
    LandMap map;
    Statement rows(database, queries::land_map);
    while (rows.step()) {
        LandPicture land{
            .land = std::string(rows.text(0)),
            .x = static_cast<int>(rows.integer(1)),
            .y = static_cast<int>(rows.integer(2)),
            .width = static_cast<int>(rows.integer(3)),
            .height = static_cast<int>(rows.integer(4)),
            .media = std::string(rows.text(5)),
        };
        map.width = std::max(map.width, land.x + land.width);
        map.height = std::max(map.height, land.y + land.height);
        map.laender.push_back(std::move(land));
    }
    return map;
}

} // namespace zugang::content
