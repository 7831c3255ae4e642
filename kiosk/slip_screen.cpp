#include "kiosk/print/printing.hpp"
#include "kiosk/print/slip_preview.hpp"
#include "kiosk/screens.hpp"
#include "kiosk/sections.hpp"
#include "kiosk/widgets.hpp"

#include <algorithm>
#include <cmath>

namespace zugang::kiosk {

namespace {

/// The heading, and in its place what has become of the slip: news moves nothing.
float draw_head(Frame& frame, const Printing& printing, float x, float y, float width) {
    const Metrics& m = frame.metrics;
    const Palette& p = frame.palette;
    const Label title = label(frame, "print.title");
    const TextLook heading{.size = m.heading(52),
                           .bold = true,
                           .colour = p.ink,
                           .line_height = 1.25F,
                           .role = Role::Heading};
    TextLook look{.size = m.text(32), .bold = true, .line_height = 1.35F, .role = Role::Note};
    const float icon = m.px(52);
    const float inner = width - icon - m.px(72);
    const float title_height = text_height(frame, title, width, heading);
    const float least = std::max(title_height, look.size * look.line_height * 2 + m.px(40));
    if (printing.message.empty()) {
        draw_text(frame, "print.title", title, x, std::round(y + (least - title_height) / 2), width,
                  heading);
        return least;
    }
    const Label what = label(frame, printing.message);
    const float words = text_height(frame, what, inner, look);
    const Rect box{x, y, width, std::max(least, words + m.px(40))};
    look.colour = printing.failed ? p.on_accent_soft : p.on_primary_soft;
    frame.canvas.fill(box, printing.failed ? p.accent_soft : p.primary_soft, m.px(28));
    if (p.outlined) {
        frame.canvas.border(box, p.primary, m.px(4), m.px(28));
    }
    frame.canvas.pictogram(printing.failed ? "alert-triangle" : "printer",
                           {box.x + m.px(24) + icon / 2, box.center().y}, icon, look.colour);
    draw_text(frame, "print.message", what, box.x + icon + m.px(48),
              std::round(box.center().y - words / 2), inner, look);
    return box.height;
}

/// Below each other where the words need it.
float draw_tools(Frame& frame, const SlipPreview& preview, float x, float y, float width) {
    const Metrics& m = frame.metrics;
    const float gap = m.px(16);
    const bool below = m.landscape || m.text_scale > 1.25F || m.screen.width < m.px(1000);
    const float each = below ? width : std::floor((width - gap) / 2);
    const float size = m.px(32 * std::min(m.text_scale, 1.25F));
    const float height = m.px(96);
    draw_button(frame, "slip.zoom", preview.zoomed() ? "zoom-out" : "zoom-in",
                label(frame, preview.zoomed() ? "print.zoom_out" : "print.zoom_in"),
                {x, y, each, height}, size, ButtonLook::Outlined);
    if (below) {
        y += height + gap;
    } else {
        x += each + gap;
    }
    const bool large = frame.visit.large_print();
    draw_button(frame, "print.larger", "text-size",
                label(frame, large ? "print.normal" : "print.larger"), {x, y, each, height}, size,
                ButtonLook::Outlined);
    return (below ? 2 : 1) * height + (below ? gap : 0);
}

} // namespace

float draw_slip_screen(Frame& frame, float scroll) {
    const Metrics& m = frame.metrics;
    const Rect view = m.viewport();
    const float top = view.y - scroll + m.px(m.landscape ? 4 : 40);
    const float x = m.content_left();
    const float column = m.landscape ? std::round(m.content_width() * 0.44F) : m.content_width();
    float y = top;
    const Printing* printing = frame.printing;
    if (printing == nullptr || printing->preview == nullptr) { // gone with newer content
        y += draw_text(frame, "print.failed", label(frame, "print.failed"), x, y, column,
                       {.size = m.text(36), .colour = frame.palette.ink});
        return y + m.px(40) + scroll - view.y;
    }
    y += draw_head(frame, *printing, x, y, column) + m.px(20);
    y += draw_tools(frame, *printing->preview, x, y, column) + m.px(28);
    float paper_x = x;
    float paper_y = y;
    float width = column;
    if (m.landscape) { // words beside the paper
        paper_x = x + column + m.px(40);
        paper_y = top;
        width = x + m.content_width() - paper_x;
    }
    const float most = std::max(m.px(480), view.height - (paper_y - top) - 2 * m.px(40) - 2);
    y = std::max(y, paper_y + printing->preview->draw(frame, paper_x, paper_y, width, most));
    return y + m.px(40) + scroll - view.y;
}

} // namespace zugang::kiosk
