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

std::string confirm_command(const std::string& language, const std::string& slugs) {
    return "check the text, then run: zugang-content confirm SOURCE --lang " + language + " " +
           slugs;
}

/// "guide/<id>" is how the commands name it.
void check_guide(const SourceGuide& guide, const Package& package, Report& report) {
    std::vector<std::string> missing;
    for (const Reference& language : package.languages) {
        const auto words = guide.words.find(language.name);
        if (words == guide.words.end()) {
            if (!guide.unread.contains(language.name)) {
                missing.push_back(language.name);
            }
            continue;
        }
        std::vector<std::string> nodes;
        for (const SourceGuideNode& node : guide.nodes) {
            if (!words->second.nodes.contains(node.id)) {
                nodes.push_back(node.id);
            }
        }
        if (!nodes.empty() && language.name != guide.default_language) {
            report.warning(words->second.place,
                           "the words of " + std::to_string(nodes.size()) + " of " +
                               std::to_string(guide.nodes.size()) +
                               " nodes are missing: " + join(nodes),
                           "translate them; until then they are shown in the fallback language");
        }
    }
    if (!missing.empty()) {
        report.warning(guide.place,
                       "missing in " + std::to_string(missing.size()) +
                           (missing.size() == 1 ? " language: " : " languages: ") +
                           join(missing, 40),
                       "translate it");
    }
    for (const auto& [language, words] : guide.words) {
        if (words.stale) {
            report.warning(words.place,
                           words.follows ? "the default language has changed in " +
                                               std::to_string(words.stale_nodes.size()) +
                                               " nodes: " + join(words.stale_nodes)
                                         : "this translation was never confirmed (no \"follows\")",
                           confirm_command(language, "guide/" + guide.id));
        }
    }
}

/// Languages of the package that no article is written in: one line for each, not one an article.
std::set<std::string> find_absent_languages(const Package& package, Report& report) {
    std::set<std::string> absent;
    for (const Reference& language : package.languages) {
        bool there = package.articles.empty();
        for (const auto& [slug, article] : package.articles) {
            there = there || article.translations.contains(language.name) ||
                    article.unread.contains(language.name);
        }
        if (!there) {
            absent.insert(language.name);
        }
        if (!there && package.unread_articles.empty()) { // one of them may be written in it
            report.warning(language.place, "no article is written in \"" + language.name + "\" yet",
                           "translate some, or take the language out");
        }
    }
    return absent;
}

/// How far those are that need not have every article.
void count_partly(const Package& package, const std::set<std::string>& absent, Report& report) {
    for (const Reference& language : package.partly) {
        std::size_t there = 0;
        std::size_t all = 0;
        for (const auto& [slug, article] : package.articles) {
            if (article.package_folder == package.folder) {
                ++all;
                there += article.translations.contains(language.name) ||
                                 article.unread.contains(language.name)
                             ? 1
                             : 0;
            }
        }
        if (there == all && all > 0) {
            report.advice(language.place, "every article is written in \"" + language.name + "\"",
                          "take it out of partly");
        } else if (!absent.contains(language.name)) {
            report.advice(language.place,
                          std::to_string(there) + " of " + std::to_string(all) +
                              " articles are written in \"" + language.name + "\"",
                          "the others are shown in its fallback, which the terminal says");
        }
    }
}

/// Slugs by language.
using Unconfirmed = std::map<std::string, std::vector<std::string>>;

void check_article(const SourceArticle& article, const std::set<std::string>& absent,
                   Unconfirmed& unconfirmed, Report& report) {
    std::vector<std::string> missing;
    for (const std::string& language : article.wanted_languages) {
        if (!absent.contains(language) && !article.translations.contains(language) &&
            !article.unread.contains(language) && language != article.default_language) {
            missing.push_back(language);
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
    count_partly(package, absent, report);
    for (const auto& [id, guide] : package.guides) {
        check_guide(guide, package, report);
    }
    Unconfirmed unconfirmed;
    for (const auto& [slug, article] : package.articles) {
        check_article(article, absent, unconfirmed, report);
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
