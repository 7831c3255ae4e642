#include "sync/object_store.hpp"

#include "content/durable_file.hpp"
#include "content/folder.hpp"
#include "content/package_folder.hpp"
#include "content/sha256.hpp"
#include "content/zstd_bytes.hpp"

#include <algorithm>
#include <map>
#include <system_error>
#include <utility>

namespace zugang::sync {
namespace {

/// A terminal writes once and reads rarely: fast rather than small.
constexpr int level = 3;

bool is_right(const std::optional<std::string>& bytes, const content::Record& record) {
    return bytes && bytes->size() == record.size_bytes && content::sha256(*bytes) == record.sha256;
}

std::string file_name(std::string_view package) {
    std::string name(package);
    std::ranges::replace(name, '/', '+');
    return name;
}

/// Files <folder>/<aa>/<aa...> by name.
std::map<std::string, std::filesystem::path> files_below(const std::filesystem::path& folder) {
    std::map<std::string, std::filesystem::path> files;
    std::error_code error;
    std::filesystem::directory_iterator part(folder, error);
    for (; !error && part != std::filesystem::directory_iterator(); part.increment(error)) {
        const std::string start = part->path().filename().string();
        if (start.size() != 2 || !part->is_directory(error)) {
            continue;
        }
        std::filesystem::directory_iterator file(part->path(), error);
        for (; !error && file != std::filesystem::directory_iterator(); file.increment(error)) {
            std::string name = file->path().filename().string();
            if (name.starts_with(start) && file->is_regular_file(error)) {
                files.emplace(std::move(name), file->path());
            }
        }
    }
    return files;
}

} // namespace

ObjectStore::ObjectStore(std::filesystem::path content)
    : content_(std::move(content)), objects_(content_ / "objects") {
}

std::filesystem::path ObjectStore::path(std::string_view sha256) const {
    return objects_ / sha256.substr(0, 2) / sha256;
}

std::filesystem::path ObjectStore::part(std::string_view name) const {
    return objects_ / "parts" / name;
}

std::filesystem::path ObjectStore::version_file(std::string_view package) const {
    return objects_ / "versions" / file_name(package);
}

std::filesystem::path ObjectStore::shown_file(std::string_view package) const {
    return objects_ / "shown" / file_name(package);
}

bool ObjectStore::has(const content::Record& record) const {
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(path(record.sha256), error);
    if (!error && (size > 0 || record.size_bytes == 0)) {
        return true;
    }
    const std::filesystem::path media = content::media_path(content_, record.sha256);
    return std::filesystem::file_size(media, error) == record.size_bytes && !error;
}

std::optional<std::string> ObjectStore::read(const content::Record& record) const {
    auto bytes = content::read_whole(path(record.sha256));
    if (is_right(bytes, record)) {
        return bytes;
    }
    if (bytes) {
        bytes = content::zstd_unpack(*bytes, record.size_bytes);
        if (is_right(bytes, record)) {
            return bytes;
        }
    }
    bytes = content::read_whole(content::media_path(content_, record.sha256));
    return is_right(bytes, record) ? bytes : std::nullopt;
}

void ObjectStore::put(const content::Record& record, bool is_file, std::string_view bytes) const {
    const std::filesystem::path file = path(record.sha256);
    std::filesystem::create_directories(file.parent_path());
    if (is_file) {
        content::write_quickly(file, bytes);
    } else {
        content::write_quickly(file, content::zstd_pack(bytes, level));
    }
}

void ObjectStore::sync() const {
    std::filesystem::create_directories(objects_);
    content::sync_file_system(objects_);
}

void ObjectStore::remove(const content::Record& record) const {
    std::filesystem::remove(path(record.sha256));
    // A state may show the damaged file: the install writes it again.
    std::filesystem::remove(content::media_path(content_, record.sha256));
}

void ObjectStore::prune(const std::set<std::string>& needed) const {
    const auto media = files_below(content_ / "media");
    for (const auto& [name, file] : files_below(objects_)) {
        const auto shown = needed.contains(name) ? media.find(name) : media.end();
        std::error_code unknown;
        const bool is_twice =
            shown != media.end() && std::filesystem::file_size(shown->second, unknown) ==
                                        std::filesystem::file_size(file, unknown);
        if (!needed.contains(name) || (is_twice && !unknown)) {
            std::error_code stays_until_the_next_time;
            std::filesystem::remove(file, stays_until_the_next_time);
        }
    }
}

} // namespace zugang::sync
