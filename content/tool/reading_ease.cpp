#include "content/tool/reading_ease.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace zugang::content::tool {
namespace {

/// A word or number, or a sign between them.
struct Token {
    std::string text;
    std::string lower;   ///< where rules look at words
    bool word = false;   ///< begins with a letter
    bool number = false; ///< begins with a digit
    bool space_before = false;
    bool in_term = false;
    std::size_t letters = 0;
    std::size_t longest_part = 0; ///< letters between hyphens
};

using Sentence = std::vector<Token>;

std::string lower_of(const std::string& utf8) {
    std::string result;
    const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (std::ranges::all_of(utf8, is_ascii)) { // most German and English words
        for (const char c : utf8) {
            result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
        return result;
    }
    icu::UnicodeString::fromUTF8(utf8).toLower(icu::Locale::getRoot()).toUTF8String(result);
    return result;
}

bool is_word_character(UChar32 c) {
    return u_isalpha(c) != 0 || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0 || c == 0x200c ||
           c == 0x200d || c == 0xad;
}

/// Within a word: "E-Mail", "об'єднання", "don't", "Meister·brief".
bool joins_letters(UChar32 c) {
    return c == '-' || c == '\'' || c == 0x2019 || c == 0x02bc || c == 0xb7 || c == 0x2010;
}

bool is_in_term(const Text& text, std::size_t at) {
    return std::ranges::any_of(text.spans, [at](const Span& span) {
        return span.kind == SpanKind::Term && at >= span.start && at < span.start + span.length;
    });
}

/// Languages that have rules about words; for the others sentences are only measured.
bool looks_at_words(std::string_view language) {
    return language == "de" || language == "de-simple" || language == "en";
}

std::vector<Token> tokens_of(const Text& text, bool with_lower) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.utf8.data());
    const auto size = static_cast<std::int32_t>(text.utf8.size());
    const auto at_offset = [&](std::int32_t at) {
        UChar32 c = 0;
        if (at < size) {
            U8_GET_OR_FFFD(bytes, 0, at, size, c);
        }
        return c;
    };
    std::vector<Token> tokens;
    bool space = false;
    for (std::int32_t at = 0; at < size;) {
        const std::int32_t start = at;
        UChar32 c = 0;
        U8_NEXT_OR_FFFD(bytes, at, size, c);
        if (u_isUWhiteSpace(c) != 0) {
            space = true;
            continue;
        }
        Token token;
        token.space_before = std::exchange(space, false);
        token.in_term = is_in_term(text, static_cast<std::size_t>(start));
        token.word = is_word_character(c);
        token.number = u_isdigit(c) != 0;
        std::size_t part = token.word ? 1 : 0;
        token.letters = part;
        token.longest_part = part;
        while (at < size && (token.word || token.number)) {
            std::int32_t next = at;
            UChar32 following = 0;
            U8_NEXT_OR_FFFD(bytes, next, size, following);
            const bool goes_on = is_word_character(following) || u_isdigit(following) != 0;
            if (!goes_on &&
                (!token.word || !joins_letters(following) || !is_word_character(at_offset(next)))) {
                break;
            }
            const bool letter = goes_on && following != 0xad && u_isalpha(following) != 0;
            part = goes_on ? part + (letter ? 1 : 0) : 0;
            token.letters += letter ? 1 : 0;
            token.longest_part = std::max(token.longest_part, part);
            at = next;
        }
        token.text =
            text.utf8.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(at - start));
        if (with_lower) {
            token.lower = lower_of(token.text);
        }
        tokens.push_back(std::move(token));
    }
    return tokens;
}

bool is_one_of(std::string_view word, const auto& words) {
    return std::ranges::find(words, word) != std::ranges::end(words);
}

constexpr std::array<std::string_view, 11> sentence_ends{".", "!", "?",  "…",  "።", "؟",
                                                         "۔", "।", "。", "！", "？"};
/// A point behind these ends no sentence.
constexpr std::array<std::string_view, 34> abbreviated{
    "z",    "b", "d",  "h",   "u",   "a",   "ca", "bzw", "usw",  "etc", "ggf", "inkl",
    "i",    "r", "lt", "abs", "nr",  "str", "dr", "tel", "st",   "art", "vgl", "evtl",
    "bspw", "e", "g",  "mr",  "mrs", "vs",  "ул", "тел", "напр", "т"};

std::vector<Sentence> sentences_of(const Text& text, bool with_lower) {
    std::vector<Token> tokens = tokens_of(text, with_lower);
    std::vector<Sentence> sentences(1);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const bool mark = is_one_of(tokens[i].text, sentence_ends);
        const bool last = i + 1 == tokens.size();
        bool ends = mark && (last || tokens[i + 1].space_before || tokens[i].text.size() > 1);
        if (ends && tokens[i].text == "." && !sentences.back().empty() && !last) {
            const Token& before = sentences.back().back();
            const bool small_number = before.number && before.text.size() <= 2; // "30. Juni"
            ends = !small_number && !(before.word && is_one_of(lower_of(before.text), abbreviated));
        }
        sentences.back().push_back(std::move(tokens[i]));
        if (ends) {
            sentences.emplace_back();
        }
    }
    std::erase_if(sentences, [](const Sentence& sentence) { return sentence.empty(); });
    return sentences;
}

std::size_t count_words(const Sentence& sentence) {
    return static_cast<std::size_t>(std::ranges::count_if(
        sentence, [](const Token& token) { return token.word || token.number; }));
}

/// "Sie gehen zum Amt und ..." for a finding.
std::string beginning(const Sentence& sentence) {
    std::string words;
    for (std::size_t i = 0; i < sentence.size() && i < 4; ++i) {
        words += (i > 0 && sentence[i].space_before ? " " : "") + sentence[i].text;
    }
    return sentence.size() > 4 ? words + " ..." : words;
}

bool begins_upper(const Token& token) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(token.text.data());
    UChar32 c = 0;
    U8_GET_OR_FFFD(bytes, 0, 0, static_cast<std::int32_t>(token.text.size()), c);
    return u_isupper(c) != 0;
}

// German word lists, in lower case.
constexpr std::array<std::string_view, 10> joining{"aber", "denn",  "sondern", "weil", "dass",
                                                   "wenn", "damit", "ob",      "da",   "obwohl"};
constexpr std::array<std::string_view, 8> subjects{"ich", "du",  "er",  "sie",
                                                   "es",  "wir", "ihr", "man"};
constexpr std::array<std::string_view, 11> subordinating{"obwohl", "nachdem", "bevor",  "sodass",
                                                         "indem",  "während", "falls",  "sofern",
                                                         "soweit", "sobald",  "solange"};
constexpr std::array<std::string_view, 8> relative{"der", "die",   "das",    "den",
                                                   "dem", "deren", "dessen", "denen"};
constexpr std::array<std::string_view, 10> genitive_articles{
    "des", "eines", "meines", "deines", "seines", "ihres", "unseres", "eures", "dieses", "keines"};
constexpr std::array<std::string_view, 8> genitive_prepositions{
    "wegen", "trotz", "aufgrund", "innerhalb", "außerhalb", "mittels", "bezüglich", "anhand"};
constexpr std::array<std::string_view, 8> passive_verbs{"wird",  "werden", "wirst",  "werdet",
                                                        "wurde", "wurden", "worden", "würden"};
constexpr std::array<std::string_view, 24> subjunctives{
    "könnte", "könnten", "könntest", "würde",    "würden",    "würdest", "müsste", "müssten",
    "dürfte", "dürften", "hätte",    "hätten",   "wäre",      "wären",   "seien",  "sollten",
    "käme",   "gäbe",    "ginge",    "bräuchte", "bräuchten", "wüsste",  "ließe",  "täte"};
constexpr std::array<std::string_view, 38> past_forms{
    "ging",    "gingen",  "kam",     "kamen",     "sah",       "sahen",     "gab",
    "gaben",   "nahm",    "nahmen",  "fand",      "fanden",    "stand",     "standen",
    "blieb",   "blieben", "schrieb", "schrieben", "bekam",     "bekamen",   "machte",
    "machten", "sagte",   "sagten",  "fragte",    "fragten",   "arbeitete", "arbeiteten",
    "zeigte",  "suchte",  "suchten", "brauchte",  "brauchten", "wohnte",    "wohnten",
    "lernte",  "lernten", "half"};
constexpr std::array<std::string_view, 13> negations{
    "nicht",   "kein",   "keine",   "keinen", "keinem", "keiner",  "nie",
    "niemals", "nichts", "niemand", "ohne",   "weder",  "nirgends"};
constexpr std::array<std::string_view, 14> number_words{
    "zwei", "drei", "vier", "fünf",  "sechs",   "sieben",  "acht",
    "neun", "zehn", "elf",  "zwölf", "hundert", "tausend", "zwanzig"};
constexpr std::array<std::string_view, 9> written_short{"bzw", "usw", "etc", "ggf", "inkl",
                                                        "ca",  "lt",  "abs", "evtl"};
constexpr std::array<std::string_view, 24> allowed_capitals{
    "BAMF", "IHK",   "HWK", "WLAN", "GOST",  "ANABIN", "ZAB",   "DAAD",
    "BIBB", "VHS",   "SGB", "AGG",  "MiLoG", "ELSTER", "BAFÖG", "BVFG",
    "ESF",  "EURES", "IQ",  "FAQ",  "SMS",   "NGO",    "KMK",   "MBE"};
constexpr std::array<std::string_view, 5> nominal_ends{"ung", "heit", "keit", "tion", "nahme"};
constexpr std::array<std::string_view, 4> references{"siehe", "vgl", "vergleiche", "untenstehend"};
constexpr std::array<std::string_view, 6> addresses{"man", "du", "dich", "dir", "dein", "deine"};

bool is_participle(std::string_view word) {
    if (word.size() < 6 || (!word.ends_with("t") && !word.ends_with("en"))) {
        return false;
    }
    for (const std::string_view prefix :
         {"ge", "be", "ver", "er", "ent", "zer", "miss", "über", "unter"}) {
        if (word.starts_with(prefix)) {
            return true;
        }
    }
    const std::size_t ge = word.find("ge", 2); // "angeboten"
    return ge != std::string_view::npos && ge + 4 < word.size() && ge <= 5;
}

class Hints {
  public:
    Hints(const Text& text, std::string_view language, BlockKind kind)
        : text_(text), language_(language), kind_(kind),
          sentences_(sentences_of(text, looks_at_words(language))) {}

    std::vector<ReadingHint> run() {
        check_lengths();
        check_digits();
        if (language_ == "de-simple") {
            check_plain_german();
        } else if (language_ == "de") {
            check_german();
        } else if (language_ == "en") {
            check_english();
        }
        return std::move(hints_);
    }

  private:
    void hint(std::string_view rule, std::string what, std::string advice) {
        const bool told =
            std::ranges::any_of(hints_, [rule](const ReadingHint& h) { return h.rule == rule; });
        if (!told) {
            hints_.push_back({rule, std::move(what), std::move(advice)});
        }
    }

    void check_lengths() {
        const bool simple = language_ == "de-simple";
        const bool verb_last = language_ == "tr" || language_ == "ti";
        const std::size_t most = simple ? 10 : verb_last ? 13 : 15;
        for (const Sentence& sentence : sentences_) {
            const std::size_t words = count_words(sentence);
            if (words > most) {
                hint("sentence-length",
                     "the sentence \"" + beginning(sentence) + "\" has " + std::to_string(words) +
                         " words, more than " + std::to_string(most),
                     "make two of it");
            }
        }
    }

    /// Western and other digits in one text.
    void check_digits() {
        const auto* bytes = reinterpret_cast<const std::uint8_t*>(text_.utf8.data());
        const auto size = static_cast<std::int32_t>(text_.utf8.size());
        UChar32 zero = 0; // of the digits that were seen first
        for (std::int32_t at = 0; at < size;) {
            UChar32 c = 0;
            U8_NEXT_OR_FFFD(bytes, at, size, c);
            if (u_isdigit(c) == 0) {
                continue;
            }
            if (zero != 0 && c - u_charDigitValue(c) != zero) {
                hint("mixed-digits", "there are two kinds of digits", "use one");
            }
            zero = c - u_charDigitValue(c);
        }
    }

    void check_english() {
        for (const Sentence& sentence : sentences_) {
            for (const Token& token : sentence) {
                const std::string& word = token.lower;
                const std::size_t sign = std::min(word.find('\''), word.find("\u2019"));
                const std::string_view end =
                    sign == std::string::npos
                        ? std::string_view()
                        : std::string_view(word).substr(word[sign] == '\'' ? sign + 1 : sign + 3);
                const bool short_form = end == "t" || end == "re" || end == "ll" || end == "ve" ||
                                        end == "m" || end == "d";
                if (token.word && short_form) {
                    hint("contraction", "\"" + token.text + "\" is a short form",
                         "write the words in full");
                }
            }
        }
    }

    void check_german() {
        for (const Sentence& sentence : sentences_) {
            std::size_t clauses = 0;
            std::size_t genitives = 0;
            for (std::size_t i = 0; i < sentence.size(); ++i) {
                clauses += begins_clause(sentence, i) ? 1 : 0;
                genitives += is_genitive(sentence, i) ? 1 : 0;
            }
            if (clauses > 1) {
                hint("subordinate-clause",
                     "\"" + beginning(sentence) + "\" has " + std::to_string(clauses) +
                         " sentences within it",
                     "make two sentences");
            }
            if (genitives > 1) {
                hint("genitive", "\"" + beginning(sentence) + "\" puts one genitive on another",
                     "write \"von\", or use a verb");
            }
        }
    }

    static bool after_comma(const Sentence& sentence, std::size_t i) {
        return i > 0 && sentence[i - 1].text == ",";
    }

    static bool begins_clause(const Sentence& sentence, std::size_t i) {
        const std::string& word = sentence[i].lower;
        return is_one_of(word, subordinating) ||
               (after_comma(sentence, i) && is_one_of(word, joining)) || is_relative(sentence, i);
    }

    /// "..., den Sie stellen": not "..., der Ausweis" of a list, where a noun follows.
    static bool is_relative(const Sentence& sentence, std::size_t i) {
        return after_comma(sentence, i) && is_one_of(sentence[i].lower, relative) &&
               i + 1 < sentence.size() && sentence[i + 1].word &&
               (!begins_upper(sentence[i + 1]) || is_one_of(sentence[i + 1].lower, subjects));
    }

    static bool is_genitive(const Sentence& sentence, std::size_t i) {
        const std::string& word = sentence[i].lower;
        if (is_one_of(word, genitive_prepositions)) {
            return true;
        }
        if (!is_one_of(word, genitive_articles)) {
            return false;
        }
        for (std::size_t next = i + 1; next < sentence.size() && next < i + 4; ++next) {
            if (sentence[next].word && begins_upper(sentence[next])) {
                return sentence[next].lower.ends_with("s") || word == "des";
            }
        }
        return false;
    }

    void check_plain_german() {
        for (const Sentence& sentence : sentences_) {
            std::size_t denied = 0;
            std::size_t nouns = 0;
            for (std::size_t i = 0; i < sentence.size(); ++i) {
                check_clauses(sentence, i);
                check_verbs(sentence, i);
                check_word(sentence, i);
                const std::string& word = sentence[i].lower;
                denied += is_one_of(word, negations) || is_denied(word) ? 1 : 0;
                nouns += is_nominal(sentence[i]) && !is_listed(sentence, i) ? 1 : 0;
            }
            if (denied > 1) {
                hint("negation", "\"" + beginning(sentence) + "\" says no twice",
                     "say what is, not what is not");
            }
            if (nouns > 1) {
                hint("nominal-style",
                     "\"" + beginning(sentence) + "\" has several nouns as -ung, -heit, -tion",
                     "use verbs");
            }
        }
        if (std::ranges::any_of(text_.spans,
                                [](const Span& span) { return span.kind == SpanKind::Italic; })) {
            hint("italics", "there are italics", "use bold, or nothing");
        }
        if (kind_ == BlockKind::Heading && !sentences_.empty() &&
            count_words(sentences_.front()) > 8) {
            hint("long-heading", "the heading has more than 8 words", "make it shorter");
        }
    }

    static bool is_denied(std::string_view word) { // "unmöglich"
        return word.starts_with("un") && word.size() > 6 &&
               (word.ends_with("lich") || word.ends_with("bar") || word.ends_with("ig") ||
                word.ends_with("sam"));
    }

    static bool is_nominal(const Token& token) {
        return token.word && !token.in_term && begins_upper(token) && token.letters > 6 &&
               std::ranges::any_of(nominal_ends, [&token](std::string_view end) {
                   return token.lower.ends_with(end);
               });
    }

    /// One of several things: "Wohnung, Gesundheit und Arbeit".
    static bool is_listed(const Sentence& sentence, std::size_t i) {
        return i > 0 && (sentence[i - 1].text == "," || sentence[i - 1].lower == "und" ||
                         sentence[i - 1].lower == "oder");
    }

    void check_clauses(const Sentence& sentence, std::size_t i) {
        const std::string& word = sentence[i].lower;
        if (is_one_of(word, subordinating) || is_relative(sentence, i)) {
            hint("subordinate-clause", "\"" + beginning(sentence) + "\" holds another sentence",
                 "make two sentences");
        } else if (after_comma(sentence, i) && is_one_of(word, joining)) {
            hint("two-statements", "\"" + beginning(sentence) + "\" says two things",
                 "make two sentences");
        }
        const bool joins = (word == "und" || word == "oder") && i > 0 && i + 1 < sentence.size();
        if (joins && is_one_of(sentence[i + 1].lower, subjects)) {
            hint("two-statements", "\"" + beginning(sentence) + "\" says two things",
                 "make two sentences");
        }
        if (is_genitive(sentence, i)) {
            hint("genitive", "\"" + sentence[i].text + "\" with a genitive",
                 "write \"von\", as \"die Frist vom Amt\"");
        }
    }

    void check_verbs(const Sentence& sentence, std::size_t i) {
        const std::string& word = sentence[i].lower;
        if (is_one_of(word, passive_verbs)) {
            for (std::size_t next = 0; next < sentence.size(); ++next) {
                if (next != i && sentence[next].word && !begins_upper(sentence[next]) &&
                    is_participle(sentence[next].lower)) {
                    hint("passive",
                         "\"" + word + " ... " + sentence[next].text +
                             "\" does not say who does it",
                         "say who: \"Das Amt prüft den Antrag.\"");
                    break;
                }
            }
        }
        const bool to_be = word == "ist" || word == "sind";
        for (std::size_t next = i + 1; to_be && next + 1 < sentence.size(); ++next) {
            if (sentence[next].lower == "zu" && !begins_upper(sentence[next + 1]) &&
                sentence[next + 1].lower.ends_with("en") && next + 2 >= sentence.size() - 1) {
                hint("passive",
                     "\"" + word + " zu " + sentence[next + 1].text + "\" does not say who does it",
                     "say who does it");
            }
        }
        if (is_one_of(word, subjunctives)) {
            hint("subjunctive", "\"" + sentence[i].text + "\" says what might be",
                 "say what is: \"Sie können fragen.\"");
        }
        if (is_one_of(word, past_forms)) {
            hint("past-tense", "\"" + sentence[i].text + "\" is the written past",
                 "write \"Er ist zum Amt gegangen.\"");
        }
    }

    void check_word(const Sentence& sentence, std::size_t i) {
        const Token& token = sentence[i];
        const bool last = i + 1 == sentence.size();
        const bool point_behind =
            !last && sentence[i + 1].text == "." && !sentence[i + 1].space_before;
        if (token.in_term) {
            return;
        }
        if (token.longest_part >= 14) {
            hint("long-word", "\"" + token.text + "\" is a long word",
                 "write it with a hyphen, or as [[term]]");
        }
        const bool short_pair = token.letters == 1 && point_behind && i + 2 < sentence.size() &&
                                sentence[i + 2].letters == 1;
        if ((point_behind && is_one_of(token.lower, written_short)) || short_pair) {
            hint("abbreviation", "\"" + token.text + ".\" is an abbreviation", "write the words");
        }
        if (is_one_of(token.lower, number_words)) {
            hint("number-word", "\"" + token.text + "\" is a number in letters", "write digits");
        }
        if (is_roman(sentence, i)) {
            hint("roman-number", "\"" + token.text + "\" is a Roman number", "write digits");
        }
        if (token.text == "%" || token.lower == "prozent") {
            hint("percent", "per cent are hard to imagine", "write \"die Hälfte\" or \"3 von 10\"");
        }
        if (is_date(sentence, i)) {
            hint("numeric-date", "the month is a number", "write it as a word: \"12. März 2026\"");
        }
        static constexpr std::array<std::string_view, 16> signs{
            ";", "…", "/", "&", "§", "(", ")", "[", "]", "<", ">", "*", "_", "–", "—", "•"};
        if (is_one_of(token.text, signs)) {
            hint("special-character", "\"" + token.text + "\" is not read aloud", "write words");
        }
        if (token.word && token.letters >= 4 && is_upper(token.text) &&
            !is_one_of(token.text, allowed_capitals)) {
            hint("capitals", "\"" + token.text + "\" stands in capital letters",
                 "write it as other words; use bold");
        }
        if (has_gender_sign(sentence, i)) {
            hint("gender-sign", "\"" + token.text + "\" with a sign for all genders",
                 "write both forms, or a word that means all");
        }
        if (is_one_of(token.lower, references)) {
            hint("cross-reference", "\"" + token.text + "\" sends the reader away",
                 "link the words");
        }
        if (is_one_of(token.lower, addresses) && kind_ != BlockKind::Heading) {
            hint("address", "\"" + token.text + "\" is not the reader", "write \"Sie\"");
        }
    }

    static bool is_upper(const std::string& word) {
        const icu::UnicodeString utf16 = icu::UnicodeString::fromUTF8(word);
        for (std::int32_t i = 0; i < utf16.length(); i = utf16.moveIndex32(i, 1)) {
            if (u_isupper(utf16.char32At(i)) == 0) {
                return false;
            }
        }
        return true;
    }

    static bool is_roman(const Sentence& sentence, std::size_t i) {
        const std::string& word = sentence[i].text;
        const bool roman = word.size() >= 2 && word.find_first_not_of("IVXLC") == std::string::npos;
        return roman && (i == 0 || !is_upper(sentence[i - 1].text)); // "SGB II" is a name
    }

    static bool is_date(const Sentence& sentence, std::size_t i) {
        return i + 2 < sentence.size() && sentence[i].number && sentence[i].text.size() <= 2 &&
               sentence[i + 1].text == "." && sentence[i + 2].number &&
               sentence[i + 2].text.size() <= 2 &&
               (i + 3 == sentence.size() || sentence[i + 3].text == ".");
    }

    static bool has_gender_sign(const Sentence& sentence, std::size_t i) {
        if (i + 2 >= sentence.size() || !sentence[i].word) {
            return false;
        }
        const std::string& sign = sentence[i + 1].text;
        const std::string& end = sentence[i + 2].lower;
        return (sign == ":" || sign == "*" || sign == "_") && !sentence[i + 1].space_before &&
               !sentence[i + 2].space_before && (end == "in" || end == "innen");
    }

    const Text& text_;
    std::string_view language_;
    BlockKind kind_;
    std::vector<Sentence> sentences_;
    std::vector<ReadingHint> hints_;
};

} // namespace

std::vector<ReadingHint> reading_hints(const Text& text, std::string_view language,
                                       BlockKind kind) {
    return Hints(text, language, kind).run();
}

std::vector<std::size_t> sentence_lengths(std::string_view utf8) {
    std::vector<std::size_t> lengths;
    for (const Sentence& sentence : sentences_of({.utf8 = std::string(utf8), .spans = {}}, false)) {
        lengths.push_back(count_words(sentence));
    }
    return lengths;
}

} // namespace zugang::content::tool
