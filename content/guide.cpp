#include "content/guide.hpp"

#include "content/database.hpp"
#include "content/fallback.hpp"
#include "content/list_text.hpp"
#include "content/queries.hpp"
#include "content/span_lines.hpp"

namespace zugang::content {
namespace {

std::optional<GuideStep> find_node(Database& database, std::string_view guide,
                                   std::string_view node) {
    Statement row(database, queries::guide_node);
    row.bind(1, guide).bind(2, node);
    if (!row.step()) {
        return std::nullopt;
    }
    return GuideStep{
        .node = {.id = std::string(node),
                 .kind = static_cast<GuideNodeKind>(row.integer(0)),
                 .answers = {},
                 .articles = split_list(row.text(1)),
                 .contacts = split_list(row.text(2)),
                 .places = std::string(row.text(3)),
                 .discreet = row.integer(4) != 0},
        .text = {},
        .language = {},
        .questions = static_cast<int>(row.integer(5)),
    };
}

bool read_words(Database& database, std::string_view guide, const std::string& language,
                GuideStep& step) {
    Statement row(database, queries::guide_text);
    row.bind(1, guide).bind(2, step.node.id).bind(3, language);
    if (!row.step()) {
        return false;
    }
    step.language = language;
    step.text.title = row.text(0);
    step.text.text = {.utf8 = std::string(row.text(1)),
                      .spans = read_spans(row.text(2), row.text(1).size())};
    step.text.bring = split_list(row.text(3), '\n');
    step.text.stale = row.integer(4) != 0;
    step.state = static_cast<TranslationState>(row.integer(5));
    return true;
}

void read_answers(Database& database, std::string_view guide, GuideStep& step) {
    Statement rows(database, queries::guide_answers);
    rows.bind(1, guide).bind(2, step.node.id).bind(3, step.language);
    bool has_hints = false;
    while (rows.step()) {
        step.node.answers.push_back(
            {.icon = std::string(rows.text(0)), .next = std::string(rows.text(1))});
        step.text.answers.emplace_back(rows.text(2));
        step.text.hints.emplace_back(rows.text(3));
        has_hints = has_hints || !rows.text(3).empty();
    }
    if (!has_hints) {
        step.text.hints.clear();
    }
}

} // namespace

std::vector<GuideEntry> list_guides(Database& database, std::string_view language) {
    std::vector<GuideEntry> guides;
    Statement rows(database, queries::guides);
    while (rows.step()) {
        if (auto guide = find_guide(database, rows.text(0), language)) {
            guides.push_back(*std::move(guide));
        }
    }
    return guides;
}

std::optional<GuideEntry> find_guide(Database& database, std::string_view id,
                                     std::string_view language) {
    Statement row(database, queries::guide);
    for (const std::string& tag : language_chain(database, language)) {
        row.bind(1, id).bind(2, tag);
        if (row.step()) {
            return GuideEntry{.id = std::string(id),
                              .language = tag,
                              .title = std::string(row.text(0)),
                              .icon = std::string(row.text(1)),
                              .start = std::string(row.text(2)),
                              .crisis = row.integer(3) != 0};
        }
        row.reset();
    }
    return std::nullopt;
}

std::optional<GuideStep> find_guide_step(Database& database, std::string_view guide,
                                         std::string_view node, std::string_view language) {
    auto step = find_node(database, guide, node);
    if (!step) {
        return std::nullopt;
    }
    for (const std::string& tag : language_chain(database, language)) {
        if (read_words(database, guide, tag, *step)) {
            read_answers(database, guide, *step);
            return step;
        }
    }
    return std::nullopt;
}

std::vector<std::string> discreet_results(Database& database, std::string_view guide) {
    std::vector<std::string> nodes;
    Statement rows(database, queries::discreet_results);
    rows.bind(1, guide);
    while (rows.step()) {
        nodes.emplace_back(rows.text(0));
    }
    return nodes;
}

} // namespace zugang::content
