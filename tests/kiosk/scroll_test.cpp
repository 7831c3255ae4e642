#include "kiosk/scroll.hpp"

#include <cmath>
#include <vector>

#include <doctest/doctest.h>

using namespace zugang::kiosk;
using namespace std::chrono_literals;

namespace {

Scroll page_of(float content, float visible = 1000) {
    Scroll scroll;
    scroll.set_range(content, visible);
    return scroll;
}

/// Offsets of a glide, one a step, until it stops (10 s at most).
std::vector<float> glide(Scroll& scroll, Instant from, Instant step) {
    std::vector<float> offsets{scroll.offset()};
    for (Instant now = from + step; scroll.moving() && now < from + 10s; now += step) {
        scroll.advance(now);
        offsets.push_back(scroll.offset());
    }
    return offsets;
}

} // namespace

TEST_CASE("a page follows the finger pixel by pixel") {
    Scroll scroll = page_of(5000);
    scroll.drag(-300, 0ms);
    CHECK(scroll.offset() == 300);
    scroll.drag(120, 10ms);
    CHECK(scroll.offset() == 180);
    CHECK_FALSE(scroll.moving());
}

TEST_CASE("small moves of a finger are not lost by rounding") {
    Scroll scroll = page_of(5000);
    for (int i = 0; i < 1000; ++i) {
        scroll.drag(-0.3F, i * 1ms);
    }
    CHECK(scroll.offset() == doctest::Approx(300).epsilon(0.005));
}

TEST_CASE("offsets are whole pixels") {
    Scroll scroll = page_of(5000.6F);
    scroll.drag(-100.4F, 0ms);
    CHECK(scroll.offset() == 100);
    scroll.fling(-1234, 0ms);
    for (const float offset : glide(scroll, 0ms, 7ms)) {
        CHECK(offset == std::round(offset));
    }
    CHECK(scroll.range() == std::round(scroll.range()));
}

TEST_CASE("a glide goes the way of the finger, slows down steadily and stops") {
    Scroll scroll = page_of(20000);
    scroll.drag(-5000, 0ms);
    scroll.fling(-3000, 0ms);
    REQUIRE(scroll.moving());
    float speed = scroll.speed();
    float before = scroll.offset();
    Instant now{};
    while (scroll.moving() && now < 10s) {
        now += 16ms;
        scroll.advance(now);
        CHECK(scroll.speed() < speed);
        CHECK(scroll.offset() >= before);
        speed = scroll.speed();
        before = scroll.offset();
    }
    CHECK(now < 4s);
    CHECK(scroll.offset() > 5500);
    CHECK(scroll.offset() < 6500);
}

TEST_CASE("a page that has stopped stays where it is") {
    Scroll scroll = page_of(20000);
    scroll.fling(-3000, 0ms);
    glide(scroll, 0ms, 16ms);
    const float end = scroll.offset();
    scroll.advance(20s);
    CHECK(scroll.offset() == end);
    CHECK(scroll.speed() == 0);
}

TEST_CASE("a slow finger leaves the page where it is") {
    Scroll scroll = page_of(20000);
    scroll.fling(-20, 0ms);
    CHECK_FALSE(scroll.moving());
}

TEST_CASE("an absurd velocity is cut") {
    Scroll scroll = page_of(1'000'000);
    scroll.fling(-1e9F, 0ms);
    CHECK(scroll.speed() <= 12000);
}

TEST_CASE("the page never leaves its ends, whatever happens") {
    for (const float velocity : {-12000.0F, -900.0F, 900.0F, 12000.0F}) {
        for (const auto step : {1ms, 16ms, 500ms}) {
            CAPTURE(velocity);
            CAPTURE(step.count());
            Scroll scroll = page_of(3000);
            scroll.drag(-1000, 0ms);
            scroll.fling(velocity, 0ms);
            for (const float offset : glide(scroll, 0ms, step)) {
                CHECK(offset >= 0);
                CHECK(offset <= scroll.range());
            }
            CHECK_FALSE(scroll.moving());
        }
    }
    Scroll scroll = page_of(3000);
    scroll.drag(500, 0ms);
    CHECK(scroll.offset() == 0);
    scroll.drag(-9999, 0ms);
    CHECK(scroll.offset() == 2000);
    scroll.drag(1, 0ms); // no slack beyond the end
    CHECK(scroll.offset() == 1999);
}

TEST_CASE("a glide ends soon after it has reached the end") {
    Scroll scroll = page_of(1100);
    scroll.fling(-12000, 0ms);
    scroll.advance(16ms);
    CHECK(scroll.offset() == 100);
    scroll.advance(32ms);
    CHECK_FALSE(scroll.moving());
}

TEST_CASE("a page shorter than the screen does not move") {
    Scroll scroll = page_of(400);
    CHECK(scroll.range() == 0);
    scroll.drag(-100, 0ms);
    CHECK(scroll.offset() == 0);
    scroll.fling(-5000, 0ms);
    glide(scroll, 0ms, 16ms);
    CHECK(scroll.offset() == 0);
    CHECK_FALSE(scroll.moving());
    CHECK_FALSE(scroll.more_below());
    CHECK_FALSE(scroll.more_above());
}

TEST_CASE("gliding to a place lands there") {
    for (const float target : {1.0F, 3.0F, 10.0F, 850.0F, 3777.0F, 4000.0F}) {
        for (const auto step : {4ms, 16ms, 33ms, 400ms}) {
            CAPTURE(target);
            CAPTURE(step.count());
            Scroll scroll = page_of(5000);
            scroll.glide_to(target, 0ms);
            glide(scroll, 0ms, step);
            CHECK(std::abs(scroll.offset() - target) <= 1);
            CHECK_FALSE(scroll.moving());
        }
    }
}

TEST_CASE("gliding beyond an end lands at the end") {
    Scroll scroll = page_of(5000);
    scroll.glide_to(99999, 0ms);
    glide(scroll, 0ms, 16ms);
    CHECK(scroll.offset() == doctest::Approx(4000).epsilon(0.0003));
    scroll.glide_to(-500, 10s);
    glide(scroll, 10s, 16ms);
    CHECK(scroll.offset() <= 1);
}

TEST_CASE("gliding to where the page is does not move it") {
    Scroll scroll = page_of(5000);
    scroll.jump(700);
    scroll.glide_to(700, 0ms);
    CHECK_FALSE(scroll.moving());
}

TEST_CASE("a fling after a glide to a place forgets the place") {
    Scroll scroll = page_of(20000);
    scroll.glide_to(300, 0ms);
    scroll.advance(16ms);
    scroll.fling(-6000, 16ms);
    glide(scroll, 16ms, 16ms);
    CHECK(scroll.offset() > 1500);
}

TEST_CASE("a finger stops a glide") {
    Scroll scroll = page_of(20000);
    scroll.fling(-6000, 0ms);
    scroll.advance(50ms);
    const float there = scroll.offset();
    scroll.stop();
    CHECK_FALSE(scroll.moving());
    scroll.advance(100ms);
    CHECK(scroll.offset() == there);
}

TEST_CASE("a page that becomes shorter moves back to its end") {
    Scroll scroll = page_of(5000);
    scroll.jump(3500);
    CHECK(scroll.offset() == 3500);
    scroll.set_range(2000, 1000);
    CHECK(scroll.offset() == 1000);
    scroll.set_range(500, 1000);
    CHECK(scroll.offset() == 0);
}

TEST_CASE("a glide ends at the new end when the page becomes shorter meanwhile") {
    Scroll scroll = page_of(5000);
    scroll.glide_to(4000, 0ms);
    scroll.advance(100ms);
    scroll.set_range(1500, 1000);
    glide(scroll, 100ms, 16ms);
    CHECK(scroll.offset() == 500);
    CHECK_FALSE(scroll.moving());
}

TEST_CASE("a jump before the length of the page is known waits for it") {
    Scroll scroll;
    scroll.jump(800);
    scroll.set_range(5000, 1000);
    CHECK(scroll.offset() == 800);
    scroll.jump(-5);
    CHECK(scroll.offset() == 0);
}

TEST_CASE("there is more above and below except at the ends") {
    Scroll scroll = page_of(3000);
    CHECK_FALSE(scroll.more_above());
    CHECK(scroll.more_below());
    scroll.jump(1000);
    CHECK(scroll.more_above());
    CHECK(scroll.more_below());
    scroll.jump(2000);
    CHECK(scroll.more_above());
    CHECK_FALSE(scroll.more_below());
}

TEST_CASE("a glide ends at the same place at any frame rate") {
    for (const float velocity : {-400.0F, -2500.0F, -9000.0F}) {
        CAPTURE(velocity);
        Scroll fast = page_of(50000);
        Scroll slow = page_of(50000);
        fast.fling(velocity, 0ms);
        slow.fling(velocity, 0ms);
        glide(fast, 0ms, 4ms);
        glide(slow, 0ms, 33ms);
        CHECK(std::abs(fast.offset() - slow.offset()) <= 2);
    }
}

TEST_CASE("a glide is at the same place at the same time at any frame rate") {
    Scroll fast = page_of(50000);
    Scroll slow = page_of(50000);
    fast.fling(-5000, 0ms);
    slow.fling(-5000, 0ms);
    for (auto now = 4ms; now <= 396ms; now += 4ms) {
        fast.advance(now);
        if (now.count() % 33 == 0) {
            slow.advance(now);
            CHECK(std::abs(fast.offset() - slow.offset()) <= 1);
        }
    }
}

TEST_CASE("a clock that stands still or goes back does not move the page") {
    Scroll scroll = page_of(5000);
    scroll.fling(-5000, 100ms);
    scroll.advance(100ms);
    scroll.advance(50ms);
    CHECK(scroll.offset() == 0);
    scroll.advance(116ms);
    CHECK(scroll.offset() > 0);
}

TEST_CASE("with reduced motion nothing moves by itself") {
    Scroll scroll = page_of(5000);
    scroll.set_reduced_motion(true);
    scroll.drag(-300, 0ms);
    scroll.fling(-3000, 10ms);
    CHECK_FALSE(scroll.moving());
    CHECK(scroll.offset() == 300);
    scroll.glide_to(1200, 20ms);
    CHECK_FALSE(scroll.moving());
    CHECK(scroll.offset() == 1200);
    scroll.glide_to(1e6F, 30ms);
    CHECK(scroll.offset() == 4000);
}
