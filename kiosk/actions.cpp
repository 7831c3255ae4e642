#include "kiosk/actions.hpp"

#include "kiosk/widgets.hpp"

#include <algorithm>

namespace zugang::kiosk {

bool has_actions(const Visit& visit, Pages& pages, content::Date today) {
    const Place& here = visit.here();
    if (here.screen == Screen::Article) {
        const ArticlePage* page = pages.article(here.id, visit.language, today);
        return page != nullptr && !page->article.discreet;
    }
    if (here.screen == Screen::Guide) {
        const GuidePage* page = pages.guide(here.id, visit.language);
        return page != nullptr && page->step.node.kind == content::GuideNodeKind::Result &&
               !page->step.node.discreet;
    }
    return here.screen == Screen::Place && pages.place(here.id, visit.language) != nullptr;
}

float action_bar_height(const Metrics& metrics) {
    return metrics.px(88 + 2 * 20);
}

void draw_actions(Frame& frame) {
    const Metrics& m = frame.metrics;
    const Rect page = m.viewport();
    const Rect bar{page.x, page.bottom(), page.width, m.action_bar};
    frame.clip = {0, 0, m.screen.width, m.screen.height};
    frame.canvas.fill(bar, frame.palette.paper);
    const float line = m.px(frame.palette.line_px);
    frame.canvas.fill({m.content_left(), bar.y, m.content_width(), line}, frame.palette.line);
    add_node(frame, Role::Bar, "bar.actions", {}, bar);
    const float width = std::min(m.content_width(), m.px(520));
    draw_button(frame, "article.take", "qrcode", label(frame, "article.take"),
                {bar.center().x - width / 2, bar.y + m.px(20), width, m.px(88)},
                m.px(32 * std::min(m.text_scale, 1.25F)), ButtonLook::Outlined);
}

} // namespace zugang::kiosk
