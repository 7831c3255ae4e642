#include "testing.hpp"
#include <doctest/doctest.h>

using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;
using namespace std::chrono_literals;

namespace {

struct Stand {
    Folder folder;
    std::unique_ptr<Booth> booth;
    explicit Stand(std::chrono::seconds after = 300s) {
        write_content(folder.path());
        booth = std::make_unique<Booth>(folder.path());
        booth->terminal().set_rest(Rest(after));
        booth->frame();
    }
};

} // namespace

TEST_CASE("T4: when nobody is there greetings take turns, not more often than once a second") {
    Stand stand;
    Booth& booth = *stand.booth;
    booth.pass(299s);
    CHECK_FALSE(booth.shows("attract.greeting"));
    booth.pass(2s);
    REQUIRE(booth.shows("attract.greeting"));
    CHECK_FALSE(booth.shows("language.en"));
    const Rect place = booth.tree().find("attract.greeting")->rect;
    const int frames = booth.frames();
    booth.pass(60s);
    CHECK(booth.frames() - frames >= 9);
    CHECK(booth.frames() - frames <= 60);
    booth.pass(6s);
    CHECK_FALSE(booth.tree().find("attract.greeting")->rect == place);
}

TEST_CASE("T4: a touch ends the greetings and does nothing else") {
    Stand stand;
    Booth& booth = *stand.booth;
    const Point at = booth.tree().find("language.en")->rect.center();
    booth.pass(310s);
    booth.tap_at(at);
    CHECK(booth.shows("language.en"));
    CHECK(booth.terminal().visit().untouched());
    booth.tap_at(at); // now it counts
    CHECK(booth.terminal().visit().language == "en");
}

TEST_CASE("greetings can be switched off, and then nothing ever moves") {
    Stand stand(0s);
    Booth& booth = *stand.booth;
    booth.pass(60s); // the welcome goes round once
    const int frames = booth.frames();
    booth.pass(3600s);
    CHECK(booth.frames() == frames);
}

TEST_CASE("greetings do not come while somebody is there") {
    Stand stand(60s);
    Booth& booth = *stand.booth;
    booth.tap("language.en");
    booth.pass(80s);
    CHECK(booth.shows("home.title"));
    booth.pass(60s); // the visit has ended
    CHECK(booth.shows("language.en"));
    booth.pass(61s);
    CHECK(booth.shows("attract.greeting"));
}

TEST_CASE("a terminal that starts long after its machine greets no sooner for that") {
    Rest rest(300s);
    CHECK_FALSE(rest.advance(10'000s, true, 12h));
    CHECK(rest.wake_at(true) == Instant(10'300s));
    CHECK_FALSE(rest.advance(10'299s, true, 12h));
    CHECK(rest.advance(10'300s, true, 12h));
}

TEST_CASE("windows of a day are read, and go over midnight") {
    const auto night = parse_day_window("20:00-07:00");
    REQUIRE(night.has_value());
    CHECK(night->contains(20h));
    CHECK(night->contains(3h));
    CHECK_FALSE(night->contains(7h));
    CHECK_FALSE(night->contains(12h));
    CHECK(until_change(std::vector{*night}, 19h) == Instant(1h));
    CHECK(until_change(std::vector{*night}, 20h) == Instant(11h));
    CHECK(until_change(std::vector{*night}, 7h) == Instant(13h));
    CHECK_FALSE(until_change({}, 7h).has_value());
    for (const char* wrong : {"", "20:00", "20:00-", "20:00-20:00", "20-07", "25:00-07:00",
                              "20:60-07:00", "-1:00-07:00", "20:00-07:00 ", "20:00-24:01"}) {
        CAPTURE(wrong);
        CHECK_FALSE(parse_day_window(wrong).has_value());
    }
}

TEST_CASE("at night the screen is dark, and nothing wakes it but a touch or the morning") {
    const DayWindow night = *parse_day_window("20:00-07:00");
    Rest rest(300s, {night});
    const Instant evening = 19h + 50min; // by the clock; the terminal's own time begins at 0
    CHECK_FALSE(rest.advance(0s, true, evening));
    CHECK(rest.wake_at(true) == Instant(300s)); // greetings come first
    CHECK(rest.advance(300s, true, evening + 300s));
    CHECK(rest.advance(600s, true, 20h));
    CHECK(rest.dark());
    CHECK(rest.wake_at(true) == Instant(600s + 11h));
    CHECK(rest.end(700s)); // the touch only woke it
    CHECK_FALSE(rest.dark());
    CHECK_FALSE(rest.advance(700s, true, 20h + 100s));
    CHECK(rest.wake_at(true) == Instant(760s));
    CHECK(rest.advance(760s, true, 20h + 160s));
    CHECK(rest.dark());
    CHECK(rest.advance(600s + 11h, true, 7h));
    CHECK_FALSE(rest.dark());
}

TEST_CASE("a dark screen shows nothing, and its first touch does nothing but wake it") {
    Stand stand(0s);
    Booth& booth = *stand.booth;
    booth.terminal().set_rest(Rest(0s, {*parse_day_window("00:00-24:00")}));
    booth.frame();
    const Point at = booth.tree().find("language.en")->rect.center();
    booth.pass(90s);
    CHECK(booth.shows("dark"));
    CHECK_FALSE(booth.shows("language.en"));
    booth.tap_at(at);
    CHECK(booth.shows("language.en"));
    CHECK(booth.terminal().visit().untouched());
    booth.tap_at(at);
    CHECK(booth.terminal().visit().language == "en");
}

TEST_CASE("T4: with reduced motion the screen of languages stands still") {
    Folder folder;
    write_content(folder.path());
    Booth booth(folder.path());
    booth.terminal().set_reduced_motion(true);
    booth.pass(1s);
    const int frames = booth.frames();
    booth.pass(60s);
    CHECK(booth.frames() == frames);
}
