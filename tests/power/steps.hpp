#pragma once

#include "tests/power/scenario.hpp"

namespace zugang::testing::power {

/// What a terminal finds in a folder, in words that can be compared. `step`: what the program said
/// of the step at which the power went.
using Observe = std::function<std::string(const std::filesystem::path& folder,
                                          const std::string& step, Recovery recovery)>;

/// A scenario in which each line on stdout acknowledges one step. After a cut the terminal must
/// find exactly what it finds when the program ended by itself after the last acknowledged step, or
/// after the one that was on its way.
Scenario scenario_of_steps(std::string name, Recording recording, Observe observe);

} // namespace zugang::testing::power
