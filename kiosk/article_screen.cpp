#include "content/number.hpp"
#include "content/resolve.hpp"
#include "kiosk/problem_strip.hpp"
#include "kiosk/rich_text.hpp"
#include "kiosk/screens.hpp"
#include "kiosk/sections.hpp"
#include "kiosk/widgets.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace zugang::kiosk {

namespace {

using content::Block;
using content::BlockKind;

/// Where the reader's text stands, and German beside or below it.
struct Columns {
    float x = 0;
    float width = 0;
    float german_x = 0;
    float german_width = 0; ///< 0: no German
    bool stacked = false;   ///< German below each block: large text needs the whole width
};

Columns columns_of(const Frame& frame, bool german) {
    const Metrics& m = frame.metrics;
    Columns c{.x = m.content_left(), .width = m.content_width()};
    if (!german) {
        // Lines longer than about 38 em are hard to follow.
        c.width = std::min(c.width, m.text(35) * 38);
        return c;
    }
    const float gap = m.px(56);
    const float half = std::floor((c.width - gap) / 2);
    if (half < m.text(35) * 9) {
        c.stacked = true;
        c.german_x = c.x;
        c.german_width = c.width;
    } else {
        c.width = half;
        c.german_x = c.x + half + gap;
        c.german_width = half;
    }
    return c;
}

RichLook body_look(const Frame& frame) {
    return {.size = frame.metrics.text(35),
            .colour = frame.palette.ink,
            .accent = frame.palette.primary};
}

RichLook german_look(const Frame& frame) {
    return {.size = frame.metrics.text(30),
            .colour = frame.palette.muted,
            .accent = frame.palette.primary,
            .line_height = 1.5F};
}

float space_above(const Frame& frame, const Block& block, bool first) {
    if (first) {
        return 0;
    }
    switch (block.kind) {
    case BlockKind::Heading:
        return frame.metrics.px(36);
    case BlockKind::Step:
    case BlockKind::Item:
        return frame.metrics.px(14);
    default:
        return frame.metrics.px(24);
    }
}

/// The picture of a block on a white ground, whatever the theme: drawings are made for paper. 0
/// where it cannot be shown.
float draw_picture(Frame& frame, const std::string& id, const Block& block,
                   const content::Language& language, float x, float y, float width) {
    const Metrics& m = frame.metrics;
    const auto natural =
        block.media.empty() ? std::nullopt : frame.article_pictures.size(block.media);
    if (!natural) {
        return 0;
    }
    // As wide as the text, but never so high that it cannot be seen as a whole, and a photograph
    // never so large that its pixels show.
    const float pad = m.px(20);
    const float most = frame.article_pictures.is_drawing(block.media)
                           ? std::numeric_limits<float>::infinity()
                           : 2.0F;
    const float scale = std::min(
        {(width - 2 * pad) / natural->width, m.viewport().height * 0.8F / natural->height, most});
    const float shown_width = std::max(1.0F, std::round(natural->width * scale));
    const float shown_height = std::max(1.0F, std::round(natural->height * scale));
    const Rect ground{std::round(x), std::round(y), shown_width + 2 * pad, shown_height + 2 * pad};
    if (!visible(frame, ground)) {
        return ground.height;
    }
    const Rect inside{ground.x + pad, ground.y + pad, shown_width, shown_height};
    if (!frame.canvas.measuring()) {
        const ArticlePicture* picture = frame.article_pictures.find(
            block.media, static_cast<int>(shown_width), static_cast<int>(shown_height));
        frame.canvas.fill(ground, Colour{0xFFFFFF}, m.px(28));
        frame.canvas.border(ground, frame.palette.line, m.px(frame.palette.outlined ? 4 : 2),
                            m.px(28));
        if (picture != nullptr) { // else it is on its way: nothing moves when it comes
            frame.canvas.photo(*picture, inside);
        }
    }
    if (!block.text.utf8.empty()) { // without words it is decoration
        add_node(frame, Role::Image, id, {block.text.utf8, &language}, ground);
    }
    return ground.height;
}

/// One block of an article in one language, with its top left corner at (x, y). Returns its height.
float draw_block(Frame& frame, const Block& block, const content::Language& language, float x,
                 float y, float width, RichLook look, bool german) {
    begin_at(frame, y);
    const Metrics& m = frame.metrics;
    const Palette& palette = frame.palette;
    const std::string id = (german ? "german." : "block.") + block.id;
    switch (block.kind) {
    case BlockKind::Heading: {
        const float size =
            german ? (block.level == 2 ? 34.0F : 31.0F) : (block.level == 2 ? 42.0F : 37.0F);
        look.size = german ? m.text(size) : m.heading(size);
        look.bold = true;
        look.line_height = 1.3F;
        return draw_rich(frame, id, Role::Heading, block.text, language, x, y, width, look);
    }
    case BlockKind::Step: {
        const float circle = std::round(look.size * 1.55F);
        const float indent = circle + m.px(22) + m.px(40) * static_cast<float>(block.level - 1);
        const float height = rich_height(frame, block.text, language, width - indent, look);
        const float row = std::max(height, circle);
        if (visible(frame, {x, y, width, row})) {
            const bool rtl = language.direction == content::Direction::RightToLeft;
            const bool at_end =
                rtl != frame.canvas.mirrored(); // German in a mirrored page, or the other way round
            const float left =
                at_end ? x + width - indent + m.px(22) : x + indent - m.px(22) - circle;
            const float first_line = look.size * static_cast<float>(language.line_height);
            const float top = y + std::max(0.0F, (first_line - circle) / 2);
            const Rect box{left, top, circle, circle};
            frame.canvas.fill(box, palette.primary_soft, circle / 2);
            if (palette.outlined) {
                frame.canvas.border(box, palette.primary, m.px(3), circle / 2);
            }
            const content::Strings& strings = frame.shelf.strings(language.tag);
            draw_text_centred(frame, {content::format_number(block.number, strings), &language},
                              box,
                              {.size = look.size * 0.86F,
                               .bold = true,
                               .colour = palette.on_primary_soft,
                               .align = fonts::Align::Center,
                               .line_height = 1.2F});
            const std::string lead =
                strings.format("article.step", {{"n", std::int64_t{block.number}}});
            look.lead = lead;
            draw_rich(frame, id, Role::Text, block.text, language, at_end ? x : x + indent, y,
                      width - indent, look);
        }
        return row;
    }
    case BlockKind::Item: {
        const float dot = std::round(look.size * 0.17F);
        // Large text has large dots, which are not to touch it.
        const float away = std::max(m.px(26), dot * 2.2F);
        const float indent = std::max(m.px(42), away + dot) * static_cast<float>(block.level);
        const bool rtl = language.direction == content::Direction::RightToLeft;
        const bool at_end = rtl != frame.canvas.mirrored();
        const float line =
            look.line_height > 0 ? look.line_height : static_cast<float>(language.line_height);
        const float center_x = at_end ? x + width - indent + away : x + indent - away;
        const Rect area{x, y, width, look.size * line};
        if (visible(frame, area)) {
            frame.canvas.disc({center_x, y + area.height / 2}, dot, palette.primary);
        }
        return draw_rich(frame, id, Role::Text, block.text, language, at_end ? x : x + indent, y,
                         width - indent, look);
    }
    case BlockKind::Note: {
        const float pad = m.px(28);
        const float icon = german ? 0 : m.px(48);
        const float indent = german ? 0 : icon + m.px(20);
        const float height =
            rich_height(frame, block.text, language, width - 2 * pad - indent, look);
        const Rect box{x, y, width, std::max(height, icon) + 2 * m.px(24)};
        if (visible(frame, box)) {
            frame.canvas.fill(box, palette.primary_soft, m.px(28));
            if (palette.outlined) {
                frame.canvas.border(box, palette.line, m.px(4), m.px(28));
            }
            if (!german) {
                frame.canvas.pictogram("alert-triangle",
                                       {x + pad + icon / 2, y + m.px(24) + icon / 2}, icon,
                                       palette.on_primary_soft);
            }
            look.colour = palette.ink;
            draw_rich(frame, id, Role::Note, block.text, language, x + pad + indent, y + m.px(24),
                      width - 2 * pad - indent, look);
        }
        return box.height;
    }
    case BlockKind::Image:
        if (const float height = draw_picture(frame, id, block, language, x, y, width)) {
            return height;
        }
        break; // it cannot be shown: its words stand for it
    case BlockKind::Paragraph:
        break;
    }
    return draw_rich(frame, id, Role::Text, block.text, language, x, y, width, look);
}

float draw_blocks(Frame& frame, const ArticlePage& page, const Columns& c, float y) {
    const Metrics& m = frame.metrics;
    const auto& blocks = page.article.blocks;
    const content::Language& german = frame.shelf.language("de");
    const bool beside = c.german_width > 0 && page.blocks_match();
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const Block& block = blocks[i];
        if (beside) {
            const float line = m.px(frame.palette.line_px);
            const bool under_heading = i > 0 && blocks[i - 1].kind == BlockKind::Heading;
            if (under_heading) {
                y += m.px(12);
            } else {
                y += i == 0 ? 0 : m.px(block.kind == BlockKind::Heading ? 44 : 22);
                const Rect divider{m.content_left(), y, m.content_width(), line};
                if (visible(frame, divider)) {
                    frame.canvas.fill(divider, frame.palette.line);
                }
                y += m.px(22);
            }
        } else {
            y += space_above(frame, block, i == 0);
        }
        y = draw_problems_of_block(frame, page, block.id, y);
        // One picture for both languages is shown once.
        const bool same_picture =
            beside && block.kind == BlockKind::Image && block.media == page.german->blocks[i].media;
        const float height =
            draw_block(frame, block, *page.language, c.x, y,
                       same_picture ? m.content_width() : c.width, body_look(frame), false);
        if (!beside || same_picture) {
            y += height;
        } else if (c.stacked) {
            y += height + m.px(10);
            y += draw_block(frame, page.german->blocks[i], german, c.german_x, y, c.german_width,
                            german_look(frame), true);
        } else {
            y += std::max(height, draw_block(frame, page.german->blocks[i], german, c.german_x, y,
                                             c.german_width, german_look(frame), true));
        }
    }
    // Blocks that do not match cannot stand beside each other: the whole German text follows.
    if (c.german_width > 0 && page.german && !beside) {
        y += m.px(48);
        y += draw_text(frame, "article.german_text", label(frame, "article.german_original"),
                       m.content_left(), y, m.content_width(),
                       {.size = m.heading(42),
                        .bold = true,
                        .colour = frame.palette.ink,
                        .role = Role::Heading});
        y += m.px(16);
        for (std::size_t i = 0; i < page.german->blocks.size(); ++i) {
            const Block& block = page.german->blocks[i];
            y += space_above(frame, block, i == 0);
            y += draw_block(frame, block, german, m.content_left(), y, m.content_width(),
                            german_look(frame), true);
        }
    }
    return y;
}

float draw_head(Frame& frame, const ArticlePage& page, float y) {
    const Metrics& m = frame.metrics;
    const content::Article& article = page.article;
    const float x = m.content_left();
    const float icon = m.px(120);
    const bool above = m.text_scale > 2; // very large text needs the whole width
    const float text_x = above ? x : x + icon + m.px(28);
    const float width = x + m.content_width() - text_x;
    if (above) {
        draw_icon_box(frame, article.icon, {x, y, icon, icon}, m.px(32), m.px(76),
                      hue(frame, article.topic), frame.palette.on_hue);
        y += icon + m.px(24);
    }
    const RichLook title{.size = m.heading(52),
                         .bold = true,
                         .colour = frame.palette.ink,
                         .accent = frame.palette.ink,
                         .line_height = 1.25F};
    const RichLook original{.size = m.text(30),
                            .colour = frame.palette.muted,
                            .accent = frame.palette.muted,
                            .line_height = 1.35F};
    const content::Language& german = frame.shelf.language("de");
    const bool with_german = page.german && !frame.language.tag.starts_with("de");
    const float first = rich_height(frame, article.title, *page.language, width, title);
    const float second =
        with_german ? rich_height(frame, page.german->title, german, width, original) : 0;
    const float head = above ? first + second : std::max(icon, first + second);
    if (visible(frame, {x, y, m.content_width(), head})) {
        if (!above) {
            const bool large = first + second > icon;
            draw_icon_box(frame, article.icon, {x, y + (large ? 0 : (head - icon) / 2), icon, icon},
                          m.px(32), m.px(76), hue(frame, article.topic), frame.palette.on_hue);
        }
        const float top = std::round(y + (head - first - second) / 2);
        draw_rich(frame, "article.title", Role::Heading, article.title, *page.language, text_x, top,
                  width, title);
        if (with_german) {
            // A German line in a mirrored page starts where the page's own lines start.
            RichLook look = original;
            look.align = frame.canvas.mirrored() ? fonts::Align::End : fonts::Align::Start;
            draw_rich(frame, "article.german_title", Role::Text, page.german->title, german, text_x,
                      top + first, width, look);
        }
    }
    return y + head + m.px(24);
}

struct Chip {
    std::string_view id;
    Role role;
    std::string_view icon;
    Label label;
    Colour ground;
    Colour ink;
};

/// Reading aloud; where nobody can, a note that says so beforehand.
Chip speak_chip(const Frame& frame, const ArticlePage& page) {
    const Palette& p = frame.palette;
    if (page.language->voice.empty() && page.recordings.empty()) {
        return {"article.speak", Role::Note,      "volume-off", label(frame, "speech.no_voice"),
                p.accent_soft,   p.on_accent_soft};
    }
    const bool on = frame.narration->reading == Reading::Aloud;
    return {"article.speak",
            Role::Button,
            "volume",
            label(frame, on ? "article.speak_off" : "article.speak"),
            on ? p.primary : p.surface,
            on ? p.on_primary : p.primary};
}

float draw_chips(Frame& frame, const ArticlePage& page, float y) {
    const Metrics& m = frame.metrics;
    const Palette& p = frame.palette;
    const content::Article& article = page.article;
    std::vector<Chip> chips;
    if (!article.blocks.empty()) {
        chips.push_back({"article.minutes", Role::Text, "clock",
                         label(frame, "article.minutes", {{"n", std::int64_t{page.minutes}}}),
                         p.primary_soft, p.on_primary_soft});
    }
    const std::string month = content::format_month(article.as_of, frame.strings);
    chips.push_back({"article.checked", Role::Text, "calendar-check",
                     label(frame, "article.checked", {{"date", std::string_view(month)}}),
                     p.primary_soft, p.on_primary_soft});
    if (article.state == content::TranslationState::Machine) {
        chips.push_back({"article.machine", Role::Note, "robot", label(frame, "state.machine"),
                         p.accent_soft, p.on_accent_soft});
    } else if (article.state == content::TranslationState::Draft) {
        chips.push_back({"article.draft", Role::Note, "info-circle", label(frame, "state.draft"),
                         p.accent_soft, p.on_accent_soft});
    }
    if (article.stale) {
        chips.push_back({"article.stale", Role::Note, "alert-triangle", label(frame, "state.stale"),
                         p.accent_soft, p.on_accent_soft});
    }
    if (frame.narration != nullptr && frame.narration->settings.enabled) {
        chips.push_back(speak_chip(frame, page));
    }
    if (page.german && !page.article.blocks.empty()) {
        const bool on = frame.visit.german_beside;
        chips.push_back({"article.german", Role::Button, "layout-columns",
                         label(frame, on ? "article.german_off" : "article.german"),
                         on ? p.primary : p.surface, on ? p.on_primary : p.primary});
    }
    const float left = m.content_left();
    const float right = left + m.content_width();
    const float gap = m.px(16);
    float x = left;
    float row = 0;
    for (const Chip& chip : chips) {
        const Size size = chip_size(frame, chip.label, m.content_width());
        if (x > left && x + size.width > right) {
            x = left;
            y += row + gap;
            row = 0;
        }
        draw_chip(frame, chip.id, chip.role, chip.icon, chip.label, {x, y, size.width, size.height},
                  chip.ground, chip.ink);
        x += size.width + gap;
        row = std::max(row, size.height);
    }
    return y + row + m.px(24);
}

float draw_remarks_above(Frame& frame, const ArticlePage& page, float y) {
    const content::Article& article = page.article;
    if (page.in_other_language(frame.language.tag)) {
        y = draw_missing_note(frame, "article.missing", *page.language, y);
    }
    if (article.review_by && *article.review_by < frame.today) {
        const std::string date = content::format_long_date(*article.review_by, frame.strings);
        y = draw_remark(frame, "article.outdated", "alert-triangle",
                        label(frame, "state.outdated_note", {{"date", std::string_view(date)}}), y);
    }
    return y;
}

float draw_summary(Frame& frame, const ArticlePage& page, float y) {
    const Metrics& m = frame.metrics;
    const Palette& p = frame.palette;
    if (page.article.summary.utf8.empty()) {
        return y;
    }
    const float x = m.content_left();
    const float pad_x = m.px(36);
    const float pad_y = m.px(30);
    const float width = m.content_width() - 2 * pad_x;
    const content::Language& german = frame.shelf.language("de");
    const TextLook head{
        .size = m.text(30), .bold = true, .colour = p.on_accent_soft, .line_height = 1.4F};
    RichLook body = body_look(frame);
    body.colour = p.on_accent_soft;
    RichLook original = german_look(frame);
    original.colour = p.on_accent_soft;
    const Label title{std::string(frame.shelf.strings(page.language->tag).get("article.in_short")),
                      page.language};
    const bool with_german = frame.visit.german_beside && page.german;
    const float first = text_height(frame, title, width, head);
    const float second = rich_height(frame, page.article.summary, *page.language, width, body);
    const float third =
        with_german ? m.px(16) + rich_height(frame, page.german->summary, german, width, original)
                    : 0;
    const Rect box{x, y, m.content_width(), first + second + third + 2 * pad_y};
    if (visible(frame, box)) {
        frame.canvas.fill(box, p.accent_soft, m.px(28));
        if (p.outlined) {
            frame.canvas.border(box, p.line, m.px(4), m.px(28));
        }
        float top = y + pad_y;
        top += draw_text(frame, {}, title, x + pad_x, top, width, head);
        body.lead = title.text;
        draw_rich(frame, "article.summary", Role::Text, page.article.summary, *page.language,
                  x + pad_x, top, width, body);
        if (with_german) {
            draw_rich(frame, "article.german_summary", Role::Text, page.german->summary, german,
                      x + pad_x, top + second + m.px(16), width, original);
        }
    }
    return box.bottom() + m.px(32);
}

float draw_about(Frame& frame, const ArticlePage& page, float y) {
    const content::Article& article = page.article;
    y += frame.metrics.px(44);
    if (article.state == content::TranslationState::Machine) {
        y = draw_remark(frame, "article.machine_note", "robot", label(frame, "state.machine_note"),
                        y);
    } else if (article.state == content::TranslationState::Draft) {
        y = draw_remark(frame, "article.draft_note", "info-circle",
                        label(frame, "state.draft_note"), y);
    }
    if (article.stale) {
        y = draw_remark(frame, "article.stale_note", "alert-triangle",
                        label(frame, "state.stale_note"), y);
    }
    y = draw_remark(frame, "article.not_legal", "info-circle", label(frame, "article.not_legal"),
                    y);
    if (!article.sources.empty()) {
        const Label heading = label(frame, "article.sources");
        std::string sources = heading.text + ": \u2068";
        for (std::size_t i = 0; i < article.sources.size(); ++i) {
            sources += (i == 0 ? "" : "; ") + article.sources[i];
        }
        y = draw_remark(frame, "article.sources", "file-text",
                        {sources + "\u2069", heading.language}, y);
    }
    return y;
}

} // namespace

float draw_article(Frame& frame, std::string_view slug, float y) {
    const ArticlePage* page = frame.pages.article(slug, frame.language.tag, frame.today);
    if (page == nullptr) {
        return draw_nothing(frame, "topic.empty", y);
    }
    if (page->article.discreet) {
        y = draw_quick_exit(frame, y);
    }
    y = draw_head(frame, *page, y);
    y = draw_chips(frame, *page, y);
    y = draw_remarks_above(frame, *page, y);
    y = draw_problems_of_block(frame, *page, {}, y);
    y = draw_problems_of_block(frame, *page, "summary", y);
    y = draw_summary(frame, *page, y);
    const bool german = frame.visit.german_beside && page->german;
    y = draw_blocks(frame, *page, columns_of(frame, german), y);
    if (!page->children.empty()) {
        y = page->article.blocks.empty() ? y
                                         : draw_section(frame, "article.below", "article.below", y);
        y = draw_article_list(frame, page->children, y);
    }
    if (!page->contacts.empty()) {
        y = draw_section(frame, "article.contacts", "article.contacts", y);
        for (const content::Contact& contact : page->contacts) {
            y = draw_contact(frame, contact, frame.metrics.content_left(), y,
                             frame.metrics.content_width());
        }
    }
    if (!page->related.empty()) {
        y = draw_section(frame, "article.related", "article.related", y);
        y = draw_article_list(frame, page->related, y);
    }
    return draw_about(frame, *page, y);
}

float draw_article_screen(Frame& frame, float scroll, std::string_view slug) {
    const Metrics& m = frame.metrics;
    const Rect view = m.viewport();
    const float y = draw_article(frame, slug, view.y - scroll + m.px(m.landscape ? 4 : 40));
    return y + m.px(32) + scroll - view.y;
}

float draw_phase_screen(Frame& frame, float scroll, int number) {
    const Metrics& m = frame.metrics;
    const Rect view = m.viewport();
    float y = view.y - scroll + m.px(m.landscape ? 4 : 32);
    y += draw_phase_strip(frame, m.content_left(), y, m.content_width(), number) + m.px(40);
    const auto& phases = frame.shelf.phases();
    const auto found = std::ranges::find(phases, number, &content::Phase::number);
    if (found != phases.end()) {
        y = draw_article(frame, found->article, y);
    }
    const auto& entries = frame.pages.phase(number, frame.language.tag);
    if (!entries.empty()) {
        y = draw_section(frame, "phase.topics", "phase.topics", y);
        y = draw_article_list(frame, entries, y);
    }
    return y + m.px(32) + scroll - view.y;
}

} // namespace zugang::kiosk
