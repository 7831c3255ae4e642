#include "content/media.hpp"

#include "content/database.hpp"
#include "content/queries.hpp"

namespace zugang::content {

std::vector<Font> list_fonts(Database& database) {
    std::vector<Font> fonts;
    Statement rows(database, queries::fonts);
    while (rows.step()) {
        fonts.push_back({
            .family = std::string(rows.text(0)),
            .weight = static_cast<int>(rows.integer(1)),
            .italic = rows.integer(2) != 0,
            .index = static_cast<int>(rows.integer(3)),
            .media = std::string(rows.text(4)),
        });
    }
    return fonts;
}

std::optional<std::string> find_pictogram(Database& database, std::string_view name) {
    Statement row(database, queries::pictogram);
    row.bind(1, name);
    if (!row.step()) {
        return std::nullopt;
    }
    return std::string(row.text(0));
}

} // namespace zugang::content
