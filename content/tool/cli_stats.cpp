#include "content/tool/cli_options.hpp"
#include "content/tool/command_line.hpp"
#include "content/tool/stats_command.hpp"

#include <iostream>
#include <memory>

namespace zugang::content::tool {

void add_stats_command(CLI::App& app, Chosen& chosen) {
    const auto options = std::make_shared<StatsOptions>();
    CLI::App* command = app.add_subcommand(
        "stats", "What terminals have counted; no number under 5 can be read from it");
    command
        ->add_option("PATH", options->paths,
                     "counts.tsv, unfound.tsv, files of weeks, or folders that hold them")
        ->required();
    add_day(*command, "--from", options->from, "The first day; default: of all there is");
    add_day(*command, "--to", options->to, "The last day, included");
    add_choice<StatsFormat>(
        *command, "--format", options->format,
        {{"text", StatsFormat::Text}, {"csv", StatsFormat::Csv}, {"json", StatsFormat::Json}},
        "How to say it");
    command->add_option("--content", options->content, "A content folder, for titles");
    command->add_option("--lang", options->language, "Language of titles; default: de");
    command->add_option("--keys", options->keys,
                        "Public keys of terminals, one a line: nothing else is believed");
    command->callback([&chosen, options] {
        chosen = [options] { return run_stats(*options, std::cout, std::cerr); };
    });
}

} // namespace zugang::content::tool
