#pragma once

#include "content/moment.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content::appointments {

/// One time of an event in somebody's calendar.
struct CalendarEvent {
    std::string booking;    ///< X-ZUGANG-ID: a counter's; empty: the adviser's own
    std::string room;       ///< X-ZUGANG-ROOM
    bool tentative = false; ///< STATUS:TENTATIVE
    Moment start{};
    Moment end{};

    bool operator==(const CalendarEvent&) const = default;
};

struct CalendarEvents {
    std::string adviser; ///< X-ZUGANG-ADVISER of the calendar; empty: none
    std::vector<CalendarEvent> events;
    std::vector<std::string> problems; ///< what was left out, in words
};

/// What takes time of an iCalendar text between `from` and `until`: neither cancelled nor
/// transparent. Recurring events (RRULE, RDATE, EXDATE, RECURRENCE-ID) come once for each time.
/// Times without a zone, whole days, and zones that nobody knows are those of Germany. Bounded: a
/// rule that goes on for more than 20,000 times before the end of the span, or that repeats within
/// the day, counts as far as it got and is named in `problems`. No value where it is no calendar.
std::optional<CalendarEvents> read_calendar(std::string_view bytes, Moment from, Moment until);

/// A counter's booking as it stands in somebody's calendar, whatever they have done with it.
struct SeenBooking {
    std::string id; ///< X-ZUGANG-ID
    bool tentative = false;
    bool cancelled = false;
    Moment start{};
    Moment end{};
};

/// The first event with X-ZUGANG-ID; no value where there is none, or it has no beginning.
std::optional<SeenBooking> find_booking(std::string_view bytes);

/// The same calendar without a word of it: times, rules, status and X-ZUGANG-... of its events. A
/// terminal need not know what advisers do. Equal input gives equal bytes. No value as above.
std::optional<std::string> without_words(std::string_view bytes, const std::string& adviser);

} // namespace zugang::content::appointments
