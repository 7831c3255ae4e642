#include "content/package_folder.hpp"

#include "content/durable_file.hpp"
#include "content/sha256.hpp"
#include "content/zstd_bytes.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <utility>

namespace zugang::content {
namespace {

constexpr int level = 19;

/// Where an object lies, and whether what lies there is right.
struct Place {
    std::filesystem::path file;
    bool is_there = false;
};

/// Objects are written quickly, so one that an interrupted run left may be half.
Place place_of(const std::filesystem::path& file, const Record& record) {
    auto stored = read_whole(file);
    Record here = record;
    here.stored_bytes = stored ? stored->size() : 0;
    return {file, stored && here.stored_bytes <= here.size_bytes &&
                      open_object(std::move(*stored), here).has_value()};
}

void write_object(const std::filesystem::path& file, std::string_view stored) {
    std::filesystem::create_directories(file.parent_path());
    write_quickly(file, stored);
}

} // namespace

std::optional<std::string> read_whole(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        return std::nullopt;
    }
    return std::string(std::istreambuf_iterator<char>(stream), {});
}

std::string object_of(std::string_view bytes) {
    std::string frame = zstd_pack(bytes, level);
    // Pictures and recordings are compressed already: what saves less than a thirtieth is not worth
    // a terminal's time.
    return frame.size() + bytes.size() / 30 < bytes.size() ? std::move(frame) : std::string(bytes);
}

std::optional<std::string> open_object(std::string stored, const Record& record) {
    if (record.stored_bytes < record.size_bytes) {
        auto bytes = zstd_unpack(stored, record.size_bytes);
        if (!bytes) {
            return std::nullopt;
        }
        stored = std::move(*bytes);
    }
    if (stored.size() != record.size_bytes || sha256(stored) != record.sha256) {
        return std::nullopt;
    }
    return stored;
}

std::optional<std::string> open_catalogue_object(std::string_view stored, const GroupEntry& entry) {
    auto bytes = zstd_unpack(stored, entry.size_bytes);
    return bytes && sha256(*bytes) == entry.sha256 ? bytes : std::nullopt;
}

std::optional<std::string> read_object(const std::filesystem::path& out, std::string_view package,
                                       const Record& record) {
    auto stored = read_whole(out / object_path(package, record.sha256));
    return stored ? open_object(*std::move(stored), record) : std::nullopt;
}

std::vector<GroupEntry> read_history(const std::filesystem::path& out, std::string_view package) {
    std::vector<GroupEntry> history;
    std::istringstream lines(read_whole(out / package / "history").value_or(""));
    GroupEntry entry;
    while (lines >> entry.sha256 >> entry.size_bytes) {
        if (is_sha256(entry.sha256)) {
            std::erase_if(history, [&entry](const GroupEntry& older) {
                return older.sha256 == entry.sha256;
            });
            history.push_back(entry);
        }
    }
    return history;
}

std::optional<RecordTable> read_table(const std::filesystem::path& out, std::string_view package,
                                      const GroupEntry& index) {
    const auto read = [&](const GroupEntry& entry) -> std::optional<std::string> {
        const auto stored = read_whole(out / object_path(package, entry.sha256));
        return stored ? open_catalogue_object(*stored, entry) : std::nullopt;
    };
    const auto index_json = read(index);
    const auto groups = index_json ? read_index(*index_json) : std::nullopt;
    if (!groups) {
        return std::nullopt;
    }
    RecordTable table;
    for (const GroupEntry& entry : *groups) {
        const auto json = read(entry);
        auto group = json ? read_group(*json) : std::nullopt;
        if (!group) {
            return std::nullopt;
        }
        table.merge(*group);
    }
    return table;
}

Published write_package(std::string_view package, const RecordBytes& bytes,
                        const std::filesystem::path& out,
                        const std::function<void(std::size_t, std::size_t)>& progress) {
    const std::filesystem::path folder = out / package;
    std::filesystem::create_directories(folder);
    const FolderLock lock(folder);
    Published published;
    RecordTable table;
    std::size_t done = 0;
    for (const auto& [key, value] : bytes) {
        Record record{.sha256 = sha256(value), .size_bytes = value.size(), .stored_bytes = 0};
        const Place place = place_of(out / object_path(package, record.sha256), record);
        if (!place.is_there) {
            write_object(place.file, object_of(value));
            ++published.new_objects;
        }
        record.stored_bytes = std::filesystem::file_size(place.file);
        table.emplace(key, std::move(record));
        if (progress) {
            progress(done++, bytes.size());
        }
    }
    const Catalogue catalogue = catalogue_of(table);
    std::vector<std::string_view> parts(catalogue.groups.begin(), catalogue.groups.end());
    parts.push_back(catalogue.index);
    for (const std::string_view part : parts) {
        const GroupEntry entry{.sha256 = sha256(part), .size_bytes = part.size()};
        const std::filesystem::path file = out / object_path(package, entry.sha256);
        if (!open_catalogue_object(read_whole(file).value_or(""), entry)) {
            write_object(file, zstd_pack(part, level));
        }
    }
    sync_file_system(folder);
    published.content = catalogue.content();
    const std::filesystem::path file = folder / "manifest.json";
    const auto older = read_manifest(read_whole(file).value_or(""));
    published.changed = !older || older->content != published.content;
    if (!published.changed) {
        return published;
    }
    write_durably(folder / "history", read_whole(folder / "history").value_or("") +
                                          published.content + " " +
                                          std::to_string(catalogue.index.size()) + "\n");
    write_durably(file, write_manifest({.package = std::string(package),
                                        .content = published.content,
                                        .index_bytes = catalogue.index.size(),
                                        .full = {},
                                        .updates = {}}));
    return published;
}

} // namespace zugang::content
