#include "sync/object_store.hpp"

#include "content/durable_file.hpp"
#include "content/folder.hpp"
#include "content/package_folder.hpp"
#include "content/sha256.hpp"
#include "content/zstd_bytes.hpp"

#include <algorithm>
#include <system_error>
#include <utility>
#include <vector>

namespace zugang::sync {
namespace {

/// A terminal writes once and reads rarely: fast rather than small.
constexpr int level = 3;

bool is_right(const std::optional<std::string>& bytes, const content::Record& record) {
    return bytes && bytes->size() == record.size_bytes && content::sha256(*bytes) == record.sha256;
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
    std::string name(package);
    std::ranges::replace(name, '/', '+');
    return objects_ / "versions" / name;
}

bool ObjectStore::has(const content::Record& record) const {
    std::error_code error;
    if (std::filesystem::file_size(content::media_path(content_, record.sha256), error) ==
            record.size_bytes &&
        !error) {
        return true;
    }
    const std::uintmax_t size = std::filesystem::file_size(path(record.sha256), error);
    return !error && (size > 0 || record.size_bytes == 0);
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
    std::vector<std::filesystem::path> unused;
    std::error_code error;
    std::filesystem::recursive_directory_iterator file(objects_, error);
    for (; !error && file != std::filesystem::recursive_directory_iterator();
         file.increment(error)) {
        const std::string name = file->path().filename().string();
        const std::string folder = file->path().parent_path().filename().string();
        if (!file->is_regular_file(error) || folder.size() != 2 || !name.starts_with(folder)) {
            continue;
        }
        std::error_code nowhere;
        const auto media = content::media_path(content_, name);
        if (!needed.contains(name) || std::filesystem::file_size(media, nowhere) ==
                                          std::filesystem::file_size(file->path(), error)) {
            unused.push_back(file->path());
        }
    }
    for (const std::filesystem::path& path : unused) {
        std::filesystem::remove(path, error); // what stays is tried again the next time
    }
}

} // namespace zugang::sync
