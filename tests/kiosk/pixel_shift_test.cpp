// The picture moves a little, so that nothing burns into the panel.
#include "kiosk/pixel_shift.hpp"

#include <set>

#include <doctest/doctest.h>

using namespace zugang::kiosk;
using namespace std::chrono_literals;

TEST_CASE("the picture moves every ten minutes, while nobody is there") {
    PixelShift shift(4);
    CHECK_FALSE(shift.advance(1min, true));
    CHECK(shift.wake_at(true) == Instant(11min));
    CHECK_FALSE(shift.advance(11min, false));
    CHECK_FALSE(shift.wake_at(false));
    CHECK(shift.offset().x == 0);
    CHECK(shift.advance(12min, true));
    CHECK(shift.offset().x == 4);
    CHECK_FALSE(shift.advance(21min, true));
    std::set<std::pair<float, float>> places;
    for (Instant now = 22min; now < 122min; now += 10min) {
        CHECK(shift.advance(now, true));
        places.insert({shift.offset().x, shift.offset().y});
    }
    CHECK(places.size() == 9);
}

TEST_CASE("a picture that is not to move never wakes anybody") {
    PixelShift shift(0);
    CHECK_FALSE(shift.advance(24h, true));
    CHECK_FALSE(shift.wake_at(true));
}

TEST_CASE("what reaches the edges of the screen still does") {
    const Size screen{100, 200};
    CHECK(shifted({0, 0, 100, 20}, {4, -4}, screen) == Rect{0, 0, 100, 16});
    CHECK(shifted({10, 10, 20, 30}, {4, -4}, screen) == Rect{14, 6, 20, 30});
    CHECK(shifted({0, 180, 100, 20}, {-4, 4}, screen) == Rect{0, 184, 100, 16});
}
