#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace zugang::bench {

/// Versions of a package: 0 is the oldest, each is published a day after the one before, and the
/// noon edition is the newest.
using Version = int;
constexpr Version no_version = -1;

enum class What : std::uint8_t { NothingNew, Update, FirstInstall, Failure };

/// One run of one terminal.
struct Poll {
    std::chrono::seconds at{}; ///< since midnight
    What what = What::NothingNew;
    Version held = no_version; ///< what the terminal has before
    Version published = 0;     ///< what the mirror has
};

/// How the noon edition came to one terminal.
struct Arrival {
    /// Switched on and with a line from noon on, for as long as the daemon may wait between runs.
    bool is_reachable = false;
    std::optional<std::chrono::seconds> at; ///< since midnight; none: not within a day and a half
};

struct Day {
    std::vector<Poll> polls;       ///< of 24 hours, terminal by terminal
    std::vector<Arrival> arrivals; ///< by terminal
};

constexpr std::chrono::seconds noon = std::chrono::hours(12);

/// A day on which terminals ask when the product's own daemon would. The same seed gives the same
/// day.
Day simulate_day(std::size_t terminals, Version noon_edition, std::uint64_t seed);

/// Who the terminals are, in a few lines.
std::string describe_terminals(std::size_t terminals, Version noon_edition);

} // namespace zugang::bench
