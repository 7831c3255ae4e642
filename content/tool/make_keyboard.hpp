#pragma once

#include "content/keyboard.hpp"

#include <optional>
#include <set>
#include <string>

namespace zugang::content::tool {

/// What a language is written with, by CLDR: small letters and marks, NFC.
struct LanguageLetters {
    std::set<char32_t> main;      ///< its own; empty where CLDR does not know the language
    std::set<char32_t> auxiliary; ///< those of foreign words
};

/// Tag: BCP 47 as in languages.toml.
LanguageLetters letters_of(const std::string& tag);

/// A keyboard on a screen for what xkb-data describes for a desk: without digits, punctuation and
/// dead keys, but with all letters of the language. No value where xkb-data has no such layout.
/// The rows of one language differ from those of another with the same layout.
std::optional<Keyboard> make_keyboard(const std::string& layout, const std::string& tag);

} // namespace zugang::content::tool
