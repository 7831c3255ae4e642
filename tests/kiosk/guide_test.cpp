#include "kiosk/qr.hpp"
#include "kiosk/take_along.hpp"

#include <algorithm>

#include "testing.hpp"
#include <doctest/doctest.h>

using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;
using namespace std::chrono_literals;

namespace {

struct Visited {
    Folder folder;
    std::unique_ptr<Booth> booth;
    explicit Visited(Size screen = {1080, 1920}) {
        write_content(folder.path());
        booth = std::make_unique<Booth>(folder.path(), screen);
        booth->tap("language.en");
    }
    const Place& here() const { return booth->terminal().visit().here(); }
};

} // namespace

TEST_CASE("a guide asks one question after the other until it names an office") {
    Visited visited;
    Booth& booth = *visited.booth;
    booth.tap("guide.ways");
    CHECK(visited.here().id == "ways");
    CHECK(booth.tree().find("guide.question")->label == "What is it about");
    CHECK(booth.tree().find("answer.1")->speak == "A letter. from an office");
    CHECK_FALSE(booth.shows("nav.previous")); // nothing to go back to
    booth.tap("answer.1");
    CHECK(visited.here().id == "ways/second");
    booth.tap("answer.3");
    CHECK(booth.tree().find("guide.result")->label == "Go to the office");
    CHECK(booth.shows("contact.help"));
    CHECK(booth.shows("guide.bring"));
    booth.tap("nav.back");
    CHECK(visited.here().id == "ways/second");
    booth.tap("nav.previous");
    CHECK(visited.here().id == "ways");
    booth.tap("nav.back");
    CHECK(visited.here().screen == Screen::Home);
}

TEST_CASE("starting again leads to the first question, and back from there out of the guide") {
    Visited visited;
    Booth& booth = *visited.booth;
    booth.tap("guide.ways");
    booth.tap("answer.1");
    booth.tap("nav.restart");
    CHECK(visited.here().id == "ways");
    booth.tap("nav.back");
    CHECK(visited.here().screen == Screen::Home);
}

TEST_CASE("six answers stand in two columns, fewer or large ones below each other") {
    Visited visited;
    Booth& booth = *visited.booth;
    booth.tap("guide.ways");
    CHECK(booth.tree().find("answer.1")->rect.x == booth.tree().find("answer.2")->rect.x);
    booth.tap("answer.1");
    CHECK(booth.tree().find("answer.1")->rect.y == booth.tree().find("answer.2")->rect.y);
    for (int i = 0; i < 2; ++i) { // 150 %
        booth.tap("bar.text");
    }
    CHECK(booth.tree().find("answer.1")->rect.x == booth.tree().find("answer.2")->rect.x);
}

TEST_CASE("an answer that there is none of leads nowhere") {
    Visited visited;
    visited.booth->tap("guide.ways");
    CHECK_FALSE(visited.booth->shows("answer.3"));
    Visit visit;
    visit.places = visited.booth->terminal().visit().places;
    CHECK_FALSE(act(visit, "answer.3"));
    CHECK(visit.here() == visited.here());
}

// Discreet pages.

TEST_CASE("help in danger is two touches away and has nothing to take along") {
    Visited visited;
    Booth& booth = *visited.booth;
    booth.tap("nav.help");
    booth.tap("guide.ways/danger");
    CHECK(booth.tree().find("guide.result")->label == "Help in danger");
    CHECK(booth.shows("session.leave"));
    CHECK_FALSE(booth.shows("article.take"));
}

TEST_CASE("leaving a discreet page quickly leads home, and no way back tells of it") {
    Visited visited;
    Booth& booth = *visited.booth;
    booth.tap("guide.ways");
    booth.tap("answer.2");
    booth.tap("session.leave");
    CHECK(visited.here().screen == Screen::Home);
    const std::vector<Place>& places = booth.terminal().visit().places;
    CHECK(std::ranges::none_of(places,
                               [](const Place& place) { return place.screen == Screen::Guide; }));
    CHECK(booth.terminal().visit().language == "en"); // the visit itself goes on
    booth.tap("nav.back");
    CHECK(visited.here().screen == Screen::Language);
}

// Taking pages along.

TEST_CASE("a page is taken along as text, whole where it fits") {
    Visited visited;
    Booth& booth = *visited.booth;
    booth.tap("guide.ways");
    booth.tap("answer.1");
    booth.tap("answer.1");
    booth.tap("article.take");
    REQUIRE(booth.shows("take.code"));
    CHECK_FALSE(booth.shows("take.part"));
    booth.tap("nav.close");
    CHECK_FALSE(booth.shows("take.code"));
    CHECK(booth.tree().find("guide.result")->label == "Go to the office");
}

TEST_CASE("of a page that is too long the most important is taken along, and the card says so") {
    Visited visited;
    Booth& booth = *visited.booth;
    booth.tap("topic.rights");
    booth.tap("article.long");
    booth.tap("article.take");
    CHECK(booth.shows("take.code"));
    CHECK(booth.shows("take.part"));
    booth.tap("nav.close");
    CHECK_FALSE(booth.shows("take.code"));
    CHECK(booth.shows("article.title"));
}

TEST_CASE("the code fits its card on every screen and at every text size") {
    for (const Size screen : {Size{1080, 1920}, Size{1920, 1080}, Size{1280, 1024}, Size{800, 1280},
                              Size{3840, 2160}}) {
        Visited visited(screen);
        Booth& booth = *visited.booth;
        booth.tap("topic.rights");
        booth.tap("article.long");
        for (int step = 0; step < 5; ++step) {
            booth.tap("article.take");
            CAPTURE(screen.width);
            CAPTURE(step);
            const Node* card = booth.tree().find("dialog");
            const Node* code = booth.tree().find("take.code");
            const Node* close = booth.tree().find("nav.close");
            REQUIRE(code != nullptr);
            REQUIRE(close != nullptr);
            CHECK(card->rect.y >= 0);
            CHECK(card->rect.bottom() <= screen.height);
            for (const Node* part : {code, close}) {
                CHECK(part->rect.x >= card->rect.x);
                CHECK(part->rect.right() <= card->rect.right());
                CHECK(part->rect.y >= card->rect.y);
                CHECK(part->rect.bottom() <= card->rect.bottom());
            }
            CHECK_FALSE(code->rect.intersects(close->rect));
            CHECK(std::min(code->rect.width, code->rect.height) >= 2 * 125); // two pixels a module
            booth.tap("nav.close");
            booth.tap("bar.text");
        }
    }
}

TEST_CASE("what is longer than a telephone can read makes no code") {
    CHECK(make_qr(std::string(most_qr_bytes, 'x')).has_value());
    CHECK(make_qr(std::string(most_qr_bytes, 'x'))->size == 117);
    CHECK_FALSE(make_qr(std::string(most_qr_bytes + 1, 'x')).has_value());
    CHECK_FALSE(make_qr("").has_value());
}
