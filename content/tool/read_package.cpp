#include "content/tool/read_package.hpp"

#include "content/tool/check_tree.hpp"
#include "content/tool/parallel.hpp"
#include "content/tool/read_article.hpp"
#include "content/tool/read_guides.hpp"
#include "content/tool/read_places.hpp"
#include "content/tool/read_rows.hpp"
#include "content/tool/read_slips.hpp"
#include "content/tool/slug.hpp"
#include "content/tool/toml_tree.hpp"

#include <algorithm>

namespace zugang::content::tool {
namespace {

bool is_package_id(std::string_view id) {
    if (id == "bund") {
        return true;
    }
    for (const std::string_view prefix : {"land/", "zentrum/"}) {
        if (id.starts_with(prefix) && is_slug(id.substr(prefix.size()))) {
            return true;
        }
    }
    return false;
}

void read_head(Package& package, Report& report) {
    const std::optional<TomlNode> root = read_toml(package.folder / "package.toml", report);
    if (!root) {
        package.unread.insert("package.toml");
        return;
    }
    TableReader table(*root, report);
    package.id = table.required_text("id");
    if (!package.id.empty() && !is_package_id(package.id)) {
        report.error(table.place("id"), "\"" + package.id + "\" is no id of a package",
                     "write bund, land/<xx> or zentrum/<name>");
    }
    package.title = table.text("title");
    package.default_language = table.text("default_language", "de");
    package.languages = table.references("languages");
    package.partly = table.references("partly");
    package.licence = table.text("licence");
    table.texts("maintainers");
    for (const Reference& base : table.references("with")) {
        const std::filesystem::path folder = (package.folder / base.name).lexically_normal();
        if (!std::filesystem::exists(folder / "package.toml")) {
            report.warning(base.place, "there is no package in " + folder.string(),
                           "name the folder of the package that this one stands on, seen from this "
                           "file");
        }
    }
    package.as_of = table.date("as_of");
    if (!package.as_of) {
        report.error(package.place, "\"as_of\" is missing",
                     "add as_of = 2026-11-22, the day for which this content speaks");
    }
    if (std::ranges::find(package.languages, package.default_language, &Reference::name) ==
        package.languages.end()) {
        report.error(table.place("languages"),
                     "the default language \"" + package.default_language +
                         "\" is not among the languages",
                     "add it");
    }
    for (const Reference& language : package.partly) {
        if (language.name == package.default_language ||
            std::ranges::find(package.languages, language.name, &Reference::name) ==
                package.languages.end()) {
            report.error(language.place,
                         "\"" + language.name + "\" " +
                             (language.name == package.default_language
                                  ? "is the default language, which has every article"
                                  : "is not among the languages"),
                         "take it out of partly");
        }
    }
    table.finish();
}

std::vector<std::filesystem::path> article_folders(const std::filesystem::path& articles,
                                                   Report& report) {
    std::vector<std::filesystem::path> folders;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(articles, error)) {
        if (entry.is_directory(error)) {
            folders.push_back(entry.path());
        } else {
            report.advice(place_of(entry.path()), "this file is not used",
                          "remove it; an article is a folder");
        }
    }
    std::ranges::sort(folders);
    return folders;
}

} // namespace

Package read_package_rows(const std::filesystem::path& folder, Report& report) {
    Package package;
    package.folder = folder.has_filename() ? folder : folder.parent_path();
    package.place = place_of(package.folder / "package.toml");
    if (!std::filesystem::exists(package.folder / "package.toml")) {
        report.error(package.place, "there is no package.toml here",
                     "name the folder of a package, as content/source/bund");
        return package;
    }
    check_tree(package.folder, report);
    read_head(package, report);
    read_rows(package, report);
    read_places(package, report);
    read_guides(package, report);
    read_slips(package, report);
    return package;
}

std::map<std::string, ReadArticle> read_articles(const Package& package, Report& report,
                                                 const Progress& progress) {
    const auto folders = article_folders(package.folder / "articles", report);
    std::vector<ReadArticle> articles(folders.size());
    in_parallel(
        folders.size(),
        [&](std::size_t i) {
            articles[i].article =
                read_article(folders[i], package.default_language, articles[i].report);
        },
        [&](std::size_t done) {
            if (progress) {
                progress(done - 1, folders.size());
            }
        });
    if (progress && !folders.empty()) {
        progress(folders.size() - 1, folders.size());
    }
    std::map<std::string, ReadArticle> by_name;
    for (std::size_t i = 0; i < folders.size(); ++i) {
        by_name.emplace(folders[i].filename().string(), std::move(articles[i]));
    }
    return by_name;
}

void take_article(Package& package, const std::string& slug, std::optional<SourceArticle> article) {
    if (article) {
        package.unread_articles.erase(slug);
        package.articles.insert_or_assign(slug, *std::move(article));
    } else if (!package.articles.contains(slug)) {
        package.unread_articles.insert(slug);
    }
}

Package read_package(const std::filesystem::path& folder, Report& report,
                     const Progress& progress) {
    Package package = read_package_rows(folder, report);
    if (!std::filesystem::exists(package.folder / "package.toml")) {
        return package;
    }
    for (auto& [name, read] : read_articles(package, report, progress)) {
        report.append(std::move(read.report));
        take_article(package, name, std::move(read.article));
    }
    return package;
}

} // namespace zugang::content::tool
