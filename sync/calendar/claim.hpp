#pragma once

#include "content/appointments/appointment.hpp"
#include "content/appointments/plan.hpp"
#include "sync/calendar/calendar_server.hpp"
#include "sync/failure.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// How counters that know nothing of one another give a time of an adviser only once.
///
/// A booking is written twice: tentatively where there is nothing of its name (which derives from
/// adviser and start, so two that want the same slot want the same name), and, once the calendar
/// was read again and nothing else lies in its time, as confirmed where it is still the same. The
/// server makes both a single step. Of two that overlap, at least the one that was written later
/// sees the other. A tentative one that is seen is taken away by the one whose name sorts first,
/// under the condition that it is still tentative, and a booking without its first form cannot be
/// confirmed; one whose name sorts later takes itself away. What is confirmed, or the adviser's
/// own, always stays. No clock is compared with another.
namespace zugang::sync {

/// "zugang-<32 hex digits>.ics": the same on every counter that has the same plan. `nth`: an event
/// keeps its name where the adviser moves it to another time, and the time that it has left is
/// given under the next one.
std::string resource_name(std::string_view adviser, content::Moment start, int nth = 0);
constexpr int names_of_a_time = 3;

/// What carries this id under a name of this time: rather what counts, rather what begins then.
[[nodiscard]] Result<std::optional<StoredEvent>>
find_own(CalendarServer& server, const std::string& collection, std::string_view adviser,
         content::Moment start, std::string_view id);

struct Claim {
    content::appointments::State state = content::appointments::State::Confirmed; ///< or Refused
    content::appointments::Reason reason = content::appointments::Reason::None;
    content::Moment start{}; ///< as the calendar has it now, if confirmed
    content::Moment end{};
};

/// Sees what lies around a time that was asked for, for whoever keeps it.
using Seen = std::function<void(const std::vector<StoredEvent>&)>;

/// Puts an appointment into its adviser's calendar. May be called again after any failure, also
/// after a crash or with the answer lost: it goes on where it was. `left`: where the adviser had
/// moved it and staff have moved it away from since; it does not stand there any more.
[[nodiscard]] Result<Claim> claim(CalendarServer& server,
                                  const content::appointments::Appointment& appointment,
                                  const content::appointments::Plan& plan, content::Moment now,
                                  const Seen& seen,
                                  std::optional<content::Moment> left = std::nullopt);

/// Takes it out of the calendar where it was put at this time; only what carries its id, and not
/// what is called `except`.
[[nodiscard]] Result<void> release(CalendarServer& server, const std::string& collection,
                                   std::string_view adviser, content::Moment start,
                                   std::string_view id, std::string_view except = {});

} // namespace zugang::sync
