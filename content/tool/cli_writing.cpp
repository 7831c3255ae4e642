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
    command->add_option("--with", options->with,
                        "Folders of the packages it stands on; default: content/source/bund, if it "
                        "is in a folder above");
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

void add_new_guide(CLI::App& parent, Chosen& chosen) {
    const auto options = std::make_shared<NewGuideOptions>();
    CLI::App* command = parent.add_subcommand("guide", "A guide of one question and two results");
    command->add_option("ID", options->id, "Its name, as where-do-i-go")->required();
    command->add_option("--into", options->source, "Folder of the package")->required();
    command->callback([&chosen, options] {
        chosen = [options] { return run_new_guide(*options, std::cout, std::cerr); };
    });
}

void add_new_place(CLI::App& parent, Chosen& chosen) {
    const auto options = std::make_shared<NewPlaceOptions>();
    CLI::App* command = parent.add_subcommand("place", "A row of places.toml to fill in");
    command->add_option("ID", options->id, "Its name, as mbe_augsburg")->required();
    command->add_option("--into", options->source, "Folder of the package")->required();
    command->callback([&chosen, options] {
        chosen = [options] { return run_new_place(*options, std::cout, std::cerr); };
    });
}

void add_guide(CLI::App& app, Chosen& chosen) {
    CLI::App* parent = app.add_subcommand("guide", "What can be done with a guide");
    parent->require_subcommand(1);
    const auto options = std::make_shared<GuideGraphOptions>();
    CLI::App* command = parent->add_subcommand("graph", "Draws all its ways, to print and to read");
    command->add_option("SOURCE", options->source, "Folder of the package")->required();
    command->add_option("ID", options->id, "The guide")->required();
    command->add_option("--lang", options->language, "Language; default: the package's own");
    command->add_option("--out", options->out, "File to write: .svg, .pdf or .png")
        ->required()
        ->check(CLI::Validator(
            [](std::string& file) {
                const std::string kind = std::filesystem::path(file).extension().string();
                return kind == ".svg" || kind == ".pdf" || kind == ".png"
                           ? std::string{}
                           : "\"" + file + "\" ends in none of .svg, .pdf and .png";
            },
            "FILE"));
    command->callback([&chosen, options] {
        chosen = [options] { return run_guide_graph(*options, std::cout, std::cerr); };
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
                              {"html", StatusFormat::Html},
                              {"markdown", StatusFormat::Markdown}},
                             "text; json; csv for a spreadsheet; html: one page to mail around; "
                             "markdown: a table of languages with words and sizes");
    add_assets(*command, options->assets);
    command
        ->add_option("--recordings", options->recordings,
                     "Folder that `record` has written; markdown only")
        ->check(CLI::ExistingDirectory);
    command->callback([&chosen, options] {
        chosen = [options] { return run_status(*options, std::cout, std::cerr); };
    });
}

void add_confirm(CLI::App& app, Chosen& chosen) {
    const auto options = std::make_shared<ConfirmOptions>();
    CLI::App* command =
        app.add_subcommand("confirm", "Writes into translations that they follow the present text");
    command->add_option("SOURCE", options->source, "Folder of a package")->required();
    command->add_option("SLUG", options->slugs, "Articles, and guides as guide/<id>; default: all");
    command->add_option("--lang", options->language, "Language of the translation")->required();
    command->callback([&chosen, options] {
        chosen = [options] { return run_confirm(*options, std::cout, std::cerr); };
    });
}

} // namespace

void add_writing_commands(CLI::App& app, Chosen& chosen) {
    CLI::App* parent =
        app.add_subcommand("new", "Begins a package, an article, a guide or a place");
    parent->require_subcommand(1);
    add_new_package(*parent, chosen);
    add_new_article(*parent, chosen);
    add_new_guide(*parent, chosen);
    add_new_place(*parent, chosen);
    add_guide(app, chosen);
    add_rename(app, chosen);
    add_status(app, chosen);
    add_confirm(app, chosen);
}

} // namespace zugang::content::tool
