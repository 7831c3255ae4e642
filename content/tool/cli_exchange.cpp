#include "content/tool/cli_options.hpp"
#include "content/tool/command_line.hpp"
#include "content/tool/import_integreat.hpp"

#include <iostream>
#include <memory>

namespace zugang::content::tool {
namespace {

void add_integreat(CLI::App& parent, Chosen& chosen) {
    const auto options = std::make_shared<ImportOptions>();
    CLI::App* command = parent.add_subcommand("integreat", "An export of Integreat");
    command->add_option("FOLDER", options->export_folder, "The export")->required();
    command->add_option("--out", options->out, "Folder of the new package")->required();
    command->add_option("--region", options->region, "Default: the one that the files name");
    command->add_option("--id", options->package_id,
                        "Id of the package; default: zentrum/<region>");
    add_day(*command, "--newest", options->newest,
            "Last believable day of a change; default: today");
    add_choice<Format>(*command, "--format", options->format,
                       {{"text", Format::Text}, {"json", Format::Json}}, "How to say it");
    command->callback([&chosen, options] {
        chosen = [options] { return import_integreat(*options, std::cout, std::cerr); };
    });
}

} // namespace

void add_exchange_commands(CLI::App& app, Chosen& chosen) {
    CLI::App* import = app.add_subcommand("import", "Makes a package of another system's export");
    import->require_subcommand(1);
    add_integreat(*import, chosen);
}

} // namespace zugang::content::tool
