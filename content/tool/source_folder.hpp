#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace zugang::content::tool {

/// Files of a source tree by their path within it.
using SourceFiles = std::map<std::filesystem::path, std::string>;

/// The start of a line of package.toml: the next import may replace the folder.
inline constexpr std::string_view import_marker = "# origin = \"import\"";

/// Nothing there, an empty folder, or the tree of an earlier import (import_marker stands in
/// package.toml): empty. Else the reason why the folder must not be replaced.
std::string refuse_target(const std::filesystem::path& folder);

/// Replaces the folder by these files: all of them or, with an error, none. The new ones are on the
/// disk before the old ones go. Where even putting the old ones back fails, they stay beside the
/// folder and the error names the place.
[[nodiscard]] tl::expected<void, std::string> replace_folder(const std::filesystem::path& folder,
                                                             const SourceFiles& files);

} // namespace zugang::content::tool
