#include "kiosk/config.hpp"

#include "content/public_holidays.hpp"
#include "content/settings.hpp"

#include <algorithm>
#include <array>

namespace zugang::kiosk {

namespace {

std::optional<std::string> no_land(const std::string& land) {
    const auto known = content::laender();
    if (land.empty() || std::ranges::find(known, land) != known.end()) {
        return std::nullopt;
    }
    return "wants two small letters, as \"by\" or \"be\"";
}

/// Half a position is none.
std::optional<content::Coordinates> position_of(std::optional<int> latitude_e6,
                                                std::optional<int> longitude_e6,
                                                const std::filesystem::path& file,
                                                std::vector<std::string>& problems) {
    if (latitude_e6.has_value() != longitude_e6.has_value()) {
        problems.push_back(file.string() + ": place.latitude and place.longitude want to stand "
                                           "together; going on without a position");
    }
    if (!latitude_e6 || !longitude_e6) {
        return std::nullopt;
    }
    return content::Coordinates{.latitude_e6 = *latitude_e6, .longitude_e6 = *longitude_e6};
}

std::optional<std::string> no_target(const std::string& text) {
    const auto target = read_print_target(text);
    return text.empty() || target ? std::nullopt : std::optional(target.error());
}

std::optional<std::string> no_paper(const std::string& name) {
    if (name.empty() || find_paper(name)) {
        return std::nullopt;
    }
    return "wants \"58mm\", \"80mm\", \"512px\", \"a4\", \"a5\" or \"a6\"";
}

std::optional<std::string> no_window(const std::string& text) {
    return parse_day_window(text)
               ? std::nullopt
               : std::optional<std::string>("wants times such as \"20:00-07:00\"");
}

content::Setting turn(std::string_view name, std::optional<Rotation>& target) {
    return {name, [&target](const content::SettingValue& value) {
                const auto* degrees = std::get_if<std::int64_t>(&value);
                const auto read = degrees != nullptr ? rotation_of(*degrees) : std::nullopt;
                if (!read) {
                    return std::vector<content::WrongSetting>{{"wants 0, 90, 180 or 270"}};
                }
                target = read;
                return std::vector<content::WrongSetting>{};
            }};
}

std::optional<Contrast> contrast_named(std::string_view name) {
    return name == "normal"          ? std::optional(Contrast::Normal)
           : name == "light-on-dark" ? std::optional(Contrast::LightOnDark)
           : name == "dark-on-light" ? std::optional(Contrast::DarkOnLight)
                                     : std::nullopt;
}

std::optional<std::string> no_contrast(const std::string& name) {
    return contrast_named(name)
               ? std::nullopt
               : std::optional<std::string>("wants normal, light-on-dark or dark-on-light");
}

} // namespace

Config read_config(const std::filesystem::path& file, std::vector<std::string>& problems) {
    namespace setting = content::setting;
    constexpr std::int64_t day_s = 86'400;
    Config config;
    std::vector<std::string> dark;
    std::string contrast = "normal";
    std::int64_t same_key_ms = config.speech.keys.same_key.count();
    std::int64_t held_key_ms = config.speech.keys.held_key.count();
    auto height_mm = static_cast<std::int64_t>(config.panel.height_mm);
    auto lower_edge_mm = static_cast<std::int64_t>(config.panel.lower_edge_mm);
    auto reach_mm = static_cast<std::int64_t>(config.panel.reach_mm);
    std::optional<Rotation> rotation;
    std::int64_t shift_mm = 1;
    std::optional<int> latitude_e6;
    std::optional<int> longitude_e6;
    std::string printer;
    std::int64_t visitor_prints = config.printer.visitor_prints;

    std::vector<content::Setting> keys{
        setting::seconds("session.idle_seconds", 30, day_s, config.idle.before_warning),
        // WCAG 2.2.1: at least 20 s to say that one is still there.
        setting::seconds("session.countdown_seconds", 20, day_s, config.idle.countdown),
        setting::seconds("session.attract_seconds", 0, day_s, config.attract_after),
        setting::flag("screen.fullscreen", config.fullscreen),
        setting::seconds("session.speech_idle_seconds", 180, day_s, config.speech.idle),
        setting::flag("sound.enabled", config.sound),
        setting::flag("sound.loudspeaker", config.speech.loudspeaker),
        setting::text("sound.headphones", config.headphones),
        setting::flag("sound.headset_gets_sound", config.speech.headset_gets_sound),
        setting::flag("sound.blank_screen", config.speech.blank_screen),
        // EN 301 549 5.8: up to half a second, adjustable.
        setting::number("keypad.same_key_ms", 0, 5000, same_key_ms),
        setting::number("keypad.held_key_ms", 0, 60'000, held_key_ms),
        setting::text("screen.contrast", contrast, no_contrast),
        setting::flag("screen.reduced_motion", config.reduced_motion),
        setting::texts("screen.dark", dark, no_window),
        setting::number("screen.height_mm", 50, 3000, height_mm),
        setting::number("screen.lower_edge_mm", 0, 2000, lower_edge_mm),
        setting::number("screen.reach_mm", 380, 1220, reach_mm),
        turn("screen.rotation", rotation),
        turn("screen.touch_rotation", config.touch_rotation),
        setting::number("screen.shift_mm", 0, 5, shift_mm),
        setting::text("place.id", config.standpoint.place),
        setting::text("place.land", config.standpoint.land, no_land),
        setting::degrees("place.latitude", 90, latitude_e6),
        setting::degrees("place.longitude", 180, longitude_e6),
        setting::text("printer.to", printer, no_target),
        setting::text("printer.paper", config.printer.paper, no_paper),
        setting::text("printer.profile", config.printer.profile),
        setting::number("printer.visitor_prints", 0, 100, visitor_prints),
        setting::minutes("printer.give_up_minutes", 1, 1440, config.printer.give_up),
    };
    for (content::Setting& key : content::appointments::settings_keys(config.appointments)) {
        keys.push_back(std::move(key));
    }
    for (content::Setting& key : content::settings_keys(config.counts)) {
        keys.push_back(std::move(key));
    }
    content::read_settings(file, keys, problems);
    config.contrast = *contrast_named(contrast);
    if (config.reduced_motion) {
        config.attract_after = {};
    }
    for (const std::string& window : dark) {
        config.dark.push_back(*parse_day_window(window));
    }
    config.speech.keys.same_key = std::chrono::milliseconds(same_key_ms);
    // 5.7: a key that repeats does so after two seconds at the earliest.
    config.speech.keys.held_key =
        std::chrono::milliseconds(held_key_ms == 0 ? 0 : std::max<std::int64_t>(2000, held_key_ms));
    config.panel.height_mm = static_cast<float>(height_mm);
    config.panel.lower_edge_mm = static_cast<float>(lower_edge_mm);
    config.panel.reach_mm = static_cast<float>(reach_mm);
    config.panel.shift_mm = static_cast<float>(shift_mm);
    config.rotation = rotation.value_or(Rotation::None);
    if (!printer.empty()) {
        config.printer.target = *read_print_target(printer);
    }
    config.printer.visitor_prints = static_cast<int>(visitor_prints);
    config.standpoint.position = position_of(latitude_e6, longitude_e6, file, problems);
    return config;
}

} // namespace zugang::kiosk
