#pragma once

#include "content/appointments/appointment.hpp"
#include "content/appointments/plan.hpp"
#include "kiosk/print/slips.hpp"

#include <string>

namespace zugang::kiosk::staff {

/// Where the slip says to come to.
struct Centre {
    std::string name;
    std::string address;
    std::string phone;
};

/// What a slip says of an appointment. Without a name.
AppointmentFacts facts_of(const content::appointments::Appointment& appointment,
                          const content::appointments::Plan& plan, const Centre& centre);

} // namespace zugang::kiosk::staff
