#pragma once

#include "content/tool/report.hpp"

#include <cstddef>
#include <filesystem>
#include <vector>

namespace zugang::content::tool {

/// Packages that are looked at together.
struct SourceSet {
    std::vector<std::filesystem::path> folders; ///< those that were named first
    std::size_t named = 0;                      ///< how many of them

    bool is_base(const std::filesystem::path& file) const;
};

/// Adds what the packages stand on: `with` in package.toml, bases of bases too, each folder once.
/// One that cannot be read adds nothing; reading the package says why.
SourceSet with_bases(std::vector<std::filesystem::path> named);

/// Without the warnings and the advice about packages that nobody named.
Report about_named(const Report& report, const SourceSet& sources);

} // namespace zugang::content::tool
