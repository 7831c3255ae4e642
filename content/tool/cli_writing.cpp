#include "content/tool/cli_options.hpp"
#include "content/tool/command_line.hpp"
#include "content/tool/commands.hpp"

#include <iostream>
#include <memory>

namespace zugang::content::tool {
namespace {

void add_new_package(CLI::App& parent, Chosen& chosen) {
    const auto options = std::make_shared<NewPackageOptions>();
    CLI::App* command = parent.add_subcommand("package", "An empty package");
    command->add_option("FOLDER", options->folder, "Its folder")->required();
    command->add_option("--id", options->id, "bund, land/<xx> or zentrum/<name>, as land/by")
        ->required();
    command->add_option("--title", options->title, "For editors")->required();
    command->add_option("--lang", options->languages, "Languages, as de,en,ar; default: de")
        ->delimiter(',');
    command->callback([&chosen, options] {
        chosen = [options] { return run_new_package(*options, std::cout, std::cerr); };
    });
}

void add_new_article(CLI::App& parent, Chosen& chosen) {
    const auto options = std::make_shared<NewArticleOptions>();
    CLI::App* command = parent.add_subcommand("article", "An article with an example text");
    command->add_option("SOURCE", options->source, "Folder of the package")->required();
    command->add_option("SLUG", options->slug, "Name of its folder; default: of the title");
    command->add_option("--title", options->title, "Title in the default language")->required();
    command->add_option("--topic", options->topic, "Tile where it stands, as work")->required();
    command->callback([&chosen, options] {
        chosen = [options] { return run_new_article(*options, std::cout, std::cerr); };
    });
}

void add_rename(CLI::App& app, Chosen& chosen) {
    const auto options = std::make_shared<RenameOptions>();
    CLI::App* command = app.add_subcommand(
        "rename", "Gives an article another slug, and mends every link in every language");
    command->add_option("SOURCE", options->source, "Folder of the package")->required();
    command->add_option("SLUG", options->from, "The article")->required();
    command->add_option("NEW", options->to, "Its new slug")->required();
    command->add_option("--with", options->with, "Other packages that lead to it");
    command->callback([&chosen, options] {
        chosen = [options] { return run_rename(*options, std::cout, std::cerr); };
    });
}

void add_status(CLI::App& app, Chosen& chosen) {
    const auto options = std::make_shared<StatusOptions>();
    CLI::App* command =
        app.add_subcommand("status", "Shows which article is how far in which language");
    command->add_option("SOURCE", options->source, "Folder of a package")->required();
    add_choice<StatusFormat>(*command, "--format", options->format,
                             {{"text", StatusFormat::Text},
                              {"json", StatusFormat::Json},
                              {"csv", StatusFormat::Csv},
                              {"html", StatusFormat::Html}},
                             "text; json; csv for a spreadsheet; html: one page to mail around");
    command->callback([&chosen, options] {
        chosen = [options] { return run_status(*options, std::cout, std::cerr); };
    });
}

void add_confirm(CLI::App& app, Chosen& chosen) {
    const auto options = std::make_shared<ConfirmOptions>();
    CLI::App* command =
        app.add_subcommand("confirm", "Writes into translations that they follow the present text");
    command->add_option("SOURCE", options->source, "Folder of a package")->required();
    command->add_option("SLUG", options->slugs, "Articles; default: all");
    command->add_option("--lang", options->language, "Language of the translation")->required();
    command->callback([&chosen, options] {
        chosen = [options] { return run_confirm(*options, std::cout, std::cerr); };
    });
}

} // namespace

void add_writing_commands(CLI::App& app, Chosen& chosen) {
    CLI::App* parent = app.add_subcommand("new", "Begins a package or an article");
    parent->require_subcommand(1);
    add_new_package(*parent, chosen);
    add_new_article(*parent, chosen);
    add_rename(app, chosen);
    add_status(app, chosen);
    add_confirm(app, chosen);
}

} // namespace zugang::content::tool
