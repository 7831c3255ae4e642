#pragma once

#include "tests/power/recording.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace zugang::testing::power {

/// In whose words a terminal comes up again after the cut.
enum class Recovery : std::uint8_t {
    InProcess, ///< the libraries that the programs are made of
    Programs   ///< zugang-sync and zugang-kiosk themselves
};

/// Something that a terminal does, recorded once, and how it must be after a power cut.
struct Scenario {
    std::string name;
    Recording recording;
    /// Brings up what lies in the folder, after a cut behind `events` events. Empty where all is
    /// well, else what is not. May throw, which is not well either.
    std::function<std::string(const std::filesystem::path& folder, std::size_t events,
                              Recovery recovery)>
        check;
};

/// How often a program has said something among the first `events` events.
std::size_t said(const Recording& recording, std::size_t events);

/// What programs saw of the disk after `events` events.
Disk view(const Recording& recording, std::size_t events);

/// Appointments are booked, moved, cancelled, and wiped once they are past.
Scenario booking_scenario();
/// state.db, unfound.tsv and requests, from a first start on.
Scenario state_scenario();
/// zugang-sync installs a second version by a pack; the root has changed, too.
Scenario update_by_pack_scenario();
/// The same where there are no packs.
Scenario update_by_objects_scenario();
/// zugang-sync trusts a root and installs for the first time.
Scenario first_update_scenario();
/// Staff go back by a request, and take it back.
Scenario rollback_scenario();
/// A file is written step by step: "careless" (without a sync) or "careful". To see that what must
/// be found is found.
Scenario file_scenario(const std::string& how);

struct NamedScenario {
    const char* name;
    Scenario (*record)();
};

std::vector<NamedScenario> all_scenarios();

/// The program of acts.cpp with these arguments, as a command line.
std::string acts(const std::string& what, const std::filesystem::path& folder);

} // namespace zugang::testing::power
