#include "kiosk/config.hpp"

#include "content/settings.hpp"

#include <array>

namespace zugang::kiosk {

Config read_config(const std::filesystem::path& file, std::vector<std::string>& problems) {
    namespace setting = content::setting;
    constexpr std::int64_t day_s = 86'400;
    Config config;
    auto height_mm = static_cast<std::int64_t>(config.panel.height_mm);
    auto lower_edge_mm = static_cast<std::int64_t>(config.panel.lower_edge_mm);
    auto reach_mm = static_cast<std::int64_t>(config.panel.reach_mm);
    const std::array keys{
        setting::seconds("session.idle_seconds", 30, day_s, config.idle.before_warning),
        // WCAG 2.2.1: at least 20 s to say that one is still there.
        setting::seconds("session.countdown_seconds", 20, day_s, config.idle.countdown),
        setting::seconds("session.attract_seconds", 0, day_s, config.attract_after),
        setting::flag("screen.fullscreen", config.fullscreen),
        setting::number("screen.height_mm", 50, 3000, height_mm),
        setting::number("screen.lower_edge_mm", 0, 2000, lower_edge_mm),
        setting::number("screen.reach_mm", 380, 1220, reach_mm),
    };
    content::read_settings(file, keys, problems);
    config.panel.height_mm = static_cast<float>(height_mm);
    config.panel.lower_edge_mm = static_cast<float>(lower_edge_mm);
    config.panel.reach_mm = static_cast<float>(reach_mm);
    return config;
}

} // namespace zugang::kiosk
