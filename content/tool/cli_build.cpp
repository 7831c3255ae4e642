#include "content/tool/cli_options.hpp"
#include "content/tool/command_line.hpp"
#include "content/tool/commands.hpp"

#include <iostream>
#include <memory>

namespace zugang::content::tool {
namespace {

void add_recordings(CLI::App& command, std::filesystem::path& recordings) {
    command.add_option("--recordings", recordings, "Folder that `record` has written")
        ->check(CLI::ExistingDirectory);
}

void add_check(CLI::App& app, Chosen& chosen) {
    const auto options = std::make_shared<CheckOptions>();
    CLI::App* command = app.add_subcommand("check", "Names everything that is wrong with packages");
    command->add_option("SOURCE", options->sources, "Folders of packages");
    add_day(*command, "--as-of", options->as_of, "The day to check for; default: today");
    command->add_flag("--strict", options->strict, "Fail on warnings too");
    add_assets(*command, options->assets);
    add_recordings(*command, options->recordings);
    add_choice<Format>(*command, "--format", options->format,
                       {{"text", Format::Text}, {"json", Format::Json}, {"sarif", Format::Sarif}},
                       "How to say it; sarif: SARIF 2.1.0, for editors and hosts of git");
    command->add_flag("--rules", options->rules,
                      "Say what is looked for and how a rule is switched off, and end");
    command->callback([&chosen, options] {
        if (options->sources.empty() && !options->rules) {
            throw CLI::RequiredError("SOURCE");
        }
        chosen = [options] { return run_check(*options, std::cout, std::cerr); };
    });
}

void add_record(CLI::App& app, Chosen& chosen) {
    const auto options = std::make_shared<RecordOptions>();
    CLI::App* command =
        app.add_subcommand("record", "Has titles, summaries and questions read aloud by espeak-ng");
    command->add_option("SOURCE", options->sources, "Folders of packages")->required();
    command
        ->add_option("--out", options->out,
                     "Folder for the recordings, for --recordings of build and package; what is "
                     "there and still right stays")
        ->required();
    command
        ->add_option("--languages", options->languages,
                     "Only these, as de,ar; default: all that have a voice")
        ->delimiter(',');
    add_choice<Format>(*command, "--format", options->format,
                       {{"text", Format::Text}, {"json", Format::Json}}, "How to say it");
    command->callback([&chosen, options] {
        chosen = [options] { return run_record(*options, std::cout, std::cerr); };
    });
}

void add_build(CLI::App& app, Chosen& chosen) {
    const auto options = std::make_shared<BuildOptions>();
    CLI::App* command = app.add_subcommand("build", "Makes the content folder of a terminal");
    command->add_option("SOURCE", options->sources, "Folders of packages")->required();
    command->add_option("--out", options->out, "The content folder")->required();
    add_assets(*command, options->assets);
    add_recordings(*command, options->recordings);
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
    add_recordings(*command, options->recordings);
    command->callback([&chosen, options] {
        chosen = [options] { return run_package(*options, std::cout, std::cerr); };
    });
}

void add_diff(CLI::App& app, Chosen& chosen) {
    const auto options = std::make_shared<DiffOptions>();
    CLI::App* command =
        app.add_subcommand("diff", "Tells in words what readers will see change in a package");
    command
        ->add_option("OLD", options->older,
                     "The older version: folder of the package, or of a repository")
        ->required();
    command->add_option("NEW", options->newer, "The newer one")->required();
    command->add_option("--lang", options->language, "Only in this language; default: in all");
    command->add_option("--package", options->package,
                        "Which package, where both are repositories; default: bund");
    command->add_option("--with", options->with,
                        "Packages that it stands on or refers to, as bund");
    add_choice<Format>(*command, "--format", options->format,
                       {{"text", Format::Text}, {"json", Format::Json}}, "How to say it");
    add_assets(*command, options->assets);
    command->callback([&chosen, options] {
        chosen = [options] { return run_diff(*options, std::cout, std::cerr); };
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
    add_record(app, chosen);
    add_build(app, chosen);
    add_package(app, chosen);
    add_diff(app, chosen);
    add_digest(app, chosen);
}

} // namespace zugang::content::tool
