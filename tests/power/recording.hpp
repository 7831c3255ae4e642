#pragma once

#include "tests/power/disk.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace zugang::testing::power {

/// What programs did to a folder.
struct Recording {
    Disk before;
    std::vector<Event> events;
    Disk after; ///< `before` and all events; its nodes are those of `before` and what was made
};

/// What to watch while programs run.
struct Watched {
    std::filesystem::path folder;       ///< empty or not; nobody else may change it meanwhile
    std::filesystem::path outside = {}; ///< opening a file below this is an event Looks
};

/// Runs these command lines (words parted by spaces, no shell) one after the other under strace,
/// each of which must end with 0. They have paths from the root, begin no other processes, and
/// write to the folder by no call that is unknown here: anything else is an exception, and so is a
/// folder that afterwards is not what the calls say.
Recording record(const std::vector<std::string>& commands, const Watched& watched);

} // namespace zugang::testing::power
