#include "content/appointments/local_clock.hpp"

#include "content/appointments/zone.hpp"

namespace zugang::content::appointments {

Moment moment_of(LocalTime local) {
    static const Zone zone = Zone::berlin();
    return zone.from_local(local.day + local.time);
}

Moment start_of(Date day) {
    return moment_of({.day = day, .time = {}});
}

} // namespace zugang::content::appointments
