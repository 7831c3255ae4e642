#include "content/tool/build.hpp"

#include "content/durable_file.hpp"
#include "content/folder.hpp"
#include "content/queries.hpp"
#include "content/sha256.hpp"
#include "content/tool/hyphenate.hpp"
#include "content/tool/media_file.hpp"
#include "content/tool/write_database.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
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
                auto bytes =
                    read_picture(article.package_folder / "media" / block.image, report, picture);
                if (bytes) {
                    Asset asset{
                        .sha256 = sha256(*bytes), .type = picture.type, .bytes = std::move(*bytes)};
                    table.pictures[key] = asset.sha256;
                    add(table, files, std::move(asset));
                }
            }
        }
    }
}

void collect_fonts(const Package& package, const Assets& assets, MediaTable& table, Files& files,
                   Report& report) {
    for (auto& [font, asset] : assets.fonts(shipped_families(package), report)) {
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

/// Why the folder is none that a build may write to; empty where it may.
std::string refuse_out(const std::filesystem::path& out) {
    std::error_code error;
    if (!std::filesystem::exists(std::filesystem::symlink_status(out, error))) {
        return {};
    }
    if (!std::filesystem::is_directory(out, error)) {
        return "this is no folder";
    }
    if (std::filesystem::exists(out / "package.toml", error)) {
        return "this folder holds the source of a package";
    }
    if (std::filesystem::exists(std::filesystem::symlink_status(out / "states", error)) ||
        std::filesystem::exists(std::filesystem::symlink_status(out / "current", error))) {
        return {};
    }
    for (const auto& entry : std::filesystem::directory_iterator(out, error)) {
        if (entry.path().filename() != "lost+found") { // the folder may be a file system of its own
            return "this folder holds other files and is no content folder";
        }
    }
    return error ? error.message() : std::string{};
}

bool holds(const std::filesystem::path& file, std::string_view bytes) {
    std::error_code error;
    if (std::filesystem::file_size(file, error) != bytes.size() || error) {
        return false;
    }
    std::ifstream stream(file, std::ios::binary);
    std::array<char, 65536> buffer{};
    while (!bytes.empty() && stream) {
        stream.read(buffer.data(), buffer.size());
        const std::string_view part(buffer.data(), static_cast<std::size_t>(stream.gcount()));
        if (part.empty() || !bytes.starts_with(part)) {
            return false;
        }
        bytes.remove_prefix(part.size());
    }
    return bytes.empty();
}

void write_media(const std::filesystem::path& out, const Files& files) {
    for (const auto& [sum, asset] : files) {
        const std::filesystem::path file = media_path(out, sum);
        if (!holds(file, asset.bytes)) {
            std::filesystem::create_directories(file.parent_path());
            write_durably(file, asset.bytes);
        }
    }
    sync_to_disk(out / "media");
}

bool is_lower_hex(std::string_view text, std::size_t size) {
    return text.size() == size &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// The folder of this name is media/<aa> and the file in it one of ours.
bool is_media(const std::filesystem::path& file) {
    return is_lower_hex(file.filename().string(), 64) &&
           is_lower_hex(file.parent_path().filename().string(), 2);
}

/// Clears away what the live state has no need of. It is live already: what cannot be cleared away
/// is a warning.
class Pruning {
  public:
    Pruning(const std::filesystem::path& out, Report& report) : out_(out), report_(report) {}

    void run(const std::string& current) {
        std::vector<int> numbers = list_states(out_ / "states");
        while (numbers.size() > kept_states) {
            const std::string name = std::to_string(numbers.front());
            std::error_code error;
            if (name != current) {
                std::filesystem::remove_all(out_ / "states" / name, error);
            }
            warn_of(error, out_ / "states" / name);
            numbers.erase(numbers.begin());
        }
        if (const auto used = used_media(numbers)) {
            remove_media_but(*used);
        }
    }

  private:
    void warn_of(const std::error_code& error, const std::filesystem::path& path) {
        if (error) {
            report_.warning(
                place_of(path), "what is no longer needed cannot be removed: " + error.message(),
                "the new state is live; remove it by hand, or build again once the disk is well");
        }
    }

    /// No value and a warning where a state does not say what it needs: then all of it stays.
    std::optional<std::set<std::string>> used_media(const std::vector<int>& numbers) {
        std::set<std::string> used;
        for (const int number : numbers) {
            const std::filesystem::path state = out_ / "states" / std::to_string(number);
            std::error_code error;
            if (!std::filesystem::exists(state / "content.db", error)) {
                continue;
            }
            const auto sums = list_media_of_state(state);
            if (!sums) {
                report_.warning(place_of(state / "content.db"), std::string(describe(sums.error())),
                                "the new state is live, old pictures and fonts stay; remove this "
                                "old state by hand");
                return std::nullopt;
            }
            used.insert(sums->begin(), sums->end());
        }
        return used;
    }

    void remove_media_but(const std::set<std::string>& used) {
        std::error_code error;
        std::vector<std::filesystem::path> unused;
        std::filesystem::directory_iterator folder(out_ / "media", error);
        for (; !error && folder != std::filesystem::directory_iterator(); folder.increment(error)) {
            if (folder->is_symlink(error) || !folder->is_directory(error)) {
                continue;
            }
            std::filesystem::directory_iterator file(folder->path(), error);
            for (; !error && file != std::filesystem::directory_iterator(); file.increment(error)) {
                if (is_media(file->path()) && !used.contains(file->path().filename().string()) &&
                    !file->is_directory(error)) {
                    unused.push_back(file->path());
                }
            }
        }
        warn_of(error, out_ / "media");
        for (const std::filesystem::path& file : unused) {
            std::error_code problem;
            std::filesystem::remove(file, problem);
            warn_of(problem, file);
            std::error_code not_empty;
            std::filesystem::remove(file.parent_path(), not_empty);
        }
    }

    const std::filesystem::path& out_;
    Report& report_;
};

} // namespace

std::set<std::string> shipped_families(const Package& package) {
    std::set<std::string> families{"noto-sans", "noto-sans-symbols2"};
    for (const SourceLanguage& row : package.language_rows) {
        families.insert(row.language.fonts.begin(), row.language.fonts.end());
    }
    return families;
}

std::optional<Built> build(const Package& package, const Assets& assets,
                           const std::filesystem::path& out, Report& report) {
    if (const std::string refusal = refuse_out(out); !refusal.empty()) {
        report.error(place_of(out), refusal,
                     "name a new or empty folder, or one that a build has written");
        return std::nullopt;
    }
    MediaTable table;
    Files files;
    collect_pictures(package, table, files, report);
    collect_pictograms(package, assets, table, files, report);
    collect_fonts(package, assets, table, files, report);
    const Hyphenator hyphenator(package, patterns_folder, report);
    if (report.count(Severity::Error) > 0) {
        return std::nullopt;
    }

    const std::filesystem::path states = out / "states";
    const bool is_new = !std::filesystem::exists(out);
    std::filesystem::create_directories(states);
    std::filesystem::create_directories(out / "media");
    sync_to_disk(out);
    if (is_new) {
        sync_to_disk(out.has_parent_path() ? out.parent_path() : ".");
    }
    const FolderLock lock(out);
    const std::filesystem::path draft = states / "draft"; // left over only by a build that died
    std::filesystem::remove_all(draft);
    std::filesystem::create_directory(draft);
    Built built;
    built.digest = write_database(package, table, hyphenator, draft / "content.db");
    write_media(out, files);

    if (auto current = open_current(out)) {
        Statement meta(current->database, queries::meta);
        meta.bind(1, "digest");
        if (meta.step() && meta.text(0) == built.digest) {
            std::error_code stays_until_the_next_build;
            std::filesystem::remove_all(draft, stays_until_the_next_build);
            built.state = current->name;
            built.changed = false;
            return built;
        }
    }
    const std::vector<int> numbers = list_states(states);
    built.state = std::to_string(numbers.empty() ? 1 : numbers.back() + 1);
    sync_to_disk(draft / "content.db");
    sync_to_disk(draft);
    std::filesystem::rename(draft, states / built.state);
    sync_to_disk(states);
    replace_link(out / "current", std::filesystem::path("states") / built.state);
    Pruning(out, report).run(built.state);
    return built;
}

} // namespace zugang::content::tool
