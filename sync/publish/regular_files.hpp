#pragma once

#include "sync/failure.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace zugang::sync {

/// Everything below base/inside, and every folder on the way there from `base`, is a regular file
/// or a folder: a link would publish what lies elsewhere, or write there, and a pipe would never
/// end. What is not there is nothing to complain of.
[[nodiscard]] Result<void> require_regular_files(const std::filesystem::path& base,
                                                 const std::filesystem::path& inside = {});

/// No value where it cannot be read, or is no regular file by now.
std::optional<std::string> read_regular(const std::filesystem::path& file);

} // namespace zugang::sync
