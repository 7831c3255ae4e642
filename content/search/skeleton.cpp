#include "content/search/skeleton.hpp"

#include "content/search/code_point.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace zugang::content::search {
namespace {

using Spelling = std::pair<char32_t, std::string_view>;

// Folded letters only. One sound, one letter: S sh, J zh and dj, C ch and ts.
constexpr auto letters = std::to_array<Spelling>({
    // Arabic, Persian, Pashto, Kurdish, Urdu
    {U'ا', "a"},
    {U'ب', "b"},
    {U'پ', "p"},
    {U'ت', "t"},
    {U'ث', "s"},
    {U'ج', "J"},
    {U'چ', "C"},
    {U'ح', "h"},
    {U'خ', "h"},
    {U'د', "d"},
    {U'ذ', "z"},
    {U'ر', "r"},
    {U'ز', "z"},
    {U'ژ', "J"},
    {U'س', "s"},
    {U'ش', "S"},
    {U'ص', "s"},
    {U'ض', "d"},
    {U'ط', "t"},
    {U'ظ', "z"},
    {U'ع', ""},
    {U'غ', "g"},
    {U'ف', "f"},
    {U'ڤ', "v"},
    {U'ق', "k"},
    {U'ك', "k"},
    {U'گ', "g"},
    {U'ل', "l"},
    {U'م', "m"},
    {U'ن', "n"},
    {U'ه', "h"},
    {U'و', "u"},
    {U'ي', "i"},
    {U'ټ', "t"},
    {U'ډ', "d"},
    {U'ړ', "r"},
    {U'ږ', "g"},
    {U'ښ', "S"},
    {U'ڼ', "n"},
    {U'څ', "C"},
    {U'ځ', "z"},
    {U'ٹ', "t"},
    {U'ڈ', "d"},
    {U'ڑ', "r"},
    // Cyrillic
    {U'а', "a"},
    {U'б', "b"},
    {U'в', "v"},
    {U'г', "g"},
    {U'д', "d"},
    {U'е', "e"},
    {U'є', "e"},
    {U'ж', "J"},
    {U'з', "z"},
    {U'и', "i"},
    {U'і', "i"},
    {U'ї', "i"},
    {U'к', "k"},
    {U'л', "l"},
    {U'м', "m"},
    {U'н', "n"},
    {U'о', "o"},
    {U'п', "p"},
    {U'р', "r"},
    {U'с', "s"},
    {U'т', "t"},
    {U'у', "u"},
    {U'ф', "f"},
    {U'х', "h"},
    {U'ц', "C"},
    {U'ч', "C"},
    {U'ш', "S"},
    {U'щ', "S"},
    {U'ъ', ""},
    {U'ы', "i"},
    {U'ь', ""},
    {U'э', "e"},
    {U'ю', "iu"},
    {U'я', "ia"},
    {U'ј', "i"},
    {U'љ', "l"},
    {U'њ', "n"},
    {U'ћ', "C"},
    {U'ђ', "J"},
    {U'џ', "J"},
    // Greek
    {U'α', "a"},
    {U'β', "v"},
    {U'γ', "g"},
    {U'δ', "d"},
    {U'ε', "e"},
    {U'ζ', "z"},
    {U'η', "i"},
    {U'θ', "t"},
    {U'ι', "i"},
    {U'κ', "k"},
    {U'λ', "l"},
    {U'μ', "m"},
    {U'ν', "n"},
    {U'ξ', "ks"},
    {U'ο', "o"},
    {U'π', "p"},
    {U'ρ', "r"},
    {U'σ', "s"},
    {U'ς', "s"},
    {U'τ', "t"},
    {U'υ', "i"},
    {U'φ', "f"},
    {U'χ', "h"},
    {U'ψ', "ps"},
    {U'ω', "o"},
    // Hebrew
    {U'א', "a"},
    {U'ב', "b"},
    {U'ג', "g"},
    {U'ד', "d"},
    {U'ה', "h"},
    {U'ו', "u"},
    {U'ז', "z"},
    {U'ח', "h"},
    {U'ט', "t"},
    {U'י', "i"},
    {U'כ', "k"},
    {U'ל', "l"},
    {U'מ', "m"},
    {U'נ', "n"},
    {U'ס', "s"},
    {U'ע', ""},
    {U'פ', "p"},
    {U'צ', "C"},
    {U'ק', "k"},
    {U'ר', "r"},
    {U'ש', "S"},
    {U'ת', "t"},
});

/// Longest first.
constexpr auto typed = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"shch", "S"}, {"sch", "S"}, {"tch", "C"}, {"dzh", "J"}, {"sh", "S"}, {"ch", "C"}, {"zh", "J"},
    {"kh", "h"},   {"gh", "g"},  {"th", "s"},  {"dh", "z"},  {"ph", "f"}, {"dj", "J"}, {"ts", "C"},
    {"tz", "C"},   {"ck", "k"},  {"ou", "u"},  {"oo", "u"},  {"ee", "i"}, {"q", "k"},  {"x", "h"},
    {"c", "C"},    {"j", "J"},   {"w", "u"},   {"y", "i"},   {"2", ""},   {"3", ""},   {"5", "h"},
    {"6", "t"},    {"7", "h"},   {"8", "k"},   {"9", "s"},
});

std::string without_doubles(std::string_view text) {
    std::string out;
    for (const char c : text) {
        // Bulgarian щ is sht, Russian щ is shch.
        const bool of_one_letter = !out.empty() && out.back() == 'S' && (c == 't' || c == 'C');
        if (out.empty() || (out.back() != c && !of_one_letter)) {
            out += c;
        }
    }
    return out;
}

} // namespace

bool is_latin(std::string_view folded) {
    return std::ranges::all_of(
               folded, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }) &&
           std::ranges::any_of(folded, [](char c) { return c >= 'a' && c <= 'z'; });
}

std::string romanise(std::string_view folded) {
    std::string out;
    for (std::size_t i = 0; i < folded.size();) {
        const char32_t c = next_code_point(folded, i);
        const auto* found = std::ranges::find(letters, c, &Spelling::first);
        if (found == letters.end()) {
            return {};
        }
        out += found->second;
    }
    return without_doubles(out);
}

std::string as_romanised(std::string_view folded) {
    std::string out;
    while (!folded.empty()) {
        const auto* found = std::ranges::find_if(
            typed, [folded](const auto& spelling) { return folded.starts_with(spelling.first); });
        if (found != typed.end()) {
            out += found->second;
            folded.remove_prefix(found->first.size());
        } else {
            out += folded.front();
            folded.remove_prefix(1);
        }
    }
    return without_doubles(out);
}

bool is_arabic_script(std::string_view language) {
    static constexpr auto tags =
        std::to_array<std::string_view>({"ar", "fa", "prs", "ps", "ckb", "ur", "ug"});
    return std::ranges::find(tags, language.substr(0, language.find('-'))) != tags.end();
}

std::string skeleton(std::string_view romanised, bool v_is_vowel) {
    std::string out;
    for (char c : romanised) {
        const bool vowel =
            (c == 'v' && v_is_vowel) || std::string_view("aeiou").find(c) != std::string_view::npos;
        c = c == 'g' ? 'h' : c;
        if (!vowel && (out.empty() || out.back() != c)) {
            out += c;
        }
    }
    // Final h is teh marbuta: madrasa, madrasah.
    if (out.size() > 2 && out.back() == 'h') {
        out.pop_back();
    }
    return out;
}

} // namespace zugang::content::search
