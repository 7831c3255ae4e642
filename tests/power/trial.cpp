#include "tests/power/trial.hpp"

#include "tests/sync/repository.hpp"

#include <algorithm>
#include <exception>
#include <random>

namespace zugang::testing::power {
namespace {

bool is_bytes(const Event& event) {
    return event.kind == Event::Kind::Write;
}

/// Where names, syncs and what was said are: between them many bytes are written, which makes most
/// of the events.
std::vector<std::size_t> turning_points(const Recording& recording) {
    std::vector<std::size_t> points;
    for (std::size_t i = 0; i < recording.events.size(); ++i) {
        if (!is_bytes(recording.events[i])) {
            points.push_back(i);
            points.push_back(i + 1);
        }
    }
    return points;
}

} // namespace

std::string describe(const Point& point) {
    const char* system = point.choice.file_system == FileSystem::Posix  ? "posix"
                         : point.choice.file_system == FileSystem::Ext4 ? "ext4"
                                                                        : "kill";
    return "--event " + std::to_string(point.events) + " --choice " +
           std::to_string(point.choice.seed) + " --system " + system;
}

std::string try_point(const Scenario& scenario, const Point& point, Recovery recovery) {
    const sync::testing::TemporaryFolder folder;
    write_disk(after_power_cut(scenario.recording, point.events, point.choice), folder.path());
    try {
        return scenario.check(folder.path(), point.events, recovery);
    } catch (const std::exception& error) { // a terminal that does not come up
        return error.what();
    }
}

Trial try_points(const Scenario& scenario, std::size_t points, std::uint64_t seed,
                 std::size_t programs_every) {
    const std::vector<std::size_t> turning = turning_points(scenario.recording);
    std::mt19937_64 random(seed);
    Trial trial;
    for (std::size_t i = 0; i < points; ++i) {
        Point point;
        point.events = i % 8 == 7 ? scenario.recording.events.size() // all is acknowledged
                       : i % 2 == 0 || turning.empty()
                           ? random() % (scenario.recording.events.size() + 1)
                           : turning[random() % turning.size()];
        const std::uint64_t kind = random() % 20;
        point.choice = {.file_system = kind < 2   ? FileSystem::Memory
                                       : kind < 8 ? FileSystem::Ext4
                                                  : FileSystem::Posix,
                        .seed = random()};
        const bool by_programs = programs_every > 0 && i % programs_every == programs_every / 2;
        ++trial.points;
        trial.kills += point.choice.file_system == FileSystem::Memory ? 1 : 0;
        trial.ext4 += point.choice.file_system == FileSystem::Ext4 ? 1 : 0;
        trial.posix += point.choice.file_system == FileSystem::Posix ? 1 : 0;
        trial.by_programs += by_programs ? 1 : 0;
        std::string what =
            try_point(scenario, point, by_programs ? Recovery::Programs : Recovery::InProcess);
        if (!what.empty()) {
            trial.failures.push_back({point, std::move(what)});
        }
    }
    return trial;
}

} // namespace zugang::testing::power
