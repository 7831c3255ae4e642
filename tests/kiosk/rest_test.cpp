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
    CHECK_FALSE(rest.advance(10'000s, true));
    CHECK(rest.wake_at(true) == Instant(10'300s));
    CHECK_FALSE(rest.advance(10'299s, true));
    CHECK(rest.advance(10'300s, true));
}
