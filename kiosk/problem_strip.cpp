#include "kiosk/problem_strip.hpp"

#include "kiosk/widgets.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace zugang::kiosk {

namespace {

using content::Gravity;
using content::Problem;

/// So many rows are laid out; who has more wants the list of `zugang-content check`.
constexpr std::size_t most_rows = 200;

Colour colour_of(Gravity gravity) {
    const PreviewColours& colours = preview_colours();
    switch (gravity) {
    case Gravity::Error:
        return colours.error;
    case Gravity::Warning:
        return colours.warning;
    case Gravity::Advice:
        break;
    }
    return colours.advice;
}

Label english(const Frame& frame, std::string text) {
    return {.text = std::move(text), .language = &frame.shelf.language("en")};
}

/// The end of the path, as far as an editor needs it: "lohn/de.md:17".
std::string short_place(const Problem& problem) {
    const std::filesystem::path file(problem.file);
    const std::string folder = file.parent_path().filename().string();
    return folder + (folder.empty() ? "" : "/") + file.filename().string() + ":" +
           std::to_string(problem.line);
}

struct StripRow {
    Label what;
    Label advice;
    Label place;
};

struct StripLooks {
    TextLook what, advice, place;
    float pad, bar, gap;
};

StripLooks looks_of(const Metrics& m) {
    const PreviewColours& colours = preview_colours();
    return {
        .what = {.size = m.px(28),
                 .bold = true,
                 .colour = colours.ink,
                 .line_height = 1.3F,
                 .own_side = true},
        .advice = {.size = m.px(26), .colour = colours.ink, .line_height = 1.35F, .own_side = true},
        .place = {.size = m.px(22),
                  .colour = colours.muted,
                  .line_height = 1.35F,
                  .own_side = true},
        .pad = m.px(22),
        .bar = m.px(12),
        .gap = m.px(4)};
}

/// One problem on its dark ground. `id`: of its node. Returns its height.
float draw_problem(Frame& frame, std::string_view id, Role role, const Problem& problem, float x,
                   float y, float width) {
    begin_at(frame, y);
    const Metrics& m = frame.metrics;
    const PreviewColours& colours = preview_colours();
    const StripLooks looks = looks_of(m);
    const std::array<std::pair<Label, TextLook>, 3> lines{
        {{english(frame, problem.what), looks.what},
         {english(frame, problem.advice), looks.advice},
         {english(frame, short_place(problem)), looks.place}}};
    const float inner = width - 2 * looks.pad - looks.bar;
    float height = 2 * looks.pad - looks.gap;
    for (const auto& [line, look] : lines) {
        height += line.text.empty() ? 0 : text_height(frame, line, inner, look) + looks.gap;
    }
    const Rect box{x, y, width, height};
    if (!visible(frame, box)) {
        return height;
    }
    const float radius = m.px(14);
    frame.canvas.fill(box, colours.ground, radius);
    if (frame.is_pressed(id)) {
        frame.canvas.fill(box, colours.ink, radius, 0.15F);
    }
    // The bar stands where these lines start, also in a mirrored page.
    const bool at_end = frame.canvas.mirrored();
    const float inset = m.px(12);
    frame.canvas.fill({at_end ? box.right() - inset - looks.bar : x + inset, y + inset, looks.bar,
                       height - 2 * inset},
                      colour_of(problem.gravity), looks.bar / 2);
    float top = y + looks.pad;
    for (const auto& [line, look] : lines) {
        if (!line.text.empty()) {
            top += draw_text(frame, {}, line, at_end ? x + looks.pad : x + looks.pad + looks.bar,
                             top, inner, look) +
                   looks.gap;
        }
    }
    add_node(frame, role, std::string(id), lines[0].first, box, problem.advice);
    return height;
}

bool has_block(const ArticlePage& page, std::string_view id) {
    return id == "summary" ||
           std::ranges::any_of(page.article.blocks,
                               [id](const content::Block& block) { return block.id == id; });
}

bool is_of_block(const Problem& problem, const ArticlePage& page, std::string_view block) {
    if (problem.article != page.article.slug ||
        (!problem.language.empty() && problem.language != page.article.language)) {
        return false;
    }
    return block.empty() ? !has_block(page, problem.block) : problem.block == block;
}

std::string count_of(std::size_t number, const char* one, const char* many) {
    return std::to_string(number) + " " + (number == 1 ? one : many);
}

std::array<std::size_t, 3> count(const std::vector<Problem>& problems) {
    std::array<std::size_t, 3> counts{};
    for (const Problem& problem : problems) {
        ++counts.at(static_cast<std::size_t>(problem.gravity));
    }
    return counts;
}

std::string in_words(const std::array<std::size_t, 3>& counts) {
    return count_of(counts[0], "error", "errors") + ", " +
           count_of(counts[1], "warning", "warnings") + ", " +
           count_of(counts[2], "piece of advice", "pieces of advice");
}

} // namespace

float draw_problems_of_block(Frame& frame, const ArticlePage& page, std::string_view block,
                             float y) {
    if (frame.problems == nullptr) {
        return y;
    }
    const Metrics& m = frame.metrics;
    const float top = y;
    for (std::size_t i = 0; i < frame.problems->size(); ++i) {
        const Problem& problem = (*frame.problems)[i];
        if (is_of_block(problem, page, block)) {
            y += draw_problem(frame, "problem." + std::to_string(i), Role::Note, problem,
                              m.content_left(), y, m.content_width()) +
                 m.px(8);
        }
    }
    return y > top ? y + m.px(12) : y;
}

void draw_problem_count(Frame& frame, const Rect& view) {
    if (frame.problems == nullptr) {
        return;
    }
    const Metrics& m = frame.metrics;
    const PreviewColours& colours = preview_colours();
    const auto counts = count(*frame.problems);
    const TextLook look{.size = m.px(28), .bold = true, .colour = colours.ink, .line_height = 1.2F};
    const float height = m.px(64);
    const float dot = m.px(18);
    const float gap = m.px(10);
    const float between = m.px(22);
    std::array<Label, 3> numbers;
    std::array<float, 3> widths{};
    float width = 2 * m.px(24) - between;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        numbers.at(i) = english(frame, std::to_string(counts.at(i)));
        widths.at(i) = frame.canvas
                           .set({.text = numbers.at(i).text,
                                 .language = numbers.at(i).language,
                                 .size_px = look.size,
                                 .bold = true})
                           .layout.width;
        width += dot + gap + widths.at(i) + between;
    }
    const Rect box{view.x + m.margin(), view.bottom() - m.px(34) - height, width, height};
    frame.canvas.fill(box, colours.ground, height / 2);
    if (frame.is_pressed("preview.problems")) {
        frame.canvas.fill(box, colours.ink, height / 2, 0.2F);
    }
    float x = box.x + m.px(24);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        frame.canvas.disc({x + dot / 2, box.center().y}, dot / 2,
                          colour_of(static_cast<Gravity>(i)));
        x += dot + gap;
        draw_text_centred(frame, numbers.at(i), {x, box.y, widths.at(i) + 1, height}, look);
        x += widths.at(i) + between;
    }
    add_node(frame, Role::Button, "preview.problems",
             english(frame, "Preview: " + in_words(counts)), box);
}

float draw_problem_screen(Frame& frame, float scroll) {
    const Metrics& m = frame.metrics;
    const Rect view = m.viewport();
    const float x = m.content_left();
    const float width = m.content_width();
    static const std::vector<Problem> none;
    const std::vector<Problem>& problems = frame.problems != nullptr ? *frame.problems : none;
    float y = view.y - scroll + m.px(40);
    y += draw_text(frame, "preview.title", english(frame, "Problems"), x, y, width,
                   {.size = m.px(52),
                    .bold = true,
                    .colour = frame.palette.ink,
                    .line_height = 1.25F,
                    .role = Role::Heading,
                    .own_side = true});
    y += draw_text(
        frame, "preview.count",
        english(frame, problems.empty() ? "Nothing is wrong." : in_words(count(problems))), x, y,
        width,
        {.size = m.px(30), .colour = frame.palette.muted, .line_height = 1.45F, .own_side = true});
    y += m.px(28);
    std::size_t rows = 0;
    for (const Gravity gravity : {Gravity::Error, Gravity::Warning, Gravity::Advice}) {
        for (std::size_t i = 0; i < problems.size() && rows < most_rows; ++i) {
            if (problems[i].gravity == gravity) {
                const Role role = problems[i].article.empty() ? Role::Note : Role::Link;
                y += draw_problem(frame, "problem." + std::to_string(i), role, problems[i], x, y,
                                  width) +
                     m.px(12);
                ++rows;
            }
        }
    }
    if (rows < problems.size()) {
        y += draw_text(frame, "preview.more",
                       english(frame, "And " + std::to_string(problems.size() - rows) +
                                          " more: zugang-content check lists all of them."),
                       x, y + m.px(16), width,
                       {.size = m.px(30), .colour = frame.palette.muted, .own_side = true}) +
             m.px(16);
    }
    return y + m.px(32) + scroll - view.y;
}

} // namespace zugang::kiosk
