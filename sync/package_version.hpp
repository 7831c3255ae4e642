#pragma once

#include "content/records.hpp"

#include <string>
#include <string_view>

namespace zugang::sync {

class ObjectStore;

/// A version of a package that is complete in a content folder.
struct PackageVersion {
    std::string content; ///< SHA-256 of its index, its name; empty where there is none
    content::RecordTable table;
};

/// From <content>/objects/versions; an empty one where none is there or its file is damaged.
PackageVersion read_version(const ObjectStore& store, std::string_view package);

/// Throws where the disk says no; then the older one stays.
void write_version(const ObjectStore& store, std::string_view package,
                   const PackageVersion& version);

} // namespace zugang::sync
