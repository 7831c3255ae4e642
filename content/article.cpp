#include "content/article.hpp"

#include "content/database.hpp"
#include "content/list_text.hpp"
#include "content/queries.hpp"
#include "content/span_lines.hpp"

namespace zugang::content {
namespace {

Text read_text(std::string_view utf8, std::string_view spans) {
    return {.utf8 = std::string(utf8), .spans = read_spans(spans, utf8.size())};
}

std::vector<Block> read_blocks(Database& database, std::string_view slug,
                               std::string_view language) {
    std::vector<Block> blocks;
    Statement rows(database, queries::blocks);
    rows.bind(1, slug).bind(2, language);
    while (rows.step()) {
        blocks.push_back({
            .id = std::string(rows.text(0)),
            .kind = static_cast<BlockKind>(rows.integer(1)),
            .level = static_cast<int>(rows.integer(2)),
            .number = static_cast<int>(rows.integer(3)),
            .text = read_text(rows.text(4), rows.text(5)),
            .media = std::string(rows.text(6)),
            .stale = rows.integer(7) != 0,
        });
    }
    return blocks;
}

std::vector<ArticleEntry> read_entries(Statement& rows, std::span<const std::string> languages) {
    std::string wanted = " ";
    for (const std::string& language : languages) {
        wanted += language + " ";
    }
    rows.bind(2, wanted);
    std::vector<ArticleEntry> entries;
    while (rows.step()) {
        if (!entries.empty() && entries.back().slug == rows.text(0)) {
            continue;
        }
        entries.push_back({
            .slug = std::string(rows.text(0)),
            .language = std::string(rows.text(1)),
            .title = std::string(rows.text(2)),
            .topic = std::string(rows.text(3)),
            .icon = std::string(rows.text(4)),
            .phase = static_cast<int>(rows.integer(5)),
            .discreet = rows.integer(6) != 0,
        });
    }
    return entries;
}

} // namespace

std::optional<Article> find_article(Database& database, std::string_view slug,
                                    std::string_view language) {
    Statement row(database, queries::article);
    row.bind(1, slug).bind(2, language);
    if (!row.step()) {
        return std::nullopt;
    }
    return Article{
        .slug = std::string(slug),
        .language = std::string(language),
        .topic = std::string(row.text(0)),
        .parent = std::string(row.text(1)),
        .icon = std::string(row.text(2)),
        .phase = static_cast<int>(row.integer(3)),
        .title = read_text(row.text(13), row.text(14)),
        .summary = read_text(row.text(15), row.text(16)),
        .state = static_cast<TranslationState>(row.integer(17)),
        .stale = row.integer(18) != 0,
        .aligned = row.integer(19) != 0,
        .visibility = row.integer(4) != 0 ? Visibility::Public : Visibility::Staff,
        .origin = row.integer(5) != 0 ? Origin::Import : Origin::Own,
        .discreet = row.integer(6) != 0,
        .as_of = parse_date(row.text(7)).value_or(Date{}),
        .review_by = parse_date(row.text(8)),
        .confidence = std::string(row.text(9)),
        .sources = split_list(row.text(10), '\n'),
        .contacts = split_list(row.text(11)),
        .related = split_list(row.text(12)),
        .blocks = read_blocks(database, slug, language),
    };
}

std::vector<std::string> article_languages(Database& database, std::string_view slug) {
    std::vector<std::string> languages;
    Statement rows(database, queries::article_languages);
    rows.bind(1, slug);
    while (rows.step()) {
        languages.emplace_back(rows.text(0));
    }
    return languages;
}

std::vector<ArticleEntry> list_topic(Database& database, std::string_view topic,
                                     std::span<const std::string> languages) {
    Statement rows(database, queries::entries_of_topic);
    rows.bind(1, topic);
    return read_entries(rows, languages);
}

std::vector<ArticleEntry> list_children(Database& database, std::string_view parent,
                                        std::span<const std::string> languages) {
    if (parent.empty()) {
        return {};
    }
    Statement rows(database, queries::entries_below);
    rows.bind(1, parent);
    return read_entries(rows, languages);
}

std::vector<ArticleEntry> list_phase(Database& database, int phase,
                                     std::span<const std::string> languages) {
    if (phase < 1) {
        return {};
    }
    Statement rows(database, queries::entries_of_phase);
    rows.bind(1, std::int64_t{phase});
    return read_entries(rows, languages);
}

std::optional<ArticleEntry> find_entry(Database& database, std::string_view slug,
                                       std::span<const std::string> languages) {
    Statement rows(database, queries::entry);
    rows.bind(1, slug);
    std::vector<ArticleEntry> entries = read_entries(rows, languages);
    if (entries.empty()) {
        return std::nullopt;
    }
    return std::move(entries.front());
}

} // namespace zugang::content
