#include "kiosk/open_line.hpp"

#include "content/hours.hpp"
#include "content/public_holidays.hpp"

#include <chrono>

namespace zugang::kiosk {

namespace {

using std::chrono::days;

content::LocalTime midnight_after(const content::LocalTime& time) {
    return {.day = time.day + days(1), .time = {}};
}

/// "today from 13:00", "tomorrow from 9:00", "Monday from 9:00", "Monday, 7 December from 9:00"
Label from_when(const Frame& frame, content::Date today, const content::LocalTime& next) {
    const std::string time = content::format_time(next.time, frame.strings);
    if (next.day == today) {
        return label(frame, "advice.next_today", {{"time", time}});
    }
    if (next.day == today + days(1)) {
        return label(frame, "advice.next_tomorrow", {{"time", time}});
    }
    const std::string day = next.day < today + days(7)
                                ? content::format_weekday(next.day, frame.strings)
                                : content::format_day(next.day, frame.strings);
    return label(frame, "advice.next_day", {{"day", day}, {"time", time}});
}

bool opens_on(const content::OpeningHours& hours, content::Date day, const std::string& land) {
    const auto weekday = std::chrono::weekday(day).iso_encoding() - 1;
    return !hours.week.at(weekday).empty() && !content::is_public_holiday(day, land);
}

OpenLine closed(const Frame& frame, const content::OpeningHours& hours,
                const content::LocalTime& now, const std::optional<content::LocalTime>& next,
                const std::string& land) {
    OpenLine line{.opening = Opening::Closed,
                  .now = label(frame, opens_on(hours, now.day, land) ? "advice.closed_now"
                                                                     : "advice.closed_today"),
                  .next = {},
                  .true_until = midnight_after(now)};
    if (next) {
        line.next = from_when(frame, now.day, *next);
        if (next->day == now.day) {
            line.true_until = next;
        }
    }
    return line;
}

OpenLine open(const Frame& frame, const content::OpeningHours& hours, const content::LocalTime& now,
              std::chrono::minutes until, const std::string& land) {
    OpenLine line{.opening = Opening::Open,
                  .now = label(frame, "advice.open_until",
                               {{"time", content::format_time(until, frame.strings)}}),
                  .next = {},
                  .true_until = content::LocalTime{.day = now.day, .time = until}};
    const auto after = content::open_state(hours, {.day = now.day, .time = until}, land);
    if (after.next) {
        line.next = from_when(frame, now.day, *after.next);
    }
    return line;
}

} // namespace

OpenLine open_line(const Frame& frame, const content::AdvicePlace& place,
                   const std::optional<content::OpeningHours>& hours) {
    if (!hours) {
        return {.opening = Opening::Unknown,
                .now =
                    place.hours.empty()
                        ? label(frame, "advice.hours_unknown")
                        : Label{content::format_hours(place.hours, frame.strings), &frame.language},
                .next = {},
                .true_until = std::nullopt};
    }
    if (hours->always) {
        return {.opening = Opening::Open,
                .now = label(frame, "advice.open_always"),
                .next = {},
                .true_until = std::nullopt};
    }
    if (!frame.now.believed) { // nobody is sent to a closed door by a wrong clock
        return {.opening = Opening::Unknown,
                .now = {content::format_hours(place.hours, frame.strings), &frame.language},
                .next = {},
                .true_until = std::nullopt};
    }
    const content::LocalTime now = minute_of(frame.now);
    const content::OpenState state = content::open_state(*hours, now, place.land);
    return state.open && state.until ? open(frame, *hours, now, *state.until, place.land)
                                     : closed(frame, *hours, now, state.next, place.land);
}

Colour opening_colour(const Frame& frame, Opening opening) {
    const Palette& p = frame.palette;
    constexpr std::size_t green = 1;
    constexpr std::size_t brick = 3;
    if (opening == Opening::Unknown || p.outlined) {
        return opening == Opening::Open ? p.primary : p.muted;
    }
    return p.hues.at(opening == Opening::Open ? green : brick);
}

} // namespace zugang::kiosk
