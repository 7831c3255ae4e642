#pragma once

#include <string>
#include <string_view>

namespace zugang::content::search {

/// Is a folded word written in Latin letters (and digits) only, with at least one letter?
bool is_latin(std::string_view folded);

/// A word of an Arabic, Cyrillic, Greek or Hebrew script in Latin letters as people type it on a
/// phone, without what they spell in many ways: q and k are k, kh and h are h, w is u, y and j are
/// i, no letter twice. Arabic and Hebrew write few vowels; those that they write are kept. Empty
/// for other scripts. Source: the letters' values in ALA-LC, simplified.
std::string romanise(std::string_view folded);

/// Latin letters that somebody typed for such a word, brought to the same form. Digits that stand
/// for Arabic letters are read as these: 2 ء, 3 ع, 5 خ, 6 ط, 7 ح, 8 ق, 9 ص.
std::string as_romanised(std::string_view folded);

/// Is a language written in Arabic letters? There و is v, o or u.
bool is_arabic_script(std::string_view language);

/// The consonants of either, h and g as one (Ukrainian г).
std::string skeleton(std::string_view romanised, bool v_is_vowel);

} // namespace zugang::content::search
