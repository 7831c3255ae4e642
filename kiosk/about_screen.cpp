#include "kiosk/screens.hpp"
#include "kiosk/sections.hpp"
#include "kiosk/widgets.hpp"

#include <algorithm>

namespace zugang::kiosk {

namespace {

// A line that is there only where pages are counted; it stands with the others about privacy.
constexpr std::string_view privacy_of_counts = "privacy.counts";

float draw_paragraph(Frame& frame, std::string_view id, const Label& text, float y) {
    begin_at(frame, y);
    return y +
           draw_text(
               frame, id, text, frame.metrics.content_left(), y, frame.metrics.content_width(),
               {.size = frame.metrics.text(34), .colour = frame.palette.ink, .line_height = 1.45F});
}

} // namespace

float draw_about_screen(Frame& frame, float scroll, std::span<const AboutLine> about) {
    const Metrics& m = frame.metrics;
    const Rect view = m.viewport();
    float y = view.y - scroll + m.px(m.landscape ? 4 : 40);
    y = draw_page_head(frame, "trust.about", "info-circle", frame.palette.hues[7],
                       label(frame, "trust.about"), {}, y);
    y = draw_paragraph(frame, "trust.status", label(frame, "trust.status"), y - m.px(8));
    y += m.px(16);
    for (const AboutLine& line : about) {
        if (line.key == privacy_of_counts) {
            continue; // below
        }
        Label text = label(frame, line.key);
        text.text = line.text;
        y = draw_paragraph(frame, line.key, text, y) + m.px(8);
    }
    y = draw_section(frame, "privacy.title", "privacy.title", y);
    y = draw_paragraph(frame, "privacy.text", label(frame, "privacy.text"), y);
    y = draw_paragraph(frame, "privacy.search", label(frame, "privacy.search"), y);
    if (std::ranges::find(about, privacy_of_counts, &AboutLine::key) != about.end()) {
        y = draw_paragraph(frame, privacy_of_counts, label(frame, privacy_of_counts), y);
    }
    for (const std::string_view part : {"sources", "licences"}) {
        const std::string key = "about." + std::string(part);
        y = draw_section(frame, key, key, y);
        y = draw_paragraph(frame, key + "_text", label(frame, key + "_text"), y);
    }
    return y + m.px(48) + scroll - view.y;
}

} // namespace zugang::kiosk
