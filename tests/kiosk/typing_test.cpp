#include "kiosk/typing.hpp"

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include <doctest/doctest.h>

using zugang::kiosk::Typing;

namespace {

constexpr std::string_view grave = "\u0300";
constexpr std::string_view acute = "\u0301";
constexpr std::string_view tilde = "\u0303";
constexpr std::string_view hook = "\u0309";
constexpr std::string_view dot = "\u0323";

/// Each character of the text is a key.
void type(Typing& typing, std::string_view keys) {
    while (!keys.empty()) {
        std::size_t size = 1;
        while (size < keys.size() && (static_cast<unsigned char>(keys[size]) & 0xC0U) == 0x80U) {
            ++size;
        }
        typing.type(keys.substr(0, size));
        keys.remove_prefix(size);
    }
}

std::string typed(std::string_view keys) {
    Typing typing;
    type(typing, keys);
    return typing.text();
}

std::string with_tone(std::string_view keys, std::string_view tone) {
    Typing typing;
    type(typing, keys);
    typing.type(tone);
    return typing.text();
}

} // namespace

TEST_CASE("what is typed is text in NFC") {
    CHECK(typed("").empty());
    CHECK(typed("Führerschein") == "Führerschein");
    CHECK(typed("Fu\u0308hrerschein") == "Führerschein");
    CHECK(typed("سَلام") == "سَلام");
    CHECK(typed("ا\u0653") == "آ");
    CHECK(typed("नौकरी") == "नौकरी");
    Typing typing;
    typing.type("لا"); // two letters of one key
    typing.type("\u200c");
    CHECK(typing.text() == "لا\u200c");
    typing.type("");
    CHECK(typing.text() == "لا\u200c");
    typing.type("\xff");
    CHECK(typing.text() == "لا\u200c\ufffd");
}

TEST_CASE("a Vietnamese tone goes onto its vowel, wherever it is typed in the word") {
    struct Row {
        std::string_view keys;
        std::string_view tone;
        std::string_view word;
    };
    constexpr std::array<Row, 24> rows{{
        {"a", acute, "á"},         {"viêc", dot, "việc"},
        {"lam", grave, "làm"},     {"tiên", grave, "tiền"},
        {"đươc", dot, "được"},     {"người", grave, "người"},
        {"ngươi", grave, "người"}, {"hoa", grave, "hòa"},
        {"hoan", grave, "hoàn"},   {"ngoai", grave, "ngoài"},
        {"qua", acute, "quá"},     {"quy", acute, "quý"},
        {"gia", acute, "giá"},     {"gi", grave, "gì"},
        {"giây", acute, "giấy"},   {"thuê", acute, "thuế"},
        {"hoc", dot, "học"},       {"nghĩa", tilde, "nghĩa"},
        {"nghia", tilde, "nghĩa"}, {"bao hiêm", hook, "bao hiểm"},
        {"ă", dot, "ặ"},           {"TIÊNG", acute, "TIẾNG"},
        {"khuyu", hook, "khuỷu"},  {"muôn", acute, "muốn"},
    }};
    for (const Row& row : rows) {
        CAPTURE(row.word);
        CHECK(with_tone(row.keys, row.tone) == row.word);
    }
}

TEST_CASE("a tone is replaced by the next one, moves with the letters, and needs a vowel") {
    CHECK(typed("la\u0300\u0301") == "lá");
    CHECK(typed("hoa\u0300n") == "hoàn");
    CHECK(typed("tie\u0301") == "tíe"); // an open syllable of two vowels
    CHECK(typed("tie\u0301n") == "tién");
    CHECK(typed("ho\u0323c la\u0300m") == "học làm");
    CHECK(typed("\u0301") == "");
    CHECK(typed("th\u0301") == "th");
    CHECK(typed("lam \u0301") == "lam ");
    // Letters that a key types whole do not move.
    CHECK(typed("théâtre") == "théâtre");
    CHECK(typed("Müsli") == "Müsli");
}

TEST_CASE("backspace takes one character as people see it, and a typed tone before its letter") {
    Typing typing;
    typing.backspace();
    CHECK(typing.text().empty());
    type(typing, "a\u0302\u0301"); // ấ
    CHECK(typing.text() == "ấ");
    typing.backspace();
    CHECK(typing.text() == "â");
    typing.backspace();
    CHECK(typing.text().empty());
    typing.type("é"); // a key of its own
    typing.backspace();
    CHECK(typing.text().empty());
    type(typing, "hoa\u0300");
    typing.backspace();
    CHECK(typing.text() == "hò");
    typing.backspace();
    CHECK(typing.text() == "ho");
    typing.clear();
    type(typing, "कि");
    typing.backspace();
    CHECK(typing.text().empty());
    typing.replace("x👩‍👧");
    typing.backspace();
    CHECK(typing.text() == "x");
    type(typing, "سَ");
    typing.backspace();
    CHECK(typing.text() == "x");
}

TEST_CASE("a line has an end") {
    Typing typing;
    for (int i = 0; i < 300; ++i) {
        typing.type("ሀ");
    }
    CHECK(typing.text().size() == std::size_t{200} * 3);
    typing.type("ab");
    CHECK(typing.text().size() == std::size_t{200} * 3);
    typing.backspace();
    typing.backspace();
    typing.type("ab");
    CHECK(typing.text().size() == std::size_t{198} * 3 + 2);
    typing.type(std::string(100'000, 'a'));
    CHECK(typing.text().size() == std::size_t{198} * 3 + 2);
    typing.replace(std::string(100'000, 'a'));
    CHECK(typing.text() == std::string(200, 'a'));
    std::string marks = "a";
    for (int i = 0; i < 600; ++i) {
        marks += "\u0308";
    }
    typing.replace(marks);
    CHECK(typing.text().size() <= 800);
}

TEST_CASE("a suggestion takes the place of what was typed") {
    Typing typing;
    type(typing, "Foo");
    typing.replace("Fu\u0308hrerschein");
    CHECK(typing.text() == "Führerschein");
    type(typing, " weg");
    CHECK(typing.text() == "Führerschein weg");
}

TEST_CASE("nothing of it stays in memory") {
    Typing typing;
    typing.type("a");
    const char* bytes = typing.text().data();
    const std::size_t capacity = typing.text().capacity();
    for (int i = 0; i < 150; ++i) {
        typing.type("geheim"); // up to the end of the line
    }
    REQUIRE(typing.text().size() > 100);
    CHECK(typing.text().data() == bytes); // never moved: no copy was left behind
    CHECK(typing.text().capacity() == capacity);
    typing.clear();
    CHECK(typing.text().empty());
    CHECK(std::string_view(bytes, capacity).find_first_not_of('\0') == std::string_view::npos);
    typing.type("b");
    Typing other = std::move(typing);
    CHECK(other.text() == "b");
    CHECK(other.text().data() == bytes);
}
