// Where the engine does not ask ICU, its answers are ICU's.
#include "fonts/graphemes.hpp"
#include "fonts/plain_line_break.hpp"
#include "tests/fonts/testing.hpp"

#include <array>
#include <memory>
#include <random>

#include <doctest/doctest.h>
#include <unicode/ubrk.h>

using namespace zugang::fonts;
using namespace zugang::fonts::testing;

namespace {

/// The boundaries that ICU finds, as flags of that kind.
class Icu {
  public:
    explicit Icu(UBreakIteratorType type, const char* locale = "") {
        UErrorCode status = U_ZERO_ERROR;
        iterator_.reset(ubrk_open(type, locale, nullptr, 0, &status));
        REQUIRE(U_SUCCESS(status));
    }

    std::vector<bool> boundaries(DecodedText& text) {
        make_utf16(text);
        std::vector<bool> found(text.characters.size() + 1);
        UErrorCode status = U_ZERO_ERROR;
        ubrk_setText(iterator_.get(), text.utf16.data(),
                     static_cast<std::int32_t>(text.utf16.size()), &status);
        for (std::int32_t at = ubrk_next(iterator_.get()); at != UBRK_DONE;
             at = ubrk_next(iterator_.get())) {
            found[text.character_at_utf16(static_cast<std::size_t>(at))] = true;
        }
        return found;
    }

  private:
    std::unique_ptr<UBreakIterator, CloseBreakIterator> iterator_;
};

bool same(const Boundaries& ours, const std::vector<bool>& theirs, Boundary kind) {
    for (std::size_t i = 1; i + 1 < ours.size(); ++i) {
        if (((ours[i] & kind) != 0) != theirs[i]) {
            return false;
        }
    }
    return true;
}

} // namespace

TEST_CASE("plain line breaks are ICU's for every sequence of six characters") {
    // One character of each kind, two where a rule might tell them apart.
    constexpr std::array<char32_t, 11> kinds{U'a', 0x5D0, U'1', 0x301, U' ', U',',
                                             U'!', U'}',  U')', 0x964, 0x109};
    Icu icu(UBRK_LINE);
    DecodedText text;
    Boundaries boundaries;
    std::size_t answered = 0;
    std::size_t wrong = 0;
    for (std::size_t length = 1; length <= 6; ++length) {
        std::vector<std::size_t> digits(length);
        for (bool more = true; more;) {
            std::u32string characters;
            for (const std::size_t digit : digits) {
                characters += kinds.at(digit);
            }
            const std::string utf8 = encode(characters);
            decode(utf8, text);
            boundaries.assign(text.characters.size() + 1, 0);
            if (find_plain_line_breaks(text, boundaries)) {
                ++answered;
                if (!same(boundaries, icu.boundaries(text), break_allowed)) {
                    CAPTURE(utf8);
                    CHECK(++wrong == 0);
                    REQUIRE(wrong < 10);
                }
            } else {
                REQUIRE(boundaries == Boundaries(text.characters.size() + 1, 0));
            }
            std::size_t at = 0;
            while (at < length && ++digits[at] == kinds.size()) {
                digits[at++] = 0;
            }
            more = at < length;
        }
    }
    CHECK(answered > 1000000);
}

TEST_CASE("graphemes and plain line breaks of the corpus are ICU's in every language") {
    Icu graphemes(UBRK_CHARACTER);
    DecodedText text;
    Boundaries boundaries;
    std::size_t paragraphs = 0;
    std::size_t plain = 0;
    for (const std::filesystem::path& file : corpus_files()) {
        Icu lines(UBRK_LINE, file.stem().c_str());
        for (const std::string& paragraph : lines_of(read_file(file))) {
            CAPTURE(paragraph);
            decode(paragraph, text);
            boundaries.assign(text.characters.size() + 1, 0);
            find_graphemes(text, boundaries);
            REQUIRE(same(boundaries, graphemes.boundaries(text), grapheme_boundary));
            if (find_plain_line_breaks(text, boundaries)) {
                REQUIRE(same(boundaries, lines.boundaries(text), break_allowed));
                ++plain;
            }
            ++paragraphs;
        }
    }
    CHECK(paragraphs > 6000);
    CHECK(plain > paragraphs / 3);
}

namespace {

/// From version 76 on ICU has the property InCB of Unicode 16, where every Extend continues a
/// conjunct (GB9c), as we take it; its own rules still ask for a combining class.
bool icu_is_older(std::u32string_view characters) {
    constexpr std::u32string_view linkers = U"\u094D\u09CD\u0D4D";
    constexpr std::u32string_view without_class = U"\U0001F3FB\uFE0F";
    return U_ICU_VERSION_MAJOR_NUM >= 76 &&
           characters.find_first_of(linkers) != std::u32string_view::npos &&
           characters.find_first_of(without_class) != std::u32string_view::npos;
}

} // namespace

TEST_CASE("graphemes of random sequences are ICU's") {
    // What the rules tell apart: controls, marks, Hangul, flags, emoji, Indic conjuncts.
    constexpr std::array<char32_t, 30> kinds{
        U'a',  U'1',   U'\r',  U'\n',  0x1,    0x300,  0x1F3FB, 0x200D,  0x200C, 0x903,
        0x600, 0x1100, 0x1161, 0x11A8, 0xAC00, 0xAC01, 0x1F1E6, 0x1F468, 0x2764, 0xFE0F,
        0x915, 0x94D,  0x93C,  0x937,  0x995,  0x9CD,  0xD4D,   0xD15,   0xE01,  0xA9};
    Icu icu(UBRK_CHARACTER);
    std::mt19937 random(20261125);
    DecodedText text;
    Boundaries boundaries;
    std::size_t wrong = 0;
    std::size_t compared = 0;
    for (int i = 0; i < 300000; ++i) {
        std::u32string characters;
        for (std::size_t length = 1 + random() % 9; length > 0; --length) {
            characters += kinds.at(random() % kinds.size());
        }
        if (icu_is_older(characters)) {
            continue;
        }
        const std::string utf8 = encode(characters);
        decode(utf8, text);
        boundaries.assign(text.characters.size() + 1, 0);
        find_graphemes(text, boundaries);
        ++compared;
        if (!same(boundaries, icu.boundaries(text), grapheme_boundary)) {
            std::string codes;
            for (const char32_t c : characters) {
                codes += std::to_string(static_cast<unsigned>(c)) + " ";
            }
            CAPTURE(codes);
            CHECK(++wrong == 0);
            REQUIRE(wrong < 10);
        }
    }
    CHECK(compared > 100'000);
}
