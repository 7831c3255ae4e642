// The simulated power cut itself: what was synced is there, and what was not is missed.
#include "tests/power/trial.hpp"
#include "tests/sync/repository.hpp"

#include <set>

#include <doctest/doctest.h>

using namespace zugang::testing::power;
using zugang::sync::testing::TemporaryFolder;

namespace {

/// A file "a" of 2000 bytes with a sync, then a second one over it without.
Recording overwritten() {
    Recording recording;
    recording.after.nodes.push_back({.kind = Node::Kind::File, .bytes = {}, .entries = {}});
    const NodeId file = 1;
    const auto write = [file](char c) {
        return Event{.kind = Event::Kind::Write, .node = file, .bytes = std::string(2000, c)};
    };
    recording.events = {{.kind = Event::Kind::Names, .names = {{top, "a", file}}},
                        write('1'),
                        {.kind = Event::Kind::SyncNode, .node = file},
                        {.kind = Event::Kind::SyncNode, .node = top},
                        write('2')};
    for (const Event& event : recording.events) {
        apply(event, recording.after);
    }
    return recording;
}

/// The contents of "a" in many choices; "-" where there is no such file.
std::set<std::string> found(std::size_t events, FileSystem system) {
    const Recording recording = overwritten();
    std::set<std::string> contents;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const Disk disk = after_power_cut(recording, events, {.file_system = system, .seed = seed});
        const NodeId file = find(disk, "a");
        contents.insert(file == no_node ? "-" : disk.nodes[file].bytes);
    }
    return contents;
}

} // namespace

TEST_CASE("what was synced is there, in every choice") {
    const std::string one(2000, '1');
    for (const FileSystem system : {FileSystem::Memory, FileSystem::Posix, FileSystem::Ext4}) {
        CHECK(found(4, system) == std::set<std::string>{one});
    }
}

TEST_CASE("a name without a sync of its folder may be missing; not on ext4, once a file was") {
    const std::string one(2000, '1');
    CHECK(found(3, FileSystem::Posix) == std::set<std::string>{"-", one});
    CHECK(found(3, FileSystem::Ext4) == std::set<std::string>{one});
}

TEST_CASE("bytes without a sync may be missing, be torn, or be zeros") {
    const std::string one(2000, '1');
    const std::string two(2000, '2');
    const auto first = found(2, FileSystem::Posix);
    CHECK(first.contains("-"));
    CHECK(first.contains(""));
    CHECK(first.contains(one));
    CHECK(first.contains(std::string(2000, '\0')));
    const auto second = found(5, FileSystem::Posix);
    CHECK(second.contains(one));
    CHECK(second.contains(two));
    CHECK(second.contains(std::string(512, '2') + std::string(1488, '1')));
    CHECK(second.contains(std::string(512, '1') + std::string(1024, '2') + std::string(464, '1')));
    CHECK(found(5, FileSystem::Ext4) == std::set<std::string>{one, two}); // one page
    CHECK(found(5, FileSystem::Memory) == std::set<std::string>{two});
}

TEST_CASE("a program that syncs nothing is found out, one that does is not") {
    const Trial careless = try_points(file_scenario("careless"), 300, 1, 0);
    std::set<std::string> kinds;
    for (const Failure& failure : careless.failures) {
        CHECK(failure.point.choice.file_system != FileSystem::Memory);
        kinds.insert(describe(failure.point).substr(describe(failure.point).rfind(' ') + 1));
    }
    CHECK(kinds == std::set<std::string>{"ext4", "posix"});
    const Trial careful = try_points(file_scenario("careful"), 300, 1, 0);
    CHECK(careful.points == 300);
    CHECK(careful.failures.empty());
}
