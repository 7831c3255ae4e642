#pragma once

#include "sync/publish/document.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace zugang::sync {

/// What a command line asks for.
struct Command {
    std::function<Result<Answer>(Moment now)> run;
    bool json = false;
};

/// Every subcommand of zugang-publish; while the line is parsed, the one that was named is put into
/// `command`, which has to stay where it is until it has run.
void add_commands(CLI::App& app, Command& command);

} // namespace zugang::sync
