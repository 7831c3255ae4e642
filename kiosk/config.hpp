#pragma once

#include "content/appointments/settings.hpp"
#include "content/count_settings.hpp"
#include "kiosk/day_window.hpp"
#include "kiosk/narration.hpp"
#include "kiosk/print/printer_settings.hpp"
#include "kiosk/rotation.hpp"
#include "kiosk/standpoint.hpp"
#include "kiosk/terminal.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace zugang::kiosk {

/// terminal.toml; packaging/terminal.toml documents every key.
struct Config {
    IdleTimes idle;
    SpeechSettings speech;
    /// "auto", "none", or a file that is read as a device.
    std::string headphones = "auto";
    bool sound = true;
    bool fullscreen = false;
    Contrast contrast = Contrast::Normal; ///< that visits begin with
    bool reduced_motion = false;
    Panel panel;
    Rotation rotation = Rotation::None;
    std::optional<Rotation> touch_rotation;  ///< no value: as the picture
    std::chrono::seconds attract_after{300}; ///< 0: never
    std::vector<DayWindow> dark;             ///< when the screen is dark
    Standpoint standpoint;
    content::appointments::AppointmentSettings appointments;
    content::CountSettings counts;
    PrinterSettings printer;
};

/// Reads a configuration. What is wrong keeps its default and is named in `problems` as file:line:
/// what, and the nearest right key.
Config read_config(const std::filesystem::path& file, std::vector<std::string>& problems);

} // namespace zugang::kiosk
