#include "numbers.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include <unicode/datefmt.h>
#include <unicode/plurrule.h>
#include <unicode/rbnf.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace zugang::content::testing {
namespace {

using Characters = std::vector<UChar32>;

Characters characters_of(std::string_view utf8) {
    const icu::UnicodeString text = icu::UnicodeString::fromUTF8(
        icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
    Characters characters;
    for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
        const UChar32 c = text.char32At(at);
        // Marks of direction stand between digits and what belongs to them.
        if (u_hasBinaryProperty(c, UCHAR_BIDI_CONTROL) == 0 && c != 0xad) {
            characters.push_back(c);
        }
    }
    return characters;
}

class Reader {
  public:
    explicit Reader(Characters characters) : text_(std::move(characters)) {}

    Numbers read() {
        for (at_ = 0; at_ < text_.size();) {
            if (is_digit(at_)) {
                read_number();
            } else {
                ++at_;
            }
        }
        return std::move(numbers_);
    }

  private:
    UChar32 at(std::size_t index) const { return index < text_.size() ? text_[index] : 0; }
    bool is_digit(std::size_t index) const { return u_charDigitValue(at(index)) >= 0; }
    bool is_letter(std::size_t index) const { return u_isalpha(at(index)) != 0; }

    std::string digits_from(std::size_t index) const {
        std::string digits;
        for (; is_digit(index); ++index) {
            digits += static_cast<char>('0' + u_charDigitValue(at(index)));
        }
        return digits;
    }

    static bool groups(UChar32 c) { // thousands
        static constexpr std::array<UChar32, 8> marks{'.',    ',',    ' ',    '\'',
                                                      0x00a0, 0x202f, 0x2009, 0x066c};
        return std::ranges::find(marks, c) != marks.end();
    }

    static bool is_decimal(UChar32 c) { return c == '.' || c == ',' || c == 0x066b; }

    void read_number() {
        const std::size_t start = at_;
        std::string number = digits_from(at_);
        at_ += number.size();
        if (start > 0 && number.size() == 1 && at(start - 1) >= 'A' && at(start - 1) <= 'C' &&
            (start == 1 || !is_letter(start - 2))) {
            ++numbers_[std::string(1, static_cast<char>(at(start - 1))) + number];
            return;
        }
        bool grouped = false;
        while (number.front() != '0' && number.size() <= (grouped ? 12U : 3U) && groups(at(at_)) &&
               digits_from(at_ + 1).size() == 3) {
            number += digits_from(at_ + 1);
            at_ += 4;
            grouped = true;
        }
        if (is_decimal(at(at_)) && !follows_number(start)) {
            const std::string fraction = digits_from(at_ + 1);
            const std::size_t end = at_ + 1 + fraction.size();
            const bool is_date = at(end) == '.' && is_digit(end + 1);
            if (!fraction.empty() && fraction.size() <= 2 && !is_date) {
                number += "." + fraction;
                number.erase(number.find_last_not_of('0') + 1);
                number.erase(number.find_last_not_of('.') + 1);
                at_ = end;
            }
        }
        if (at(at_) >= 'a' && at(at_) <= 'g' && !is_letter(at_ + 1) && !is_digit(at_ + 1)) {
            number += static_cast<char>(at(at_));
            ++at_;
        }
        ++numbers_[number];
    }

    /// The second number of "31.12.2026" begins no decimal fraction.
    bool follows_number(std::size_t start) const {
        return start > 1 && at(start - 1) == '.' && is_digit(start - 2);
    }

    Characters text_;
    std::size_t at_ = 0;
    Numbers numbers_;
};

std::vector<std::string> words_of(std::string_view utf8) {
    std::vector<std::string> words(1);
    for (const UChar32 c : characters_of(utf8)) {
        if (u_isalnum(c) != 0) {
            icu::UnicodeString(u_tolower(c)).toUTF8String(words.back());
        } else if (!words.back().empty()) {
            words.emplace_back();
        }
    }
    return words;
}

Numbers words_among(std::string_view utf8,
                    const std::vector<std::pair<const char*, const char*>>& names) {
    Numbers numbers;
    for (const std::string& word : words_of(utf8)) {
        for (const auto& [name, number] : names) {
            if (word == name) {
                ++numbers[number];
            }
        }
    }
    return numbers;
}

} // namespace

Numbers numbers_in(std::string_view utf8) {
    return Reader(characters_of(utf8)).read();
}

Numbers german_words(std::string_view utf8) {
    static const std::vector<std::pair<const char*, const char*>> names{
        {"ein", "1"},   {"eine", "1"},   {"einen", "1"},  {"einem", "1"}, {"einer", "1"},
        {"eines", "1"}, {"eins", "1"},   {"zwei", "2"},   {"beide", "2"}, {"beiden", "2"},
        {"drei", "3"},  {"vier", "4"},   {"fünf", "5"},   {"sechs", "6"}, {"sieben", "7"},
        {"acht", "8"},  {"neun", "9"},   {"zehn", "10"},  {"elf", "11"},  {"zwölf", "12"},
        {"erste", "1"}, {"ersten", "1"}, {"erster", "1"}, {"erstes", "1"}};
    return words_among(utf8, names);
}

Numbers english_words(std::string_view utf8) {
    static const std::vector<std::pair<const char*, const char*>> names{
        {"one", "1"},   {"first", "1"}, {"two", "2"},  {"second", "2"},  {"three", "3"},
        {"third", "3"}, {"four", "4"},  {"five", "5"}, {"six", "6"},     {"seven", "7"},
        {"eight", "8"}, {"nine", "9"},  {"ten", "10"}, {"eleven", "11"}, {"twelve", "12"}};
    return words_among(utf8, names);
}

namespace {

/// Names of the months in order, in small letters.
const std::array<const char*, 12>& months() {
    static const std::array<const char*, 12> names{"januar",    "februar", "märz",     "april",
                                                   "mai",       "juni",    "juli",     "august",
                                                   "september", "oktober", "november", "dezember"};
    return names;
}

} // namespace

Numbers german_ordinals(std::string_view utf8) {
    Numbers numbers;
    const Characters text = characters_of(utf8);
    const auto is_digit = [&](std::size_t at) { return u_isdigit(text[at]) != 0; };
    for (std::size_t at = 0; at + 3 < text.size(); ++at) {
        if (!is_digit(at) || text[at + 1] != '.' || text[at + 2] != ' ' ||
            u_isalpha(text[at + 3]) == 0) {
            continue;
        }
        std::size_t start = at;
        while (start > 0 && is_digit(start - 1)) {
            --start;
        }
        std::string number;
        for (std::size_t i = start; i <= at; ++i) {
            number += static_cast<char>('0' + u_charDigitValue(text[i]));
        }
        std::string word;
        for (std::size_t i = at + 3; i < text.size() && u_isalpha(text[i]) != 0; ++i) {
            icu::UnicodeString(u_tolower(text[i])).toUTF8String(word);
        }
        if (std::ranges::find(months(), word) == months().end()) {
            ++numbers[number];
        }
    }
    return numbers;
}

Numbers german_months(std::string_view utf8) {
    Numbers numbers;
    for (const std::string& word : words_of(utf8)) {
        const auto* const name = std::ranges::find(months(), word);
        if (name != months().end()) {
            ++numbers[std::to_string(name - months().begin() + 1)];
        }
    }
    return numbers;
}

bool counts_months(const std::string& tag) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::DateFormat> format(icu::DateFormat::createDateInstance(
        icu::DateFormat::kLong, icu::Locale::forLanguageTag(tag, status)));
    if (U_FAILURE(status) != 0 || !format) {
        return false;
    }
    constexpr UDate at_noon_of_march_31_2027 = 1'806'494'400'000.0;
    icu::UnicodeString date;
    std::string utf8;
    format->format(at_noon_of_march_31_2027, date).toUTF8String(utf8);
    return numbers_in(utf8).contains("3");
}

Numbers without_ordinal_letters(const Numbers& numbers, const std::string& tag,
                                const Numbers& kept) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::RuleBasedNumberFormat ordinal(icu::URBNF_ORDINAL,
                                             icu::Locale::forLanguageTag(tag, status), status);
    Numbers plain;
    for (const auto& [number, count] : numbers) {
        const std::string digits = number.substr(0, number.find_first_not_of("0123456789"));
        std::string with_letters;
        if (U_SUCCESS(status) && !digits.empty() && digits.size() < 4 && digits != number &&
            !kept.contains(number)) {
            icu::UnicodeString text;
            ordinal.format(static_cast<std::int32_t>(std::stoi(digits)), text);
            text.toUTF8String(with_letters);
        }
        plain[with_letters == number ? digits : number] += count;
    }
    return plain;
}

bool has_dual(const std::string& tag) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::PluralRules> rules(
        icu::PluralRules::forLocale(icu::Locale::forLanguageTag(tag, status), status));
    return U_SUCCESS(status) != 0 && rules && rules->isKeyword("two") != 0;
}

void add(Numbers& sum, const Numbers& more) {
    for (const auto& [number, count] : more) {
        sum[number] += count;
    }
}

std::string list(const Numbers& numbers) {
    std::string text;
    for (const auto& [number, count] : numbers) {
        for (int i = 0; i < count; ++i) {
            text += (text.empty() ? "" : ", ") + number;
        }
    }
    return text;
}

} // namespace zugang::content::testing
