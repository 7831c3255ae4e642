#include "fonts/coverage.hpp"
#include "kiosk/emergency_page.hpp"

#include <filesystem>
#include <fstream>
#include <set>

#include "testing.hpp"
#include <doctest/doctest.h>

using namespace zugang;
using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;

TEST_CASE("the emergency page speaks nine languages, each only once") {
    const Folder folder;
    const Booth booth(folder.path());
    std::set<std::string> languages;
    std::set<std::string> labels;
    for (const Node& node : booth.tree().nodes()) {
        if (node.id != "emergency." + node.language) {
            continue; // the number, and what the team is told
        }
        CHECK(node.role == Role::Text);
        CHECK(node.label.size() > 20);
        languages.insert(node.language);
        labels.insert(node.label);
    }
    CHECK(languages ==
          std::set<std::string>{"de", "de-simple", "en", "ar", "uk", "fa", "tr", "ru", "ti"});
    CHECK(labels.size() == 9);
}

TEST_CASE("the fonts that are built in have every character of the emergency page") {
    const Folder folder;
    const Booth booth(folder.path());
    const fonts::FontSet fonts = emergency_fonts();
    CHECK(fonts.size() == 3);
    REQUIRE_FALSE(booth.tree().nodes().empty());
    for (const Node& node : booth.tree().nodes()) {
        CAPTURE(node.language);
        CHECK(fonts::uncovered(fonts, node.label).empty());
    }
    CHECK(fonts.problems().empty());
    CHECK(fonts::uncovered(fonts, "中").size() == 1); // the check can fail
}

TEST_CASE("the texts of the emergency page stand on the screen and not on each other") {
    for (const Size screen : {Size{1080, 1920}, Size{1920, 1080}, Size{768, 1366}, Size{1280, 1024},
                              Size{2160, 3840}}) {
        CAPTURE(screen.width);
        const Folder folder;
        const Booth booth(folder.path(), screen);
        const auto& nodes = booth.tree().nodes();
        REQUIRE(nodes.size() == 12);
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            CAPTURE(nodes[i].language);
            const Rect& rect = nodes[i].rect;
            CHECK(rect.x >= 0);
            CHECK(rect.y >= 0);
            CHECK(rect.right() <= screen.width);
            CHECK(rect.bottom() <= screen.height);
            for (std::size_t j = 0; j < i; ++j) {
                CHECK_FALSE(rect.intersects(nodes[j].rect));
            }
        }
    }
}

TEST_CASE("the number that always works is there, and the team is told what it can do") {
    const Folder folder;
    const Booth first(folder.path());
    REQUIRE(first.shows("emergency.number"));
    CHECK(first.tree().find("emergency.number")->label == "SOS 112");
    for (const std::string tag : {"de", "en"}) {
        REQUIRE(first.shows("emergency.team." + tag));
        CHECK(first.tree().find("emergency.team." + tag)->label.find("zugang-sync import") !=
              std::string::npos);
    }
    std::filesystem::create_directories(folder.path() / "states/1");
    std::ofstream(folder.path() / "states/1/content.db") << "no database";
    std::filesystem::create_directory_symlink("states/1", folder.path() / "current");
    const Booth broken(folder.path());
    CHECK(broken.tree().find("emergency.team.de")->label.find("zugang-sync rollback") !=
          std::string::npos);
}

TEST_CASE("nothing can be touched on the emergency page, and touching does no harm") {
    const Folder folder;
    Booth booth(folder.path());
    for (float y = 10; y < 1920; y += 200) {
        CHECK(booth.tree().hit({500, y}) == nullptr);
        booth.tap_at({500, y});
    }
    booth.touch(TouchPhase::Down, {500, 1500});
    booth.touch(TouchPhase::Move, {500, 500});
    booth.touch(TouchPhase::Up, {500, 500});
    CHECK(booth.shows("emergency.de"));
    CHECK(booth.terminal().visit().untouched());
}
