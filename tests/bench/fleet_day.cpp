#include "fleet_day.hpp"

#include "sync/settings.hpp"
#include "sync/terminal/daemon.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

namespace zugang::bench {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

enum class Place : std::uint8_t { Hall, Counter, HalfDay, LostLine, Away, Fresh };

struct Share {
    Place place;
    double share;
    const char* why;
};

/// Assumed and not counted anywhere: there is no fleet yet.
constexpr std::array<Share, 6> shares{{
    {Place::Hall, 0.605, "on all day: halls and hostels that nobody locks"},
    {Place::Counter, 0.25,
     "counters: on at 8:00-9:00, off at 16:00-18:00; the newest was there "
     "the evening before"},
    {Place::HalfDay, 0.05, "counters without an afternoon: on at 8:00-9:00, off at 11:30-12:30"},
    {Place::LostLine, 0.05,
     "on all day, without a line for 1-4 hours from 10:30-12:30 on: the "
     "worst time for a publication"},
    {Place::Away, 0.04,
     "were off for days (holidays, repair): on at 8:00-16:00, some versions "
     "behind"},
    {Place::Fresh, 0.005, "set up today, at 9:00-15:00: nothing there yet"},
}};

constexpr seconds horizon = hours(36); ///< counters that were closed at noon open once more

struct Span {
    seconds from{};
    seconds to{};

    bool has(seconds time) const { return from <= time && time < to; }
    bool has(const Span& other) const { return from <= other.from && other.to <= to; }
    bool touches(const Span& other) const { return from < other.to && other.from < to; }
};

struct Terminal {
    std::vector<Span> on;
    Span lost_line;
    Version held = no_version;
};

/// Chances, the same on every standard library.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : engine_(seed) {}

    double chance() { return static_cast<double>(engine_() >> 11U) * 0x1p-53; }
    seconds between(seconds from, seconds to) {
        return from + seconds(std::llround(chance() * static_cast<double>((to - from).count())));
    }

  private:
    std::mt19937_64 engine_;
};

/// Shares are kept exactly, so that a small fleet has its first installs too.
Place place_of(std::size_t terminal, std::size_t terminals) {
    const double part = (static_cast<double>(terminal) + 0.5) / static_cast<double>(terminals);
    double sum = 0;
    for (const Share& share : shares) {
        sum += share.share;
        if (part < sum) {
            return share.place;
        }
    }
    return shares.back().place;
}

Terminal make_terminal(Place place, Version noon_edition, Dice& dice) {
    const Version newest = noon_edition - 1;
    const seconds interval = sync::Settings{}.interval;
    Terminal terminal;
    terminal.held = newest;
    if (place == Place::Counter || place == Place::HalfDay) {
        const seconds from = dice.between(hours(8), hours(9));
        const seconds to = place == Place::Counter
                               ? dice.between(hours(16), hours(18))
                               : dice.between(minutes(11 * 60 + 30), minutes(12 * 60 + 30));
        terminal.on = {{from, to}, {from + hours(24), to + hours(24)}};
    } else if (place == Place::Away) {
        terminal.on = {{dice.between(hours(8), hours(16)), horizon}};
        const auto behind = 1 + static_cast<Version>(dice.chance() * newest);
        terminal.held = newest - std::min(behind, newest);
    } else if (place == Place::Fresh) {
        terminal.on = {{dice.between(hours(9), hours(15)), horizon}};
        terminal.held = no_version;
    } else { // in the middle of an interval when the day begins
        terminal.on = {{dice.between(seconds(0), interval), horizon}};
    }
    if (place == Place::LostLine) {
        const seconds from = dice.between(minutes(10 * 60 + 30), minutes(12 * 60 + 30));
        terminal.lost_line = {from, from + dice.between(hours(1), hours(4))};
    }
    return terminal;
}

Poll poll(const Terminal& terminal, seconds now, Version noon_edition) {
    const Version published = now < noon ? noon_edition - 1 : noon_edition;
    const What what = terminal.lost_line.has(now)   ? What::Failure
                      : terminal.held == no_version ? What::FirstInstall
                      : terminal.held != published  ? What::Update
                                                    : What::NothingNew;
    return {.at = now, .what = what, .held = terminal.held, .published = published};
}

/// As run_daemon does: at once when the machine starts, then after wait_after.
Arrival live(Terminal terminal, Version noon_edition, Dice& dice, std::vector<Poll>& polls) {
    const Span after_noon{noon, noon + sync::wait_after(0, sync::Settings{}.interval, 1)};
    Arrival arrival;
    for (const Span& on : terminal.on) {
        arrival.is_reachable |= on.has(after_noon) && !terminal.lost_line.touches(after_noon);
        std::size_t failures = 0;
        for (seconds now = on.from; now < on.to;
             now += sync::wait_after(failures, sync::Settings{}.interval, dice.chance())) {
            const Poll one = poll(terminal, now, noon_edition);
            if (now < hours(24)) {
                polls.push_back(one);
            }
            if (one.what == What::Failure) {
                ++failures;
                continue;
            }
            failures = 0;
            terminal.held = one.published;
            if (terminal.held == noon_edition && !arrival.at) {
                arrival.at = now;
            }
        }
    }
    return arrival;
}

} // namespace

Day simulate_day(std::size_t terminals, Version noon_edition, std::uint64_t seed) {
    Day day;
    Dice dice(seed);
    for (std::size_t i = 0; i < terminals; ++i) {
        const Terminal terminal = make_terminal(place_of(i, terminals), noon_edition, dice);
        day.arrivals.push_back(live(terminal, noon_edition, dice, day.polls));
    }
    return day;
}

std::string describe_terminals(std::size_t terminals, Version noon_edition) {
    std::string text;
    for (const Share& share : shares) {
        std::size_t count = 0;
        for (std::size_t i = 0; i < terminals; ++i) {
            count += place_of(i, terminals) == share.place ? 1 : 0;
        }
        text +=
            std::to_string(count) + " " + share.why +
            (share.place == Place::Away ? " (1 to " + std::to_string(noon_edition - 1) + ")" : "") +
            "\n";
    }
    return text;
}

} // namespace zugang::bench
