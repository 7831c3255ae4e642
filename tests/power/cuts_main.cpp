// Power cuts at random points of what a terminal does, each with a random choice of what had
// reached the disk: packaging/README.md, "Proofs".
#define DOCTEST_CONFIG_IMPLEMENT
#include "tests/power/trial.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>
#include <stdexcept>

#include <CLI/CLI.hpp>
#include <doctest/doctest.h>

using namespace zugang::testing::power;

namespace {

struct Wish {
    std::size_t points = 2000;
    std::uint64_t seed = 1;
    std::size_t programs_every = 25;
    std::string only;
    std::size_t event = 0;
    std::uint64_t choice = 0;
    std::string system = "posix";
    std::filesystem::path keep;
};

constexpr std::size_t most_shown = 5; ///< failures of a scenario

std::size_t count(const Recording& recording, Event::Kind kind) {
    return static_cast<std::size_t>(
        std::ranges::count(recording.events, kind, [](const Event& event) { return event.kind; }));
}

/// One point again, with what lies on the disk.
int look_at(const Scenario& scenario, const Wish& wish) {
    const Point point{.events = wish.event,
                      .choice = {.file_system = wish.system == "posix"  ? FileSystem::Posix
                                                : wish.system == "ext4" ? FileSystem::Ext4
                                                                        : FileSystem::Memory,
                                 .seed = wish.choice}};
    std::filesystem::create_directories(wish.keep);
    write_disk(after_power_cut(scenario.recording, point.events, point.choice), wish.keep);
    const std::string what = try_point(scenario, point, Recovery::InProcess);
    std::cout << (what.empty() ? "all is well" : what) << '\n';
    return what.empty() ? 0 : 1;
}

int run(const Wish& wish) {
    std::size_t points = 0;
    std::size_t failures = 0;
    std::printf("%-18s %7s %6s %6s %6s %6s %6s %6s %9s %8s\n", "scenario", "events", "names",
                "syncs", "points", "posix", "ext4", "kills", "programs", "failures");
    const std::size_t scenarios = wish.only.empty() ? all_scenarios().size() : 1;
    for (const NamedScenario& named : all_scenarios()) {
        if (!wish.only.empty() && named.name != wish.only) {
            continue;
        }
        const Scenario scenario = named.record();
        if (!wish.keep.empty()) {
            return look_at(scenario, wish);
        }
        const Trial trial = try_points(scenario, (wish.points + scenarios - 1) / scenarios,
                                       wish.seed, wish.programs_every);
        const Recording& recording = scenario.recording;
        std::printf("%-18s %7zu %6zu %6zu %6zu %6zu %6zu %6zu %9zu %8zu\n", scenario.name.c_str(),
                    recording.events.size(), count(recording, Event::Kind::Names),
                    count(recording, Event::Kind::SyncNode) +
                        count(recording, Event::Kind::SyncAll),
                    trial.points, trial.posix, trial.ext4, trial.kills, trial.by_programs,
                    trial.failures.size());
        std::fflush(stdout);
        for (std::size_t i = 0; i < std::min(most_shown, trial.failures.size()); ++i) {
            std::cerr << "  --only \"" << scenario.name << "\" "
                      << describe(trial.failures[i].point) << ": " << trial.failures[i].what
                      << '\n';
        }
        points += trial.points;
        failures += trial.failures.size();
    }
    std::printf("%zu points, %zu failures\n", points, failures);
    return failures == 0 && points > 0 ? 0 : 1;
}

void throw_failure(const doctest::AssertData& failed) {
    if (failed.m_failed) {
        throw std::runtime_error(std::string(failed.m_expr) + " is false");
    }
}

} // namespace

int main(int argc, char** argv) {
    if (std::filesystem::is_directory("/dev/shm")) {
        ::setenv("TMPDIR", "/dev/shm", 0); // the disk is simulated: no real one has to wait for it
    }
    doctest::Context asserts; // what is shared with the tests has their assertions in it
    asserts.setAsDefaultForAssertsOutOfTestCases();
    asserts.setAssertHandler(throw_failure);
    Wish wish;
    CLI::App app("Cuts the power at random points of what a terminal does, and brings it up again.",
                 "cuts");
    app.add_option("--points", wish.points, "Of all scenarios together")->capture_default_str();
    app.add_option("--seed", wish.seed, "Other points and choices")->capture_default_str();
    app.add_option("--programs-every", wish.programs_every,
                   "Each of so many points is brought up by zugang-sync and zugang-kiosk")
        ->capture_default_str();
    app.add_option("--only", wish.only, "One scenario");
    CLI::Option* keep =
        app.add_option("--keep", wish.keep, "Look at one point; its disk is written into here");
    app.add_option("--event", wish.event, "The point: behind so many events")->needs(keep);
    app.add_option("--choice", wish.choice, "The point: its choice")->needs(keep);
    app.add_option("--system", wish.system, "The point: posix, ext4 or kill")
        ->check(CLI::IsMember({"posix", "ext4", "kill"}))
        ->needs(keep);
    CLI11_PARSE(app, argc, argv);
    try {
        return run(wish);
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
