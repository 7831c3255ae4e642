#include "content/tool/cli_options.hpp"
#include "content/tool/command_line.hpp"
#include "content/tool/export_xliff.hpp"
#include "content/tool/import_integreat.hpp"
#include "content/tool/import_pages.hpp"
#include "content/tool/import_places.hpp"
#include "content/tool/import_xliff.hpp"
#include "content/tool/review.hpp"

#include <iostream>
#include <memory>

namespace zugang::content::tool {
namespace {

void add_integreat(CLI::App& parent, Chosen& chosen) {
    const auto options = std::make_shared<ImportOptions>();
    CLI::App* command = parent.add_subcommand("integreat", "An export of Integreat");
    command
        ->add_option("EXPORT", options->export_folder,
                     "Folder of saved answers, or the server (https://...) with --region")
        ->required();
    command->add_option("--save", options->save, "Folder in which a server's answers are kept");
    command->add_option("--out", options->out, "Folder of the new package")->required();
    command->add_option("--region", options->region, "Default: the one that the files name");
    command->add_option("--id", options->package_id,
                        "Id of the package; default: zentrum/<region>");
    add_day(*command, "--newest", options->newest,
            "Last believable day of a change; default: today");
    command->add_option("--take", options->decisions.take,
                        "Files that were edited here: take the source's text instead");
    command->add_option("--keep", options->decisions.keep,
                        "Files that were edited here and changed at the source: the edit stands");
    add_choice<Format>(*command, "--format", options->format,
                       {{"text", Format::Text}, {"json", Format::Json}}, "How to say it");
    command->callback([&chosen, options] {
        chosen = [options] { return import_integreat(*options, std::cout, std::cerr); };
    });
}

void add_places(CLI::App& parent, Chosen& chosen) {
    const auto options = std::make_shared<ImportPlacesOptions>();
    CLI::App* command = parent.add_subcommand("places", "A table of advice centres (CSV)");
    command->add_option("TABLE", options->table, "CSV, its headings in the first line")->required();
    CLI::Option* map = command->add_option("--map", options->map,
                                           "How its columns become places (content/FORMAT.md)");
    CLI::Option* into = command->add_option("--into", options->into, "Folder of the package");
    map->needs(into);
    into->needs(map);
    CLI::Option* suggest = command->add_flag("--suggest-map", options->suggest_map,
                                             "Writes a mapping to begin with, and nothing else");
    suggest->excludes(map, into);
    command->add_option("--take", options->decisions.take,
                        "Places that were edited here: take the table's row instead");
    command->add_option("--keep", options->decisions.keep,
                        "Places that were edited here and changed in the table: the edit stands");
    command->add_flag("--leave-out-errors", options->leave_out_errors,
                      "Rows with a mistake are left out, the others are taken");
    command->add_flag("--dry-run", options->dry_run, "Writes nothing, says what would be done");
    command->callback([&chosen, options] {
        if (!options->suggest_map && options->map.empty()) {
            throw CLI::RequiredError("--map and --into, or --suggest-map");
        }
        chosen = [options] { return import_places(*options, std::cout, std::cerr); };
    });
}

void add_pages(CLI::App& parent, Chosen& chosen) {
    const auto options = std::make_shared<ImportPagesOptions>();
    CLI::App* command =
        parent.add_subcommand("pages-jsonl", "Plain pages, pages.<lang>.jsonl of a folder");
    command->add_option("FOLDER", options->folder, "Folder of the files")->required();
    command->add_option("--out", options->out, "Folder of the new package")->required();
    command->callback([&chosen, options] {
        chosen = [options] { return import_pages(*options, std::cout, std::cerr); };
    });
}

void add_export_xliff(CLI::App& parent, Chosen& chosen) {
    const auto options = std::make_shared<ExportXliffOptions>();
    CLI::App* command = parent.add_subcommand("xliff", "A file for translation programs");
    command->add_option("SOURCE", options->source, "Folder of a package")->required();
    command->add_option("--lang", options->language, "Language to translate into")->required();
    command->add_option("--changed-since", options->changed_since,
                        "Only what is another text than in this revision of git");
    command->add_option("--article", options->slugs, "Articles; default: all");
    add_choice<xliff::Version>(*command, "--version", options->version,
                               {{"1.2", xliff::Version::V12}, {"2.1", xliff::Version::V21}},
                               "Of XLIFF; default: 2.1");
    command->add_option("--out", options->out, "The file")->required();
    command->callback([&chosen, options] {
        chosen = [options] { return export_xliff(*options, std::cout, std::cerr); };
    });
}

void add_import_xliff(CLI::App& parent, Chosen& chosen) {
    const auto options = std::make_shared<ImportXliffOptions>();
    CLI::App* command = parent.add_subcommand("xliff", "Translations that were exported before");
    command->add_option("FILE", options->file, "XLIFF 1.2, 2.0 or 2.1")->required();
    command->add_option("--into", options->into, "Folder of the package")->required();
    command->add_option("--state", options->state, "Default: as the file says")
        ->check(CLI::IsMember({"draft", "reviewed", "machine"}));
    command->add_flag("--dry-run", options->dry_run, "Writes nothing, says what would be done");
    command->callback([&chosen, options] {
        chosen = [options] { return import_xliff(*options, std::cout, std::cerr); };
    });
}

void add_review(CLI::App& app, Chosen& chosen) {
    const auto options = std::make_shared<ReviewOptions>();
    CLI::App* command = app.add_subcommand(
        "review", "One page for a native speaker: German beside the translation, to tick");
    command->add_option("SOURCE", options->source, "Folder of a package")->required();
    command->add_option("TEXT", options->slugs,
                        "Articles, guide/<id>, ui, glossary, contacts; default: all");
    command->add_option("--lang", options->language, "Language of the translation")->required();
    command->add_option("--out", options->out, "The page, as review.html")->required();
    add_assets(*command, options->assets);
    command->callback([&chosen, options] {
        chosen = [options] { return run_review(*options, std::cout, std::cerr); };
    });
}

void add_import_review(CLI::App& parent, Chosen& chosen) {
    const auto options = std::make_shared<ImportReviewOptions>();
    CLI::App* command = parent.add_subcommand("review", "The file that the page of a review saved");
    command->add_option("FILE", options->file, "review-<package>-<lang>.json")->required();
    command->add_option("--into", options->into, "Folder of the package")->required();
    command->add_flag("--dry-run", options->dry_run, "Writes nothing, says what would be done");
    add_choice<Format>(*command, "--format", options->format,
                       {{"text", Format::Text}, {"json", Format::Json}}, "How to say it");
    command->callback([&chosen, options] {
        chosen = [options] { return import_review(*options, std::cout, std::cerr); };
    });
}

} // namespace

void add_exchange_commands(CLI::App& app, Chosen& chosen) {
    CLI::App* import = app.add_subcommand("import", "Takes what another program wrote");
    import->require_subcommand(1);
    add_integreat(*import, chosen);
    add_places(*import, chosen);
    add_pages(*import, chosen);
    add_import_xliff(*import, chosen);
    add_import_review(*import, chosen);
    CLI::App* exports = app.add_subcommand("export", "Writes texts for another program");
    exports->require_subcommand(1);
    add_export_xliff(*exports, chosen);
    add_review(app, chosen);
}

} // namespace zugang::content::tool
