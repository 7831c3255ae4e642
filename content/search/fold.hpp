#pragma once

#include <string>
#include <string_view>

/// The parts of the search. Nothing here keeps state that threads could share.
namespace zugang::content::search {

/// The key under which all spellings of a word meet: NFKC case fold; marks of Latin, Greek,
/// Cyrillic, Hebrew and Arabic letters dropped (ü is u, ё is е, й is и); ı ł đ ø as their plain
/// letters, ß as ss; alef, yeh, kaf, heh, waw and their variants in Arabic, Persian, Pashto,
/// Kurdish and Urdu as one each, hamza, tatweel and joiners dropped; Ethiopic homophones as one;
/// digits of all scripts as 0-9. Broken UTF-8 is left out. Source of the rules: Unicode 15
/// (NFKC_Casefold, NFD) and the orthographies of the languages.
std::string fold(std::string_view utf8);

/// NFKC case fold only (what a stemmer wants to see), without soft hyphens and joiners. In Turkish
/// and Azerbaijani I is ı.
std::string lower(std::string_view utf8, bool turkic);

/// In a folded German word: ae, oe, ue as a, o, u, because ä, ö, ü are that too after folding. Not
/// behind a vowel or q ("Steuer", "Quelle").
std::string without_e_of_umlauts(std::string_view folded);

} // namespace zugang::content::search
