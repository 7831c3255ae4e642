#pragma once

#include <string>

namespace zugang::testing {

struct Outcome {
    int code = -1;    ///< exit code; -1: it did not end by itself
    std::string text; ///< stdout and stderr
};

/// Runs a command line of the shell and waits. Throws where it cannot be started.
Outcome run_command(const std::string& command);

} // namespace zugang::testing
