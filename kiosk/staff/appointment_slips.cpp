#include "kiosk/staff/appointment_slips.hpp"

#include <chrono>

namespace zugang::kiosk::staff {

using content::appointments::Appointment;
using content::appointments::Kind;
using content::appointments::Plan;
using content::appointments::State;
using content::appointments::text_in;
using content::appointments::Texts;

namespace {

SlipText text_of(const Texts& texts, const std::string& language) {
    if (texts.empty()) {
        return {};
    }
    SlipText result{
        .own = text_in(texts, language), .german = text_in(texts, "de"), .language = {}};
    if (!texts.contains(language)) {
        result.language = "de"; // it is German that stands there
    }
    return result;
}

SlipStatus status_of(const Appointment& appointment) {
    if (appointment.kind == Kind::WalkIn) {
        return SlipStatus::WalkIn;
    }
    switch (appointment.state) {
    case State::Requested:
        return SlipStatus::Requested;
    case State::Confirmed:
        return SlipStatus::Confirmed;
    case State::Refused:
    case State::Cancelled:
        return SlipStatus::Cancelled;
    }
    return SlipStatus::Requested;
}

} // namespace

AppointmentFacts facts_of(const Appointment& appointment, const Plan& plan, const Centre& centre) {
    AppointmentFacts facts{.language = appointment.language,
                           .status = status_of(appointment),
                           .centre = centre.name,
                           .address = centre.address,
                           .number = appointment.number,
                           .start = {},
                           .service = {},
                           .room = {},
                           .adviser = {},
                           .name = {},
                           .bring = {},
                           .way = {},
                           .phone = centre.phone,
                           .uid = appointment.id};
    if (appointment.kind == Kind::Appointment) {
        facts.start = appointment.start;
        facts.duration =
            std::chrono::ceil<std::chrono::minutes>(appointment.end - appointment.start);
    }
    if (const auto* service = plan.find_service(appointment.service)) {
        facts.service = text_of(service->title, appointment.language);
        for (const auto& bring : service->bring) {
            facts.bring.push_back(
                {.icon = bring.icon, .text = text_of(bring.text, appointment.language)});
        }
    }
    if (const auto* adviser = plan.find_adviser(appointment.adviser)) {
        facts.adviser = adviser->name;
    }
    if (const auto* room = plan.find_room(appointment.room)) {
        facts.room = room->name;
        facts.way = text_of(room->way, appointment.language);
    }
    return facts;
}

} // namespace zugang::kiosk::staff
