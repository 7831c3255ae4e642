#pragma once

#include "kiosk/config.hpp"
#include "kiosk/day_counts.hpp"
#include "kiosk/geometry.hpp"
#include "kiosk/print/slip_press.hpp"
#include "kiosk/staff/desk.hpp"
#include "kiosk/state_file.hpp"
#include "kiosk/terminal.hpp"
#include "kiosk/unfound_words.hpp"

#include <filesystem>
#include <memory>

namespace zugang::kiosk {

/// Where a terminal finds what it shows, and keeps what it must not forget.
struct Folders {
    std::filesystem::path content;
    std::filesystem::path state;  ///< empty: nothing is remembered, and there is no staff's side
    std::filesystem::path status; ///< status.json of zugang-sync; empty: there is none
};

/// A terminal with all that it has beside its content, as configured: put together in one way for a
/// display, a tour and tests. SDL must have been started (wake_loop). UI thread only.
class Equipment {
  public:
    /// `clock`: the machine's, or one that is played. `log` may be called on the printer's thread,
    /// too.
    Equipment(const Config& config, const Folders& folders, Size screen, Terminal::Clock clock,
              const Terminal::Log& log);
    ~Equipment();
    Equipment(const Equipment&) = delete;
    Equipment& operator=(const Equipment&) = delete;

    Terminal& terminal() { return terminal_; }
    SlipPress& press() { return press_; }

  private:
    std::shared_ptr<StateFile> state_; ///< nullptr: nothing is remembered
    Terminal::Clock clock_;            ///< by the newest day ever seen, where that is remembered
    std::unique_ptr<staff::Desk> desk_;
    std::unique_ptr<UnfoundWords> unfound_;
    std::unique_ptr<DayCounts> counts_;
    SlipPress press_;
    Terminal terminal_; ///< last: it uses all of the above
};

} // namespace zugang::kiosk
