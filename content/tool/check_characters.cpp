#include "content/tool/check.hpp"
#include "content/tool/parallel.hpp"
#include "content/tool/shown_texts.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>

#include <unicode/regex.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

namespace zugang::content::tool {
namespace {

std::string name_of(UChar32 character) {
    std::array<char, 16> name{};
    std::snprintf(name.data(), name.size(), "U+%04X", static_cast<unsigned>(character));
    return name.data();
}

std::string to_utf8(UChar32 character) {
    std::string utf8;
    icu::UnicodeString(character).toUTF8String(utf8);
    return utf8;
}

bool is_isolate_start(UChar32 c) {
    return c >= 0x2066 && c <= 0x2068;
}
bool is_embedding_start(UChar32 c) {
    return c == 0x202a || c == 0x202b;
}
bool is_override(UChar32 c) {
    return c == 0x202d || c == 0x202e;
}
bool is_direction_mark(UChar32 c) {
    return c == 0x200e || c == 0x200f || c == 0x061c;
}
bool is_right_to_left(UChar32 c) {
    const UCharDirection direction = u_charDirection(c);
    return direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
}

/// Scripts in which U+200C and U+200D are part of the spelling.
bool uses_joiners(UChar32 c) {
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(c, &status)) {
    case USCRIPT_ARABIC:
    case USCRIPT_SYRIAC:
    case USCRIPT_DEVANAGARI:
    case USCRIPT_BENGALI:
    case USCRIPT_GURMUKHI:
    case USCRIPT_GUJARATI:
    case USCRIPT_ORIYA:
    case USCRIPT_TAMIL:
    case USCRIPT_TELUGU:
    case USCRIPT_KANNADA:
    case USCRIPT_MALAYALAM:
    case USCRIPT_SINHALA:
    case USCRIPT_MYANMAR:
    case USCRIPT_KHMER:
        return true;
    default:
        return u_hasBinaryProperty(c, UCHAR_EMOJI) != 0 || c == 0xfe0f;
    }
}

/// Languages written without spaces, in which U+200B is where a line may break.
bool breaks_at_zero_width(std::string_view language) {
    for (const std::string_view tag : {"th", "lo", "km", "my"}) {
        if (language == tag) {
            return true;
        }
    }
    return false;
}

class Look {
  public:
    Look(const Shown& text, Report& report) : text_(text), report_(report) {}

    void run() {
        const auto* bytes = reinterpret_cast<const std::uint8_t*>(text_.utf8.data());
        const auto size = static_cast<std::int32_t>(text_.utf8.size());
        UChar32 before = 0;
        for (std::int32_t at = 0; at < size;) {
            UChar32 c = 0;
            const std::int32_t start = at;
            U8_NEXT_OR_FFFD(bytes, at, size, c);
            look_at_direction(c);
            look_for_unseen(c, before);
            look_at_word(c, static_cast<std::size_t>(start));
            has_digit_ = has_digit_ || u_isdigit(c) != 0;
            before = c;
        }
        look_at_word(' ', text_.utf8.size());
        if (!open_.empty()) {
            bidi(Severity::Error, open_.back(), "is not closed in this text",
                 is_isolate_start(open_.back()) ? "close it with U+2069" : "close it with U+202C");
        }
        if (mark_ != 0 && !right_to_left_) {
            bidi(Severity::Advice, mark_, "turns nothing, there is no writing from right to left",
                 "take it out");
        }
    }

    bool has_digit() const { return has_digit_; } ///< once it was run

  private:
    void add(Severity severity, std::string_view rule, UChar32 c, std::string what,
             std::string advice) {
        report_.add({.severity = severity,
                     .place = find_place(text_.place, to_utf8(c)),
                     .what = std::move(what),
                     .advice = std::move(advice),
                     .rule = std::string(rule)});
    }

    void bidi(Severity severity, UChar32 c, const std::string& what, std::string advice) {
        add(severity, "bidi", c, "the invisible mark " + name_of(c) + " " + what,
            std::move(advice));
    }

    void look_at_direction(UChar32 c) {
        right_to_left_ = right_to_left_ || (is_right_to_left(c) && !is_direction_mark(c));
        if (is_override(c)) {
            bidi(Severity::Error, c, "turns the text behind it around", "take it out");
            open_.push_back(c);
        } else if (is_isolate_start(c) || is_embedding_start(c)) {
            open_.push_back(c);
        } else if (c == 0x2069 || c == 0x202c) {
            const bool fits = !open_.empty() && is_isolate_start(open_.back()) == (c == 0x2069);
            if (fits) {
                open_.pop_back();
            } else {
                bidi(Severity::Error, c, "closes nothing", "take it out");
            }
        } else if (is_direction_mark(c)) {
            mark_ = c;
        }
    }

    /// What is not seen breaks search and reading aloud.
    void look_for_unseen(UChar32 c, UChar32 before) {
        const Severity severity =
            text_.kind == Shown::Kind::Import ? Severity::Warning : Severity::Error;
        const auto unseen = [&](Severity how, const char* what) {
            add(how, "invisible", c, name_of(c) + " " + what, "take it out, or type it anew");
        };
        const int category = u_charType(c);
        if (c == 0xfffd) {
            unseen(severity, "stands where a character was lost");
        } else if (category == U_PRIVATE_USE_CHAR || category == U_UNASSIGNED ||
                   category == U_SURROGATE) {
            unseen(severity, "is no character of Unicode, each font draws something else");
        } else if (category == U_CONTROL_CHAR && c != '\n' && c != '\t') {
            unseen(severity, "is a control character");
        } else if (c == 0x200c || c == 0x200d) {
            if (!uses_joiners(before)) {
                unseen(Severity::Warning, "joins or parts letters that do not join");
            }
        } else if (c == 0x200b) {
            if (!breaks_at_zero_width(text_.language)) {
                unseen(Severity::Warning, "is a space that nobody sees");
            }
        } else if (c == 0xfeff || c == 0x2060 || c == 0x180e || c == 0x115f || c == 0x3164 ||
                   (c >= 0xe0000 && c <= 0xe007f)) {
            unseen(Severity::Warning, "is a character that nobody sees");
        }
    }

    /// Letters that look alike: Latin with Cyrillic or Greek ones.
    void look_at_word(UChar32 c, std::size_t at) {
        const bool in_word = u_isalpha(c) != 0 || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
        if (!in_word) {
            if (latin_ && other_ != 0) {
                add(Severity::Warning, "mixed-script", other_,
                    "the word \"" + std::string(text_.utf8.substr(word_, at - word_)) +
                        "\" mixes Latin letters with " + name_of(other_) + " of another script",
                    "type it anew in one script");
            }
            word_ = std::string::npos;
            latin_ = false;
            other_ = 0;
            return;
        }
        word_ = std::min(word_, at);
        UErrorCode status = U_ZERO_ERROR;
        const UScriptCode script = uscript_getScript(c, &status);
        latin_ = latin_ || script == USCRIPT_LATIN;
        if (script == USCRIPT_CYRILLIC || script == USCRIPT_GREEK) {
            other_ = c;
        }
    }

    const Shown& text_;
    Report& report_;
    std::vector<UChar32> open_;
    UChar32 mark_ = 0;
    bool right_to_left_ = false;
    bool has_digit_ = false;
    std::size_t word_ = std::string::npos; ///< where it begins
    bool latin_ = false;
    UChar32 other_ = 0; ///< a Cyrillic or Greek letter of the word
};

struct Fact {
    const char16_t* pattern;
    const char* what;
    const char* advice;
};

constexpr std::array<Fact, 3> facts{{
    {uR"([\p{Nd}](?:[\p{Nd}.,'  ]*[\p{Nd}])?\s?(?:€|EUR\b|Euro\b|євро|евро|یورو|يورو|ዩሮ|avro\b|ευρώ|यूरो|یورۆ|欧元)|€\s?\p{Nd})",
     "is an amount", "write {value:id} and its row in values.toml"},
    {uR"((?:\+|\b00)49[\p{Nd} /()-]{6,}|\b0\p{Nd}{2,5}[ /-]\p{Nd}{3,})", "is a telephone number",
     "write {contact:id} and its row in contacts.toml"},
    {uR"(\p{Nd}{1,2}[:.]\p{Nd}{2}\s*(?:Uhr)?\s*(?:-|–|bis|to|до|إلى|تا)\s*\p{Nd}{1,2}[:.]\p{Nd}{2})",
     "are opening hours", "write them into contacts.toml and {contact:id} here"},
}};

/// Facts that stand in texts in the flesh. Patterns are read once: matching is what threads share.
class FactFinder {
  public:
    FactFinder() {
        for (const Fact& fact : facts) {
            UErrorCode status = U_ZERO_ERROR;
            UParseError where{};
            patterns_.emplace_back(
                icu::RegexPattern::compile(icu::UnicodeString(fact.pattern), where, status));
        }
    }

    void look(const Shown& text, Report& report) const {
        const icu::UnicodeString utf16 = icu::UnicodeString::fromUTF8(
            icu::StringPiece(text.utf8.data(), static_cast<std::int32_t>(text.utf8.size())));
        for (std::size_t i = 0; i < facts.size(); ++i) {
            UErrorCode status = U_ZERO_ERROR;
            const std::unique_ptr<icu::RegexMatcher> matcher(patterns_[i]->matcher(utf16, status));
            while (U_SUCCESS(status) != 0 && matcher->find(status) != 0) {
                std::string found;
                matcher->group(status).toUTF8String(found);
                report.add({.severity = Severity::Warning,
                            .place = find_place(text.place, found),
                            .what = "\"" + found + "\" " + facts[i].what,
                            .advice = facts[i].advice,
                            .rule = "hardcoded-fact"});
            }
        }
    }

  private:
    std::vector<std::unique_ptr<icu::RegexPattern>> patterns_;
};

} // namespace

void check_characters(const Package& package, Report& report) {
    const std::vector<Shown> texts = shown_texts(package);
    const FactFinder facts_in;
    constexpr std::size_t share = 256;
    std::vector<Report> reports((texts.size() + share - 1) / share);
    in_parallel(reports.size(), [&](std::size_t i) {
        for (std::size_t at = i * share; at < std::min(texts.size(), (i + 1) * share); ++at) {
            Look look(texts[at], reports[i]);
            look.run();
            // There is none without a digit, and most texts have none.
            if (texts[at].kind == Shown::Kind::Article && look.has_digit()) {
                facts_in.look(texts[at], reports[i]);
            }
        }
    });
    for (Report& part : reports) {
        report.append(std::move(part));
    }
}

} // namespace zugang::content::tool
