#pragma once

#include "sync/fetch.hpp"
#include "sync/terminal/update.hpp"

#include <chrono>
#include <filesystem>
#include <string>

namespace zugang::testing::power {

/// What `zugang-sync --config /dev/null --folder FOLDER --mirror MIRROR` makes of it.
inline sync::Terminal terminal_of(const std::filesystem::path& folder, const std::string& mirror) {
    sync::Terminal terminal{.layout = {folder},
                            .settings = {},
                            .fetch = sync::fetch_with_curl(),
                            .clock =
                                [] {
                                    return std::chrono::floor<std::chrono::seconds>(
                                        std::chrono::system_clock::now());
                                },
                            .time_of_day = [](content::Moment) { return std::chrono::hours(12); },
                            .free_bytes = {},
                            .log = {}};
    if (!mirror.empty()) {
        terminal.settings.mirrors = {mirror};
    }
    return terminal;
}

} // namespace zugang::testing::power
