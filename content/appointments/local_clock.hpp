#pragma once

#include "content/moment.hpp"
#include "content/opening_hours.hpp"

namespace zugang::content::appointments {

/// When a clock in Germany shows this; german_time is the way back. A time that the night of the
/// switch passes over is read with the offset before it (RFC 5545, section 3.3.5), one that comes
/// twice is the first of the two.
Moment moment_of(LocalTime local);

/// The length of a day is 23, 24 or 25 hours.
Moment start_of(Date day);

} // namespace zugang::content::appointments
