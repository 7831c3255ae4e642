#include "kiosk/equipment.hpp"

#include "content/appointments/local_clock.hpp"
#include "kiosk/loop.hpp"

#include <chrono>
#include <utility>

namespace zugang::kiosk {

namespace {

// Going by the newest day ever seen, where there is a place to remember it.
Terminal::Clock remembering(const std::shared_ptr<StateFile>& state, Terminal::Clock clock) {
    if (!state) {
        return clock;
    }
    return [state, clock = std::move(clock)] {
        LocalTime time = clock();
        const content::Date newest = state->newest(time.day);
        time.believed = newest == time.day;
        time.day = newest;
        return time;
    };
}

/// Without a place for PINs there is no staff's side.
std::unique_ptr<staff::Desk> make_desk(const Config& config, const Folders& folders,
                                       const std::shared_ptr<StateFile>& state,
                                       const Terminal::Clock& clock, const Terminal::Log& log) {
    if (!state) {
        return nullptr;
    }
    staff::DeskSettings settings{
        .appointments = config.appointments, .requests = {}, .wake = wake_loop()};
    if (!folders.status.empty()) {
        settings.requests = folders.status.parent_path() / "requests";
    }
    return std::make_unique<staff::Desk>(
        *state, std::move(settings),
        [clock] { return content::appointments::moment_of(minute_of(clock())); }, log);
}

/// In a folder of its own, which the other users of the machine may read (state.db they may not).
std::unique_ptr<DayCounts> count_days(const Config& config, const Folders& folders,
                                      const Terminal::Log& log) {
    return folders.state.empty() || !config.counts.enabled
               ? nullptr
               : std::make_unique<DayCounts>(folders.state / "figures",
                                             std::chrono::days(config.counts.keep_days), log);
}

} // namespace

Equipment::Equipment(const Config& config, const Folders& folders, Size screen,
                     Terminal::Clock clock, const Terminal::Log& log)
    : state_(folders.state.empty() ? nullptr : std::make_shared<StateFile>(folders.state, log)),
      clock_(remembering(state_, std::move(clock))),
      desk_(make_desk(config, folders, state_, clock_, log)),
      unfound_(folders.state.empty() ? nullptr
                                     : std::make_unique<UnfoundWords>(folders.state, log)),
      counts_(count_days(config, folders, log)), press_(config.printer, wake_loop(), log),
      terminal_(folders.content, screen, config.idle, clock_, log, folders.status,
                config.standpoint) {
    terminal_.set_staff(desk_.get());
    terminal_.set_printer(&press_);
    terminal_.set_unfound_words(unfound_.get());
    terminal_.set_counts(counts_.get());
    terminal_.set_panel(config.panel);
    terminal_.set_rest(Rest(config.attract_after, config.dark));
    terminal_.set_contrast(config.contrast);
    terminal_.set_reduced_motion(config.reduced_motion);
}

Equipment::~Equipment() = default;

} // namespace zugang::kiosk
