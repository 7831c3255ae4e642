#include "kiosk/focus.hpp"

#include <doctest/doctest.h>

using namespace zugang::kiosk;

namespace {

Node node(std::string id, Role role = Role::Text, Rect rect = {0, 0, 100, 40}) {
    return {.id = std::move(id), .role = role, .label = "Words", .language = "en", .rect = rect};
}

std::vector<std::string> ids(const std::vector<Stop>& stops) {
    std::vector<std::string> result;
    for (const Stop& stop : stops) {
        result.push_back(stop.node.id);
    }
    return result;
}

} // namespace

TEST_CASE("K1: the focus goes over the page, then over the bars, and round") {
    const std::vector<Node> nodes{node("title", Role::Heading), node("a"),
                                  node("bar.top", Role::Bar), node("bar.text", Role::Button)};
    Focus focus;
    focus.set(stops_of(nodes, 2));
    CHECK(ids(focus.stops()) == std::vector<std::string>{"title", "a", "bar.text"});
    CHECK(focus.stops()[1].part == Stop::Part::Page);
    CHECK(focus.stops()[2].part == Stop::Part::Bar);
    CHECK(focus.here() == nullptr);
    CHECK(focus.next() == Focus::Wrapped::No);
    CHECK(focus.here()->node.id == "title");
    CHECK(focus.previous() == Focus::Wrapped::Yes);
    CHECK(focus.here()->node.id == "bar.text");
    CHECK(focus.next() == Focus::Wrapped::Yes);
    CHECK(focus.here()->node.id == "title");
}

TEST_CASE("K1: with a dialog open only what is in it can be reached") {
    const std::vector<Node> nodes{node("a", Role::Button), node("dialog", Role::Dialog),
                                  node("yes", Role::Button)};
    const auto stops = stops_of(nodes, 1);
    CHECK(ids(stops) == std::vector<std::string>{"yes"});
    CHECK(stops[0].part == Stop::Part::Dialog);
}

TEST_CASE("a link over two lines is one element, the same link in two texts is two") {
    const std::vector<Node> nodes{node("term.a", Role::Link, {300, 0, 100, 40}),
                                  node("term.a", Role::Link, {0, 50, 60, 40}), node("text"),
                                  node("term.a", Role::Link, {0, 200, 60, 40})};
    const auto stops = stops_of(nodes, 4);
    REQUIRE(ids(stops) == std::vector<std::string>{"term.a", "text", "term.a"});
    CHECK(stops[0].node.rect == Rect{0, 0, 400, 90});
}

TEST_CASE("what says nothing is no element") {
    std::vector<Node> nodes{node("picture", Role::Image), node("card", Role::List), node("")};
    nodes[0].label.clear();
    CHECK(stops_of(nodes, 3).empty());
    Focus focus;
    focus.set({});
    CHECK(focus.next() == Focus::Wrapped::No);
    CHECK(focus.here() == nullptr);
}

TEST_CASE("a page that is laid out anew keeps the element, of several with its id the same one") {
    const std::vector<Node> nodes{node("term.a"), node("b"), node("term.a"), node("c")};
    Focus focus;
    focus.set(stops_of(nodes, 4));
    focus.next();
    focus.next();
    focus.next();
    focus.set(stops_of(nodes, 4));
    CHECK(focus.next() == Focus::Wrapped::No);
    CHECK(focus.here()->node.id == "c");
    focus.set(stops_of(std::vector{node("c"), node("d")}, 2));
    CHECK(focus.here()->node.id == "c");
    focus.set(stops_of(std::vector{node("d")}, 1));
    CHECK(focus.here() == nullptr);
}

TEST_CASE("V6: the page scrolls so far that the element is within what is seen") {
    const Rect view{0, 100, 1000, 800};
    CHECK(offset_to_show({0, 300, 10, 100}, view, 0, 20) == 0);
    CHECK(offset_to_show({0, 850, 10, 100}, view, 0, 20) == 550);   // just below
    CHECK(offset_to_show({0, 300, 10, 100}, view, 500, 20) == 180); // above
    CHECK(offset_to_show({0, 300, 10, 2000}, view, 0, 20) == 180);  // too high: from its top on
    CHECK(offset_to_show({0, 105, 10, 20}, view, 300, 20) == 0);    // never above the page
}

TEST_CASE("V6: the ring never leaves what is seen") {
    const Rect view{0, 100, 1000, 800};
    CHECK(ring_round({100, 200, 50, 50}, view, {12, 4}) == Rect{88, 196, 74, 58});
    CHECK(ring_round({0, 90, 1000, 2000}, view, {12, 12}) == view);
}
