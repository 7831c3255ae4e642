#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "country.hpp"
#include "fleet_day.hpp"

namespace zugang::bench {

constexpr Version noon_edition = 10; ///< zugang-publish makes updates from ten older versions

/// Runs that cost alike, and how many of them are real. What is rare has more than its part: a
/// median of one run is none.
struct Kind {
    const char* name;
    std::size_t runs;
};
constexpr std::array<Kind, 8> kinds{{{"nothing new, before noon", 300},
                                     {"nothing new, after noon", 160},
                                     {"update over 1 or more versions, before noon", 70},
                                     {"update over 1 version, after noon", 330},
                                     {"update over 2 or more versions, after noon", 70},
                                     {"first install, before noon", 12},
                                     {"first install, after noon", 12},
                                     {"no line", 46}}};

/// Index in kinds.
std::size_t kind_of(const Poll& poll);

/// A real run and the simulated one that it stands for.
struct RealRun {
    Poll poll;
    RunCost cost;
};

/// As many runs of the day as `kinds` says, by time, so that kinds come mixed as they do on a day.
std::vector<RealRun> draw(const Day& day, std::uint64_t seed);

struct Origin {
    Served served;
    double seconds_to_publish = 0; ///< the noon edition
};

/// Publishes, and does what was drawn for real, in the folder. Throws where a run does not end as
/// the simulation says.
Origin measure(const std::filesystem::path& work, std::uint64_t seed, std::vector<RealRun>& runs);

} // namespace zugang::bench
