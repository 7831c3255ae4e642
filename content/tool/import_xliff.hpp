#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

namespace zugang::content::tool {

struct ImportXliffOptions {
    std::filesystem::path file;
    std::filesystem::path into; ///< folder of the package
    std::string state;          ///< reviewed, draft or machine; empty: as the file says
    bool dry_run = false;       ///< says what would be done
};

/// Takes translations back. An article with a mistake stays as it is, the others are written. Exit
/// code: 0 good, 1 something was refused.
int import_xliff(const ImportXliffOptions& options, std::ostream& out, std::ostream& errors);

} // namespace zugang::content::tool
