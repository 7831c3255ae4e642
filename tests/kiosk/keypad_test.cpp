#include "kiosk/keypad.hpp"

#include <doctest/doctest.h>

using namespace zugang::kiosk;
using namespace std::chrono_literals;

TEST_CASE("K3: the same key within half a second counts once, another key at once") {
    Keypad keypad;
    CHECK(keypad.accepts(Key::Next, false, 1000ms));
    CHECK_FALSE(keypad.accepts(Key::Next, false, 1200ms));
    CHECK_FALSE(keypad.accepts(Key::Next, false, 1499ms));
    CHECK(keypad.accepts(Key::Ok, false, 1499ms));
    CHECK(keypad.accepts(Key::Next, false, 1499ms));
    CHECK(keypad.accepts(Key::Next, false, 1999ms));
}

TEST_CASE("K3: a key that trembles is not locked out: time counts from the press that counted") {
    Keypad keypad;
    int counted = 0;
    for (Instant at = 1000ms; at < 3000ms; at += 100ms) {
        counted += keypad.accepts(Key::Next, false, at) ? 1 : 0;
    }
    CHECK(counted == 4);
}

TEST_CASE("K3: a key that is held counts once") {
    Keypad keypad;
    CHECK(keypad.accepts(Key::Next, false, 1s));
    for (Instant at = 1500ms; at < 60s; at += 33ms) {
        CHECK_FALSE(keypad.accepts(Key::Next, true, at));
    }
}

TEST_CASE("K3: both times are adjustable") {
    Keypad quick({.same_key = 100ms, .held_key = 2000ms});
    CHECK(quick.accepts(Key::Next, false, 1000ms));
    CHECK(quick.accepts(Key::Next, false, 1100ms));
    CHECK_FALSE(quick.accepts(Key::Next, true, 3000ms));
    CHECK(quick.accepts(Key::Next, true, 3100ms));
    CHECK_FALSE(quick.accepts(Key::Next, true, 3150ms));
    CHECK(quick.accepts(Key::Next, true, 3200ms));
    CHECK_FALSE(quick.accepts(Key::Ok, true, 9000ms)); // it was never pressed
}
