#pragma once

#include "content/records.hpp"

#include <filesystem>
#include <string>

namespace zugang::sync {

/// A version of a package that is complete in a content folder.
struct PackageVersion {
    std::string content; ///< SHA-256 of its index, its name; empty where there is none
    content::RecordTable table;
};

/// An empty one where there is no such file or it is damaged.
PackageVersion read_version(const std::filesystem::path& file);

/// Throws where the disk says no; then the older one stays.
void write_version(const std::filesystem::path& file, const PackageVersion& version);

} // namespace zugang::sync
