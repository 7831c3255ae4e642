#pragma once

#include "kiosk/display.hpp"
#include "kiosk/local_time.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace zugang::kiosk {

struct Options {
    std::filesystem::path content;
    std::filesystem::path config;  ///< empty: defaults
    std::filesystem::path state;   ///< empty: nothing is remembered (a tour: a temporary one)
    std::filesystem::path status;  ///< status.json of zugang-sync; it need not be there
    std::filesystem::path tour;    ///< empty: a terminal for visitors
    std::filesystem::path preview; ///< problems of a preview; empty: a terminal for visitors
    std::string language;          ///< that a preview begins with
    std::string article;           ///< slug, likewise
    std::filesystem::path screen;  ///< what is seen, as JSON after each frame of a preview
    std::filesystem::path shots;   ///< pages to paint; empty: none
    std::filesystem::path out = ".";
    std::optional<LocalTime> now; ///< as given with --now, Europe/Berlin
    DisplayOptions display;
    bool report = false;
};

/// Reads the command line. No value: the program is to end with `exit_code` (help, version, or a
/// wrong call that was explained on stderr).
std::optional<Options> read_options(int argc, char** argv, int& exit_code);

} // namespace zugang::kiosk
