#pragma once

#include <map>
#include <string>
#include <string_view>

/// Numbers as they stand in running text, whatever the language and its digits are.
namespace zugang::content::testing {

/// How often each number stands in a text, by how it is written with ASCII digits: "13.9" for
/// "13,90" and "١٣٫٩٠", "2000" for "2.000", "2,000" and "2 000", "16d" for a paragraph with its
/// letter, "B1" for a language level. A date is its numbers.
using Numbers = std::map<std::string, int>;

Numbers numbers_in(std::string_view utf8);

/// Numbers that a German text has in letters: "2" for "zwei", "1" for "einen". Each of them may
/// stand in digits in a translation.
Numbers german_words(std::string_view utf8);

/// Numbers that count in a German text, as "am 1. Tag": a translation may have "first". Those of
/// days of a month are none.
Numbers german_ordinals(std::string_view utf8);

/// Numbers of the months that a German text names behind a day: 3 in "am 31. März 2027".
Numbers german_months(std::string_view utf8);

/// A date has its month as a number in this language, as "tháng 3" and "3月", by CLDR.
bool counts_months(const std::string& tag);

/// One and two of a thing are forms of its word in this language, as "أسبوعان", by CLDR.
bool has_dual(const std::string& tag);

/// The same numbers, those that count without the letters that say so, by CLDR: 4 for "4e" in
/// French. But for those in `kept`, as of § 18a.
Numbers without_ordinal_letters(const Numbers& numbers, const std::string& tag,
                                const Numbers& kept);

/// Numbers up to twelve in letters in an English text.
Numbers english_words(std::string_view utf8);

void add(Numbers& sum, const Numbers& more);

/// "3, B1, 16d"
std::string list(const Numbers& numbers);

} // namespace zugang::content::testing
