#include "kiosk/staff/slip_press.hpp"

#include "content/printer_profile.hpp"
#include "kiosk/print/slip_composer.hpp"
#include "kiosk/shelf.hpp"

#include <chrono>
#include <thread>
#include <utility>

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

} // namespace

SlipPress::SlipPress(PrinterSettings settings, std::function<void()> wake,
                     std::function<void(const std::string&)> log)
    : settings_(std::move(settings)), wake_(std::move(wake)), log_(std::move(log)) {
}

SlipPress::~SlipPress() = default;

PrintDesk& SlipPress::desk(Shelf& shelf) {
    if (!desk_) {
        desk_ = std::make_unique<PrintDesk>(PrintDesk::Options{
            .printer = settings_,
            .profile = content::find_printer_profile(shelf.database(), settings_.profile)
                           .value_or(content::PrinterProfile{}),
            .wake = wake_,
            .log = log_});
    }
    return *desk_;
}

bool SlipPress::print(const Slip& slip, Shelf& shelf) {
    if (!enabled()) {
        return false;
    }
    PrintDesk& printer = desk(shelf);
    SlipComposer composer(shelf);
    auto sheet = composer.compose(slip, printer.paper());
    if (!sheet) {
        log_("a slip cannot be printed: " + std::string(describe(sheet.error())));
        return false;
    }
    job_ = printer.print(std::move(*sheet), PrintFor::Staff);
    last_ = {};
    return job_.has_value();
}

bool SlipPress::print(const Appointment& appointment, const Plan& plan, const Centre& centre,
                      Shelf& shelf) {
    return print(appointment_slip(facts_of(appointment, plan, centre), shelf), shelf);
}

bool SlipPress::print_test(const std::string& language, content::Moment now, Shelf& shelf) {
    return print(test_slip(settings_.profile, language, now), shelf);
}

std::optional<std::string> SlipPress::take_news() {
    if (!desk_ || !desk_->take_news() || !job_) {
        return std::nullopt;
    }
    const PrintState state = desk_->state(*job_);
    if (state == last_) {
        return std::nullopt;
    }
    last_ = state;
    return std::string(print_message(state));
}

void SlipPress::finish() {
    constexpr std::chrono::milliseconds step(5);
    for (int i = 0; i < 1000 && desk_ && job_ && !desk_->state(*job_).is_over(); ++i) {
        std::this_thread::sleep_for(step);
        desk_->take_news();
    }
}

} // namespace zugang::kiosk::staff
