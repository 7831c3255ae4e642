#include "content/tool/ethiopic_keys.hpp"

#include <algorithm>
#include <array>
#include <string>

#include <unicode/unistr.h>

namespace zugang::content::tool {
namespace {

// The Unicode block Ethiopic is in the order of the alphabet: eight code points for each consonant,
// behind some of them eight for the same consonant with a rounded vowel.
constexpr char32_t block_first = 0x1200;
constexpr char32_t block_last = 0x1357;
constexpr char32_t orders = 8;
constexpr std::array<char32_t, 6> labialised{0x1248, 0x1258, 0x1288, 0x12B0, 0x12C0, 0x1310};
// Three syllables of their own stand behind the block's consonants, with those that they end in.
constexpr std::array<std::pair<char32_t, char32_t>, 3> others{
    {{0x1358, 0x1228}, {0x1359, 0x1218}, {0x135A, 0x1348}}};
// Marks of long vowels and consonants.
constexpr char32_t mark_first = 0x135D;
constexpr char32_t mark_last = 0x135F;
constexpr std::size_t keys_in_row = 10;

bool is_labialised(char32_t first) {
    return std::ranges::find(labialised, first) != labialised.end();
}

std::string utf8_of(char32_t character) {
    std::string text;
    icu::UnicodeString(static_cast<UChar32>(character)).toUTF8String(text);
    return text;
}

} // namespace

std::vector<std::vector<KeyboardKey>> ethiopic_rows(const LanguageLetters& letters) {
    const auto is_wanted = [&letters](char32_t c) {
        return letters.main.contains(c) || letters.auxiliary.contains(c);
    };
    std::vector<std::vector<KeyboardKey>> rows;
    const auto add = [&rows](KeyboardKey key) {
        if (rows.empty() || rows.back().size() == keys_in_row) {
            rows.emplace_back();
        }
        rows.back().push_back(std::move(key));
    };
    for (char32_t first = block_first; first <= block_last; first += orders) {
        const auto of_language = letters.main.lower_bound(first);
        if (is_labialised(first) || of_language == letters.main.end() ||
            *of_language >= first + orders) {
            continue;
        }
        KeyboardKey key{.text = utf8_of(first), .shifted = {}, .more = {}};
        const char32_t end = first + (is_labialised(first + orders) ? 2 * orders : orders);
        for (char32_t c = first + 1; c < end; ++c) {
            if (is_wanted(c)) {
                key.more.push_back(utf8_of(c));
            }
        }
        for (const auto& [syllable, consonant] : others) {
            if (consonant == first && is_wanted(syllable)) {
                key.more.push_back(utf8_of(syllable));
            }
        }
        add(std::move(key));
    }
    for (auto mark = letters.main.lower_bound(mark_first);
         mark != letters.main.end() && *mark <= mark_last; ++mark) {
        add({.text = utf8_of(*mark), .shifted = {}, .more = {}});
    }
    return rows;
}

} // namespace zugang::content::tool
