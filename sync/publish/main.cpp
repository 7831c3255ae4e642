#include "sync/publish/command_line.hpp"

#include <chrono>
#include <iostream>

#include <CLI/CLI.hpp>

namespace {

using namespace zugang::sync;

int run(int argc, char** argv) {
    CLI::App app("Publishes content that terminals can trust. Start with: zugang-publish key new "
                 "--help; sync/README.md tells the whole way",
                 "zugang-publish");
    app.set_version_flag("--version", std::string("zugang-publish ") + ZUGANG_VERSION);
    app.require_subcommand(1);
    Command command;
    add_commands(app, command);
    if (argc < 2) {
        std::cerr << app.help();
        return 2;
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error, std::cout, std::cerr) == 0 ? 0 : 2;
    }
    const Moment now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const Result<Answer> answer = command.run(now);
    if (!answer) {
        std::cerr << "zugang-publish: " << answer.error().text
                  << (answer.error().text.ends_with('\n') ? "" : "\n");
        if (command.json) {
            std::cout << Json{{"error", name_of(answer.error().reason)},
                              {"text", answer.error().text}}
                             .dump(1)
                      << "\n";
        }
        return 1;
    }
    std::cout << (command.json ? answer->json.dump(1) + "\n" : answer->text) << std::flush;
    return answer->good && std::cout ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "zugang-publish: " << error.what() << "\n";
        return 1;
    }
}
