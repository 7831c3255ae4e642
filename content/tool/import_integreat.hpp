#pragma once

#include "content/date.hpp"
#include "content/tool/import_overlay.hpp"
#include "content/tool/report.hpp"

#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>

namespace zugang::content::tool {

struct ImportOptions {
    std::filesystem::path export_folder; ///< or the address of a server, "https://..."
    std::filesystem::path out;
    std::string region;     ///< empty: the one that the files name, else the folder's name
    std::string package_id; ///< empty: "zentrum/<region>"
    Format format = Format::Text;
    std::optional<Date> newest = {}; ///< last believable day of a change; default: today
    Decisions decisions = {};        ///< about files that were edited since the last import
    std::filesystem::path save = {}; ///< where a server's answers stay; empty: nowhere
};

/// Turns a region's Integreat export into the source of a package. 0: done; 1: nothing was written,
/// `errors` says why.
int import_integreat(const ImportOptions& options, std::ostream& report, std::ostream& errors);

} // namespace zugang::content::tool
