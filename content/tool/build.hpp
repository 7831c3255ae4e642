#pragma once

#include "content/install.hpp"
#include "content/records.hpp"
#include "content/tool/assets.hpp"
#include "content/tool/cache.hpp"
#include "content/tool/patterns.hpp"
#include "content/tool/source.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace zugang::content::tool {

/// Packages in the order in which they are applied, compiled; each stands on bund where that is one
/// of them. Findings as `compile`.
struct Compiled {
    std::string id;
    RecordBytes bytes;
};
std::vector<Compiled> compile_all(const std::vector<Package>& packages, const Assets& assets,
                                  PatternFiles& patterns, Report& report);
std::vector<Compiled> compile_all(const std::vector<Package>& packages, const Assets& assets,
                                  const Cache& cache, Report& report);

/// What this package stands on; null for bund itself and where there is none.
const Package* base_of(const Package& package, const std::vector<Package>& packages);

/// Writes the content folder: source, records, install. Throws where the disk says no; an error in
/// the report and no state where an asset is not there or `out` is a folder of something else.
/// Where `out` holds a state of the same packages only what changed is written; the bytes are the
/// same as of a whole build.
/// What was current stays so until the new state is; what cannot be cleared away then is a warning.
std::optional<Installed> build(const std::vector<Package>& packages, const Assets& assets,
                               const Cache& cache, const std::filesystem::path& out,
                               Report& report);

} // namespace zugang::content::tool
