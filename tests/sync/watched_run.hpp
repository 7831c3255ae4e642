#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace zugang::testing {

/// How a program ended that was watched.
struct Watched {
    int code = -1;                ///< exit code; -1: a signal ended it
    int signal = 0;               ///< that signal; SIGXCPU: it would have gone on for ever
    std::string text;             ///< stdout and stderr
    std::uint64_t peak_bytes = 0; ///< most memory of one of its processes
    /// What it did beyond reading and writing below `folder`: programs started, addresses called,
    /// files changed elsewhere; a line of strace each.
    std::vector<std::string> misdeeds;
};

/// Runs a program under strace, in `folder` and with it as TMPDIR, with at most so much processor
/// time for each of its processes. Throws where it cannot be started.
Watched run_watched(const std::vector<std::string>& command, const std::filesystem::path& folder,
                    int processor_seconds);

} // namespace zugang::testing
