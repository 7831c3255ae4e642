#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <tl/expected.hpp>

namespace zugang::content::tool {

/// What `git -C folder ARGUMENTS` writes. Fails with a sentence where git is not installed or says
/// no; what git itself says goes to nobody.
[[nodiscard]] tl::expected<std::string, std::string>
run_git(const std::filesystem::path& folder, const std::vector<std::string>& arguments);

} // namespace zugang::content::tool
