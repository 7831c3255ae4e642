#pragma once

#include "content/tool/report.hpp"

#include <filesystem>

namespace zugang::content::tool {

/// Names every file below a folder that has no place in a source, whatever it holds: symbolic links
/// (they may lead out of the package, and what they lead to would be published), pipes and devices,
/// names that another system or reader takes for something else: no UTF-8, invisible characters,
/// equal but for upper and lower case or composition. Names that begin with a dot are not looked
/// at.
void check_tree(const std::filesystem::path& folder, Report& report);

} // namespace zugang::content::tool
