#pragma once

#include <string>
#include <string_view>

namespace zugang::content::search {

/// Takes the commonest endings (in Amharic and Tigrinya also the prepositions in front) off a
/// folded word, in languages that libstemmer does not know, and in Arabic, where
/// this is enough (Larkey, Ballesteros, Connell 2007): ar, uk, be, pl, bg, cs, sk, sq, fa, ps,
/// ckb, kmr, ur, am, ti, he, so. Other languages: the word as it is. At least three letters stay.
/// The tables were written for this project from the inflection tables of school grammars.
std::string light_stem(std::string_view folded, std::string_view language);

} // namespace zugang::content::search
