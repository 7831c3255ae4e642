#pragma once

#include "content/moment.hpp"

#include <chrono>
#include <string>

namespace zugang::kiosk {

/// An appointment for the calendar of a telephone.
struct CalendarEntry {
    std::string uid; ///< the same for the same appointment, so that a second scan changes nothing
    content::Moment start{};
    std::chrono::minutes duration{30};
    std::string summary{};  ///< UTF-8; "Anerkennungsberatung"
    std::string location{}; ///< address and room, may be empty
};

/// iCalendar (RFC 5545) for a QR code: times in UTC, because telephones that read a code do not
/// know zones; CRLF, text escaped (3.3.11), lines folded at 75 bytes between characters (3.1).
/// DTSTAMP is the start: when the slip was made is nobody's business.
std::string calendar_text(const CalendarEntry& entry);

} // namespace zugang::kiosk
