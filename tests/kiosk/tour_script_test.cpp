#include "kiosk/tour_script.hpp"

#include <doctest/doctest.h>

using namespace zugang::kiosk;
using Kind = Step::Kind;

namespace {

Step one(std::string_view text) {
    CAPTURE(text);
    const auto steps = parse_tour(text);
    REQUIRE(steps.has_value());
    REQUIRE(steps->size() == 1);
    return steps->front();
}

TourError refused(std::string_view text) {
    CAPTURE(text);
    const auto steps = parse_tour(text);
    REQUIRE_FALSE(steps.has_value());
    CHECK_FALSE(steps.error().what.empty());
    return steps.error();
}

} // namespace

TEST_CASE("every form of a step is read") {
    struct Row {
        std::string_view text;
        Kind kind;
        std::string_view target;
        bool label;
        std::vector<int> numbers;
    };
    const std::vector<Row> rows{
        {"tap nav.home", Kind::Tap, "nav.home", false, {}},
        {"tap \"Meine Rechte\"", Kind::Tap, "Meine Rechte", true, {}},
        {"hold nav.home 1500", Kind::Hold, "nav.home", false, {1500}},
        {"hold \"Ein Wort\" 20", Kind::Hold, "Ein Wort", true, {20}},
        {"scroll 800", Kind::Scroll, "", false, {800}},
        {"scroll -800", Kind::Scroll, "", false, {-800}},
        {"drag 1 2 30 40", Kind::Drag, "", false, {1, 2, 30, 40}},
        {"type \"Grüße an alle\"", Kind::Type, "Grüße an alle", true, {}},
        {"key Escape", Kind::Key, "Escape", false, {}},
        {"wait 90000", Kind::Wait, "", false, {90000}},
        {"size 1920 1080", Kind::Size, "", false, {1920, 1080}},
        {"shot home-ar", Kind::Shot, "home-ar", false, {}},
        {"tree home", Kind::Tree, "home", false, {}},
        {"expect topic.work", Kind::Expect, "topic.work", false, {}},
        {"headphones in", Kind::Headphones, "in", false, {}},
        {"headphones out", Kind::Headphones, "out", false, {}},
        {"key \"Keypad 5\"", Kind::Key, "Keypad 5", true, {}},
        {"heard \"Hoş geldiniz\"", Kind::Heard, "Hoş geldiniz", true, {}},
        {"refuse \"السلام عليكم\"", Kind::Refuse, "السلام عليكم", true, {}}};
    for (const Row& row : rows) {
        const Step step = one(row.text);
        CAPTURE(row.text);
        CHECK(step.kind == row.kind);
        CHECK(step.target.text == row.target);
        CHECK(step.target.is_label == row.label);
        CHECK(step.numbers == row.numbers);
        CHECK(step.line == 1);
        CHECK(step.source == row.text);
    }
}

TEST_CASE("empty lines and comments are no steps, but they count as lines") {
    const auto steps = parse_tour(
        "# a visit\n\n   \ntap a # the first\n\t# more\n  wait 5\r\ntap \"# no comment\"");
    REQUIRE(steps.has_value());
    REQUIRE(steps->size() == 3);
    CHECK((*steps)[0].line == 4);
    CHECK((*steps)[0].target.text == "a");
    CHECK((*steps)[1].line == 6);
    CHECK((*steps)[1].numbers == std::vector{5});
    CHECK((*steps)[2].target.text == "# no comment");
}

TEST_CASE("a tour may be empty") {
    for (const std::string_view text : {"", "\n", "# only this", "\r\n\r\n"}) {
        const auto steps = parse_tour(text);
        REQUIRE(steps.has_value());
        CHECK(steps->empty());
    }
}

TEST_CASE("the last line needs no line feed") {
    CHECK(parse_tour("wait 1\nwait 2")->size() == 2);
}

TEST_CASE("what is wrong is told with its line") {
    CHECK(refused("wait 1\n\njump 5").line == 3);
    CHECK(refused("wait 1\nwait\n").line == 2);
    CHECK(refused("tap \"open").line == 1);
    CHECK(refused("# x\n# y\ntap \"open\nwait 1").line == 3);
}

TEST_CASE("wrong steps are refused") {
    for (const std::string_view text : {"jump 5",
                                        "TAP a",
                                        "tap",
                                        "tap a b",
                                        "hold a",
                                        "hold a b",
                                        "hold 500",
                                        "scroll",
                                        "scroll a",
                                        "scroll 1.5",
                                        "scroll 5px",
                                        "scroll +5",
                                        "scroll 99999999999",
                                        "drag 1 2 3",
                                        "drag 1 2 3 4 5",
                                        "wait",
                                        "wait \"\"",
                                        "size 1",
                                        "size 1 2 3",
                                        "shot",
                                        "shot ../x",
                                        "shot a/b",
                                        "tree /etc/x",
                                        "shot \"\"",
                                        "expect",
                                        "refuse a b"}) {
        refused(text);
    }
}

TEST_CASE("the message names what was written") {
    CHECK(refused("jump 5").what.find("jump") != std::string::npos);
    CHECK(refused("wait abc").what.find("abc") != std::string::npos);
    CHECK(refused("size 5").what.find("size") != std::string::npos);
}

TEST_CASE(
    "steps that would make no sense are refused when the tour is read, not when it is played") {
    for (const std::string_view text :
         {"wait -5", "hold a -1", "size 0 0", "size -1 500", "tap \"\"", "expect \"\""}) {
        refused(text);
    }
}

TEST_CASE("headphones are in or out, and something that was heard has words") {
    CHECK(refused("headphones on").what.find("in or out") != std::string::npos);
    CHECK(refused("headphones").line == 1);
    CHECK(refused("heard").line == 1);
    CHECK(refused("heard \"\"").line == 1);
}
