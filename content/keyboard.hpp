#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content {

class Database;

/// A key of an on-screen keyboard.
struct KeyboardKey {
    /// What it types, UTF-8, NFC: mostly one letter; of Arabic also lam and alef, and U+200C; a
    /// combining mark stands alone and wants a dotted circle on the screen.
    std::string text;
    std::string shifted; ///< with shift; empty: the same as text in upper case is not offered
    /// What a second choice offers beside the text: syllables of an Ethiopic consonant, letters
    /// with marks of a Latin one.
    std::vector<std::string> more;

    friend bool operator==(const KeyboardKey&, const KeyboardKey&) = default;
};

/// Letters only: digits, punctuation, space and what a terminal does with keys are the screen's.
struct Keyboard {
    std::string layout; ///< of xkb-data: "ua", "iq(ku)"
    std::string script; ///< ISO 15924 of its letters, "Cyrl"
    /// Top to bottom, in order from left to right on the screen (never mirrored); at most 5 rows of
    /// at most 12 keys.
    std::vector<std::vector<KeyboardKey>> rows;
    bool has_shift = false; ///< some key has `shifted`

    friend bool operator==(const Keyboard&, const Keyboard&) = default;
};

/// The keyboard of a language; no value where it has none.
std::optional<Keyboard> find_keyboard(Database& database, std::string_view language);

/// The Latin one that is offered beside every other: that of the content's default language
/// ("de"). No value where that has none, or none of Latin letters.
std::optional<Keyboard> find_latin_keyboard(Database& database);

} // namespace zugang::content
