#pragma once

#include "kiosk/config.hpp"
#include "kiosk/display.hpp"
#include "kiosk/equipment.hpp"
#include "kiosk/loop.hpp"
#include "kiosk/sound.hpp"
#include "kiosk/terminal.hpp"
#include "tests/endurance/watch_over.hpp"
#include "tests/endurance/work_folder.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

union SDL_Event;

namespace zugang::kiosk::testing {

/// The terminal as visitors have it, in this process: loop, display, input, staff's side, printer,
/// voice and headphones are those of the product. Only that nobody sleeps: where the loop would,
/// its clock goes on. What other threads and processes do (speaking, printing, decoding pictures)
/// takes the time that it takes.
class FastTerminal {
  public:
    /// `to`: what [printer] of terminal.toml has as `to`.
    FastTerminal(const WorkFolder& folder, Size screen, std::string_view to);
    ~FastTerminal();
    FastTerminal(const FastTerminal&) = delete;
    FastTerminal& operator=(const FastTerminal&) = delete;

    Terminal& terminal() { return equipment_->terminal(); }
    SlipPress& press() { return equipment_->press(); }
    Display& display() { return *display_; }
    const Tree& tree() { return terminal().tree(); }
    Instant now() const { return now_; }

    /// Hands an event to SDL, as a device does. It is seen with the next round.
    static void push(SDL_Event& event);
    /// Lets time pass.
    void pass(Instant time);
    /// Lets time pass until nothing moves any more, at most ten seconds.
    void settle();
    /// Waits in earnest for what another thread does, while the terminal's clock stands still.
    /// False: it did not happen within that time.
    bool wait(const std::function<bool()>& wanted, std::chrono::milliseconds longest);

    /// The event loop would have ended.
    bool quit_asked() const { return quit_; }
    /// False: at some time the watchdog would have ended it.
    bool watchdog_fed() const { return fed_; }
    std::uint64_t signs_of_life() const { return watch_over_.signs(); }
    std::uint64_t rounds() const { return rounds_; }

    /// Sets the clock on the wall, which goes on from there.
    void set_clock(const LocalTime& time);
    void plug_headphones(bool in) const;
    /// The touch panel goes, and comes again: as run_loop hears of it.
    void unplug_panel();

  private:
    void round(Instant until);
    bool take_events();

    WatchOver watch_over_;
    int jack_ = -1;
    Instant now_ = std::chrono::hours(1);
    LocalTime wall_;          ///< what its clock on the wall showed ...
    Instant wall_set_ = now_; ///< ... then
    std::unique_ptr<Display> display_;
    std::unique_ptr<Equipment> equipment_;
    std::unique_ptr<Sound> sound_;
    std::unique_ptr<Loop> loop_;
    bool quit_ = false;
    bool fed_ = true;
    std::uint64_t rounds_ = 0;
};

} // namespace zugang::kiosk::testing
