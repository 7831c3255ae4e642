#include "content/tool/commands.hpp"
#include "content/tool/import_integreat.hpp"

#include <iostream>
#include <map>

#include <CLI/CLI.hpp>

namespace {

using namespace zugang::content;

const CLI::Validator iso_day(
    [](std::string& text) {
        return parse_date(text) ? std::string{}
                                : "\"" + text + "\" is no day; write it as 2026-11-22";
    },
    "YYYY-MM-DD");

void add_format(CLI::App& command, std::string& format) {
    command.add_option("--format", format, "text or json")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
}

tool::Format format_of(const std::string& name) {
    return name == "json" ? tool::Format::Json : tool::Format::Text;
}

int run(int argc, char** argv) {
    CLI::App app("Checks and builds what a Zugang terminal shows. Start with: zugang-content check "
                 "content/source/bund",
                 "zugang-content");
    app.set_version_flag("--version", std::string("zugang-content ") + ZUGANG_VERSION);
    app.require_subcommand(1);
    std::string format = "text";

    tool::CheckOptions check;
    std::string as_of;
    CLI::App* check_command =
        app.add_subcommand("check", "Names everything that is wrong with packages");
    check_command->add_option("SOURCE", check.sources, "Folders of packages")->required();
    check_command->add_option("--as-of", as_of, "The day to check for; default: today")
        ->check(iso_day);
    check_command->add_flag("--strict", check.strict, "Fail on warnings too");
    check_command->add_option("--assets", check.assets,
                              "Folder with content/assets.toml and fonts/fonts.toml");
    add_format(*check_command, format);

    tool::BuildOptions build;
    CLI::App* build_command = app.add_subcommand("build", "Makes the content folder of a terminal");
    build_command->add_option("SOURCE", build.sources, "Folders of packages")->required();
    build_command->add_option("--out", build.out, "The content folder")->required();
    build_command->add_option("--assets", build.assets,
                              "Folder with content/assets.toml and fonts/fonts.toml");

    tool::PackageOptions package;
    CLI::App* package_command =
        app.add_subcommand("package", "Makes what is published of a package: manifest and objects");
    package_command->add_option("SOURCE", package.source, "Folder of the package")->required();
    package_command->add_option("--with", package.with,
                                "Packages that it stands on or refers to, as bund");
    package_command->add_option("--out", package.out, "The repository's folder")->required();
    package_command->add_option("--assets", package.assets,
                                "Folder with content/assets.toml and fonts/fonts.toml");

    std::filesystem::path digest_folder;
    CLI::App* digest_command =
        app.add_subcommand("digest", "Says what is in a content folder, as one SHA-256");
    digest_command->add_option("CONTENT", digest_folder, "The content folder")->required();

    tool::ConfirmOptions confirm;
    CLI::App* confirm_command =
        app.add_subcommand("confirm", "Writes into translations that they follow the present text");
    confirm_command->add_option("SOURCE", confirm.source, "Folder of a package")->required();
    confirm_command->add_option("SLUG", confirm.slugs, "Articles; default: all");
    confirm_command->add_option("--lang", confirm.language, "Language of the translation")
        ->required();

    CLI::App* new_command = app.add_subcommand("new", "Begins a package or an article");
    new_command->require_subcommand(1);
    tool::NewPackageOptions new_package;
    CLI::App* new_package_command = new_command->add_subcommand("package", "An empty package");
    new_package_command->add_option("FOLDER", new_package.folder, "Its folder")->required();
    new_package_command
        ->add_option("--id", new_package.id, "bund, land/<xx> or zentrum/<name>, as land/by")
        ->required();
    new_package_command->add_option("--title", new_package.title, "For editors")->required();
    new_package_command
        ->add_option("--lang", new_package.languages, "Languages, as de,en,ar; default: de")
        ->delimiter(',');
    tool::NewArticleOptions new_article;
    CLI::App* new_article_command =
        new_command->add_subcommand("article", "An article with an example text");
    new_article_command->add_option("SOURCE", new_article.source, "Folder of the package")
        ->required();
    new_article_command->add_option("SLUG", new_article.slug,
                                    "Name of its folder; default: of the title");
    new_article_command->add_option("--title", new_article.title, "Title in the default language")
        ->required();
    new_article_command->add_option("--topic", new_article.topic, "Tile where it stands, as work")
        ->required();

    tool::RenameOptions rename;
    CLI::App* rename_command = app.add_subcommand(
        "rename", "Gives an article another slug, and mends every link in every language");
    rename_command->add_option("SOURCE", rename.source, "Folder of the package")->required();
    rename_command->add_option("SLUG", rename.from, "The article")->required();
    rename_command->add_option("NEW", rename.to, "Its new slug")->required();
    rename_command->add_option("--with", rename.with, "Other packages that lead to it");

    tool::StatusOptions status;
    CLI::App* status_command =
        app.add_subcommand("status", "Shows which article is how far in which language");
    status_command->add_option("SOURCE", status.source, "Folder of a package")->required();
    const std::map<std::string, tool::StatusFormat> status_formats{
        {"text", tool::StatusFormat::Text},
        {"json", tool::StatusFormat::Json},
        {"csv", tool::StatusFormat::Csv},
        {"html", tool::StatusFormat::Html}};
    status_command
        ->add_option("--format", status.format,
                     "text; json; csv for a spreadsheet; html: one page to mail around")
        ->transform(CLI::CheckedTransformer(status_formats))
        ->option_text("text|json|csv|html");

    tool::ImportOptions import;
    CLI::App* import_command =
        app.add_subcommand("import", "Makes a package of another system's export");
    import_command->require_subcommand(1);
    CLI::App* integreat_command =
        import_command->add_subcommand("integreat", "An export of Integreat");
    integreat_command->add_option("FOLDER", import.export_folder, "The export")->required();
    integreat_command->add_option("--out", import.out, "Folder of the new package")->required();
    integreat_command->add_option("--region", import.region,
                                  "Default: the one that the files name");
    integreat_command->add_option("--id", import.package_id,
                                  "Id of the package; default: zentrum/<region>");
    integreat_command
        ->add_option("--newest", import.newest, "Last believable day of a change; default: today")
        ->check(iso_day);
    add_format(*integreat_command, format);

    if (argc < 2) {
        std::cerr << app.help();
        return 2;
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error, std::cout, std::cerr) == 0 ? 0 : 2;
    }
    if (check_command->parsed()) {
        check.as_of = parse_date(as_of);
        check.format = format_of(format);
        return tool::run_check(check, std::cout, std::cerr);
    }
    if (build_command->parsed()) {
        return tool::run_build(build, std::cout, std::cerr);
    }
    if (package_command->parsed()) {
        return tool::run_package(package, std::cout, std::cerr);
    }
    if (digest_command->parsed()) {
        return tool::run_digest(digest_folder, std::cout, std::cerr);
    }
    if (confirm_command->parsed()) {
        return tool::run_confirm(confirm, std::cout, std::cerr);
    }
    if (new_package_command->parsed()) {
        return tool::run_new_package(new_package, std::cout, std::cerr);
    }
    if (new_article_command->parsed()) {
        return tool::run_new_article(new_article, std::cout, std::cerr);
    }
    if (rename_command->parsed()) {
        return tool::run_rename(rename, std::cout, std::cerr);
    }
    if (status_command->parsed()) {
        return tool::run_status(status, std::cout, std::cerr);
    }
    import.json = format == "json";
    return tool::import_integreat(import, std::cout, std::cerr);
}

} // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "zugang-content: " << error.what() << "\n";
        return 1;
    }
}
