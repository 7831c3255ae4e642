#pragma once

#include "content/settings.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace zugang::content::appointments {

/// Table [appointments] of terminal.toml, which zugang-kiosk and zugang-sync both read.
struct AppointmentSettings {
    std::string file;                       ///< appointments.toml; empty: no appointments here
    std::string folder = "/var/lib/zugang"; ///< holds appointments/ and calendar/
    std::string letter = "A";               ///< of the terminal, "A" to "Z"
};

/// For content::read_settings; `settings` must live until then.
std::vector<Setting> settings_keys(AppointmentSettings& settings);

} // namespace zugang::content::appointments
