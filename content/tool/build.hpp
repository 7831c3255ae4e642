#pragma once

#include "content/tool/assets.hpp"
#include "content/tool/source.hpp"

#include <filesystem>
#include <string>

namespace zugang::content::tool {

struct Built {
    std::string state;  ///< its name, e.g. "3"
    std::string digest;
    bool changed = true; ///< false: the current state has the same content already
};

/// Writes the content folder: a new state and its media, made current by one rename. Throws where the disk says no; a finding in
/// the report and no state where an asset is not there. What was current stays so until the rename.
std::optional<Built> build(const Package& package, const Assets& assets,
                           const std::filesystem::path& out, Report& report);

} // namespace zugang::content::tool
