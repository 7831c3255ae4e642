#include "content/tool/cli_options.hpp"
#include "content/tool/command_line.hpp"
#include "content/tool/preview.hpp"

#include <iostream>
#include <memory>

namespace zugang::content::tool {

void add_preview_command(CLI::App& app, Chosen& chosen) {
    const auto options = std::make_shared<PreviewOptions>();
    CLI::App* command = app.add_subcommand(
        "preview", "Opens the terminal on packages and shows what is saved at once");
    command->add_option("SOURCE", options->sources, "Folders of packages")->required();
    command->add_option("--lang", options->language, "Language to begin with, as ar");
    command->add_option("--article", options->article, "Slug of the article to begin with")
        ->needs(command->get_option("--lang"));
    command->add_option("--size", options->size, "Size of the window in pixels, as 1080x1920");
    command->add_option(
        "--shots", options->shots,
        "No window: a picture of every article in every language, into this folder");
    command->add_option("--screen", options->screen,
                        "File that says what is seen after each frame, as JSON, for programs");
    add_day(*command, "--as-of", options->as_of, "The day of the terminal; default: today");
    add_assets(*command, options->assets);
    command->callback(
        [&chosen, options] { chosen = [options] { return run_preview(*options, std::cerr); }; });
}

} // namespace zugang::content::tool
