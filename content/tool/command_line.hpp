#pragma once

#include <functional>

namespace CLI {
class App;
}

/// The command line of zugang-content: each function adds the commands of one kind of work. A
/// command that is called puts what is to run into `chosen`, which returns the exit code.
namespace zugang::content::tool {

using Chosen = std::function<int()>;

void add_build_commands(CLI::App& app, Chosen& chosen);    ///< check, build, package, digest
void add_writing_commands(CLI::App& app, Chosen& chosen);  ///< new, guide, rename, status, confirm
void add_preview_command(CLI::App& app, Chosen& chosen);   ///< preview
void add_search_command(CLI::App& app, Chosen& chosen);    ///< search
void add_stats_command(CLI::App& app, Chosen& chosen);     ///< stats
void add_exchange_commands(CLI::App& app, Chosen& chosen); ///< import, export, review

} // namespace zugang::content::tool
