#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace zugang::sync {

struct CalendarCall {
    std::filesystem::path plan;   ///< appointments.toml
    std::filesystem::path folder; ///< holds appointments/ and calendar/
    std::string proxy;            ///< URL; empty: what the environment says
    bool json = false;
    bool quiet = false;
    bool watch = false;
    std::function<void(const std::string&)> log;
};

/// zugang-sync calendar. The exit code: 0 where every calendar has answered for everything, else 1.
/// With `watch` it goes on until a signal ends it; nothing has to be cleared away then. Throws
/// where the disk says no.
int run_calendar(const CalendarCall& call);

} // namespace zugang::sync
