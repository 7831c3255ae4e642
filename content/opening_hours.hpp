#pragma once

#include "content/date.hpp"
#include "content/moment.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

/// Opening hours that a program can reckon with: a part of the opening_hours of OpenStreetMap with
/// German names of the days. "Mo-Fr 08:00-16:00", "Mo,Do 09:00-12:00,13:00-18:00; Di 10:00-24:00",
/// "24/7".
namespace zugang::content {

/// Minutes since midnight; the end does not belong to it.
struct OpenSpan {
    std::chrono::minutes from{};
    std::chrono::minutes until{};
};

struct OpeningHours {
    bool always = false;                         ///< "24/7": on public holidays too
    std::array<std::vector<OpenSpan>, 7> week{}; ///< from Monday on, each in the order of the day
};

enum class HoursProblem : std::uint8_t {
    Form,       ///< not of the form above
    Day,        ///< no name of a day
    Time,       ///< no time from 00:00 to 24:00
    Backwards,  ///< ends before it begins
    DoubledDay, ///< a day stands in two parts
    Overlap     ///< times of one day lie over one another
};

[[nodiscard]] tl::expected<OpeningHours, HoursProblem> parse_opening_hours(std::string_view hours);

/// A minute on a clock in Germany.
struct LocalTime {
    Date day{};
    std::chrono::minutes time{}; ///< since midnight
};

/// What clocks in Germany show (Europe/Berlin of ICU's time zones).
LocalTime german_time(Moment moment);

struct OpenState {
    bool open = false;
    std::optional<std::chrono::minutes> until; ///< open: the end of it today; none for "24/7"
    std::optional<LocalTime> next; ///< closed: the next opening within two weeks, if there is one
};

/// `land`: closed on its public holidays (unless "24/7"); empty: on those of all of Germany.
OpenState open_state(const OpeningHours& hours, LocalTime now, std::string_view land);

} // namespace zugang::content
