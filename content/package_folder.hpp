#pragma once

#include "content/manifest.hpp"
#include "content/records.hpp"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

/// A package in a folder that becomes a repository: manifest and objects.
namespace zugang::content {

struct Published {
    std::string content;
    std::size_t new_objects = 0;
    bool changed = true; ///< false: this version was there already, nothing was written
};

/// Writes <out>/<package>/objects and manifest.json, the manifest last, everything durably. Objects
/// that are there stay as they are. Publishing what is published changes nothing; other content
/// gives a manifest without packs and a line in `history`. Throws where the disk says no.
Published
write_package(std::string_view package, const RecordBytes& bytes, const std::filesystem::path& out,
              const std::function<void(std::size_t done, std::size_t all)>& progress = {});

/// The object's bytes as they are stored: a zstd frame, or as they are where that saves nothing.
std::string object_of(std::string_view bytes);

/// An object back to its bytes: as long as the record says and of its hash, or no value.
std::optional<std::string> open_object(std::string stored, const Record& record);

/// The bytes behind a record in such a folder; no value where they are missing or others.
std::optional<std::string> read_object(const std::filesystem::path& out, std::string_view package,
                                       const Record& record);

/// An index or a group: always a zstd frame.
std::optional<std::string> open_catalogue_object(std::string_view stored, const GroupEntry& entry);

/// The table of a version in such a folder; no value where it is not there or damaged.
std::optional<RecordTable> read_table(const std::filesystem::path& out, std::string_view package,
                                      const GroupEntry& index);

/// The indexes of the versions of a package in such a folder, each once, oldest first; the last one
/// is the published one.
std::vector<GroupEntry> read_history(const std::filesystem::path& out, std::string_view package);

/// No value where there is no such file.
std::optional<std::string> read_whole(const std::filesystem::path& file);

} // namespace zugang::content
