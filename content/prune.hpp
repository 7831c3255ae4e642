#pragma once

#include "content/install.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace zugang::content {

/// The numbers of the states of a content folder, ascending.
std::vector<int> list_states(const std::filesystem::path& states);

/// Clears away what the live state has no need of: all but three states, and media that none of
/// them names. It is live already, so nothing throws.
std::vector<Leftover> prune(const std::filesystem::path& folder, const std::string& current);

} // namespace zugang::content
