#pragma once

#include "content/records.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace zugang::content {

/// A version of a package; an empty table is none.
struct PackageVersion {
    std::string package; ///< id
    RecordTable table;
    /// The bytes of a record; empty where there is none.
    std::function<std::string(std::string_view key)> read;
};

struct PackageChanges {
    std::string text; ///< lines for people; nothing in them turns or breaks a line
    std::string json; ///< an object that says the same
};

/// What changes for readers from one version to the other: articles and their paragraphs by
/// language, values, contacts, terms, interface texts, pictures, recordings.
PackageChanges compare(const PackageVersion& older, const PackageVersion& newer);

} // namespace zugang::content
