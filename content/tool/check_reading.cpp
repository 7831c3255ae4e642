#include "content/tool/check.hpp"
#include "content/tool/parallel.hpp"
#include "content/tool/reading_ease.hpp"

#include <vector>

namespace zugang::content::tool {
namespace {

void add_hints(const Text& text, const Place& place, const std::string& language, BlockKind kind,
               Report& report) {
    for (ReadingHint& hint : reading_hints(text, language, kind)) {
        report.add({.severity = Severity::Advice,
                    .place = place,
                    .what = std::move(hint.what),
                    .advice = std::move(hint.advice),
                    .rule = std::string(hint.rule)});
    }
}

void add_hints(const SourceText& text, const std::string& language, BlockKind kind,
               Report& report) {
    add_hints(text.text, text.place, language, kind, report);
}

void add_hints(const SourceGuideText& words, const std::string& language, Report& report) {
    const auto add = [&](const Reference& plain, BlockKind kind) {
        add_hints(Text{.utf8 = plain.name, .spans = {}}, plain.place, language, kind, report);
    };
    add(words.title, BlockKind::Heading);
    add_hints(words.text, language, BlockKind::Paragraph, report);
    for (const auto* list : {&words.answers, &words.hints, &words.bring}) {
        for (const Reference& item : *list) {
            add(item, BlockKind::Item);
        }
    }
}

void look_for_headings(const Translation& translation, Report& report) {
    std::size_t without = 0;
    for (const SourceBlock& block : translation.blocks) {
        without = block.kind == BlockKind::Heading ? 0 : without + 1;
        const bool list = block.kind == BlockKind::Item || block.kind == BlockKind::Step;
        if (without == 7 && !list) {
            report.add({.severity = Severity::Advice,
                        .place = block.text.place,
                        .what = "seven blocks follow one another without a heading",
                        .advice = "say in a heading what comes",
                        .rule = "no-heading"});
        }
    }
}

} // namespace

void check_reading(const Package& package, Report& report) {
    std::vector<const SourceArticle*> articles;
    for (const auto& [slug, article] : package.articles) {
        if (article.origin == Origin::Own) {
            articles.push_back(&article);
        }
    }
    std::vector<Report> reports(articles.size());
    in_parallel(articles.size(), [&](std::size_t i) {
        for (const auto& [language, translation] : articles[i]->translations) {
            add_hints(translation.title, language, BlockKind::Heading, reports[i]);
            add_hints(translation.summary, language, BlockKind::Paragraph, reports[i]);
            for (const SourceBlock& block : translation.blocks) {
                add_hints(block.text, language, block.kind, reports[i]);
            }
            if (language == "de-simple") {
                look_for_headings(translation, reports[i]);
            }
        }
    });
    for (Report& part : reports) {
        report.append(std::move(part));
    }
    for (const auto& [id, guide] : package.guides) {
        for (const auto& [language, words] : guide.words) {
            for (const auto& [node, text] : words.nodes) {
                add_hints(text, language, report);
            }
        }
    }
}

} // namespace zugang::content::tool
