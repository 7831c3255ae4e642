#include "kiosk/utterances.hpp"

#include <doctest/doctest.h>

using namespace zugang::kiosk;

namespace {

std::vector<std::string> texts(const std::vector<Utterance>& utterances) {
    std::vector<std::string> result;
    for (const Utterance& utterance : utterances) {
        result.push_back(utterance.text);
    }
    return result;
}

} // namespace

TEST_CASE("an element is said sentence by sentence") {
    const Node node{.id = "block.a",
                    .label = "Sie bekommen 13,90 Euro. Das gilt z. B. im Jahr 2026! Und dann?",
                    .language = "de"};
    const auto all = utterances_of(node);
    REQUIRE(all.size() >= 3);
    CHECK(all[0].text == "Sie bekommen 13,90 Euro.");
    CHECK(all.back().text == "Und dann?");
    for (const Utterance& one : all) {
        CHECK(node.label.substr(one.offset, one.text.size()) == one.text);
        CHECK(one.language == "de");
        CHECK(one.node == "block.a");
        CHECK(one.marks);
        CHECK_FALSE(one.goes_on);
    }
}

TEST_CASE("S9: German terms within another language are said in German, the rest is not") {
    Node node{.id = "block.a", .label = "تحتاج إلى Aufenthaltstitel من السلطة.", .language = "ar"};
    const std::size_t start = node.label.find("Aufenthaltstitel");
    node.stretches = {{.start = start, .length = 16, .language = "de"}};
    const auto all = utterances_of(node);
    REQUIRE(all.size() == 3);
    CHECK(all[0].language == "ar");
    CHECK(all[1].text == "Aufenthaltstitel");
    CHECK(all[1].language == "de");
    CHECK(all[1].goes_on);
    CHECK(all[1].offset == start);
    CHECK(all[2].language == "ar");
    CHECK(all[2].goes_on);
}

TEST_CASE("a telephone number is spelled in the language around it; words are not") {
    Node node{.id = "block.a", .label = "Call 0800 123 now.", .language = "en"};
    node.stretches = {{.start = 5, .length = 8, .spelled = true}};
    const auto all = utterances_of(node);
    REQUIRE(texts(all) == std::vector<std::string>{"Call", "0800 123", "now."});
    CHECK(all[1].spelled);
    CHECK(all[1].language == "en");
    CHECK(said(all[1]) == "0 8 0 0   1 2 3 ");
    node.label = "Call the office now.";
    node.stretches = {{.start = 5, .length = 10, .spelled = true}};
    CHECK_FALSE(utterances_of(node)[1].spelled);
}

TEST_CASE("a stretch over two sentences is cut as they are") {
    Node node{.id = "a", .label = "Ja. Nein. Gut.", .language = "en"};
    node.stretches = {{.start = 0, .length = 9, .language = "de"}};
    const auto all = utterances_of(node);
    REQUIRE(texts(all) == std::vector<std::string>{"Ja.", "Nein.", "Gut."});
    CHECK(all[1].language == "de");
    CHECK(all[2].language == "en");
}

TEST_CASE("what stands before an element is said first, and is no text of it") {
    const auto all = utterances_of(
        {.id = "block.a", .label = "Ask for a form.", .language = "en", .lead = "Step 1"});
    REQUIRE(texts(all) == std::vector<std::string>{"Step 1", "Ask for a form."});
    CHECK(all[0].aside);
    CHECK_FALSE(all[0].marks);
}

TEST_CASE("what is said instead of a label is not marked in it") {
    const auto all = utterances_of(
        {.id = "bar.text", .label = "Larger", .language = "en", .speak = "Larger: 125 %"});
    REQUIRE(texts(all) == std::vector<std::string>{"Larger: 125 %"});
    CHECK_FALSE(all[0].marks);
}

TEST_CASE("S13: a private element has private utterances only") {
    const auto all = utterances_of(
        {.id = "slip.name", .label = "Amina. A 47.", .language = "en", .is_private = true});
    REQUIRE(all.size() == 2);
    CHECK(all[0].privacy == Privacy::Private);
    CHECK(all[1].privacy == Privacy::Private);
}

TEST_CASE("nothing but marks and spaces is not said") {
    CHECK(utterances_of({.id = "a", .label = " \u2068\u2069 – … ", .language = "en"}).empty());
    CHECK(utterances_of({.id = "a", .label = "", .language = "en"}).empty());
}

TEST_CASE("the synthesiser gets as many characters as the text has, without marks of direction") {
    Utterance one;
    one.text = "a\u2068Zugang\u2069 ü";
    CHECK(said(one) == "a Zugang  ü");
    CHECK(byte_of_character(one.text, 0) == 0);
    CHECK(byte_of_character(one.text, 2) == 4);
    CHECK(byte_of_character(one.text, 10) == 14);
    CHECK(byte_of_character(one.text, 99) == one.text.size());
}

TEST_CASE("broken bytes are no trouble") {
    const std::string broken = "a\xFF\xC3 b. \xE2\x80";
    for (const Utterance& one : utterances_of({.id = "a", .label = broken, .language = "en"})) {
        CHECK_FALSE(said(one).empty());
    }
}
