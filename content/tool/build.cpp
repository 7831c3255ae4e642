#include "content/tool/build.hpp"

#include "content/folder.hpp"
#include "content/queries.hpp"
#include "content/sha256.hpp"
#include "content/tool/durable_file.hpp"
#include "content/tool/media_file.hpp"
#include "content/tool/write_database.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace zugang::content::tool {
namespace {

constexpr std::size_t kept_states = 3;

/// The files of a new state, by SHA-256.
using Files = std::map<std::string, Asset>;

void add(MediaTable& table, Files& files, Asset asset) {
    table.files[asset.sha256] = {asset.type, asset.bytes.size()};
    files.emplace(asset.sha256, std::move(asset));
}

void collect_pictograms(const Package& package, const Assets& assets, MediaTable& table,
                        Files& files, Report& report) {
    std::map<std::string, Place> names;
    for (const std::string& name : assets.terminal_pictograms()) {
        names.emplace(name, package.place);
    }
    for (const SourceTopic& row : package.topics) {
        names.emplace(row.topic.icon, row.icon_place);
    }
    for (const SourcePhase& row : package.phases) {
        names.emplace(row.phase.icon, row.icon_place);
    }
    for (const auto& [slug, article] : package.articles) {
        names.emplace(article.icon.name, article.icon.place);
    }
    names.erase("");
    for (const auto& [name, place] : names) {
        if (auto asset = assets.pictogram(name, place, report)) {
            table.pictograms[name] = asset->sha256;
            add(table, files, std::move(*asset));
        }
    }
}

void collect_pictures(const Package& package, MediaTable& table, Files& files, Report& report) {
    for (const auto& [slug, article] : package.articles) {
        for (const auto& [language, translation] : article.translations) {
            for (const SourceBlock& block : translation.blocks) {
                const auto key = std::pair(article.package_folder, block.image);
                if (block.kind != BlockKind::Image || table.pictures.contains(key)) {
                    continue;
                }
                Picture picture;
                auto bytes = read_picture(article.package_folder / "media" / block.image, report, picture);
                if (bytes) {
                    Asset asset{.sha256 = sha256(*bytes), .type = picture.type, .bytes = std::move(*bytes)};
                    table.pictures[key] = asset.sha256;
                    add(table, files, std::move(asset));
                }
            }
        }
    }
}

void collect_fonts(const Package& package, const Assets& assets, MediaTable& table, Files& files,
                   Report& report) {
    std::set<std::string> families{"noto-sans", "noto-sans-symbols2"};
    for (const SourceLanguage& row : package.language_rows) {
        families.insert(row.language.fonts.begin(), row.language.fonts.end());
    }
    for (auto& [font, asset] : assets.fonts(families, report)) {
        table.fonts.push_back(font);
        add(table, files, std::move(asset));
    }
}

std::vector<int> list_states(const std::filesystem::path& states) {
    std::vector<int> numbers;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(states, error)) {
        const std::string name = entry.path().filename().string();
        int number = 0;
        const auto [end, problem] = std::from_chars(name.data(), name.data() + name.size(), number);
        if (problem == std::errc{} && end == name.data() + name.size()) {
            numbers.push_back(number);
        }
    }
    std::ranges::sort(numbers);
    return numbers;
}

void write_media(const std::filesystem::path& out, const Files& files) {
    for (const auto& [sum, asset] : files) {
        const std::filesystem::path file = media_path(out, sum);
        std::error_code error;
        if (std::filesystem::file_size(file, error) == asset.bytes.size() && !error) {
            continue;
        }
        std::filesystem::create_directories(file.parent_path());
        write_durably(file, asset.bytes);
    }
}

/// Removes states beyond the last ones, and media that no state has left.
void prune(const std::filesystem::path& out, const std::string& current) {
    std::vector<int> numbers = list_states(out / "states");
    while (numbers.size() > kept_states) {
        if (std::to_string(numbers.front()) != current) {
            std::filesystem::remove_all(out / "states" / std::to_string(numbers.front()));
        }
        numbers.erase(numbers.begin());
    }
    std::set<std::string> used;
    for (const int number : numbers) {
        const std::filesystem::path file = out / "states" / std::to_string(number) / "content.db";
        std::error_code error;
        if (!std::filesystem::exists(file, error)) {
            continue;
        }
        Database database(file, Access::ReadOnly);
        Statement rows(database, queries::media);
        while (rows.step()) {
            used.emplace(rows.text(0));
        }
    }
    std::vector<std::filesystem::path> unused;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(out / "media")) {
        if (entry.is_regular_file() && !used.contains(entry.path().filename().string())) {
            unused.push_back(entry.path());
        }
    }
    for (const std::filesystem::path& file : unused) {
        std::filesystem::remove(file);
        std::error_code not_empty;
        std::filesystem::remove(file.parent_path(), not_empty);
    }
}

} // namespace

std::optional<Built> build(const Package& package, const Assets& assets,
                           const std::filesystem::path& out, Report& report) {
    MediaTable table;
    Files files;
    collect_pictures(package, table, files, report);
    collect_pictograms(package, assets, table, files, report);
    collect_fonts(package, assets, table, files, report);
    if (report.count(Severity::Error) > 0) {
        return std::nullopt;
    }

    const std::filesystem::path states = out / "states";
    std::filesystem::create_directories(states);
    std::filesystem::create_directories(out / "media");
    const FolderLock lock(out);
    const std::filesystem::path draft = states / "draft"; // left over only by a build that died
    std::filesystem::remove_all(draft);
    std::filesystem::create_directory(draft);
    Built built;
    built.digest = write_database(package, table, draft / "content.db");
    write_media(out, files);

    if (auto current = open_current(out)) {
        Statement meta(current->database, queries::meta);
        meta.bind(1, "digest");
        if (meta.step() && meta.text(0) == built.digest) {
            std::filesystem::remove_all(draft);
            built.state = current->name;
            built.changed = false;
            return built;
        }
    }
    const std::vector<int> numbers = list_states(states);
    built.state = std::to_string(numbers.empty() ? 1 : numbers.back() + 1);
    sync_to_disk(draft / "content.db");
    std::filesystem::rename(draft, states / built.state);
    sync_to_disk(states);
    replace_link(out / "current", std::filesystem::path("states") / built.state);
    prune(out, built.state);
    return built;
}

} // namespace zugang::content::tool
