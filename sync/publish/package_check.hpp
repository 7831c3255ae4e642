#pragma once

#include "content/manifest.hpp"
#include "content/records.hpp"
#include "sync/failure.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::sync {

using Progress = std::function<void(std::size_t done, std::size_t all)>;

/// A file of a package as it was when it was looked at.
struct CheckedFile {
    std::string path;   ///< below the repository
    std::string sha256; ///< of its bytes as they are stored
};

/// A package of which every byte was looked at.
struct CheckedPackage {
    content::Manifest manifest;
    content::RecordTable table;
    std::string default_language;
    std::vector<CheckedFile> files;  ///< index, groups, records, packs
    std::size_t packs = 0;           ///< that the manifest names
    std::uint64_t bytes = 0;         ///< of all these files
    std::size_t unchecked_packs = 0; ///< lead from versions that lie in no folder
};

/// Unpacks and hashes everything that `manifest` (the bytes that were signed) promises of the
/// package below `folder`: index, groups, objects, packs; reads every record as terminals do.
/// `older`: folders where the versions may lie that update packs lead from. The failure names the
/// first file that is wrong.
[[nodiscard]] Result<CheckedPackage> check_package(std::string_view package,
                                                   std::string_view manifest,
                                                   const std::filesystem::path& folder,
                                                   const std::vector<std::filesystem::path>& older,
                                                   const Progress& progress = {});

} // namespace zugang::sync
