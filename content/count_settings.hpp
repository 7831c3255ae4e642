#pragma once

#include "content/settings.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace zugang::content {

/// Table [counts] of terminal.toml, which zugang-kiosk and zugang-sync both read.
struct CountSettings {
    bool enabled = true;
    std::int64_t keep_days = 400;
    std::string upload;             ///< see sync::parse_destination; empty: nothing leaves
    std::string upload_password;    ///< file, WebDAV; empty: none
    std::string upload_credentials; ///< file, S3; empty: those of the environment
    std::string upload_endpoint;    ///< S3; empty: that of AWS
    std::string upload_region;      ///< S3; empty: that of the environment
};

/// For content::read_settings; `settings` must live until then.
std::vector<Setting> settings_keys(CountSettings& settings);

} // namespace zugang::content
