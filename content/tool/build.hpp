#pragma once

#include "content/install.hpp"
#include "content/records.hpp"
#include "content/tool/assets.hpp"
#include "content/tool/source.hpp"

#include <filesystem>
#include <optional>
#include <vector>

namespace zugang::content::tool {

/// The records of packages in the order in which they are applied; each stands on bund where that
/// is one of them. Findings as `compile`.
std::vector<Records> compile_all(const std::vector<Package>& packages, const Assets& assets,
                                 Report& report);

/// Writes the content folder: source, records, install. Throws where the disk says no; an error in
/// the report and no state where an asset is not there or `out` is a folder of something else.
/// What was current stays so until the new state is; what cannot be cleared away then is a warning.
std::optional<Installed> build(const std::vector<Package>& packages, const Assets& assets,
                               const std::filesystem::path& out, Report& report);

} // namespace zugang::content::tool
