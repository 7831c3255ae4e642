#include "kiosk/take_along.hpp"

#include "content/hours.hpp"
#include "content/soft_hyphens.hpp"
#include "kiosk/dialog.hpp"
#include "kiosk/qr.hpp"
#include "kiosk/widgets.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>

namespace zugang::kiosk {

namespace {

/// For a telephone: without soft hyphens; in texts from left to right without isolates too, which
/// cost three bytes each. From right to left they stay: they keep telephone numbers in order.
std::string plain(std::string_view utf8, const content::Language& language) {
    static constexpr std::array<std::string_view, 4> isolates{"\u2066", "\u2067", "\u2068",
                                                              "\u2069"};
    std::string text = content::without_soft_hyphens(utf8);
    if (language.direction == content::Direction::RightToLeft) {
        return text;
    }
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view rest = std::string_view(text).substr(at);
        const auto isolate = std::ranges::find_if(
            isolates, [rest](std::string_view mark) { return rest.starts_with(mark); });
        if (isolate != isolates.end()) {
            at += isolate->size();
        } else {
            result += text[at++];
        }
    }
    return result;
}

void add_line(std::string& text, std::string_view line) {
    if (!line.empty()) {
        text += (text.empty() ? "" : "\n") + std::string(line);
    }
}

/// A part with an empty line above it.
void add_part(std::string& text, std::string_view part) {
    if (!part.empty()) {
        text += (text.empty() ? "" : "\n\n") + std::string(part);
    }
}

std::string contacts_text(const std::vector<content::Contact>& contacts) {
    std::string text;
    for (const content::Contact& contact : contacts) {
        std::string card;
        for (const std::string* line : {&contact.name, &contact.phone, &contact.web}) {
            add_line(card, content::without_soft_hyphens(*line));
        }
        add_part(text, card);
    }
    return text;
}

std::string blocks_text(const content::Article& article, const content::Language& language) {
    std::string text;
    for (const content::Block& block : article.blocks) {
        const std::string words = plain(block.text.utf8, language);
        switch (block.kind) {
        case content::BlockKind::Heading:
            add_part(text, words);
            break;
        case content::BlockKind::Step:
            add_line(text, std::to_string(block.number) + ". " + words);
            break;
        case content::BlockKind::Item:
            add_line(text, "- " + words);
            break;
        case content::BlockKind::Image:
            break;
        default:
            add_line(text, words);
        }
    }
    return text;
}

/// The first of these that fits.
TakeAlong first_that_fits(std::initializer_list<std::initializer_list<std::string_view>> choices) {
    bool whole = true;
    for (const auto& parts : choices) {
        std::string text;
        for (const std::string_view part : parts) {
            add_part(text, part);
        }
        if (text.size() <= most_qr_bytes) {
            return {.text = std::move(text), .whole = whole};
        }
        whole = false;
    }
    return {};
}

} // namespace

TakeAlong take_along(const ArticlePage& page) {
    const content::Article& article = page.article;
    if (article.discreet) {
        return {};
    }
    std::string title = plain(article.title.utf8, *page.language);
    if (page.german) {
        add_line(title, content::without_soft_hyphens(page.german->title.utf8));
    }
    const std::string summary = plain(article.summary.utf8, *page.language);
    const std::string blocks = blocks_text(article, *page.language);
    const std::string contacts = contacts_text(page.contacts);
    return first_that_fits({{title, summary, blocks, contacts},
                            {title, summary, contacts},
                            {title, contacts},
                            {title, summary},
                            {title}});
}

TakeAlong take_along(const GuidePage& page, const content::Strings& strings) {
    if (page.step.node.discreet || page.step.node.kind != content::GuideNodeKind::Result) {
        return {};
    }
    std::string title = plain(page.step.text.title, *page.language);
    if (page.german) {
        add_line(title, content::without_soft_hyphens(page.german->title));
    }
    std::string bring;
    if (!page.step.text.bring.empty()) {
        add_line(bring, content::without_soft_hyphens(strings.get("guide.bring")));
        for (const std::string& item : page.step.text.bring) {
            add_line(bring, "- " + plain(item, *page.language));
        }
    }
    const std::string text = plain(page.step.text.text.utf8, *page.language);
    const std::string contacts = contacts_text(page.contacts);
    return first_that_fits(
        {{title, text, bring, contacts}, {title, bring, contacts}, {title, contacts}, {title}});
}

TakeAlong take_along(const PlacePage& page, const content::Strings& strings) {
    const content::AdvicePlace& place = page.place;
    std::string text = place.name;
    add_line(text, place.street);
    add_line(text, place.postcode.empty() ? place.city : place.postcode + " " + place.city);
    std::string reach;
    if (!place.hours.empty()) {
        add_line(reach, content::without_soft_hyphens(content::format_hours(place.hours, strings)));
    }
    for (const std::string* line : {&place.phone, &place.mail, &place.web}) {
        add_line(reach, *line);
    }
    return first_that_fits({{text, reach}, {text}});
}

TakeAlong take_along(Frame& frame) {
    const Place& here = frame.visit.here();
    if (here.screen == Screen::Place) {
        const PlacePage* page = frame.pages.place(here.id, frame.language.tag);
        return page != nullptr ? take_along(*page, frame.strings) : TakeAlong{};
    }
    if (here.screen == Screen::Article) {
        const ArticlePage* page = frame.pages.article(here.id, frame.language.tag, frame.today);
        return page != nullptr ? take_along(*page) : TakeAlong{};
    }
    if (here.screen == Screen::Guide) {
        const GuidePage* page = frame.pages.guide(here.id, frame.language.tag);
        return page != nullptr ? take_along(*page, frame.strings) : TakeAlong{};
    }
    return {};
}

void draw_take_along(Frame& frame) {
    const TakeAlong what = take_along(frame);
    const auto code = make_qr(what.text);
    if (!code) {
        return;
    }
    const Metrics& m = frame.metrics;
    const Palette& p = frame.palette;
    const float width = std::min(m.px(m.landscape ? 1240 : 940), m.screen.width - m.px(60));
    const float pad = m.px(56);
    const float gap = m.px(44);
    const float button = m.px(110);
    const Label title = label(frame, "take.title");
    const Label how = label(frame, "take.how");
    const Label part = label(frame, "take.part");
    TextLook head{.bold = true, .colour = p.ink, .line_height = 1.25F, .role = Role::Heading};
    TextLook text{.colour = p.ink, .line_height = 1.4F};
    const float most = m.screen.height - 2 * m.px(24);
    const float inner = width - 2 * pad;
    float square = 0;
    float words = 0;
    float column = 0;
    float height = 0;
    // As large as was chosen, as far as there is still room for a code that can be read.
    for (float scale = std::min(m.text_scale, 2.0F); scale >= 0.7F; scale -= 0.1F) {
        head.size = m.px(52 * scale);
        text.size = m.px(34 * scale);
        column = m.landscape ? inner * 0.5F - gap : inner;
        words = text_height(frame, title, column, head) + m.px(16) +
                text_height(frame, how, column, text) +
                (what.whole ? 0 : m.px(16) + text_height(frame, part, column, text));
        if (m.landscape) {
            square = std::min(inner * 0.5F, most - 2 * pad);
            height = std::max(square, words + gap + button) + 2 * pad;
        } else {
            square = std::min(inner, most - words - button - 2 * pad - 2 * gap);
            height = words + square + button + 2 * pad + 2 * gap;
        }
        if (height <= most && square >= m.px(420)) {
            break;
        }
    }
    const Rect card = open_dialog(frame, title, width, height);
    const float x = card.x + pad;
    float y = card.y + (m.landscape ? std::max(pad, (height - words - gap - button) / 2) : pad);
    y += draw_text(frame, "take.title", title, x, y, column, head) + m.px(16);
    y += draw_text(frame, "take.how", how, x, y, column, text);
    if (!what.whole) {
        y += m.px(16);
        y += draw_text(frame, "take.part", part, x, y, column, text);
    }
    y += gap;
    const Rect box = m.landscape ? Rect{card.right() - pad - square, card.y + (height - square) / 2,
                                        square, square}
                                 : Rect{card.center().x - square / 2, y, square, square};
    draw_qr(frame, *code, box);
    add_node(frame, Role::Image, "take.code", label(frame, "take.code"), box);
    if (!m.landscape) {
        y += square + gap;
    }
    draw_button(frame, "nav.close", "x", label(frame, "nav.close"), {x, y, column, button},
                m.px(36), ButtonLook::Outlined);
}

} // namespace zugang::kiosk
