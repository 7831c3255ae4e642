#pragma once

#include "tests/power/power_cut.hpp"
#include "tests/power/scenario.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace zugang::testing::power {

/// One power cut: where, and what had reached the disk.
struct Point {
    std::size_t events = 0;
    Choice choice;
};

struct Failure {
    Point point;
    std::string what;
};

struct Trial {
    std::size_t points = 0;
    std::size_t kills = 0; ///< of them: only the program ended, the disk has everything
    std::size_t posix = 0;
    std::size_t ext4 = 0;
    std::size_t by_programs = 0; ///< brought up by the programs themselves
    std::vector<Failure> failures;
};

/// That many points, always the same for a seed; every `programs_every`th is brought up by the
/// programs (0: none).
Trial try_points(const Scenario& scenario, std::size_t points, std::uint64_t seed,
                 std::size_t programs_every);

/// What is wrong at this point; empty where nothing is.
std::string try_point(const Scenario& scenario, const Point& point, Recovery recovery);

std::string describe(const Point& point);

} // namespace zugang::testing::power
