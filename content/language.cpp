#include "content/language.hpp"

#include "content/database.hpp"
#include "content/list_text.hpp"
#include "content/queries.hpp"

#include <unicode/locid.h>

namespace zugang::content {

std::vector<Language> list_languages(Database& database) {
    std::vector<Language> languages;
    Statement rows(database, queries::languages);
    while (rows.step()) {
        languages.push_back({
            .tag = std::string(rows.text(0)),
            .endonym = std::string(rows.text(1)),
            .greeting = std::string(rows.text(2)),
            .direction = rows.integer(3) != 0 ? Direction::RightToLeft : Direction::LeftToRight,
            .fallback = split_list(rows.text(4)),
            .fonts = split_list(rows.text(5)),
            .line_height = static_cast<double>(rows.integer(6)) / 100.0,
            .digits = std::string(rows.text(7)),
            .calendar = std::string(rows.text(8)),
            .keyboard = std::string(rows.text(9)),
            .voice = std::string(rows.text(10)),
        });
    }
    return languages;
}

std::string icu_locale(const Language& language) {
    std::string locale = language.tag;
    if (locale == "de-simple") {
        locale = "de";
    } else if (locale == "kmr") {
        locale = "ku"; // CLDR's name for Kurmanji
    }
    if (!language.digits.empty()) {
        locale += "-u-nu-" + language.digits;
    }
    return locale;
}

std::string own_name(const std::string& tag) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale locale = icu::Locale::forLanguageTag(tag, status);
    icu::UnicodeString name;
    locale.getDisplayLanguage(locale, name);
    std::string utf8;
    name.toUTF8String(utf8);
    return U_FAILURE(status) || utf8.empty() ? tag : utf8;
}

} // namespace zugang::content
