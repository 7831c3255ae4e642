#include "tests/power/kiosk_run.hpp"

#include "tests/content/appointments/testing.hpp"
#include "tests/kiosk/testing.hpp"
#include "tests/run_command.hpp"
#include "tests/sync/repository.hpp"

namespace zugang::testing::power {
namespace {

namespace fs = std::filesystem;

/// What it says where it goes on without something of its own.
bool complains(const std::string& text) {
    for (const char* phrase :
         {"nothing is remembered", "going on without appointments", "cannot"}) {
        if (text.find(phrase) != std::string::npos) {
            return true;
        }
    }
    return false;
}

} // namespace

std::string run_kiosk(const KioskFolders& folders) {
    const sync::testing::TemporaryFolder scratch;
    const fs::path tour = scratch.path() / "tour";
    const fs::path config = scratch.path() / "terminal.toml";
    // Appointments are read after half a minute.
    sync::testing::write_file(tour, "wait 31000\nshot screen\n");
    fs::path shown = folders.content;
    if (shown.empty()) {
        shown = scratch.path() / "content";
        kiosk::testing::write_content(shown);
    }
    std::string toml;
    if (!folders.appointments.empty()) {
        sync::testing::write_file(scratch.path() / "appointments.toml",
                                  content::appointments::testing::small_plan);
        toml = "[appointments]\nfile = \"" + (scratch.path() / "appointments.toml").string() +
               "\"\nfolder = \"" + folders.appointments.string() + "\"\n";
    }
    sync::testing::write_file(config, toml);
    std::string command = "SDL_AUDIODRIVER=dummy " + std::string(ZUGANG_BINARY_DIR) +
                          "/bin/zugang-kiosk --tour " + tour.string() + " --out " +
                          (scratch.path() / "out").string() + " --config " + config.string() +
                          " --now 2026-11-23T09:00 --size 480x800 --content " + shown.string();
    if (!folders.state.empty()) {
        command += " --state " + folders.state.string();
    }
    if (!folders.status.empty()) {
        command += " --status " + folders.status.string();
    }
    const Outcome outcome = run_command(command);
    if (outcome.code != 0) {
        return "zugang-kiosk ended with " + std::to_string(outcome.code) + ": " + outcome.text;
    }
    const bool is_well = !complains(outcome.text) && fs::exists(scratch.path() / "out/screen.png");
    return is_well ? std::string() : "zugang-kiosk says: " + outcome.text;
}

} // namespace zugang::testing::power
