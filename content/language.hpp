#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace zugang::content {

class Database;

enum class Direction { LeftToRight, RightToLeft };

/// What makes a language; a row of languages.toml.
struct Language {
    std::string tag;      ///< BCP 47, e.g. "ar" or "de-simple"
    std::string endonym;  ///< its name in its own script, UTF-8, NFC
    std::string greeting; ///< a welcome in this language
    Direction direction = Direction::LeftToRight;
    std::vector<std::string> fallback; ///< tags, nearest first
    std::vector<std::string> fonts;    ///< font families, first choice first
    double line_height = 1.45;         ///< multiple of the font size
    std::string digits;                ///< CLDR numbering system, "" for the locale's own
    std::string calendar;              ///< CLDR calendar of a second date, "" for none
    std::string keyboard;              ///< xkb layout, "" for none
    std::string voice;                 ///< speech synthesiser's voice, "" for none
};

/// All languages of the content, in the order of the language screen.
std::vector<Language> list_languages(Database& database);

/// The BCP 47 tag that ICU knows for one of ours: "de-simple" is "de" to ICU; the numbering system
/// is added as -u-nu-.
std::string icu_locale(const Language& language);

/// What a language calls itself, for those that the content is not in: "français". The tag where
/// nobody knows.
std::string own_name(const std::string& tag);

} // namespace zugang::content
