// Screens that come and go, where nothing but the kernel knows of them.
#include "kiosk/connectors.hpp"

#include <filesystem>
#include <fstream>

#include "testing.hpp"
#include <doctest/doctest.h>

using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;

namespace {

void plug(const std::filesystem::path& connector, std::string_view status, std::string_view modes) {
    std::filesystem::create_directories(connector);
    std::ofstream(connector / "status") << status << '\n';
    std::ofstream(connector / "modes") << modes;
}

} // namespace

TEST_CASE("a screen that is switched off and on again is the same one") {
    const Folder folder;
    std::ofstream(folder.path() / "version") << "drm 1.1.0 20060810\n";
    plug(folder.path() / "card0-HDMI-A-1", "connected", "1920x1080\n1280x720\n");
    plug(folder.path() / "card0-DP-1", "disconnected", "");
    const Connectors connectors(folder.path());
    CHECK_FALSE(connectors.other_screen());
    plug(folder.path() / "card0-HDMI-A-1", "disconnected", "");
    CHECK_FALSE(connectors.other_screen()); // nothing to start again on
    plug(folder.path() / "card0-HDMI-A-1", "connected", "1920x1080\n1280x720\n");
    CHECK_FALSE(connectors.other_screen());
}

TEST_CASE("another size, another socket, one more: another screen") {
    const Folder folder;
    const auto hdmi = folder.path() / "card0-HDMI-A-1";
    plug(hdmi, "connected", "1920x1080\n");
    const Connectors connectors(folder.path());
    plug(hdmi, "connected", "1280x1024\n");
    CHECK(connectors.other_screen());
    plug(hdmi, "connected", "1920x1080\n");
    plug(folder.path() / "card0-DP-1", "connected", "3840x2160\n");
    CHECK(connectors.other_screen());
    plug(hdmi, "disconnected", "");
    CHECK(connectors.other_screen());
}

TEST_CASE("where the kernel says nothing there is no other screen") {
    const Connectors connectors("/nowhere/at/all");
    CHECK_FALSE(connectors.other_screen());
}
