#pragma once

#include "tests/endurance/work_folder.hpp"

#include <cstddef>
#include <vector>

namespace zugang::kiosk::testing {

/// What the terminal holds of the machine at one moment. Kilobytes are of 1024 bytes.
struct Usage {
    double resident_kb = 0;     ///< RSS
    double proportional_kb = 0; ///< PSS, which others on the machine change: not held to a limit
    double own_kb = 0;          ///< of the resident ones those that are of no file
    double heap_kb = 0;         ///< in use, by mallinfo2(3)
    double voice_kb = 0;        ///< RSS of the synthesiser
    double descriptors = 0;
    double threads = 0; ///< without that of SDL's audio device, which is open while it is needed
    double state_files = 0;
    double state_kb = 0;  ///< without the counts
    double counts_kb = 0; ///< some lines more a day, until counts.keep_days: not held to a limit
    double content_files = 0;
    double content_kb = 0;
    double scratch_files = 0; ///< temporary ones, caches
    double scratch_kb = 0;
    double appointment_files = 0; ///< kept as long as the plan says: not held to a limit
    double log_kb = 0;            ///< of the terminal's lines: likewise
};

Usage measure(const WorkFolder& folder);

/// Prints how each grew from the first to the last of the samples: the median of the first tenth
/// (three, where there are enough) against that of the last. False: one that is held to the limit
/// grew by more.
[[nodiscard]] bool print_growth(const std::vector<Usage>& samples, double limit_percent);

} // namespace zugang::kiosk::testing
