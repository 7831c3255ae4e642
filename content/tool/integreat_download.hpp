#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace zugang::content::tool {

/// Does this name a server rather than a folder?
bool is_web_address(std::string_view name);

/// Saves what a region says in all its languages (API version 3: pages, locations, events, imprint)
/// in an empty folder, as answers_of reads it. `base`: "https://cms.example.org". `progress` is
/// told what comes next. An error names the address.
[[nodiscard]] tl::expected<void, std::string>
download_integreat(const std::string& base, const std::string& region,
                   const std::filesystem::path& folder,
                   const std::function<void(const std::string&)>& progress);

} // namespace zugang::content::tool
