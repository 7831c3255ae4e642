// On a Wayland compositor: weston, with and without input devices.
#include "tests/run_command.hpp"

#include <string>

#include "testing.hpp"
#include <doctest/doctest.h>

using namespace zugang::kiosk::testing;
using zugang::testing::run_command;

namespace {

const std::string script = std::string(ZUGANG_SOURCE_DIR) + "/tests/kiosk/on_weston ";
const std::string kiosk = std::string(ZUGANG_BINARY_DIR) + "/bin/zugang-kiosk --report --content ";

} // namespace

TEST_CASE(
    "on a compositor with input devices the terminal shows its first frame, and ends when told") {
    const Folder folder;
    write_content(folder.path());
    const auto outcome = run_command(script + "seat timeout --preserve-status -s TERM 10 " + kiosk +
                                     folder.path().string());
    CAPTURE(outcome.text);
    CHECK(outcome.text.find("first frame") != std::string::npos);
    CHECK(outcome.text.find("frames ") != std::string::npos);
    CHECK(outcome.code == 0);
}

TEST_CASE(
    "on a compositor without input devices it waits, says what is missing and does not crash") {
    const Folder folder;
    write_content(folder.path());
    const auto outcome = run_command(script + "no-seat " + kiosk + folder.path().string());
    CAPTURE(outcome.text);
    CHECK(outcome.code == 1);
    CHECK(outcome.text.find("no input device") != std::string::npos);
}
