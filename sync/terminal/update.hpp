#pragma once

#include "content/update_status.hpp"
#include "sync/fetch.hpp"
#include "sync/settings.hpp"
#include "sync/terminal/clock.hpp"
#include "sync/terminal/layout.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace zugang::sync {

/// How a run ended.
enum class Ending : std::uint8_t {
    UpToDate,  ///< nothing newer is published
    Installed, ///< a new state is the current one
    Withheld,  ///< staff went back from what is published
    Waiting,   ///< a large download waits for its time of day
    Failed     ///< what was there stays; `problem` says why
};

struct Problem {
    std::string reason; ///< for programs: name_of(Reason), "no-space", "install", "disk"
    std::string text;
};

struct RunResult {
    Ending ending = Ending::UpToDate;
    std::string state;              ///< the current one
    std::optional<Problem> problem; ///< of a run that did not fail: what else is to be known
    std::uint64_t waiting_bytes = 0;
    bool incomplete = false; ///< a package stays behind the others; `problem` says why
};

/// One terminal on its disk. All that a run needs from outside is given, so that tests decide.
struct Terminal {
    Layout layout;
    Settings settings;
    Fetch fetch;
    std::function<Moment()> clock;                           ///< of the machine
    std::function<std::chrono::minutes(Moment)> time_of_day; ///< local, since midnight
    std::function<std::uint64_t()> free_bytes = {};          ///< default: of the file system
    std::function<void(const std::string&)> log = {};        ///< one line each
};

enum class Repair : std::uint8_t {
    No,
    Yes ///< everything is read and compared, and a new state is made
};

/// Brings the content to what the first mirror that can be trusted publishes: refresh of the
/// trusted metadata, what is missing of the subscribed packages, a new state beside the old one,
/// one rename. A package that is not signed, not there or cannot be installed stays as it is, and
/// the others go on. A state that another version of the software wrote, or that is damaged, is
/// first made again of what lies on the disk: that needs no mirror. Whatever goes wrong, the old state stays and the next run goes on. status.json
/// says how far it is. Throws where the disk says no.
RunResult update(const Terminal& terminal, Repair repair = Repair::No);

/// The same from a folder or stick: there, or in its folder "zugang". Asks no other mirror.
RunResult import_folder(const Terminal& terminal, const std::filesystem::path& folder);

/// Makes the state before the current one the current one, and keeps the one that was from coming
/// back until something newer is published. The result fails where there is none.
RunResult go_back(const Terminal& terminal);

/// Takes back what go_back withheld; the next run installs what is published.
bool allow_again(const Terminal& terminal);

/// To be called once a run was ended by an exception.
void note_accident(const Terminal& terminal, const std::string& what);

} // namespace zugang::sync
