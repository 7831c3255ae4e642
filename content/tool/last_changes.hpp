#pragma once

#include "content/date.hpp"

#include <filesystem>
#include <map>
#include <string>

namespace zugang::content::tool {

/// When each file below a folder was last changed: by the name relative to it, the day of the
/// newest commit, today for what is not committed yet. Empty where git or its history is not there.
std::map<std::string, Date> last_changes(const std::filesystem::path& folder, Date today);

} // namespace zugang::content::tool
