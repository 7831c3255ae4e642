#include "content/tool/check.hpp"
#include "content/tool/hyphenate.hpp"

#include <algorithm>

#include <unicode/uloc.h>

namespace zugang::content::tool {
namespace {

std::vector<std::string> known_tags(const Package& package) {
    std::vector<std::string> tags;
    for (const SourceLanguage& row : package.language_rows) {
        tags.push_back(row.language.tag);
    }
    return tags;
}

bool is_bcp47(const std::string& tag) {
    if (tag == "de-simple") { // well-formed: "simple" is a variant subtag
        return true;
    }
    char locale[ULOC_FULLNAME_CAPACITY];
    int32_t parsed = 0;
    UErrorCode status = U_ZERO_ERROR;
    uloc_forLanguageTag(tag.c_str(), locale, ULOC_FULLNAME_CAPACITY, &parsed, &status);
    return U_SUCCESS(status) != 0 && static_cast<std::size_t>(parsed) == tag.size();
}

void check_hyphenations(const Package& package, Report& report) {
    std::vector<std::string> used;
    for (const SourceLanguage& row : package.language_rows) {
        used.push_back(row.hyphenation.name);
    }
    for (const auto& [patterns, words] : package.hyphenations) {
        if (std::ranges::find(used, patterns) == used.end() && !words.empty()) {
            report.warning(words.front().place,
                           "no language is hyphenated with \"" + patterns + "\"",
                           suggestion(patterns, used, "take these words out"));
        }
        for (const Reference& word : words) {
            if (!is_hyphenated_word(word.name)) {
                report.error(word.place, "\"" + word.name + "\" is no word with hyphens",
                             "write one word of letters and \"-\", as \"Be-hörden-gang\"");
            }
        }
    }
}

} // namespace

void check_languages(const Package& package, const Assets* assets, Report& report) {
    if (package.unread.contains("languages.toml")) {
        return; // nobody knows which languages there are
    }
    check_hyphenations(package, report);
    const std::vector<std::string> tags = known_tags(package);
    const auto is_known = [&tags](const std::string& tag) {
        return std::ranges::find(tags, tag) != tags.end();
    };
    const auto refuse = [&](const Place& place, const std::string& tag) {
        report.error(place, "unknown language \"" + tag + "\"",
                     suggestion(tag, tags,
                                tags.empty() ? "add it to languages.toml, or name bund under "
                                               "with in package.toml"
                                             : "add it to languages.toml"));
    };
    for (const SourceLanguage& row : package.language_rows) {
        if (!row.language.tag.empty() && !is_bcp47(row.language.tag)) {
            report.error(row.place, "\"" + row.language.tag + "\" is no BCP 47 tag",
                         "write one as \"ar\" or \"zh-Hans\"");
        }
        const auto& [patterns, place] = row.hyphenation;
        if (!patterns.empty() && !is_patterns_name(patterns)) {
            report.error(place, "\"" + patterns + "\" is no name of hyphenation patterns",
                         "write the middle of a file name of " + std::string(patterns_folder) +
                             ", as \"de_DE\" for hyph_de_DE.dic");
        } else if (!patterns.empty() && !has_patterns(patterns_folder, patterns)) {
            report.warning(place,
                           "the hyphenation patterns \"" + patterns + "\" are not on this machine",
                           "run packaging/setup, add the Debian package that has hyph_" + patterns +
                               ".dic, or take the key out; build refuses this");
        }
        for (const Reference& fallback : row.fallback) {
            if (!is_known(fallback.name)) {
                report.warning(
                    fallback.place, "unknown language \"" + fallback.name + "\" is passed over",
                    suggestion(fallback.name, tags, "take it out, or add it to languages.toml"));
            }
        }
        for (const std::string& family : row.language.fonts) {
            if (assets != nullptr && !assets->families().contains(family)) {
                report.error(row.place,
                             "\"" + row.language.tag + "\" wants unknown fonts \"" + family + "\"",
                             suggestion(family,
                                        {assets->families().begin(), assets->families().end()},
                                        "add them to fonts/fonts.toml"));
            }
        }
    }
    for (const Reference& language : package.languages) {
        if (!is_known(language.name)) {
            refuse(language.place, language.name);
        }
    }
    for (const auto& [slug, article] : package.articles) {
        for (const auto& [language, translation] : article.translations) {
            if (!is_known(language)) {
                refuse(translation.place, language);
            } else if (!package.unread.contains("package.toml") &&
                       std::ranges::find(package.languages, language, &Reference::name) ==
                           package.languages.end()) {
                report.advice(translation.place,
                              "no package lists the language \"" + language + "\"",
                              "add it to languages in package.toml, else nobody can choose it");
            }
        }
    }
    for (const auto& [language, strings] : package.strings) {
        if (!is_known(language)) {
            refuse(strings.place, language);
        }
    }
    for (const auto& [language, terms] : package.term_translations) {
        if (!is_known(language) && !terms.empty()) {
            refuse(terms.begin()->second.place, language);
        }
    }
    for (const auto& [id, guide] : package.guides) {
        for (const auto& [language, words] : guide.words) {
            if (!is_known(language)) {
                refuse(words.place, language);
            }
        }
    }
    for (const SourcePlace& place : package.places) {
        for (const auto& [language, line] : place.lines) {
            if (!is_known(language)) {
                refuse(line.place, language);
            }
        }
    }
    for (const SourceContact& contact : package.contacts) {
        for (const auto& [language, line] : contact.for_whom) {
            if (!is_known(language)) {
                refuse(line.place, language);
            }
        }
    }
}

} // namespace zugang::content::tool
