#pragma once

#include "kiosk/touch.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace zugang::kiosk {

/// Part of a day by the clock on the wall; it may go over midnight.
struct DayWindow {
    Instant from{};  ///< since midnight
    Instant until{}; ///< since midnight; does not belong to it

    bool contains(Instant time_of_day) const {
        return from < until ? time_of_day >= from && time_of_day < until
                            : time_of_day >= from || time_of_day < until;
    }
    friend bool operator==(const DayWindow&, const DayWindow&) = default;
};

/// "20:00-07:00"; no value where it is of another form, or empty.
std::optional<DayWindow> parse_day_window(std::string_view text);

bool is_within(std::span<const DayWindow> windows, Instant time_of_day);

/// How long it is until one of them begins or ends; no value where there is none.
std::optional<Instant> until_change(std::span<const DayWindow> windows, Instant time_of_day);

} // namespace zugang::kiosk
