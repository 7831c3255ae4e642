#include "kiosk/screens.hpp"
#include "kiosk/sections.hpp"
#include "kiosk/widgets.hpp"

#include <algorithm>

namespace zugang::kiosk {

float draw_article_list(Frame& frame, const std::vector<content::ArticleEntry>& entries, float y) {
    const Metrics& m = frame.metrics;
    for (const content::ArticleEntry& entry : entries) {
        const Label title{entry.title, &frame.shelf.language(entry.language)};
        y += draw_link_row(frame, "article." + entry.slug, entry.icon, title,
                           hue(frame, entry.topic), m.content_left(), y, m.content_width());
        y += m.px(20);
    }
    return y;
}

float draw_topic_screen(Frame& frame, float scroll, std::string_view topic) {
    const Metrics& m = frame.metrics;
    const Rect view = m.viewport();
    float y = view.y - scroll + m.px(m.landscape ? 4 : 40);

    const auto& topics = frame.shelf.topics();
    const auto found = std::ranges::find(topics, topic, &content::Topic::id);
    const std::string_view pictogram =
        found == topics.end() ? "file-text" : std::string_view(found->icon);
    const Label title = label(frame, "topic." + std::string(topic));
    y = draw_page_head(frame, "topic.title", pictogram, hue(frame, topic), title, {}, y);

    const auto& entries = frame.pages.topic(topic, frame.language.tag);
    y = draw_article_list(frame, entries, y);
    if (entries.empty()) {
        y = draw_nothing(frame, "topic.empty", y);
    }
    return y + m.px(24) + scroll - view.y;
}

} // namespace zugang::kiosk
