#include <algorithm>
#include <fstream>

#include "testing.hpp"
#include <doctest/doctest.h>

using namespace zugang;
using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;
using namespace std::chrono_literals;

namespace {

constexpr Point nowhere{540, 150}; // nothing to touch there, in the title of the page

struct Stocked {
    Folder folder;
    Stocked() { write_content(folder.path()); }
};

/// With content, in front of a visitor who has chosen a language.
struct Visited : Stocked {
    Booth booth{folder.path()};
    explicit Visited(std::string_view language = "language.en") { booth.tap(language); }
};

void overwrite(const std::filesystem::path& file, std::streamoff at, std::size_t bytes) {
    std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
    stream.seekp(at);
    stream << std::string(bytes, 'x');
    REQUIRE(stream.good());
}

/// Scrolls to where most of a node is seen.
void show_whole(Booth& booth, std::string_view id) {
    float best = 0;
    float most = -1;
    for (float at = 0; at <= booth.terminal().hidden_px(); at += 50) {
        booth.terminal().scroll_to(at);
        booth.frame();
        const Node* node = booth.tree().find(id);
        if (node != nullptr && node->rect.height > most) {
            most = node->rect.height;
            best = at;
        }
    }
    booth.terminal().scroll_to(best);
    booth.frame();
}

bool is_fresh(const Terminal& terminal) {
    const Visit& visit = terminal.visit();
    return visit.untouched() && visit.places == std::vector{Place{}} && !visit.german_beside &&
           visit.term.empty();
}

} // namespace

// Content that is not there.

TEST_CASE("without content the emergency page is shown, and the log says why, once") {
    struct Row {
        const char* what;
        void (*make)(const std::filesystem::path&);
    };
    const std::vector<Row> rows{
        {"no folder", [](const std::filesystem::path& folder) { std::filesystem::remove(folder); }},
        {"empty folder", [](const std::filesystem::path&) {}},
        {"a file instead",
         [](const std::filesystem::path& folder) {
             std::filesystem::remove(folder);
             std::ofstream(folder) << "x";
         }},
        {"current leads nowhere",
         [](const std::filesystem::path& folder) {
             std::filesystem::create_symlink("states/7", folder / "current");
         }},
        {"no database",
         [](const std::filesystem::path& folder) {
             std::filesystem::create_directories(folder / "current");
         }},
        {"an empty database",
         [](const std::filesystem::path& folder) {
             std::filesystem::create_directories(folder / "current");
             std::ofstream(folder / "current" / "content.db").flush();
         }},
        {"something else",
         [](const std::filesystem::path& folder) {
             std::filesystem::create_directories(folder / "current");
             std::ofstream(folder / "current" / "content.db") << std::string(9000, 'x');
         }},
        {"cut off",
         [](const std::filesystem::path& folder) {
             write_content(folder);
             std::filesystem::resize_file(database_of(folder), 8192);
         }},
        {"first page broken",
         [](const std::filesystem::path& folder) {
             write_content(folder);
             overwrite(database_of(folder), 100, 3000);
         }},
        {"every other page broken", [](const std::filesystem::path& folder) {
             write_content(folder);
             const auto size = std::filesystem::file_size(database_of(folder));
             overwrite(database_of(folder), 4096, size - 4096);
         }}};
    for (const Row& row : rows) {
        CAPTURE(row.what);
        const Folder folder;
        row.make(folder.path());
        Booth booth(folder.path());
        CHECK_FALSE(booth.terminal().has_content());
        CHECK(booth.tree().nodes().size() == 12);
        CHECK(booth.shows("emergency.de"));
        booth.pass(1min);
        REQUIRE(booth.log().size() == 1);
        CHECK(booth.log()[0].find(folder.path().string()) != std::string::npos);
        if (!std::filesystem::is_directory(folder.path())) {
            std::filesystem::remove(folder.path());
        }
    }
}

TEST_CASE(
    "damage to any single page of the database never ends the terminal before a visitor comes") {
    const Stocked good;
    const auto size = std::filesystem::file_size(database_of(good.folder.path()));
    for (std::uintmax_t page = 4096; page < size; page += 4096) {
        CAPTURE(page);
        const Stocked broken;
        overwrite(database_of(broken.folder.path()), static_cast<std::streamoff>(page), 4096);
        Booth booth(broken.folder.path());
        CHECK((booth.shows("emergency.de") || booth.shows("language.de")));
    }
}

TEST_CASE("content that appears later is taken up within seconds") {
    const Folder folder;
    Booth booth(folder.path());
    booth.pass(1min);
    CHECK(booth.shows("emergency.de"));
    write_content(folder.path());
    booth.pass(6s);
    CHECK(booth.terminal().has_content());
    CHECK(booth.shows("language.ar"));
    CHECK_FALSE(booth.shows("emergency.de"));
    CHECK(booth.log().size() == 2);
}

TEST_CASE("a reason that changes is logged again") {
    const Folder folder;
    Booth booth(folder.path());
    std::filesystem::create_directories(folder.path() / "current");
    booth.pass(30s);
    CHECK(booth.log().size() == 2);
}

TEST_CASE("while the emergency page stands, nothing is drawn again") {
    const Folder folder;
    Booth booth(folder.path());
    const int frames = booth.frames();
    booth.pass(2min);
    CHECK(booth.frames() == frames);
}

TEST_CASE("content whose text could not be seen for want of fonts is not shown") {
    const Stocked stocked;
    std::filesystem::remove_all(stocked.folder.path() / "media");
    Booth booth(stocked.folder.path());
    CHECK_FALSE(booth.terminal().has_content());
    CHECK(booth.shows("emergency.en"));
    CHECK(booth.log().size() == 1);
}

// Taking up new content.

TEST_CASE("new content is taken up between visitors, not during a visit") {
    Visited visited;
    Booth& booth = visited.booth;
    write_content(visited.folder.path(), "2");
    std::filesystem::remove_all(visited.folder.path() / "states" / "1");
    for (int i = 0; i < 8; ++i) { // longer than between two looks at the folder
        booth.tap(i % 2 == 0 ? "nav.help" : "nav.home");
        booth.pass(20s);
    }
    CHECK(booth.shows("topic.work")); // the old state is open still
    CHECK_FALSE(booth.shows("topic.state2"));
    booth.tap("bar.language"); // nobody has left yet
    booth.pass(80s);
    booth.tap("language.en");
    CHECK_FALSE(booth.shows("topic.state2"));
    SUBCASE("the visitor ends the visit") {
        booth.tap("session.finish");
    }
    SUBCASE("the visitor goes away") {
        booth.pass(121s);
    }
    CHECK(booth.shows("language.en"));
    booth.tap("language.en");
    CHECK(booth.shows("topic.work"));
    CHECK(booth.shows("topic.state2"));
    CHECK(booth.log().empty());
}

TEST_CASE("a new state that is broken does not take the old one away") {
    Visited visited;
    write_content(visited.folder.path(), "2");
    std::filesystem::resize_file(database_of(visited.folder.path(), "2"), 5000);
    visited.booth.tap("session.finish");
    CHECK(visited.booth.terminal().has_content());
    CHECK(visited.booth.shows("language.en"));
    CHECK(visited.booth.log().size() == 1);
    visited.booth.tap("language.en");
    visited.booth.tap("session.finish");
    CHECK(visited.booth.log().size() == 1);
    write_content(visited.folder.path(), "3");
    visited.booth.tap("language.en");
    visited.booth.tap("session.finish");
    CHECK(visited.booth.shows("language.en"));
}

TEST_CASE("an untouched terminal takes up new content by itself") {
    const Stocked stocked;
    Booth booth(stocked.folder.path());
    write_content(stocked.folder.path(), "2");
    booth.pass(61s);
    booth.tap("language.en");
    CHECK(booth.shows("topic.state2"));
}

// What the about screen says of the content.

TEST_CASE("the status of updates is read when the about screen opens, and not while it stands") {
    const Folder status;
    const auto file = status.path() / "status.json";
    const auto write = [&file](const char* trusted_until) {
        std::ofstream(file) << R"({"format": 1, "last_contact": "2026-11-20T12:00:00Z",
                                   "trusted_until": ")"
                            << trusted_until << "\"}";
    };
    const Stocked stocked;
    Booth booth(stocked.folder.path(), {1080, 8000}, file);
    booth.tap("language.en");
    booth.tap("nav.help");
    booth.tap("nav.about");
    CHECK(booth.shows("trust.about"));
    CHECK(booth.shows("trust.content"));
    CHECK(booth.shows("trust.never"));
    CHECK_FALSE(booth.shows("trust.contact"));
    write("2026-12-04T12:00:00Z");
    booth.tap("bar.contrast");
    CHECK(booth.shows("trust.never"));
    booth.tap("nav.home");
    booth.tap("nav.help");
    booth.tap("nav.about");
    CHECK(booth.shows("trust.contact"));
    CHECK(booth.shows("trust.until"));
    CHECK_FALSE(booth.shows("trust.never"));
    write("2026-11-21T12:00:00Z");
    booth.tap("bar.language");
    booth.tap("language.ar");
    CHECK(booth.shows("trust.expired"));
    CHECK_FALSE(booth.shows("trust.until"));
    CHECK_FALSE(booth.shows("trust.content"));
    std::ofstream(file) << "{";
    booth.tap("nav.home");
    booth.tap("nav.help");
    booth.tap("nav.about");
    CHECK(booth.shows("trust.never"));
}

// The end of a visit.

TEST_CASE("after ninety seconds the terminal asks, counts down, and forgets") {
    Visited visited;
    Booth& booth = visited.booth;
    booth.pass(89s);
    CHECK_FALSE(booth.shows("dialog"));
    booth.pass(2s);
    CHECK(booth.shows("dialog"));
    CHECK(booth.shows("session.extend"));
    CHECK(booth.shows("session.finish"));
    CHECK(booth.shows("session.seconds"));
    booth.pass(28s);
    CHECK(booth.shows("dialog"));
    booth.pass(2s);
    CHECK_FALSE(booth.shows("dialog"));
    CHECK(booth.shows("language.en"));
    CHECK(is_fresh(booth.terminal()));
}

TEST_CASE("the countdown is drawn once a second") {
    Visited visited;
    Booth& booth = visited.booth;
    booth.pass(90s);
    const int frames = booth.frames();
    booth.pass(29s);
    CHECK(booth.frames() - frames >= 28);
    CHECK(booth.frames() - frames <= 30);
}

TEST_CASE("everything of a visit is forgotten") {
    Visited visited("language.ar");
    Booth& booth = visited.booth;
    booth.tap("bar.text");
    booth.tap("bar.contrast");
    booth.tap("topic.work");
    booth.tap("article.one");
    booth.tap("article.german");
    booth.tap("term.card");
    REQUIRE(booth.terminal().visit().term == "card");
    SUBCASE("by the visitor") {
        booth.tap("nav.close");
        booth.tap("session.finish");
    }
    SUBCASE("by the dialog") {
        booth.pass(95s);
        booth.tap("session.finish");
    }
    SUBCASE("by time") {
        booth.pass(121s);
    }
    CHECK(is_fresh(booth.terminal()));
    CHECK(booth.shows("language.en"));
    CHECK_FALSE(booth.shows("dialog"));
    booth.tap("language.en");
    CHECK(booth.terminal().visit().places.size() == 2);
    CHECK(booth.shows("topic.work"));
}

TEST_CASE("a page of the next visitor begins at its top") {
    Visited visited;
    Booth& booth = visited.booth;
    booth.tap("topic.work");
    booth.tap("article.one");
    booth.tap("nav.page_down");
    booth.pass(3s);
    REQUIRE(booth.shows("nav.page_up"));
    booth.tap("session.finish");
    for (const char* id : {"language.en", "topic.work", "article.one"}) {
        booth.tap(id);
    }
    CHECK_FALSE(booth.shows("nav.page_up"));
    CHECK(booth.shows("article.title"));
}

TEST_CASE("yes in the dialog keeps the visit where it is") {
    Visited visited;
    Booth& booth = visited.booth;
    booth.tap("topic.work");
    booth.pass(100s);
    booth.tap("session.extend");
    CHECK_FALSE(booth.shows("dialog"));
    CHECK(booth.shows("topic.title"));
    booth.pass(89s);
    CHECK_FALSE(booth.shows("dialog"));
    booth.pass(2s);
    CHECK(booth.shows("dialog"));
}

TEST_CASE("a touch on nothing during the dialog keeps the visit, and does nothing else") {
    Visited visited;
    Booth& booth = visited.booth;
    booth.tap("topic.work");
    const Node* row = booth.tree().find("article.one");
    REQUIRE(row != nullptr);
    const Point above_a_row = row->rect.center();
    booth.pass(100s);
    REQUIRE(booth.shows("dialog"));
    booth.tap_at(above_a_row);
    CHECK_FALSE(booth.shows("dialog"));
    CHECK(booth.terminal().visit().here() == Place{Screen::Topic, "work", 0});
    booth.pass(89s);
    CHECK_FALSE(booth.shows("dialog"));
}

TEST_CASE("touching and scrolling keep a visit alive") {
    Visited visited;
    Booth& booth = visited.booth;
    booth.tap("topic.work");
    booth.tap("article.one");
    for (int i = 0; i < 4; ++i) {
        booth.pass(80s);
        CHECK_FALSE(booth.shows("dialog"));
        booth.touch(TouchPhase::Down, {500, 1200});
        booth.touch(TouchPhase::Move, {500, 1100});
        booth.touch(TouchPhase::Up, {500, 1100});
    }
    booth.pass(80s);
    booth.tap_at(nowhere);
    booth.pass(80s);
    CHECK_FALSE(booth.shows("dialog"));
}

TEST_CASE("the dialog comes over the card of a term, and yes leaves the card open") {
    Visited visited;
    Booth& booth = visited.booth;
    booth.tap("topic.work");
    booth.tap("article.one");
    booth.tap("term.card");
    CHECK(booth.shows("term.german_text"));
    booth.pass(95s);
    const Node* close = booth.tree().find("nav.close");
    REQUIRE(close != nullptr);
    const Node* hit = booth.tree().hit(close->rect.center());
    CHECK((hit == nullptr || hit->id != "nav.close"));
    booth.tap("session.extend");
    booth.tap("nav.close");
    CHECK(booth.shows("article.title"));
    CHECK_FALSE(booth.shows("dialog"));
}

TEST_CASE("a finger that presses yes in the last moment is not cut off") {
    Visited visited;
    Booth& booth = visited.booth;
    booth.pass(119s);
    const Node* yes = booth.tree().find("session.extend");
    REQUIRE(yes != nullptr);
    const Point at = yes->rect.center();
    booth.touch(TouchPhase::Down, at);
    booth.pass(3s);
    booth.touch(TouchPhase::Up, at);
    CHECK(booth.terminal().visit().language == "en");
    CHECK_FALSE(booth.shows("dialog"));
}

TEST_CASE(
    "something that lies on the glass does not keep a visit for ever, nor the machine awake") {
    Visited visited;
    Booth& booth = visited.booth;
    booth.tap("topic.work");
    booth.touch(TouchPhase::Down, nowhere);
    booth.pass(10min); // fails where the terminal does not sleep
    CHECK(is_fresh(booth.terminal()));
    booth.tap("language.en"); // and the next visitor's finger counts
    CHECK(booth.shows("topic.work"));
}

TEST_CASE("a finger whose end was never reported does not shut the next visitor out") {
    Visited visited;
    Booth& booth = visited.booth;
    booth.touch(TouchPhase::Down, nowhere, 99);
    booth.terminal().reset(booth.now());
    booth.frame();
    booth.tap("language.en");
    CHECK(booth.shows("topic.work"));
}

TEST_CASE("a screen that nobody has touched has nothing to forget and does not ask") {
    const Stocked stocked;
    Booth booth(stocked.folder.path());
    booth.pass(10min);
    CHECK_FALSE(booth.shows("dialog"));
    booth.tap_at(nowhere);
    booth.pass(10min);
    CHECK_FALSE(booth.shows("dialog"));
}

TEST_CASE("a language screen that was come back to is forgotten as well") {
    Visited visited;
    visited.booth.tap("nav.back");
    CHECK(visited.booth.shows("language.en"));
    visited.booth.pass(121s);
    CHECK(is_fresh(visited.booth.terminal()));
}

// Sleeping.

TEST_CASE("no frame is needed when nothing changes") {
    Visited visited;
    Booth& booth = visited.booth;
    const int frames = booth.frames();
    for (int i = 0; i < 100; ++i) {
        CHECK_FALSE(booth.frame());
    }
    booth.pass(89s);
    CHECK(booth.frames() == frames);
}

TEST_CASE("the terminal wakes when it has to ask, and each second from then on") {
    Visited visited;
    Booth& booth = visited.booth;
    const Instant start = booth.now();
    CHECK(booth.terminal().wake_at() == start + 90s);
    booth.pass(90s);
    REQUIRE(booth.shows("dialog"));
    CHECK(booth.terminal().wake_at() == start + 91s);
    booth.pass(1s);
    CHECK(booth.terminal().wake_at() == start + 92s);
}

TEST_CASE("without content the terminal wakes only to look again") {
    const Folder folder;
    Booth booth(folder.path());
    REQUIRE(booth.terminal().wake_at().has_value());
    CHECK(*booth.terminal().wake_at() >= booth.now() + 1s);
    CHECK(*booth.terminal().wake_at() <= booth.now() + 1min);
    booth.pass(1min);
    CHECK(*booth.terminal().wake_at() > booth.now());
}

TEST_CASE("the welcome goes once through all languages and then rests") {
    const Stocked stocked;
    Booth booth(stocked.folder.path());
    std::vector<std::string> seen;
    for (int i = 0; i < 400; ++i) { // 40 s
        const Node* headline = booth.tree().find("language.headline");
        REQUIRE(headline != nullptr);
        if (seen.empty() || seen.back() != headline->language) {
            seen.push_back(headline->language);
        }
        booth.pass(100ms);
    }
    CHECK(seen == std::vector<std::string>{"de", "en", "ar", "de"});
    REQUIRE(booth.terminal().wake_at().has_value()); // to look for new content, once a minute
    CHECK(*booth.terminal().wake_at() > booth.now() + 15s);
    const int frames = booth.frames();
    booth.pass(1h);
    CHECK(booth.frames() == frames);
}

TEST_CASE("the welcome goes round again for the next visitor") {
    Visited visited;
    visited.booth.tap("session.finish");
    REQUIRE(visited.booth.terminal().wake_at().has_value());
    CHECK(*visited.booth.terminal().wake_at() > visited.booth.now());
}

TEST_CASE("a page glides while it moves, then the terminal sleeps again") {
    Visited visited;
    Booth& booth = visited.booth;
    booth.tap("topic.work");
    booth.tap("article.one");
    const int before = booth.frames();
    booth.tap("nav.page_down");
    CHECK(booth.terminal().wake_at() == Instant{});
    booth.pass(5s);
    CHECK(booth.frames() - before > 20);
    const int after = booth.frames();
    booth.pass(60s);
    CHECK(booth.frames() == after);
    CHECK(booth.shows("nav.page_up"));
}

// Touch.

TEST_CASE("a finger that slides off a button does not press it") {
    Visited visited;
    Booth& booth = visited.booth;
    const Point at = booth.tree().find("topic.work")->rect.center();
    booth.touch(TouchPhase::Down, at);
    booth.touch(TouchPhase::Move, {at.x + 100, at.y});
    booth.touch(TouchPhase::Up, {at.x + 100, at.y});
    CHECK(booth.shows("home.title"));
    booth.touch(TouchPhase::Down, at);
    booth.touch(TouchPhase::Up,
                booth.tree().find("topic.rights")->rect.center()); // no move was reported
    CHECK(booth.shows("home.title"));
}

TEST_CASE("a finger on a panel that was unplugged taps nothing, and the next one does at once") {
    Visited visited;
    Booth& booth = visited.booth;
    const Point at = booth.tree().find("topic.work")->rect.center();
    booth.touch(TouchPhase::Down, at);
    booth.terminal().lift_fingers();
    booth.touch(TouchPhase::Up, at);
    CHECK(booth.shows("home.title"));
    booth.touch(TouchPhase::Down, at); // its end is never told
    booth.terminal().lift_fingers();
    for (const TouchPhase phase : {TouchPhase::Down, TouchPhase::Up}) {
        booth.terminal().touch({.finger = 7, .phase = phase, .at = at, .time = booth.now()});
    }
    booth.pass(20ms);
    CHECK_FALSE(booth.shows("home.title"));
}

TEST_CASE("back returns to a page where it was left") {
    Visited visited;
    Booth& booth = visited.booth;
    booth.tap("topic.work");
    booth.tap("article.one");
    booth.touch(TouchPhase::Down, {500, 1500});
    for (int i = 1; i <= 20; ++i) {
        booth.pass(20ms);
        booth.touch(TouchPhase::Move, {500, 1500 - 20.0F * static_cast<float>(i)});
    }
    booth.pass(500ms);
    booth.touch(TouchPhase::Up, {500, 1100});
    const Node* heading = booth.tree().find("block.b2");
    REQUIRE(heading != nullptr);
    const Rect before = heading->rect;
    booth.tap("nav.help");
    booth.tap("nav.back");
    heading = booth.tree().find("block.b2");
    REQUIRE(heading != nullptr);
    CHECK(heading->rect.y == doctest::Approx(before.y).epsilon(0.002));
}

TEST_CASE("ids of the tree are unique on every screen") {
    Visited visited;
    Booth& booth = visited.booth;
    for (const char* id : {"nav.help", "nav.home", "topic.work", "article.one", "term.card",
                           "nav.close", "nav.home", "guide.ways", "answer.1", "answer.1"}) {
        booth.tap(id);
        CAPTURE(std::string(id));
        for (const Node& node : booth.tree().nodes()) {
            CAPTURE(node.id);
            CHECK(std::ranges::count(booth.tree().nodes(), node.id, &Node::id) == 1);
        }
    }
}

TEST_CASE("every node stands on the screen, in every size and at every text size") {
    for (const Size screen :
         {Size{1080, 1920}, Size{1920, 1080}, Size{768, 1024}, Size{320, 480}}) {
        const Stocked stocked;
        Booth booth(stocked.folder.path(), screen);
        CAPTURE(screen.width);
        booth.tap("language.ar");
        for (int step = 0; step < 5; ++step) {
            CAPTURE(step);
            for (const Node& node : booth.tree().nodes()) {
                CAPTURE(node.id);
                CHECK(node.rect.x >= -0.01F);
                CHECK(node.rect.y >= -0.01F);
                CHECK(node.rect.right() <= screen.width + 0.01F);
                CHECK(node.rect.bottom() <= screen.height + 0.01F);
                CHECK(node.rect.width > 0);
                CHECK(node.rect.height > 0);
            }
            booth.tap("bar.text");
        }
    }
}

TEST_CASE("a topic's long title stays within its tile, on every screen and at every text size") {
    const std::string plain = "Anerkennungsberatungsstelle";
    const std::string soft = "Anerken\u00ADnungs\u00ADbera\u00ADtungs\u00ADstelle";
    for (const std::string& title : {plain, soft}) {
        for (const Size screen : {Size{1080, 1920}, Size{1920, 1080}, Size{800, 1280}}) {
            const Folder folder;
            write_content(folder.path(), "1", title);
            Booth booth(folder.path(), screen);
            CAPTURE(title);
            CAPTURE(screen.width);
            booth.tap("language.en");
            for (int step = 0; step < 5; ++step) {
                CAPTURE(step);
                show_whole(booth, "topic.work");
                const Node* tile = booth.tree().find("topic.work");
                REQUIRE(tile != nullptr);
                CHECK(tile->label == plain); // nobody says or looks for a soft hyphen
                std::size_t inside = 0;
                for (const Rect& picture : booth.drawn_pictures()) {
                    const Node* hit = booth.tree().hit(picture.center());
                    const bool another = hit != nullptr && hit->id != tile->id; // floats above it
                    if (picture.intersects(tile->rect) && !another) {
                        ++inside;
                        CHECK(picture.x >= tile->rect.x);
                        CHECK(picture.right() <= tile->rect.right());
                    }
                }
                CHECK(inside > 20); // letters, beside the pictogram and corners
                booth.tap("bar.text");
            }
        }
    }
}

TEST_CASE("a new size of the screen is drawn in the new size") {
    Visited visited;
    Booth& booth = visited.booth;
    CHECK(booth.shows("bar.bottom"));
    booth.terminal().resize({1920, 1080});
    CHECK(booth.frame());
    CHECK(booth.shows("bar.side"));
    CHECK_FALSE(booth.shows("bar.bottom"));
}

TEST_CASE("another language and another size of text keep the paragraph where it is") {
    Visited visited;
    Booth& booth = visited.booth;
    for (const char* id : {"topic.rights", "article.long"}) {
        booth.tap(id);
    }
    booth.terminal().scroll_to(7000);
    booth.frame();
    const auto first_block = [&booth] {
        const Node* first = nullptr;
        for (const Node& node : booth.tree().nodes()) {
            if (first == nullptr && node.id.starts_with("block.") &&
                node.rect.y > booth.terminal().page_part()->view.y) {
                first = &node;
            }
        }
        REQUIRE(first != nullptr);
        return *first;
    };
    const Node before = first_block();
    booth.tap("bar.text");
    booth.pass(2s);
    CHECK(first_block().id == before.id);
    CHECK(first_block().rect.y == before.rect.y);
    booth.tap("bar.language");
    booth.tap("language.ar");
    booth.pass(2s);
    CHECK(booth.terminal().visit().language == "ar");
    CHECK(first_block().id == before.id);
    CHECK(first_block().rect.y == before.rect.y);
    booth.tap("nav.help");
    booth.tap("nav.back");
    booth.pass(2s);
    CHECK(first_block().id == before.id);
    CHECK(first_block().rect.y == before.rect.y);
}
