#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string_view>

namespace zugang::sync {

struct PackOptions {
    std::size_t updates = 10; ///< from how many older versions
    bool full = true;         ///< false: first installs fetch objects
};

struct PublishedPacks {
    std::size_t made = 0;
    std::size_t removed = 0;
    bool manifest_changed = false;
};

/// Makes the packs of the version of <out>/<package>/manifest.json (content::write_package): a full
/// one and updates from the versions before it, as far as their objects are there; then names them
/// in the manifest and removes packs that lead to other versions. Packs that are there stay as they
/// are: doing it again changes nothing. Before the manifest is signed. Throws where the disk says
/// no or the published version itself is not there or damaged.
PublishedPacks publish_packs(std::string_view package, const std::filesystem::path& out,
                             const PackOptions& options = {},
                             const std::function<void(std::size_t, std::size_t)>& progress = {});

} // namespace zugang::sync
