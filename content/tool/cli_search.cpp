#include "content/tool/cli_options.hpp"
#include "content/tool/command_line.hpp"
#include "content/tool/search_command.hpp"

#include <iostream>
#include <memory>

namespace zugang::content::tool {

void add_search_command(CLI::App& app, Chosen& chosen) {
    const auto options = std::make_shared<SearchOptions>();
    CLI::App* command =
        app.add_subcommand("search", "Looks words up in a content folder, as a terminal does");
    command->add_option("CONTENT", options->content, "The content folder")->required();
    command->add_option("--lang", options->language, "The reader's language")->required();
    command->add_option("--limit", options->limit, "At most so many articles; default: 10");
    add_choice<Format>(*command, "--format", options->format,
                       {{"text", Format::Text}, {"json", Format::Json}}, "How to say it");
    CLI::Option* batch =
        command->add_flag("--batch", options->batch,
                          "Reads queries, one a line, and answers each with a line of JSON");
    CLI::Option* query = command->add_option("QUERY", options->query, "What somebody types");
    query->excludes(batch);
    command->callback([&chosen, options, query] {
        if (!options->batch && query->count() == 0) {
            throw CLI::RequiredError("QUERY or --batch");
        }
        chosen = [options] { return run_search(*options, std::cin, std::cout, std::cerr); };
    });
}

} // namespace zugang::content::tool
