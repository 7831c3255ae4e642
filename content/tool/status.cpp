#include "content/tool/commands.hpp"
#include "content/tool/read_package.hpp"

#include <algorithm>
#include <iomanip>
#include <ostream>

#include <nlohmann/json.hpp>

namespace zugang::content::tool {
namespace {

std::string word(const SourceArticle& article, const std::string& language) {
    const auto found = article.translations.find(language);
    if (found == article.translations.end()) {
        return "missing";
    }
    if (found->second.stale) {
        return "stale";
    }
    switch (found->second.state) {
    case TranslationState::Reviewed:
        return "reviewed";
    case TranslationState::Machine:
        return "machine";
    case TranslationState::Draft:
        break;
    }
    return "draft";
}

} // namespace

int run_status(const StatusOptions& options, std::ostream& out, std::ostream& errors) {
    Report report;
    const Package package = read_package(options.source, report);
    if (package.id.empty()) {
        print(report, Format::Text, errors);
        return 1;
    }
    if (options.format == Format::Json) {
        nlohmann::ordered_json articles = nlohmann::ordered_json::array();
        for (const auto& [slug, article] : package.articles) {
            nlohmann::ordered_json row{{"slug", slug}};
            for (const Reference& language : package.languages) {
                row["languages"][language.name] = word(article, language.name);
            }
            articles.push_back(row);
        }
        out << articles.dump(2) << "\n";
        return 0;
    }
    std::size_t first = 7;
    for (const auto& [slug, article] : package.articles) {
        first = std::max(first, slug.size());
    }
    const auto cell = [&out](const std::string& text, std::size_t width) {
        out << std::left << std::setw(static_cast<int>(width) + 2) << text;
    };
    cell("article", first);
    for (const Reference& language : package.languages) {
        cell(language.name, 9);
    }
    out << "\n";
    for (const auto& [slug, article] : package.articles) {
        cell(slug, first);
        for (const Reference& language : package.languages) {
            cell(word(article, language.name), 9);
        }
        out << "\n";
    }
    return 0;
}

} // namespace zugang::content::tool
