#include "content/tool/hyphenate.hpp"

#include "content/sha256.hpp"
#include "content/soft_hyphens.hpp"
#include "content/tool/sentences.hpp"

#include <algorithm>

#include <unicode/messagepattern.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace zugang::content::tool {
namespace {

/// At 400 % a step of an article has room for about nine letters on a screen of 800 px (530 px, 104
/// px letters). Whether a word is broken is decided where it is shown, so a lower number costs
/// nothing but bytes.
constexpr std::size_t shortest_long_word = 8;

struct Character {
    char32_t character = 0;
    std::size_t start = 0; ///< byte
};

/// `start`: of the first byte, which every character's place counts from.
void decode(std::string_view utf8, std::size_t start, std::vector<Character>& result) {
    result.clear();
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
    const auto size = static_cast<std::int32_t>(utf8.size());
    for (std::int32_t at = 0; at < size;) {
        const std::size_t here = start + static_cast<std::size_t>(at);
        UChar32 character = 0;
        U8_NEXT_OR_FFFD(bytes, at, size, character);
        result.push_back({.character = static_cast<char32_t>(character), .start = here});
    }
}

std::vector<Character> decode(std::string_view utf8) {
    std::vector<Character> result;
    decode(utf8, 0, result);
    return result;
}

/// How many bytes the white space here has; 0 for anything else.
std::size_t space_at(std::string_view utf8, std::size_t at) {
    const auto byte = static_cast<unsigned char>(utf8[at]);
    if (byte < 0x80) {
        return byte == ' ' || (byte >= 0x09 && byte <= 0x0d) ? 1 : 0;
    }
    if (byte != 0xc2 && (byte < 0xe1 || byte > 0xe3)) { // no white space begins otherwise
        return 0;
    }
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
    auto next = static_cast<std::int32_t>(at);
    UChar32 character = 0;
    U8_NEXT_OR_FFFD(bytes, next, static_cast<std::int32_t>(utf8.size()), character);
    return u_isUWhiteSpace(character) != 0 ? static_cast<std::size_t>(next) - at : 0;
}

bool is_letter(char32_t character) {
    const auto c = static_cast<UChar32>(character);
    return u_isalpha(c) != 0 || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
}

/// "об'єднання": a part of the word.
bool is_apostrophe(char32_t character) {
    return character == U'\'' || character == U'\u2019' || character == U'\u02BC';
}

std::u32string lower(std::u32string_view word) {
    std::u32string result;
    for (const char32_t character : word) {
        result += static_cast<char32_t>(u_tolower(static_cast<UChar32>(character)));
    }
    return result;
}

/// An address, a number or something an author has taken care of.
bool is_left_alone(const std::vector<Character>& text, std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
        const char32_t c = text[i].character;
        const bool inside = i > from && i + 1 < to && is_letter(text[i - 1].character) &&
                            is_letter(text[i + 1].character);
        if (u_isdigit(static_cast<UChar32>(c)) != 0 || c == U'@' || c == 0xAD || c == 0xFFFC ||
            (c == U'.' && inside) || (c == U'/' && i > from && text[i - 1].character == U':')) {
            return true;
        }
    }
    return false;
}

/// Adds the breaks of the words of a stretch without white space.
template <typename Breaks>
void add_places(const std::vector<Character>& text, const Breaks& breaks,
                std::vector<std::size_t>& result) {
    if (is_left_alone(text, 0, text.size())) {
        return;
    }
    for (std::size_t from = 0; from < text.size();) {
        std::u32string word;
        std::size_t end = from;
        while (end < text.size() &&
               (is_letter(text[end].character) ||
                (is_apostrophe(text[end].character) && end > from && end + 1 < text.size() &&
                 is_letter(text[end + 1].character)))) {
            word += text[end++].character;
        }
        if (word.size() >= shortest_long_word) {
            for (const std::size_t at : breaks(word)) {
                result.push_back(text[from + at].start);
            }
        }
        from = std::max(end, from + 1);
    }
}

/// Bytes before which a soft hyphen goes, ascending.
template <typename Breaks>
std::vector<std::size_t> places(std::string_view utf8, const Breaks& breaks) {
    std::vector<std::size_t> result;
    std::vector<Character> text;
    for (std::size_t from = 0; from < utf8.size();) {
        std::size_t to = from;
        std::size_t space = 0;
        while (to < utf8.size() && (space = space_at(utf8, to)) == 0) {
            ++to;
        }
        if (to - from >= shortest_long_word) { // most have fewer bytes than that
            decode(utf8.substr(from, to - from), from, text);
            add_places(text, breaks, result);
        }
        from = to + std::max<std::size_t>(space, 1);
    }
    return result;
}

std::string insert(std::string_view utf8, const std::vector<std::size_t>& places) {
    std::string result;
    std::size_t from = 0;
    for (const std::size_t at : places) {
        result.append(utf8.substr(from, at - from));
        result += soft_hyphen;
        from = at;
    }
    result.append(utf8.substr(from));
    return result;
}

/// The pattern with spaces for the syntax around words and digits for arguments, byte by byte.
/// Empty where ICU cannot read it.
std::string mask_syntax(std::string_view pattern) {
    const icu::UnicodeString utf16 =
        icu::UnicodeString::fromUTF8({pattern.data(), static_cast<std::int32_t>(pattern.size())});
    UErrorCode status = U_ZERO_ERROR;
    const icu::MessagePattern parsed(utf16, nullptr, status);
    if (U_FAILURE(status) != 0) {
        return {};
    }
    std::string masked;
    std::int32_t done = 0; // UTF-16
    const auto copy_until = [&](std::int32_t end) {
        utf16.tempSubStringBetween(done, end).toUTF8String(masked);
        done = std::max(done, end);
    };
    const auto mask_until = [&](std::int32_t end, char with) {
        std::string hidden;
        utf16.tempSubStringBetween(done, end).toUTF8String(hidden);
        masked.append(hidden.size(), with);
        done = std::max(done, end);
    };
    std::vector<bool> in_argument; // of the open messages and arguments
    for (std::int32_t i = 0; i < parsed.countParts(); ++i) {
        const icu::MessagePattern::Part& part = parsed.getPart(i);
        const bool literal = !in_argument.empty() && !in_argument.back();
        switch (part.getType()) {
        case UMSGPAT_PART_TYPE_MSG_START:
            mask_until(part.getLimit(), ' ');
            in_argument.push_back(false);
            break;
        case UMSGPAT_PART_TYPE_MSG_LIMIT:
            copy_until(part.getIndex());
            mask_until(part.getLimit(), ' ');
            in_argument.pop_back();
            break;
        case UMSGPAT_PART_TYPE_ARG_START:
            copy_until(part.getIndex());
            mask_until(part.getLimit(), '0');
            in_argument.push_back(true);
            break;
        case UMSGPAT_PART_TYPE_ARG_LIMIT:
            mask_until(part.getLimit(), '0');
            in_argument.pop_back();
            break;
        case UMSGPAT_PART_TYPE_SKIP_SYNTAX:
        case UMSGPAT_PART_TYPE_REPLACE_NUMBER:
            if (literal) {
                copy_until(part.getIndex());
                mask_until(part.getLimit(), '0');
            }
            break;
        default:
            break;
        }
    }
    return masked.size() == pattern.size() ? masked : std::string();
}

} // namespace

bool is_hyphenated_word(std::string_view word) {
    bool after_letter = false;
    for (const Character& c : decode(word)) {
        const bool hyphen = c.character == U'-' && after_letter;
        if (!hyphen && !is_letter(c.character) && !is_apostrophe(c.character)) {
            return false;
        }
        after_letter = !hyphen;
    }
    return after_letter;
}

Hyphenator::Hyphenator(const Package& package, PatternFiles& files, Report& report,
                       const Package* base)
    : default_language_(package.default_language) {
    learn_names(package);
    for (const SourceLanguage& row : package.language_rows) {
        open_rules(row, files, report);
    }
    if (base != nullptr) {
        for (const SourceLanguage& row : base->language_rows) {
            const bool replaced =
                std::ranges::any_of(package.language_rows, [&row](const SourceLanguage& own) {
                    return own.language.tag == row.language.tag;
                });
            if (!replaced) {
                open_rules(row, files, report);
            }
        }
        add_exceptions(*base);
    }
    add_exceptions(package); // the last one of a word counts
    rules_digest_ = digest_of_rules();
}

std::string Hyphenator::digest_of_rules() const {
    std::string all = default_language_;
    for (const auto& [language, name] : of_language_) {
        all += "\n" + language + " " + name;
    }
    for (const std::string& language : sentence_lines_) {
        all += "\nlines " + language;
    }
    for (const auto& [name, rules] : rules_) {
        all += "\n" + rules.patterns->digest();
        for (const auto& [word, breaks] : rules.exceptions) {
            icu::UnicodeString letters;
            for (const char32_t letter : word) {
                letters.append(static_cast<UChar32>(letter));
            }
            all += "\n";
            letters.toUTF8String(all);
            for (const std::size_t at : breaks) {
                all += " " + std::to_string(at);
            }
        }
    }
    return sha256(all);
}

void Hyphenator::open_rules(const SourceLanguage& row, PatternFiles& files, Report& report) {
    if (row.sentence_lines) {
        sentence_lines_.insert(row.language.tag);
    }
    const std::string& name = row.hyphenation.name;
    if (name.empty()) {
        return;
    }
    of_language_[row.language.tag] = name;
    if (rules_.contains(name)) {
        return;
    }
    auto patterns = files.open(name);
    if (!patterns) {
        report.error(row.hyphenation.place,
                     "the hyphenation patterns \"" + name + "\" are not on this machine",
                     "install the Debian package that has hyph_" + name +
                         ".dic (packaging/setup), or take the key out");
        return;
    }
    rules_.emplace(name, Rules{.patterns = std::move(patterns), .exceptions = {}});
}

void Hyphenator::add_exceptions(const Package& package) {
    for (const auto& [name, words] : package.hyphenations) {
        const auto found = rules_.find(name);
        for (const Reference& word : words) {
            std::u32string letters;
            std::vector<std::size_t> breaks;
            for (const Character& c : decode(word.name)) {
                if (c.character == U'-') {
                    breaks.push_back(letters.size());
                } else {
                    letters += c.character;
                }
            }
            if (found != rules_.end()) {
                found->second.exceptions.insert_or_assign(lower(letters), std::move(breaks));
            }
        }
    }
}

void Hyphenator::learn_names(std::string_view utf8) {
    places(utf8, [this](const std::u32string& word) {
        if (u_isupper(static_cast<UChar32>(word.front())) != 0) {
            names_.insert(word);
        }
        return std::vector<std::size_t>();
    });
}

void Hyphenator::learn_names(const SourceGuideWords& words) {
    learn_names(words.title.name);
    for (const auto& [id, node] : words.nodes) {
        learn_names(node.title.name);
        learn_names(node.text.text.utf8);
        for (const auto* texts : {&node.answers, &node.hints, &node.bring}) {
            for (const Reference& text : *texts) {
                learn_names(text.name);
            }
        }
    }
}

void Hyphenator::learn_names(const Package& package) {
    for (const auto& [slug, article] : package.articles) {
        const auto found = article.translations.find(default_language_);
        if (found == article.translations.end()) {
            continue;
        }
        learn_names(found->second.title.text.utf8);
        learn_names(found->second.summary.text.utf8);
        for (const SourceBlock& block : found->second.blocks) {
            learn_names(block.text.text.utf8);
        }
    }
    for (const auto& [id, guide] : package.guides) {
        const auto found = guide.words.find(default_language_);
        if (found != guide.words.end()) {
            learn_names(found->second);
        }
    }
    for (const SourcePlace& place : package.places) {
        learn_names(place.row.name);
        const auto line = place.lines.find(default_language_);
        if (line != place.lines.end()) {
            learn_names(line->second.name);
        }
    }
    for (const SourceTerm& term : package.terms) {
        learn_names(term.term);
    }
    for (const SourceContact& contact : package.contacts) {
        learn_names(contact.name);
        const auto line = contact.for_whom.find(default_language_);
        if (line != contact.for_whom.end()) {
            learn_names(line->second.name);
        }
    }
}

bool Hyphenator::is_name(const std::u32string& word, Names* names) const {
    if (u_isupper(static_cast<UChar32>(word.front())) == 0) {
        return false;
    }
    const bool is = names_.contains(word);
    if (names != nullptr) {
        names->emplace(word, is);
    }
    return is;
}

bool Hyphenator::agrees(const Names& names) const {
    return std::ranges::all_of(
        names, [this](const auto& name) { return names_.contains(name.first) == name.second; });
}

std::vector<std::size_t> Hyphenator::breaks(const std::u32string& word, std::string_view language,
                                            Names* names) const {
    const Rules* found = rules(is_name(word, names) ? default_language_ : language);
    return found == nullptr ? std::vector<std::size_t>() : found->breaks(word);
}

std::vector<std::size_t> Hyphenator::Rules::breaks(const std::u32string& word) const {
    const auto exception = exceptions.find(lower(word));
    return exception != exceptions.end() ? exception->second : patterns->breaks(word);
}

const Hyphenator::Rules* Hyphenator::rules(std::string_view language) const {
    const auto name = of_language_.find(language);
    const auto found = name == of_language_.end() ? rules_.end() : rules_.find(name->second);
    return found == rules_.end() ? nullptr : &found->second;
}

std::string Hyphenator::plain(std::string_view utf8, std::string_view language) const {
    return rich({.utf8 = std::string(utf8), .spans = {}}, language).utf8;
}

Text Hyphenator::on_lines(Text text, std::string_view language) const {
    if (sentence_lines_.contains(language)) {
        for (const std::size_t start : sentence_starts(text.utf8, language)) {
            if (text.utf8[start - 1] == ' ') {
                text.utf8[start - 1] = '\n';
            }
        }
    }
    return text;
}

Text Hyphenator::rich(Text text, std::string_view language, Names* names) const {
    // Words with digits are left alone: what is not to be hyphenated is made one.
    std::string words = text.utf8;
    std::string terms(text.utf8.size(), ' ');
    for (const Span& span : text.spans) {
        const bool value = span.kind == SpanKind::Value || span.kind == SpanKind::Contact;
        const bool term = span.kind == SpanKind::Term;
        if ((!value && !term) || span.start + span.length > words.size()) {
            continue;
        }
        words.replace(span.start, span.length, span.length, '0');
        // Stays German in every language; an id alone gives way to its word (fill_terms).
        if (term && text.utf8.compare(span.start, span.length, span.target) != 0) {
            terms.replace(span.start, span.length, text.utf8, span.start, span.length);
        }
    }
    std::vector<std::size_t> hyphens =
        places(words, [&](const std::u32string& word) { return breaks(word, language, names); });
    const auto of_words = static_cast<std::ptrdiff_t>(hyphens.size());
    std::ranges::copy(
        places(terms, [&](const std::u32string& word) { return breaks(word, default_language_); }),
        std::back_inserter(hyphens));
    std::inplace_merge(hyphens.begin(), hyphens.begin() + of_words, hyphens.end());
    // A hyphen at the edge of a span stays outside of it.
    const auto added_before = [&](std::size_t at, bool itself) {
        const auto end =
            itself ? std::ranges::upper_bound(hyphens, at) : std::ranges::lower_bound(hyphens, at);
        return static_cast<std::size_t>(end - hyphens.begin()) * soft_hyphen.size();
    };
    for (Span& span : text.spans) {
        const std::size_t end = span.start + span.length;
        const std::size_t new_start = span.start + added_before(span.start, true);
        span.length = end + added_before(end, false) - new_start;
        span.start = new_start;
    }
    text.utf8 = insert(text.utf8, hyphens);
    return text;
}

std::string Hyphenator::message(std::string_view pattern, std::string_view language) const {
    const std::string masked = rules_.empty() ? std::string() : mask_syntax(pattern);
    if (masked.empty()) {
        return std::string(pattern);
    }
    return insert(pattern, places(masked, [&](const std::u32string& word) {
                      return breaks(word, language);
                  }));
}

} // namespace zugang::content::tool
