#pragma once

#include "content/appointments/appointment.hpp"
#include "content/appointments/plan.hpp"

#include <cstdint>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

/// The iCalendar text (RFC 5545) of what terminal and zugang-sync tell each other. One VEVENT a
/// file, times in UTC; what iCalendar has no word for stands in X-ZUGANG-... properties.
namespace zugang::content::appointments {

enum class FileProblem : std::uint8_t {
    Unreadable, ///< no iCalendar
    Foreign,    ///< without our properties
    Incomplete  ///< ours, but something is missing or wrong
};

/// What stands in the summary is German: "A-47 Anerkennungsberatung". `stamp` is DTSTAMP.
std::string write_appointment(const Appointment& appointment, const Plan& plan, Moment stamp);
[[nodiscard]] tl::expected<Appointment, FileProblem> read_appointment(std::string_view bytes);

std::string write_verdict(const Verdict& verdict, Moment stamp);
[[nodiscard]] tl::expected<Verdict, FileProblem> read_verdict(std::string_view bytes);

/// As it goes to the adviser's calendar under this UID. `state`: Requested becomes TENTATIVE.
std::string write_booking(const Appointment& appointment, const Plan& plan, State state,
                          const std::string& uid, Moment stamp);

} // namespace zugang::content::appointments
