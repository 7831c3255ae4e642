#include "kiosk/config.hpp"

#include "content/settings.hpp"

#include <array>

namespace zugang::kiosk {

Config read_config(const std::filesystem::path& file, std::vector<std::string>& problems) {
    namespace setting = content::setting;
    constexpr std::int64_t day_s = 86'400;
    Config config;
    const std::array keys{
        setting::seconds("session.idle_seconds", 30, day_s, config.idle.before_warning),
        // WCAG 2.2.1: at least 20 s to say that one is still there.
        setting::seconds("session.countdown_seconds", 20, day_s, config.idle.countdown),
        setting::flag("screen.fullscreen", config.fullscreen),
    };
    content::read_settings(file, keys, problems);
    return config;
}

} // namespace zugang::kiosk
