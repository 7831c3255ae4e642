#include <algorithm>
#include <array>
#include <cmath>

#include "testing.hpp"
#include <doctest/doctest.h>

using namespace zugang;
using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;
using namespace std::chrono_literals;

namespace {

const Standpoint in_bavaria{
    .place = {}, .land = "by", .position = content::Coordinates{48'369'000, 10'898'000}};

LocalTime at(const char* day, Instant time) {
    return {.day = *content::parse_date(day), .since_midnight = time};
}

const LocalTime monday_morning = at("2026-11-23", 10h);
constexpr Size tall{1080, 2800}; // shows the whole page

struct Stocked {
    Folder folder;
    Stocked() {
        write_content(folder.path());
        write_places(folder.path());
    }
};

/// In front of the screen "advice near you".
struct Advised : Stocked {
    Booth booth;
    explicit Advised(const LocalTime& start = monday_morning, const Standpoint& standpoint = {},
                     Size screen = {1080, 1920}, const char* language = "language.en")
        : booth(folder.path(), screen, start, standpoint) {
        booth.tap(language);
        booth.tap("nav.advice");
        booth.pass(1s);
    }

    /// The Land on the map; nullptr where it is not there.
    const Node* on_map(std::string_view id) const {
        const auto& nodes = booth.tree().nodes();
        const auto found = std::ranges::find_if(
            nodes, [id](const Node& node) { return node.id == id && node.shape != nullptr; });
        return found == nodes.end() ? nullptr : &*found;
    }

    std::string label_of(std::string_view id) const {
        const Node* node = booth.tree().find(id);
        REQUIRE_MESSAGE(node != nullptr, std::string(id));
        std::string text = node->label;
        for (const std::string_view mark : {"\u2066", "\u2068", "\u2069"}) {
            for (std::size_t i = text.find(mark); i != std::string::npos; i = text.find(mark)) {
                text.erase(i, mark.size());
            }
        }
        return text;
    }

    /// In the order that they stand in.
    std::vector<std::string> places() const {
        std::vector<std::string> ids;
        for (const Node& node : booth.tree().nodes()) {
            if (node.id.starts_with("place.")) {
                ids.push_back(node.id.substr(6));
            }
        }
        return ids;
    }

    std::string chosen() { return booth.terminal().visit().here().id; }
};

} // namespace

// The map.

TEST_CASE("a Land is chosen by its shape: Berlin in Brandenburg, Bremen in Lower Saxony") {
    Advised visit;
    for (const char* land : {"land.be", "land.bb", "land.hb", "land.ni", "land.by", "land.sn"}) {
        CAPTURE(land);
        const Node* node = visit.on_map(land);
        REQUIRE(node != nullptr);
        const Point target = node->target();
        REQUIRE(visit.booth.tree().hit(target) != nullptr);
        CHECK(visit.booth.tree().hit(target)->id == land);
        visit.booth.tap_at(target);
        CHECK("land." + visit.chosen() == land);
        CHECK(visit.booth.terminal().visit().places.size() == 3); // language, home, advice
    }
    // Berlin's middle is Brandenburg's middle too.
    const Point middle = visit.on_map("land.bb")->whole.center();
    CHECK(visit.on_map("land.be")->whole.contains(middle));
    CHECK(visit.booth.tree().hit(middle)->id == "land.be");
    const Rect by = visit.on_map("land.by")->whole;
    CHECK(visit.booth.tree().hit({by.x - 8, by.bottom() - 8}) == nullptr);
}

TEST_CASE("the rows of the list choose a Land as well, and are large") {
    Advised visit(monday_morning, {}, tall);
    visit.booth.tap("land.be");
    CHECK(visit.chosen() == "be");
    CHECK(visit.booth.shows("place.capital"));
    const Node* row = visit.booth.tree().find("land.be");
    REQUIRE(row != nullptr);
    CHECK(row->shape == nullptr);
    CHECK(row->speak == "Berlin. 1 places. chosen");
    CHECK(visit.booth.tree().find("land.ni")->speak == "Lower Saxony. 0 places");
    for (const Node& node : visit.booth.tree().nodes()) {
        if (node.id.starts_with("land.") && node.shape == nullptr) {
            CHECK(node.rect.height >= 72);
        }
    }
}

TEST_CASE("in a language from right to left the map is where it was and everything else mirrored") {
    for (const Size screen : {Size{1080, 1920}, Size{1920, 1080}}) {
        CAPTURE(screen.width);
        const Advised left(monday_morning, in_bavaria, screen);
        const Advised right(monday_morning, in_bavaria, screen, "language.ar");
        const auto& a = left.booth.tree().nodes();
        const auto& b = right.booth.tree().nodes();
        REQUIRE(a.size() == b.size());
        const Node* corner_a = left.on_map("land.ni");
        const Node* corner_b = right.on_map("land.ni");
        REQUIRE(corner_a != nullptr);
        REQUIRE(corner_b != nullptr);
        for (std::size_t i = 0; i < a.size(); ++i) {
            CAPTURE(a[i].id);
            REQUIRE(a[i].id == b[i].id);
            CHECK(b[i].rect.y == doctest::Approx(a[i].rect.y));
            CHECK(b[i].rect.width == doctest::Approx(a[i].rect.width));
            if (a[i].shape != nullptr) { // west stays in the west
                CHECK(b[i].rect.x - corner_b->rect.x ==
                      doctest::Approx(a[i].rect.x - corner_a->rect.x));
            } else {
                CHECK(b[i].rect.x == doctest::Approx(screen.width - a[i].rect.right()));
            }
        }
        if (screen.width > screen.height) { // beside the list
            CHECK(corner_a->rect.x < screen.width / 2);
            CHECK(corner_b->rect.x > screen.width / 2);
        }
        CHECK(right.booth.tree().hit(right.on_map("land.be")->target())->id == "land.be");
    }
}

TEST_CASE("the map lies on whole pixels at every size, so that it is sharp") {
    for (const Size screen : {Size{1080, 1920}, Size{1920, 1080}, Size{1280, 1024},
                              Size{3840, 2160}, Size{768, 1366}}) {
        CAPTURE(screen.width);
        const Advised visit(monday_morning, {}, screen);
        for (const char* land : {"land.ni", "land.be", "land.by", "land.sn"}) {
            const Node* node = visit.on_map(land);
            REQUIRE(node != nullptr);
            const Rect& rect = node->whole;
            CHECK(rect.x == std::round(rect.x));
            CHECK(rect.y == std::round(rect.y));
            CHECK(node->shape->width() == static_cast<int>(rect.width));
            CHECK(node->shape->height() == static_cast<int>(rect.height));
        }
    }
}

// Where one begins.

TEST_CASE("with a Land configured its places stand there at once, nearest first") {
    const Advised visit(monday_morning, in_bavaria, tall);
    CHECK(visit.places() == std::vector<std::string>{"near", "far", "silent", "always", "nowhere"});
    CHECK(visit.label_of("place.near") == "Near office. Open today until 12:00 · 200 m");
    CHECK(visit.label_of("place.far") == "Far office. Closed today · tomorrow from 10:00 · 8.3 km");
    CHECK(visit.label_of("place.silent") == "Silent office. Hours not known · 39 km");
    CHECK(visit.label_of("place.always") == "Open office. Open day and night · 79 km");
    CHECK(visit.label_of("place.nowhere") == "Office off the map. Open today until 16:00");
}

TEST_CASE("without a position there is no distance, and without a Land nothing is chosen") {
    const Advised visit;
    CHECK(visit.places().empty());
    Advised by_land(monday_morning, {.place = {}, .land = "by", .position = {}}, tall);
    CHECK(by_land.places() ==
          std::vector<std::string>{"nowhere", "far", "near", "always", "silent"});
    CHECK(by_land.label_of("place.near") == "Near office. Open today until 12:00");
    by_land.booth.tap("place.near");
    CHECK_FALSE(by_land.booth.shows("centre.distance"));
}

TEST_CASE("the advice centre that the terminal stands in says where that is") {
    Advised visit(monday_morning, {.place = "near", .land = {}, .position = {}});
    CHECK(visit.places().front() == "near");
    CHECK(visit.label_of("place.near") == "Near office. Open today until 12:00 · You are here");
    CHECK(visit.label_of("place.far").ends_with("8.1 km"));
    visit.booth.tap("place.near");
    CHECK(visit.booth.shows("centre.here"));
    CHECK_FALSE(visit.booth.shows("centre.distance"));
}

// What is not there.

TEST_CASE("without any places the screen says whom to ask instead") {
    const Folder folder;
    write_content(folder.path());
    Booth booth(folder.path());
    booth.tap("language.en");
    booth.tap("nav.advice");
    CHECK(booth.shows("advice.none"));
    CHECK(booth.shows("advice.ask"));
    CHECK_FALSE(booth.shows("land.by"));
}

TEST_CASE("a Land without places says whom to ask, and which numbers help everywhere") {
    Advised visit;
    visit.booth.tap("land.sn");
    CHECK(visit.booth.shows("advice.land_empty"));
    CHECK(visit.booth.shows("advice.ask"));
    CHECK(visit.booth.shows("contact.alid"));
    CHECK(visit.places().empty());
}

TEST_CASE("a place without hours and phone has neither, and one that is gone says so") {
    Advised visit(monday_morning, in_bavaria);
    visit.booth.tap("place.silent");
    CHECK(visit.label_of("centre.open") == "Hours not known");
    for (const char* id : {"centre.phone", "centre.street", "centre.web", "centre.languages",
                           "centre.hours_title", "centre.call_first", "centre.as_of"}) {
        CAPTURE(id);
        CHECK_FALSE(visit.booth.shows(id));
    }
    CHECK(visit.label_of("centre.city") == "Town");
}

// A place.

TEST_CASE("a place has its address, phone, languages and hours") {
    Advised visit(monday_morning, in_bavaria);
    visit.booth.tap("place.near");
    CHECK(visit.label_of("centre.title") == "Near office");
    CHECK(visit.label_of("centre.open") == "Open today until 12:00");
    CHECK(visit.label_of("centre.next") == "Today from 13:00");
    CHECK(visit.label_of("centre.street") == "Street 1");
    CHECK(visit.label_of("centre.city") == "86150 Town");
    CHECK(visit.label_of("centre.distance") == "200 m as the crow flies");
    CHECK(visit.label_of("centre.accessibility") == "Lift");
    CHECK(visit.label_of("centre.phone") == "0821 1");
    CHECK(visit.label_of("centre.web") == "example.org");
    CHECK(visit.label_of("centre.languages") == "Deutsch, Language, français");
    CHECK(visit.label_of("centre.hours.1") == "Mon–Fri: 09:00–12:00, 13:00–16:00");
    CHECK(visit.label_of("centre.hours.6") == "Sat, Sun: closed");
    CHECK(visit.label_of("centre.as_of") == "As of November 20, 2026");
    visit.booth.tap("nav.back");
    CHECK(visit.booth.shows("place.near"));
}

TEST_CASE("open and closed go by the terminal's clock") {
    struct Row {
        const char* day;
        Instant time;
        const char* now;
        const char* next;
    };
    constexpr std::array rows{
        Row{"2026-11-23", 8h + 59min, "Closed now", "Today from 09:00"},
        Row{"2026-11-23", 9h, "Open today until 12:00", "Today from 13:00"},
        Row{"2026-11-23", 12h, "Closed now", "Today from 13:00"},
        Row{"2026-11-23", 15h + 59min, "Open today until 16:00", "Tomorrow from 09:00"},
        Row{"2026-11-23", 16h, "Closed now", "Tomorrow from 09:00"},
        Row{"2026-11-27", 16h, "Closed now", "Monday from 09:00"},
        Row{"2026-11-28", 10h, "Closed today", "Monday from 09:00"},
        Row{"2026-11-29", 10h, "Closed today", "Tomorrow from 09:00"},
        // Epiphany is a holiday in Bavaria; Christmas and a Sunday lie between.
        Row{"2027-01-06", 10h, "Closed today", "Tomorrow from 09:00"},
        Row{"2026-12-24", 17h, "Closed now", "Monday from 09:00"}};
    for (const Row& row : rows) {
        CAPTURE(row.day);
        CAPTURE(row.time.count());
        Advised visit(at(row.day, row.time), in_bavaria);
        visit.booth.tap("place.near");
        CHECK(visit.label_of("centre.open") == row.now);
        CHECK(visit.label_of("centre.next") == row.next);
    }
}

TEST_CASE("a public holiday of one Land closes the places of that Land only") {
    Advised visit(at("2027-01-06", 10h), in_bavaria);
    visit.booth.tap("place.near");
    CHECK(visit.booth.shows("centre.holiday"));
    visit.booth.tap("nav.back");
    CHECK(visit.label_of("place.always").starts_with("Open office. Open day and night"));
    visit.booth.tap("land.be");
    CHECK(visit.label_of("place.capital").find("Open today until 16:00") != std::string::npos);
    visit.booth.tap("place.capital");
    CHECK_FALSE(visit.booth.shows("centre.holiday"));
}

TEST_CASE("a clock that is known to be wrong says nothing of open and closed") {
    Advised visit(at("2020-01-01", 10h), in_bavaria); // the content is of 2026-11-01
    CHECK(visit.label_of("place.near").starts_with("Near office. Mon–Fri 09:00–12:00"));
    CHECK(visit.label_of("place.near").find("Open") == std::string::npos);
}

// Waking up.

TEST_CASE("the screen wakes when what it says stops being true, and not before") {
    Advised visit(at("2026-11-23", 11h + 59min - 10s), in_bavaria);
    const auto open = [&] {
        return visit.label_of("place.near").find("Open today") != std::string::npos;
    };
    const Instant noon = 70s; // by the booth's own clock
    REQUIRE(open());
    const auto wake = visit.booth.terminal().wake_at();
    REQUIRE(wake);
    CHECK(*wake == noon);
    const int frames = visit.booth.frames();
    visit.booth.pass(noon - visit.booth.now() - 1ms);
    CHECK(visit.booth.frames() == frames);
    CHECK(open());
    visit.booth.pass(1ms);
    CHECK(visit.booth.frames() > frames);
    CHECK_FALSE(open());
    CHECK(visit.label_of("place.near").find("Closed now · today from 13:00") != std::string::npos);
}

TEST_CASE("a time that nobody sees wakes nobody") {
    Advised visit(at("2026-11-23", 11h + 59min - 10s), in_bavaria);
    visit.booth.tap("nav.home");
    visit.booth.pass(1s);
    const int frames = visit.booth.frames();
    visit.booth.pass(70s - visit.booth.now() + 5s);
    CHECK(visit.booth.frames() == frames);
}

TEST_CASE("the end of the visit forgets the Land that was chosen") {
    Advised visit;
    visit.booth.tap("land.be");
    visit.booth.tap("session.finish");
    visit.booth.tap("language.en");
    visit.booth.tap("nav.advice");
    CHECK(visit.places().empty());
}
