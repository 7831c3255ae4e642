#include "kiosk/actions.hpp"

#include "kiosk/print/printing.hpp"
#include "kiosk/widgets.hpp"

#include <algorithm>
#include <cmath>

namespace zugang::kiosk {

bool has_actions(const Visit& visit, Pages& pages, content::Date today) {
    const Place& here = visit.here();
    if (here.screen == Screen::Slip) {
        return true;
    }
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
    const Screen here = frame.visit.here().screen;
    const Printing* printing = frame.printing;
    const float size = m.px(32 * std::min(m.text_scale, 1.25F));
    const float one = std::min(m.content_width(), m.px(520));
    const Rect middle{bar.center().x - one / 2, bar.y + m.px(20), one, m.px(88)};
    if (here == Screen::Slip) {
        if (printing != nullptr && printing->may && printing->preview != nullptr) {
            draw_button(frame, "print.start", "printer", label(frame, "print.button"), middle, size,
                        ButtonLook::Primary);
        } else if (printing != nullptr && !printing->may) {
            const Label enough = label(frame, "print.limit");
            const Rect words{m.content_left(), bar.y + m.px(16), m.content_width(),
                             bar.height - m.px(32)};
            draw_text_centred(frame, enough, words,
                              {.size = m.px(29),
                               .bold = true,
                               .colour = frame.palette.ink,
                               .align = fonts::Align::Center,
                               .max_lines = 2,
                               .line_height = 1.3F});
            add_node(frame, Role::Note, "print.limit", enough, words);
        }
        return;
    }
    const bool prints = printing != nullptr && printing->offered && here != Screen::Place;
    if (!prints) {
        draw_button(frame, "article.take", "qrcode", label(frame, "article.take"), middle, size,
                    ButtonLook::Outlined);
        return;
    }
    const float gap = m.px(20);
    const float both = std::min(m.content_width(), m.px(920));
    const float take = std::floor((both - gap) * 0.62F); // "take along" has the longer words
    const Rect first{std::round(bar.center().x - both / 2), middle.y, take, middle.height};
    draw_button(frame, "article.take", "qrcode", label(frame, "article.take"), first, size,
                ButtonLook::Outlined);
    draw_button(frame, "print.open", "printer", label(frame, "print.button"),
                {first.right() + gap, middle.y, both - gap - take, middle.height}, size,
                ButtonLook::Outlined);
}

} // namespace zugang::kiosk
