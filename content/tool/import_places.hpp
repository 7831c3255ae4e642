#pragma once

#include "content/tool/import_overlay.hpp"

#include <filesystem>
#include <iosfwd>

namespace zugang::content::tool {

struct ImportPlacesOptions {
    std::filesystem::path table;   ///< CSV
    std::filesystem::path map{};   ///< how its columns become places
    std::filesystem::path into{};  ///< folder of the package
    Decisions decisions{};         ///< ids of places
    bool suggest_map = false;      ///< writes a mapping to begin with on `out`, and nothing else
    bool leave_out_errors = false; ///< rows with a mistake are left out, the others are taken
    bool dry_run = false;          ///< says what would be done
};

/// Rows of a table as places of a package. Imported again, what changed there changes here, and
/// what was edited here stays. Exit code: 0 done; 1 nothing was written, `errors` says why.
int import_places(const ImportPlacesOptions& options, std::ostream& out, std::ostream& errors);

} // namespace zugang::content::tool
