#include "content/topic.hpp"

#include "content/database.hpp"
#include "content/queries.hpp"

namespace zugang::content {

std::vector<Topic> list_topics(Database& database) {
    std::vector<Topic> topics;
    Statement rows(database, queries::topics);
    while (rows.step()) {
        topics.push_back({
            .id = std::string(rows.text(0)),
            .icon = std::string(rows.text(1)),
            .hue = static_cast<int>(rows.integer(2)),
            .hidden = rows.integer(3) != 0,
        });
    }
    return topics;
}

std::vector<Phase> list_phases(Database& database) {
    std::vector<Phase> phases;
    Statement rows(database, queries::phases);
    while (rows.step()) {
        phases.push_back({
            .number = static_cast<int>(rows.integer(0)),
            .icon = std::string(rows.text(1)),
            .article = std::string(rows.text(2)),
        });
    }
    return phases;
}

} // namespace zugang::content
