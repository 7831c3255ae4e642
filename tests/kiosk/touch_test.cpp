#include "kiosk/touch.hpp"

#include <doctest/doctest.h>

using namespace zugang::kiosk;
using namespace std::chrono_literals;
using Kind = Gesture::Kind;

namespace {

/// Fingers on a glass, each report `after` the last one.
struct Glass {
    Gestures gestures{16};
    Instant now{};

    std::vector<Gesture> report(TouchPhase phase, std::int64_t finger, Point at,
                                Instant after = 10ms) {
        now += after;
        return gestures.handle({.finger = finger, .phase = phase, .at = at, .time = now});
    }
    std::vector<Gesture> down(std::int64_t finger, Point at, Instant after = 10ms) {
        return report(TouchPhase::Down, finger, at, after);
    }
    std::vector<Gesture> move(std::int64_t finger, Point at, Instant after = 10ms) {
        return report(TouchPhase::Move, finger, at, after);
    }
    std::vector<Gesture> up(std::int64_t finger, Point at, Instant after = 10ms) {
        return report(TouchPhase::Up, finger, at, after);
    }
    std::vector<Gesture> cancel(std::int64_t finger, Point at) {
        return report(TouchPhase::Cancel, finger, at);
    }
};

std::vector<Kind> kinds(const std::vector<Gesture>& gestures) {
    std::vector<Kind> result;
    for (const Gesture& gesture : gestures) {
        result.push_back(gesture.kind);
    }
    return result;
}

using Kinds = std::vector<Kind>;

} // namespace

TEST_CASE("a finger that never said it left does not keep the next one out") {
    Gestures gestures(16);
    const auto down = [&gestures](std::int64_t finger, Instant time) {
        return gestures.handle(
            {.finger = finger, .phase = TouchPhase::Down, .at = {10, 10}, .time = time});
    };
    REQUIRE(down(1, std::chrono::seconds(0)).size() == 1);
    CHECK(down(2, std::chrono::seconds(5)).empty()); // may still lie there
    gestures.handle(
        {.finger = 2, .phase = TouchPhase::Up, .at = {10, 10}, .time = std::chrono::seconds(6)});
    const auto later = down(3, std::chrono::seconds(60));
    REQUIRE(later.size() == 1);
    CHECK(later[0].kind == Gesture::Kind::Press);
}

TEST_CASE("a tap is a press and a release, however short it is") {
    for (const Instant time : {0us, 1us, 60'000us, 5'000'000us}) {
        CAPTURE(time.count());
        Glass glass;
        const auto first = glass.down(7, {100, 200});
        REQUIRE(kinds(first) == Kinds{Kind::Press});
        CHECK(first[0].at.x == 100);
        CHECK(first[0].at.y == 200);
        CHECK(glass.gestures.touched());
        CHECK(kinds(glass.up(7, {100, 200}, time)) == Kinds{Kind::Release});
        CHECK_FALSE(glass.gestures.touched());
    }
}

TEST_CASE("a finger that trembles within the slop still taps") {
    Glass glass;
    glass.down(1, {100, 100});
    CHECK(glass.move(1, {110, 110}).empty());
    CHECK(glass.move(1, {100, 116}).empty()); // exactly the slop
    CHECK(glass.move(1, {92, 95}).empty());
    CHECK_FALSE(glass.gestures.dragging());
    CHECK(kinds(glass.up(1, {95, 98})) == Kinds{Kind::Release});
}

TEST_CASE("the slop is the distance in any direction, and can be set") {
    Glass glass;
    glass.gestures.set_slop(50);
    glass.down(1, {100, 100});
    CHECK(glass.move(1, {140, 100}).empty());
    CHECK(kinds(glass.move(1, {151, 100})) == Kinds{Kind::Cancel, Kind::Drag});
}

TEST_CASE("a drag cancels the press, and its distances add up to the finger's way") {
    Glass glass;
    glass.down(1, {100, 500});
    float way = 0;
    const auto first = glass.move(1, {100, 480});
    REQUIRE(kinds(first) == Kinds{Kind::Cancel, Kind::Drag});
    way += first[1].distance;
    CHECK(glass.gestures.dragging());
    for (const float y : {450.0F, 470.0F, 300.0F}) {
        const auto next = glass.move(1, {100, y});
        REQUIRE(kinds(next) == Kinds{Kind::Drag});
        way += next[0].distance;
    }
    CHECK(way == doctest::Approx(300 - 500));
    CHECK(kinds(glass.up(1, {100, 300})) == Kinds{Kind::Fling});
    CHECK_FALSE(glass.gestures.dragging());
}

TEST_CASE("a drag stays a drag when the finger comes back to where it started") {
    Glass glass;
    glass.down(1, {100, 500});
    glass.move(1, {100, 400});
    glass.move(1, {100, 500});
    CHECK(kinds(glass.up(1, {100, 500})) == Kinds{Kind::Fling});
}

TEST_CASE("a finger that leaves far from where it came down has not tapped, even if no move was "
          "reported") {
    Glass glass;
    glass.down(1, {100, 500});
    const auto last = glass.up(1, {100, 200});
    for (const Gesture& gesture : last) {
        CHECK(gesture.kind != Kind::Release);
    }
    REQUIRE_FALSE(last.empty());
    CHECK(last[0].kind == Kind::Cancel);
}

TEST_CASE("a fling has the velocity of the last moves") {
    Glass glass;
    glass.down(1, {0, 1000});
    for (int i = 1; i <= 20; ++i) { // slow at first: must not count
        glass.move(1, {0, 1000.0F - static_cast<float>(i)}, 10ms);
    }
    for (int i = 1; i <= 12; ++i) {
        glass.move(1, {0, 980.0F - 20 * static_cast<float>(i)}, 10ms);
    }
    const auto fling = glass.up(1, {0, 740}, 0ms);
    REQUIRE(kinds(fling) == Kinds{Kind::Fling});
    CHECK(fling[0].velocity == doctest::Approx(-2000).epsilon(0.02));
}

TEST_CASE("a finger that rests before it leaves does not fling") {
    Glass glass;
    glass.down(1, {0, 1000});
    for (int i = 1; i <= 10; ++i) {
        glass.move(1, {0, 1000.0F - 20 * static_cast<float>(i)}, 10ms);
    }
    const auto fling = glass.up(1, {0, 800}, 200ms);
    REQUIRE(kinds(fling) == Kinds{Kind::Fling});
    CHECK(fling[0].velocity == 0);
}

TEST_CASE("a fast panel with a thousand reports a second gives the same velocity") {
    Glass glass;
    glass.down(1, {0, 0});
    for (int i = 1; i <= 400; ++i) {
        glass.move(1, {0, static_cast<float>(i)}, 1ms);
    }
    const auto fling = glass.up(1, {0, 400}, 0ms);
    REQUIRE(fling.size() == 1);
    CHECK(fling[0].velocity == doctest::Approx(1000).epsilon(0.02));
}

TEST_CASE("many reports at one and the same instant give a finite velocity") {
    Glass glass;
    glass.down(1, {0, 0}, 0ms);
    glass.move(1, {0, 100}, 0ms);
    glass.move(1, {0, 200}, 0ms);
    const auto fling = glass.up(1, {0, 200}, 0ms);
    REQUIRE(fling.size() == 1);
    CHECK(fling[0].velocity == 0);
}

TEST_CASE("a second finger does nothing") {
    Glass glass;
    glass.down(1, {100, 100});
    CHECK(glass.down(2, {400, 400}).empty());
    CHECK(glass.move(2, {400, 900}).empty());
    CHECK(glass.up(2, {400, 900}).empty());
    CHECK(kinds(glass.up(1, {100, 100})) == Kinds{Kind::Release});
}

TEST_CASE("a finger that was second does not take over when the first leaves") {
    Glass glass;
    glass.down(1, {100, 100});
    glass.down(2, {400, 400});
    CHECK(kinds(glass.up(1, {100, 100})) == Kinds{Kind::Release});
    CHECK(glass.move(2, {400, 800}).empty());
    CHECK(glass.up(2, {400, 800}).empty());
    CHECK(kinds(glass.down(3, {5, 5})) == Kinds{Kind::Press});
}

TEST_CASE("five contacts are fingers, the sixth makes them a palm") {
    Glass glass;
    glass.down(1, {100, 100});
    for (int finger = 2; finger <= 5; ++finger) {
        CHECK(glass.down(finger, {100, 100.0F * static_cast<float>(finger)}).empty());
    }
    CHECK(glass.gestures.touched());
    CHECK(kinds(glass.down(6, {100, 600})) == Kinds{Kind::Cancel});
    CHECK_FALSE(glass.gestures.touched());
    CHECK(glass.down(7, {100, 700}).empty()); // cancelled once
}

TEST_CASE("after a palm nothing counts until all of it has left") {
    Glass glass;
    for (int finger = 1; finger <= 6; ++finger) {
        glass.down(finger, {100, 100.0F * static_cast<float>(finger)});
    }
    CHECK(glass.move(1, {100, 900}).empty());
    for (int finger = 1; finger <= 5; ++finger) {
        CHECK(glass.up(finger, {100, 100}).empty());
    }
    CHECK(glass.down(8, {50, 50}).empty()); // the sixth contact is still there
    CHECK(glass.up(8, {50, 50}).empty());
    CHECK(glass.up(6, {100, 600}).empty());
    CHECK(kinds(glass.down(9, {50, 50})) == Kinds{Kind::Press});
    CHECK(kinds(glass.up(9, {50, 50})) == Kinds{Kind::Release});
}

TEST_CASE("a palm ends a drag without a fling") {
    Glass glass;
    glass.down(1, {100, 900});
    glass.move(1, {100, 500});
    REQUIRE(glass.gestures.dragging());
    for (int finger = 2; finger <= 6; ++finger) {
        glass.down(finger, {400, 400});
    }
    CHECK_FALSE(glass.gestures.dragging());
    CHECK(glass.up(1, {100, 300}).empty());
}

TEST_CASE("what the system cancels is neither a tap nor a fling") {
    Glass glass;
    glass.down(1, {100, 100});
    CHECK(kinds(glass.cancel(1, {100, 100})) == Kinds{Kind::Cancel});
    CHECK_FALSE(glass.gestures.touched());
    glass.down(1, {100, 100});
    glass.move(1, {100, 300});
    CHECK(kinds(glass.cancel(1, {100, 300})) == Kinds{Kind::Cancel});
    CHECK_FALSE(glass.gestures.dragging());
    CHECK(kinds(glass.down(1, {100, 100})) == Kinds{Kind::Press});
}

TEST_CASE("fingers that are forgotten do nothing until they come down again") {
    Glass glass;
    glass.down(1, {100, 100});
    glass.down(2, {300, 100});
    glass.gestures.forget();
    CHECK_FALSE(glass.gestures.touched());
    CHECK(glass.move(1, {100, 500}).empty());
    CHECK(kinds(glass.down(3, {50, 50})) == Kinds{Kind::Press});
    CHECK(glass.up(1, {100, 500}).empty());
    CHECK(kinds(glass.up(3, {60, 60})) == Kinds{Kind::Release}); // the slop stays as it was
}

TEST_CASE("ids of fingers are used again and again") {
    Glass glass;
    for (int i = 0; i < 20; ++i) {
        CAPTURE(i);
        CHECK(kinds(glass.down(0, {10, 10})) == Kinds{Kind::Press});
        CHECK(kinds(glass.up(0, {10, 10})) == Kinds{Kind::Release});
    }
}

TEST_CASE("a finger that comes down twice is one contact") {
    Glass glass;
    glass.down(1, {10, 10});
    for (int i = 0; i < 10; ++i) {
        CHECK(glass.down(1, {10, 10}).empty());
    }
    CHECK(kinds(glass.up(1, {10, 10})) == Kinds{Kind::Release});
    CHECK(kinds(glass.down(1, {10, 10})) == Kinds{Kind::Press});
}

TEST_CASE("moves and ups without a down do nothing") {
    Glass glass;
    CHECK(glass.move(1, {10, 500}).empty());
    CHECK(glass.up(1, {10, 500}).empty());
    CHECK(glass.cancel(2, {10, 500}).empty());
    CHECK_FALSE(glass.gestures.touched());
    CHECK(kinds(glass.down(1, {10, 10})) == Kinds{Kind::Press});
}
