#pragma once

#include "content/tool/assets.hpp"
#include "content/tool/source.hpp"

#include <filesystem>
#include <set>
#include <string>

namespace zugang::content::tool {

struct Built {
    std::string state; ///< its name, e.g. "3"
    std::string digest;
    bool changed = true; ///< false: the current state has the same content already
};

/// Writes the content folder: a new state and its media, made current by one rename. Throws where
/// the disk says no; an error in the report and no state where an asset is not there or `out` is a
/// folder of something else. What was current stays so until the rename; after it nothing throws,
/// and old states or media that cannot be removed are warnings.
std::optional<Built> build(const Package& package, const Assets& assets,
                           const std::filesystem::path& out, Report& report);

/// The families of fonts that a build ships.
std::set<std::string> shipped_families(const Package& package);

} // namespace zugang::content::tool
