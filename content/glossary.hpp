#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace zugang::content {

class Database;

struct Term {
    std::string id;
    std::string german;      ///< "der Aufenthaltstitel"
    std::string german_text; ///< explanation in plain German
    std::string term;        ///< in the language asked for, empty where not translated
    std::string text;        ///< explanation in that language, empty where not translated
};

std::optional<Term> find_term(Database& database, std::string_view id, std::string_view language);

} // namespace zugang::content
