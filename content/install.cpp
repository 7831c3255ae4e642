#include "content/install.hpp"

#include "content/article.hpp"
#include "content/durable_file.hpp"
#include "content/folder.hpp"
#include "content/prune.hpp"
#include "content/queries.hpp"
#include "content/sha256.hpp"
#include "content/write_state.hpp"

#include <array>
#include <fstream>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

namespace zugang::content {
namespace {

/// In a content folder of their own file system or of `zugang-sync` these may stand too.
bool may_stand_there(const std::filesystem::path& name) {
    return name == "lost+found" || name == "objects";
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

/// A file of a package.
struct PackedFile {
    const Records* package = nullptr;
    std::string key;
};

/// Brings the media that this database names to the disk.
std::optional<InstallError> write_media(const std::filesystem::path& folder, Database& database,
                                        std::span<const Records> packages, Rewrite rewrite) {
    std::map<std::string, PackedFile> files;
    for (const Records& package : packages) {
        for (const auto& [key, record] : package.table) {
            if (is_file_key(key)) {
                files[record.sha256] = {&package, key};
            }
        }
    }
    Statement rows(database, queries::media);
    while (rows.step()) {
        const std::string sum(rows.text(0));
        const std::filesystem::path path = media_path(folder, sum);
        std::error_code error;
        const std::uintmax_t size = std::filesystem::file_size(path, error);
        const bool seems_there = !error && size == static_cast<std::uintmax_t>(rows.integer(1));
        if (seems_there && (rewrite == Rewrite::Changes || rewrite == Rewrite::Draft)) {
            continue;
        }
        const PackedFile& file = files[sum];
        const auto bytes = read_record(*file.package, file.key);
        if (!bytes) {
            return bytes.error();
        }
        if (!holds(path, *bytes)) {
            std::filesystem::create_directories(path.parent_path());
            write_durably(path, *bytes);
        }
    }
    if (rewrite != Rewrite::Draft) {
        sync_to_disk(folder / "media");
    }
    return std::nullopt;
}

/// Every text that was written, read as a terminal reads it.
std::optional<InstallError> read_back(Database& database, const WrittenState& state) {
    for (const auto& [slug, language] : state.written) {
        const auto article = find_article(database, slug, language);
        if (!article) {
            return InstallError{InstallProblem::Unverified, "article/" + slug + "/" + language};
        }
    }
    Statement meta(database, queries::meta);
    meta.bind(1, "digest");
    if (!meta.step() || meta.text(0) != state.digest) {
        return InstallError{InstallProblem::Unverified, "the digest"};
    }
    return std::nullopt;
}

std::string digest_of(State& state) {
    Statement meta(state.database, queries::meta);
    meta.bind(1, "digest");
    return meta.step() ? std::string(meta.text(0)) : std::string{};
}

Packing packing_of(Rewrite rewrite) {
    return rewrite == Rewrite::Packed  ? Packing::Tight
           : rewrite == Rewrite::Draft ? Packing::Draft
                                       : Packing::Loose;
}

tl::expected<WrittenState, InstallError> write(const AppliedPackages& applied,
                                               std::span<const Records> packages,
                                               const std::filesystem::path& folder,
                                               const std::filesystem::path& file, Rewrite rewrite) {
    if (rewrite == Rewrite::Changes || rewrite == Rewrite::Packed || rewrite == Rewrite::Draft) {
        if (const auto current = open_current(folder)) {
            auto updated =
                update_state(applied, packages, folder / "states" / current->name / "content.db",
                             file, packing_of(rewrite));
            if (!updated) {
                return tl::unexpected(updated.error());
            }
            if (*updated) {
                return *std::move(*updated);
            }
        }
    }
    return write_state(applied, packages, file);
}

/// A new state that nobody sees yet; gone unless it was renamed.
class Draft {
  public:
    explicit Draft(std::filesystem::path path) : path_(std::move(path)) {
        std::filesystem::remove_all(path_); // left over only by one that was killed
        std::filesystem::create_directory(path_);
    }
    ~Draft() {
        std::error_code stays_until_the_next_time;
        std::filesystem::remove_all(path_, stays_until_the_next_time);
    }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;

    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

void make_folders(const std::filesystem::path& folder) {
    make_folder_durably(folder / "states");
    make_folder_durably(folder / "media");
}

} // namespace

std::string refuse_content_folder(const std::filesystem::path& folder) {
    std::error_code error;
    if (!std::filesystem::exists(std::filesystem::symlink_status(folder, error))) {
        return {};
    }
    if (!std::filesystem::is_directory(folder, error)) {
        return "this is no folder";
    }
    if (std::filesystem::exists(folder / "package.toml", error)) {
        return "this folder holds the source of a package";
    }
    if (std::filesystem::exists(std::filesystem::symlink_status(folder / "states", error)) ||
        std::filesystem::exists(std::filesystem::symlink_status(folder / "current", error))) {
        return {};
    }
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        if (!may_stand_there(entry.path().filename())) {
            return "this folder holds other files and is no content folder";
        }
    }
    return error ? error.message() : std::string{};
}

tl::expected<Installed, InstallError>
install(std::span<const Records> packages, const std::filesystem::path& folder, Rewrite rewrite) {
    if (const std::string refusal = refuse_content_folder(folder); !refusal.empty()) {
        return tl::unexpected(InstallError{InstallProblem::OtherFolder, refusal});
    }
    const auto applied = apply_packages(packages);
    if (!applied) {
        return tl::unexpected(applied.error());
    }
    make_folders(folder);
    const FolderLock lock(folder);
    const std::filesystem::path states = folder / "states";
    const Draft draft(states / "draft");
    const std::filesystem::path file = draft.path() / "content.db";
    const auto written = write(*applied, packages, folder, file, rewrite);
    if (!written) {
        return tl::unexpected(written.error());
    }
    {
        Database database(file, Access::ReadOnly);
        auto error = read_back(database, *written);
        if (!error) {
            error = write_media(folder, database, packages, rewrite);
        }
        if (error) {
            return tl::unexpected(std::move(*error));
        }
    }
    Installed installed{.state = {}, .digest = written->digest, .changed = true, .leftovers = {}};
    if (auto current = open_current(folder); rewrite != Rewrite::Repair &&
                                             rewrite != Rewrite::Draft && current &&
                                             digest_of(*current) == installed.digest) {
        installed.state = current->name;
        installed.changed = false;
        return installed;
    }
    const std::vector<int> numbers = list_states(states);
    installed.state = std::to_string(numbers.empty() ? 1 : numbers.back() + 1);
    if (rewrite != Rewrite::Draft) {
        sync_to_disk(file);
        sync_to_disk(draft.path());
    }
    std::filesystem::rename(draft.path(), states / installed.state);
    if (rewrite != Rewrite::Draft) {
        sync_to_disk(states);
    }
    replace_link(folder / "current", std::filesystem::path("states") / installed.state);
    installed.leftovers = prune(folder, installed.state);
    return installed;
}

} // namespace zugang::content
