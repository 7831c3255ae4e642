#include "content/tool/cli_options.hpp"
#include "content/tool/command_line.hpp"
#include "content/tool/commands.hpp"

#include <iostream>
#include <memory>

namespace zugang::content::tool {
namespace {

void add_check(CLI::App& app, Chosen& chosen) {
    const auto options = std::make_shared<CheckOptions>();
    CLI::App* command = app.add_subcommand("check", "Names everything that is wrong with packages");
    command->add_option("SOURCE", options->sources, "Folders of packages")->required();
    add_day(*command, "--as-of", options->as_of, "The day to check for; default: today");
    command->add_flag("--strict", options->strict, "Fail on warnings too");
    add_assets(*command, options->assets);
    add_choice<Format>(*command, "--format", options->format,
                       {{"text", Format::Text}, {"json", Format::Json}}, "How to say it");
    command->callback([&chosen, options] {
        chosen = [options] { return run_check(*options, std::cout, std::cerr); };
    });
}

void add_build(CLI::App& app, Chosen& chosen) {
    const auto options = std::make_shared<BuildOptions>();
    CLI::App* command = app.add_subcommand("build", "Makes the content folder of a terminal");
    command->add_option("SOURCE", options->sources, "Folders of packages")->required();
    command->add_option("--out", options->out, "The content folder")->required();
    add_assets(*command, options->assets);
    command->callback([&chosen, options] {
        chosen = [options] { return run_build(*options, std::cout, std::cerr); };
    });
}

void add_package(CLI::App& app, Chosen& chosen) {
    const auto options = std::make_shared<PackageOptions>();
    CLI::App* command =
        app.add_subcommand("package", "Makes what is published of a package: manifest and objects");
    command->add_option("SOURCE", options->source, "Folder of the package")->required();
    command->add_option("--with", options->with,
                        "Packages that it stands on or refers to, as bund");
    command->add_option("--out", options->out, "The repository's folder")->required();
    add_assets(*command, options->assets);
    command->callback([&chosen, options] {
        chosen = [options] { return run_package(*options, std::cout, std::cerr); };
    });
}

void add_digest(CLI::App& app, Chosen& chosen) {
    const auto folder = std::make_shared<std::filesystem::path>();
    CLI::App* command =
        app.add_subcommand("digest", "Says what is in a content folder, as one SHA-256");
    command->add_option("CONTENT", *folder, "The content folder")->required();
    command->callback([&chosen, folder] {
        chosen = [folder] { return run_digest(*folder, std::cout, std::cerr); };
    });
}

} // namespace

void add_build_commands(CLI::App& app, Chosen& chosen) {
    add_check(app, chosen);
    add_build(app, chosen);
    add_package(app, chosen);
    add_digest(app, chosen);
}

} // namespace zugang::content::tool
