#include "content/tool/check.hpp"

#include <map>
#include <set>

namespace zugang::content::tool {
namespace {

std::string join(const std::vector<std::string>& names, std::size_t most = 8) {
    std::string list;
    for (std::size_t i = 0; i < names.size() && i < most; ++i) {
        list += (i == 0 ? "" : ", ") + names[i];
    }
    return names.size() > most ? list + " ..." : list;
}

/// Languages of the package that no article is written in: one line for each, not one an article.
std::set<std::string> find_absent_languages(const Package& package, Report& report) {
    std::set<std::string> absent;
    for (const Reference& language : package.languages) {
        bool there = package.articles.empty();
        for (const auto& [slug, article] : package.articles) {
            there = there || article.translations.contains(language.name);
        }
        if (!there) {
            absent.insert(language.name);
            report.warning(language.place, "no article is written in \"" + language.name + "\" yet",
                           "translate some, or take the language out");
        }
    }
    return absent;
}

std::string confirm_command(const std::string& language, const std::string& slugs) {
    return "check the text, then run: zugang-content confirm SOURCE --lang " + language + " " +
           slugs;
}

/// Slugs by language.
using Unconfirmed = std::map<std::string, std::vector<std::string>>;

void check_article(const SourceArticle& article, const Package& package,
                   const std::set<std::string>& absent, Unconfirmed& unconfirmed, Report& report) {
    std::vector<std::string> missing;
    for (const Reference& language : package.languages) {
        if (!absent.contains(language.name) && !article.translations.contains(language.name) &&
            language.name != article.default_language) {
            missing.push_back(language.name);
        }
    }
    if (!missing.empty()) {
        report.warning(article.place,
                       "missing in " + std::to_string(missing.size()) +
                           (missing.size() == 1 ? " language: " : " languages: ") +
                           join(missing, 40),
                       "translate it");
    }
    for (const auto& [language, translation] : article.translations) {
        if (!translation.stale || language == article.default_language) {
            continue;
        }
        const auto original = article.translations.find(article.default_language);
        const std::size_t all =
            original == article.translations.end() ? 0 : original->second.blocks.size() + 2;
        if (!translation.follows) {
            unconfirmed[language].push_back(article.slug);
        } else {
            report.warning(translation.place,
                           "the default language has changed in " +
                               std::to_string(translation.stale_blocks.size()) + " of " +
                               std::to_string(all) + " blocks: " + join(translation.stale_blocks),
                           confirm_command(language, article.slug));
        }
    }
}

} // namespace

void check_translations(const Package& package, Report& report) {
    const std::set<std::string> absent = find_absent_languages(package, report);
    Unconfirmed unconfirmed;
    for (const auto& [slug, article] : package.articles) {
        check_article(article, package, absent, unconfirmed, report);
    }
    for (const Reference& language : package.languages) {
        const std::vector<std::string>& slugs = unconfirmed[language.name];
        if (!slugs.empty()) {
            report.warning(language.place,
                           std::to_string(slugs.size()) + " translations into \"" + language.name +
                               "\" were never confirmed (no \"follows\"): " + join(slugs),
                           confirm_command(language.name, "[SLUG...]"));
        }
    }
}

} // namespace zugang::content::tool
