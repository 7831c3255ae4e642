#include "content/count_settings.hpp"

#include <optional>

namespace zugang::content {
namespace {

std::optional<std::string> no_address(const std::string& text) {
    if (text.empty() || text.starts_with("https://") || text.starts_with("s3://") ||
        text.starts_with("http://") || text.starts_with('/')) {
        return std::nullopt;
    }
    return "wants \"https://user@host/folder\", \"s3://bucket/prefix\", a folder from the root, or "
           "\"\" where nothing is to leave the terminal";
}

std::optional<std::string> no_file(const std::string& text) {
    return text.empty() || text.starts_with('/')
               ? std::nullopt
               : std::optional<std::string>(
                     "wants a path from the root, such as \"/etc/zugang/counts-password\"");
}

} // namespace

std::vector<Setting> settings_keys(CountSettings& settings) {
    return {setting::flag("counts.enabled", settings.enabled),
            setting::number("counts.keep_days", 1, 3660, settings.keep_days),
            setting::text("counts.upload", settings.upload, no_address),
            setting::text("counts.upload_password", settings.upload_password, no_file),
            setting::text("counts.upload_credentials", settings.upload_credentials, no_file),
            setting::text("counts.upload_endpoint", settings.upload_endpoint),
            setting::text("counts.upload_region", settings.upload_region)};
}

} // namespace zugang::content
