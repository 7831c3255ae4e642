#pragma once

#include "content/records.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What a package on the wire consists of (FORMAT.md, "A package on the wire"). Everything that is
/// read here comes from outside: no value where it is not exactly what it must be.
namespace zugang::content {

inline constexpr std::uint64_t max_manifest_bytes = 64'000;       ///< manifest.json
inline constexpr std::uint64_t max_group_bytes = 4'000'000;       ///< index and groups, unpacked
inline constexpr std::uint64_t max_catalogue_bytes = 64'000'000;  ///< all groups of a package
inline constexpr std::uint64_t max_text_bytes = 16'000'000;       ///< a record that is a text
inline constexpr std::uint64_t max_file_bytes = 64'000'000;       ///< a record that is a file
inline constexpr std::uint64_t max_package_bytes = 8'000'000'000; ///< all records of a package

/// Something to fetch that is no object: its name follows from what it leads from and to.
struct PackEntry {
    std::string from;                 ///< content of the older version; empty: everything is in it
    std::uint64_t size_bytes = 0;     ///< of the file
    std::uint64_t unpacked_bytes = 0; ///< of all that it holds, at most
    std::uint64_t records = 0;        ///< exactly
};

/// <package>/manifest.json, the only file of a package that is signed. All else is verified through
/// it.
struct Manifest {
    std::string package;           ///< "bund", "land/by", ...
    std::string content;           ///< SHA-256 of the index: the name of this version
    std::uint64_t index_bytes = 0; ///< unpacked
    std::optional<PackEntry> full;
    std::vector<PackEntry> updates;
};

std::string write_manifest(const Manifest& manifest);
std::optional<Manifest> read_manifest(std::string_view json);

/// The index names the groups by their hashes, each group names records.
struct Catalogue {
    std::string index;               ///< JSON
    std::vector<std::string> groups; ///< JSON, in the order of the index
    std::string content() const;     ///< SHA-256 of the index
};

/// The same table is the same catalogue. All records of an article are in one group.
Catalogue catalogue_of(const RecordTable& table);

/// A group in the index.
struct GroupEntry {
    std::string sha256;
    std::uint64_t size_bytes = 0; ///< unpacked
};

std::optional<std::vector<GroupEntry>> read_index(std::string_view json);
std::optional<RecordTable> read_group(std::string_view json);

/// One group of these records, without a line feed.
std::string write_group(const RecordTable& table);

/// <package>/manifest.json, the TUF target of a package.
std::string manifest_path(std::string_view package);

/// <package>/objects/<aa>/<sha256>, <package>/packs/<from>-<to>.zgp or <package>/packs/<to>.zgp,
/// below a repository. `from` and `to`: contents.
std::string object_path(std::string_view package, std::string_view sha256);
std::string pack_path(std::string_view package, std::string_view from, std::string_view to);

/// "bund", "land/<xx>" or "zentrum/<name>": nothing that leads anywhere else.
bool is_package_id(std::string_view id);

bool is_sha256(std::string_view text);

} // namespace zugang::content
