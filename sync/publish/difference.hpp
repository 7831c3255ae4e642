#pragma once

#include "sync/publish/document.hpp"

#include <filesystem>
#include <string_view>

namespace zugang::sync {

/// What changes for readers from the version in the repository to the one in `work`, in words:
/// articles and paragraphs, values, contacts, terms, interface texts, pictures, recordings; and
/// what an up-to-date terminal will download.
[[nodiscard]] Result<Answer> diff(const std::filesystem::path& repository,
                                  const std::filesystem::path& work, std::string_view package);

} // namespace zugang::sync
