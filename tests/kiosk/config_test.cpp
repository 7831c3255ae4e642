#include "kiosk/config.hpp"
#include "tests/kiosk/testing.hpp"

#include <algorithm>
#include <fstream>

#include <doctest/doctest.h>

using namespace zugang::kiosk;

namespace {

Config read(const std::string& text, std::vector<std::string>& problems) {
    const testing::Folder folder;
    const auto file = folder.path() / "terminal.toml";
    std::ofstream(file, std::ios::binary) << text;
    return read_config(file, problems);
}

} // namespace

TEST_CASE("the printer is configured, and what is none is named") {
    std::vector<std::string> problems;
    const PrinterSettings good =
        read("[printer]\nto = \"escpos://192.0.2.7:9100\"\nprofile = \"58mm\"\n"
             "visitor_prints = 0\ngive_up_minutes = 5\n",
             problems)
            .printer;
    CHECK(problems.empty());
    CHECK(good.enabled());
    CHECK(good.is_receipt_printer());
    CHECK(good.profile == "58mm");
    CHECK(good.visitor_prints == 0);
    CHECK(good.give_up == std::chrono::minutes(5));
    const PrinterSettings bad =
        read("[printer]\nto = \"printer\"\npaper = \"a3\"\nvisitor_prnts = 1\n", problems).printer;
    CHECK_FALSE(bad.enabled());
    REQUIRE(problems.size() == 3);
    std::ranges::sort(problems);
    CHECK(problems[0].find("terminal.toml:2: printer.to wants") != std::string::npos);
    CHECK(problems[1].find("terminal.toml:3: printer.paper wants") != std::string::npos);
    CHECK(problems[2].find("did you mean printer.visitor_prints?") != std::string::npos);
}

TEST_CASE("a panel that is mounted turned") {
    std::vector<std::string> problems;
    const Config turned = read("[screen]\nrotation = 90\nshift_mm = 2\n", problems);
    CHECK(problems.empty());
    CHECK(turned.rotation == Rotation::Quarter);
    CHECK_FALSE(turned.touch_rotation); // as the picture
    CHECK(turned.panel.shift_mm == 2);
    CHECK(read("[screen]\ntouch_rotation = 270\n", problems).touch_rotation ==
          Rotation::ThreeQuarters);
    CHECK(problems.empty());
    CHECK(read("[screen]\nrotation = 45\ntouch_rotation = \"left\"\n", problems).rotation ==
          Rotation::None);
    REQUIRE(problems.size() == 2);
    CHECK(problems[0].find("terminal.toml:2: screen.rotation wants 0, 90, 180 or 270") !=
          std::string::npos);
}

TEST_CASE("the documented configuration is the default one and has no problems") {
    std::vector<std::string> problems;
    const Config config =
        read_config(std::filesystem::path(ZUGANG_SOURCE_DIR) / "packaging/terminal.toml", problems);
    CHECK(problems.empty());
    CHECK(config.idle.before_warning == IdleTimes{}.before_warning);
    CHECK(config.idle.countdown == IdleTimes{}.countdown);
    CHECK_FALSE(config.fullscreen);
    CHECK(config.rotation == Rotation::None);
    CHECK(config.panel.shift_mm == 1);
    CHECK(config.sound);
    CHECK(config.headphones == "auto");
    CHECK(config.speech.loudspeaker);
    CHECK_FALSE(config.speech.blank_screen);
    CHECK(config.speech.idle == SpeechSettings{}.idle);
    CHECK(config.speech.keys.same_key == KeyTimes{}.same_key);
    CHECK(config.speech.keys.held_key == KeyTimes{}.held_key);
}

TEST_CASE("K3: the times of the keypad are read; a held key waits two seconds at least") {
    std::vector<std::string> problems;
    const Config config = read("[keypad]\nsame_key_ms = 200\nheld_key_ms = 500\n", problems);
    CHECK(problems.empty());
    CHECK(config.speech.keys.same_key == std::chrono::milliseconds(200));
    CHECK(config.speech.keys.held_key == std::chrono::milliseconds(2000));
}

TEST_CASE("T2: the idle time of listeners can only be lengthened") {
    std::vector<std::string> problems;
    CHECK(read("[session]\nspeech_idle_seconds = 60\n", problems).speech.idle ==
          std::chrono::seconds(180));
    CHECK(problems.size() == 1);
    CHECK(read("[session]\nspeech_idle_seconds = 600\n", problems).speech.idle ==
          std::chrono::seconds(600));
}

TEST_CASE("keys are read") {
    std::vector<std::string> problems;
    const Config config =
        read("[session]\nidle_seconds = 120\n[screen]\nfullscreen = true\n", problems);
    CHECK(problems.empty());
    CHECK(config.idle.before_warning == std::chrono::seconds(120));
    CHECK(config.fullscreen);
}

TEST_CASE("a wrong key names its line and the nearest right one") {
    std::vector<std::string> problems;
    read("[session]\n\nidle_second = 120\n", problems);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].find("terminal.toml:3: ") != std::string::npos);
    CHECK(problems[0].find("session.idle_seconds") != std::string::npos);
}

TEST_CASE("wrong values and broken files keep the defaults") {
    std::vector<std::string> problems;
    CHECK(read("[session]\nidle_seconds = 5\ncountdown_seconds = \"x\"\n", problems)
              .idle.before_warning == IdleTimes{}.before_warning);
    CHECK(problems.size() == 2);
    problems.clear();
    read("[session\n", problems);
    CHECK(problems.size() == 1);
    problems.clear();
    read_config("/nowhere/terminal.toml", problems);
    CHECK(problems.size() == 1);
}

TEST_CASE("where the terminal stands is read, with or without points in its degrees") {
    std::vector<std::string> problems;
    const Config config = read("[place]\nid = \"rathaus\"\nland = \"by\"\nlatitude = 48.3688\n"
                               "longitude = 10\n",
                               problems);
    CHECK(problems.empty());
    CHECK(config.standpoint.place == "rathaus");
    CHECK(config.standpoint.land == "by");
    CHECK(config.standpoint.position == zugang::content::Coordinates{48'368'800, 10'000'000});
}

TEST_CASE("a Land that does not exist and half a position are named and left out") {
    std::vector<std::string> problems;
    CHECK(read("[place]\nland = \"bayern\"\n", problems).standpoint.land.empty());
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].find("terminal.toml:2: place.land") != std::string::npos);
    problems.clear();
    CHECK_FALSE(read("[place]\nlatitude = 48.3\n", problems).standpoint.position);
    CHECK(problems.size() == 1);
    problems.clear();
    CHECK_FALSE(read("[place]\nlatitude = 91.5\nlongitude = 10.0\n", problems).standpoint.position);
    CHECK(problems.size() == 2);
}

TEST_CASE("hours of the dark screen are read; a wrong one is left out and named") {
    std::vector<std::string> problems;
    const Config config = read("[screen]\ndark = [\"20:00-07:00\", \"at night\"]\n", problems);
    REQUIRE(config.dark.size() == 1);
    CHECK(config.dark.front() == *parse_day_window("20:00-07:00"));
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].find("screen.dark") != std::string::npos);
    CHECK(problems[0].find("wants times such as \"20:00-07:00\"") != std::string::npos);
}

TEST_CASE("with reduced motion no greetings take turns") {
    std::vector<std::string> problems;
    const Config config = read("[screen]\nreduced_motion = true\n", problems);
    CHECK(problems.empty());
    CHECK(config.reduced_motion);
    CHECK(config.attract_after == std::chrono::seconds(0));
}
