#include "content/tool/command_line.hpp"

#include <iostream>

#include <CLI/CLI.hpp>

namespace {

using namespace zugang::content;

int run(int argc, char** argv) {
    CLI::App app("Checks and builds what a Zugang terminal shows. Start with: zugang-content check "
                 "content/source/bund",
                 "zugang-content");
    app.set_version_flag("--version", std::string("zugang-content ") + ZUGANG_VERSION);
    app.require_subcommand(1);
    tool::Chosen chosen;
    tool::add_writing_commands(app, chosen);
    tool::add_build_commands(app, chosen);
    tool::add_preview_command(app, chosen);
    tool::add_search_command(app, chosen);
    tool::add_stats_command(app, chosen);
    tool::add_exchange_commands(app, chosen);
    if (argc < 2) {
        std::cerr << app.help();
        return 2;
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error, std::cout, std::cerr) == 0 ? 0 : 2;
    }
    return chosen();
}

} // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "zugang-content: " << error.what() << "\n";
        return 1;
    }
}
