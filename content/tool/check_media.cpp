#include "content/sha256.hpp"
#include "content/tool/check.hpp"
#include "content/tool/parallel.hpp"
#include "content/tool/picture.hpp"
#include "content/tool/speech.hpp"
#include "content/tool/toml_tree.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace zugang::content::tool {
namespace {

namespace fs = std::filesystem;

/// "lohn.png", not "../../etc/passwd".
bool is_file_name(const std::string& name) {
    return !name.empty() && name[0] != '.' && name.find('/') == std::string::npos &&
           name.find('\\') == std::string::npos;
}

void check_alt_text(const SourceArticle& article, const Translation& translation, std::size_t index,
                    Report& report) {
    const SourceBlock& block = translation.blocks[index];
    if (!block.text.text.utf8.empty()) {
        return;
    }
    if (article.origin == Origin::Import) {
        report.warning(block.text.place, "the picture has no alternative text",
                       "say in words what it shows: ![...](file)");
        return;
    }
    const auto original = article.translations.find(article.default_language);
    const bool meant = original != article.translations.end() && translation.aligned &&
                       index < original->second.blocks.size() &&
                       !original->second.blocks[index].text.text.utf8.empty();
    if (meant) {
        report.error(block.text.place,
                     "the picture has no alternative text, but one in the default language",
                     "translate it");
    } else if (translation.language == article.default_language) {
        report.advice(block.text.place, "the picture has no alternative text: it is decoration",
                      "if it says something, say it in words: ![...](file)");
    }
}

/// Who shows a picture.
enum class ShownBy { ImportsOnly, OwnArticles };
using ShownPictures = std::map<fs::path, ShownBy>;

ShownPictures check_shown(const Package& package, Report& report) {
    ShownPictures shown;
    for (const auto& [slug, article] : package.articles) {
        for (const auto& [language, translation] : article.translations) {
            for (std::size_t i = 0; i < translation.blocks.size(); ++i) {
                const SourceBlock& block = translation.blocks[i];
                if (block.kind != BlockKind::Image) {
                    continue;
                }
                check_alt_text(article, translation, i, report);
                const fs::path file = article.package_folder / "media" / block.image;
                if (!is_file_name(block.image)) {
                    report.error(block.text.place,
                                 "\"" + block.image + "\" is no name of a file in media/",
                                 "put the picture into media/ and write its name");
                } else if (!fs::is_regular_file(file)) {
                    report.error(block.text.place, "there is no picture media/" + block.image,
                                 "put it there, or take the picture out");
                } else if (article.origin == Origin::Own) {
                    shown[file] = ShownBy::OwnArticles;
                } else {
                    shown.emplace(file, ShownBy::ImportsOnly);
                }
            }
        }
    }
    return shown;
}

std::set<fs::path> package_folders(const Package& package) {
    std::set<fs::path> folders{package.folder};
    for (const auto& [slug, article] : package.articles) {
        folders.insert(article.package_folder);
    }
    for (const auto& [id, guide] : package.guides) { // guides/<id>.toml
        folders.insert(fs::path(guide.place.file_name()).parent_path().parent_path());
    }
    return folders;
}

std::vector<fs::path> pictures_in(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder / "media", error)) {
        if (!entry.is_directory(error) && !entry.path().filename().string().starts_with('.')) {
            files.push_back(entry.path());
        }
    }
    std::ranges::sort(files);
    return files;
}

/// Decodes it, once as long as it stays the same.
void check_picture(const fs::path& file, const Cache& cache, Report& report) {
    const auto read = read_picture(file, report);
    if (!read) {
        return;
    }
    const std::string name = "damage of a picture " + program_version() + " " +
                             shipped_webp_version() + " " + sha256(read->bytes);
    auto damage = cache.read(name);
    if (!damage) {
        damage = find_damage(read->bytes, read->picture);
        cache.write(name, *damage);
    }
    if (!damage->empty()) {
        report.error(place_of(file), *damage, picture_advice);
    }
}

void check_names(const std::vector<fs::path>& files, Report& report) {
    std::map<std::string, fs::path> names;
    for (const fs::path& file : files) {
        const std::string name = shipped_name(file.filename().string());
        const auto [other, is_new] = names.emplace(name, file);
        if (!is_new) {
            report.error(place_of(file),
                         "this and " + other->second.filename().string() + " would both be " +
                             name + " on a terminal",
                         "rename one of them");
        }
    }
}

/// media.toml: where pictures are from. The names of its rows; no value where it cannot be read.
std::optional<std::set<std::string>> check_licences(const fs::path& folder, Report& report) {
    std::set<std::string> names;
    const fs::path file = folder / "media.toml";
    if (!fs::exists(file)) {
        return names;
    }
    const auto root = read_toml(file, report);
    if (!root) {
        return std::nullopt;
    }
    TableReader reader(*root, report);
    for (const TomlNode* node : reader.rows("picture")) {
        TableReader row(*node, report);
        const std::string name = row.required_text("file");
        row.required_text("licence");
        row.text("author");
        row.text("source");
        if (!name.empty() && !(is_file_name(name) && fs::exists(folder / "media" / name))) {
            report.warning(row.place("file"), "there is no picture media/" + name,
                           "put it there, or take the row out");
        }
        if (!names.insert(name).second) {
            report.error(row.place("file"), "there is a second row of " + name,
                         "take one of them out");
        }
        row.finish();
    }
    reader.finish();
    return names;
}

void check_pictures(const fs::path& folder, const Package& package, const ShownPictures& shown,
                    const Cache& cache, Report& report) {
    const std::vector<fs::path> files = pictures_in(folder);
    std::vector<Report> found(files.size(), Report("media"));
    in_parallel(files.size(), [&](std::size_t i) { check_picture(files[i], cache, found[i]); });
    for (Report& part : found) {
        report.append(std::move(part));
    }
    check_names(files, report);
    const auto licences = check_licences(folder, report);
    for (const fs::path& file : files) {
        const auto used = shown.find(file);
        if (used == shown.end() && !package.unread_articles.empty()) {
            continue; // one of them may show it
        }
        if (used == shown.end()) {
            report.advice(place_of(file), "no article shows this picture",
                          "remove it if nobody needs it");
        } else if (used->second == ShownBy::OwnArticles && licences &&
                   !licences->contains(file.filename().string())) {
            report.warning(place_of(file), "nobody knows under which licence this picture is shown",
                           "add a row [[picture]] with file, licence, author and source to "
                           "media.toml");
        }
    }
}

} // namespace

void check_media(const Package& package, const Cache& cache, Report& report) {
    const ShownPictures shown = check_shown(package, report);
    for (const fs::path& folder : package_folders(package)) {
        check_pictures(folder, package, shown, cache, report);
        find_recordings(folder, package, cache, report);
    }
}

} // namespace zugang::content::tool
