#include "kiosk/shape.hpp"
#include "kiosk/tree.hpp"

#include <doctest/doctest.h>

using namespace zugang::kiosk;

namespace {

/// A ring of 20 pixels with a hole of 10 in its middle.
std::shared_ptr<const Shape> ring() {
    std::vector<std::uint8_t> coverage(20 * 20, 255);
    for (std::size_t y = 5; y < 15; ++y) {
        for (std::size_t x = 5; x < 15; ++x) {
            coverage[y * 20 + x] = 0;
        }
    }
    return std::make_shared<const Shape>(20, 20, std::move(coverage));
}

std::shared_ptr<const Shape> block() {
    return std::make_shared<const Shape>(8, 8, std::vector<std::uint8_t>(64, 255));
}

} // namespace

TEST_CASE("a shape has what is covered and the line around it, not its whole rectangle") {
    const auto shape = ring();
    CHECK(shape->contains({2, 2}));
    CHECK(shape->contains({17, 10}));
    CHECK_FALSE(shape->contains({10, 10}));
    CHECK(shape->contains({6.5F, 10})); // 1.5 px within the hole: the line between two Laender
    CHECK_FALSE(shape->contains({-5, 10}));
    CHECK_FALSE(shape->contains({10, 24}));
    CHECK(shape->contains(shape->inside()));
    CHECK(shape->inside().y < 5); // the widest row
}

TEST_CASE("an empty shape has nothing in it") {
    const Shape none(4, 4, std::vector<std::uint8_t>(16, 0));
    CHECK_FALSE(none.contains({2, 2}));
}

TEST_CASE("a touch means the shape that is under the finger, even within another's rectangle") {
    Tree tree;
    tree.add({.id = "outer",
              .role = Role::Button,
              .rect = {100, 100, 20, 20},
              .shape = ring(),
              .whole = {100, 100, 20, 20}});
    tree.add({.id = "inner",
              .role = Role::Button,
              .rect = {106, 106, 8, 8},
              .shape = block(),
              .whole = {106, 106, 8, 8}});
    CHECK(tree.hit({110, 110})->id == "inner");
    CHECK(tree.hit({102, 110})->id == "outer");
    CHECK(tree.hit({99, 110}) == nullptr);
    CHECK(tree.hit(tree.find("outer")->target())->id == "outer");
    CHECK(tree.hit(tree.find("inner")->target())->id == "inner");
}

TEST_CASE("a shape that is partly out of sight keeps its place") {
    Tree tree;
    tree.add({.id = "outer",
              .role = Role::Button,
              .rect = {100, 110, 20, 10}, // its upper half is behind a bar
              .shape = ring(),
              .whole = {100, 100, 20, 20}});
    CHECK(tree.hit({110, 112}) == nullptr);
    CHECK(tree.hit({110, 118})->id == "outer");
    CHECK(tree.hit({110, 102}) == nullptr);
}
