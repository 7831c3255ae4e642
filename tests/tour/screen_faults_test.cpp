#include "tests/tour/pairwise.hpp"
#include "tests/tour/screen_faults.hpp"

#include <set>

#include <doctest/doctest.h>

using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;

namespace {

constexpr Size screen{400, 300};

/// A screen of white paper on which things are put.
struct Picture {
    Tree tree;
    std::vector<std::uint32_t> pixels = std::vector<std::uint32_t>(400 * 300, 0xFFFFFFFF);
    std::vector<Rect> drawn;

    void paint(const Rect& rect, std::uint32_t colour) {
        for (int y = static_cast<int>(rect.y); y < static_cast<int>(rect.bottom()); ++y) {
            for (int x = static_cast<int>(rect.x); x < static_cast<int>(rect.right()); ++x) {
                pixels[static_cast<std::size_t>(y * 400 + x)] = colour;
            }
        }
    }
    std::vector<std::string> faults() const {
        return screen_faults({.tree = tree,
                              .screen = screen,
                              .pixels = pixels,
                              .drawn = drawn,
                              .px_per_mm = 4,
                              .least_target_mm = 15,
                              .least_contrast = 4.5});
    }
};

Node button(std::string id, const Rect& rect) {
    return {.id = std::move(id), .role = Role::Button, .label = "a", .rect = rect};
}

Node text(std::string id, const Rect& rect) {
    return {.id = std::move(id), .role = Role::Text, .label = "a", .rect = rect};
}

} // namespace

TEST_CASE("a good screen has no faults") {
    Picture picture;
    picture.tree.add(button("a", {20, 20, 100, 60}));
    picture.tree.add(button("b", {20, 80, 100, 60})); // they touch, and do not overlap
    picture.tree.add(text("t", {200, 20, 100, 40}));
    picture.paint({210, 30, 60, 20}, 0xFF17212B);
    picture.drawn = {{30, 30, 20, 20}, {210, 30, 60, 20}};
    CHECK(picture.faults().empty());
}

TEST_CASE("every fault is found") {
    Picture picture;
    std::string expected;
    SUBCASE("small") {
        picture.tree.add(button("a", {20, 20, 100, 50}));
        expected = "a is too small for a finger";
    }
    SUBCASE("over one another") {
        picture.tree.add(button("a", {20, 20, 100, 60}));
        picture.tree.add(button("b", {20, 70, 100, 60}));
        expected = "a (20,20 100x60) lies over b";
    }
    SUBCASE("a text over a button") {
        picture.tree.add(button("a", {20, 20, 100, 60}));
        picture.tree.add(text("t", {100, 40, 100, 40}));
        picture.paint({110, 50, 50, 20}, 0xFF000000);
        expected = "a (20,20 100x60) lies over t";
    }
    SUBCASE("out of the screen") {
        picture.tree.add(button("a", {350, 20, 100, 60}));
        expected = "a reaches out of the screen";
    }
    SUBCASE("letters out of their button") {
        picture.tree.add(button("a", {20, 20, 100, 60}));
        picture.drawn = {{70, 30, 60, 20}};
        expected = "something is drawn out of a";
    }
    SUBCASE("grey on white") {
        picture.tree.add(text("t", {20, 20, 100, 40}));
        picture.paint({30, 30, 60, 20}, 0xFF999999);
        expected = "t (20,20 100x40) has a contrast of only 2.8";
    }
    SUBCASE("nothing to be seen where a text should be") {
        picture.tree.add(text("t", {20, 20, 100, 40}));
        expected = "t (20,20 100x40) has a contrast of only 1";
    }
    const auto faults = picture.faults();
    REQUIRE(faults.size() == 1);
    CHECK(faults.front().substr(0, expected.size()) == expected);
}

TEST_CASE("what a dialog covers, words in texts and what a bar cuts off do not count") {
    Picture picture;
    picture.tree.add(button("covered", {20, 20, 10, 10}));
    picture.tree.add({.id = "dialog", .role = Role::Dialog, .rect = {0, 0, 400, 300}});
    picture.tree.add(text("t", {20, 20, 200, 40}));
    picture.paint({30, 30, 60, 20}, 0xFF000000);
    picture.tree.add({.id = "w", .role = Role::Link, .label = "w", .rect = {50, 25, 40, 30}});
    picture.tree.add({.id = "bar", .role = Role::Bar, .rect = {0, 250, 400, 50}});
    picture.tree.add(button("cut", {20, 230, 100, 20}));
    CHECK(picture.faults().empty());
}

TEST_CASE("every two values of any two factors meet in a row") {
    const std::vector<std::size_t> sizes{9, 3, 5, 5, 2};
    const auto rows = pairwise(sizes);
    CHECK(rows.size() < 60); // of 1,350
    CHECK(rows.size() >= 45);
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        for (std::size_t j = i + 1; j < sizes.size(); ++j) {
            std::set<std::pair<std::size_t, std::size_t>> met;
            for (const auto& row : rows) {
                met.emplace(row[i], row[j]);
            }
            CHECK(met.size() == sizes[i] * sizes[j]);
        }
    }
}
