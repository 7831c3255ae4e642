// Arbitrary bytes as a file of appointments/ or calendar/, and as what a calendar server gives.
#include "content/appointments/appointment_file.hpp"
#include "content/appointments/calendar_events.hpp"
#include "content/appointments/exchange_status.hpp"
#include "content/appointments/local_clock.hpp"
#include "tests/fuzz/input.hpp"

#include <cstdlib>

using namespace zugang::content;
using namespace zugang::content::appointments;

namespace {

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

const Plan& plan() {
    static const Plan none;
    return none;
}

void check_calendar(std::string_view bytes) {
    const Moment from = start_of(parse_date("2026-11-23").value());
    const Moment until = from + std::chrono::days(50);
    const auto read = read_calendar(bytes, from, until);
    const auto bare = without_words(bytes, "anna");
    require(read.has_value() == bare.has_value());
    if (!read) {
        return;
    }
    for (const CalendarEvent& event : read->events) {
        require(event.start < until && event.end > from && event.start < event.end);
    }
    const auto again = read_calendar(*bare, from, until);
    require(again.has_value() && again->adviser == "anna");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = zugang::fuzz::Input(data, size).rest();
    if (const auto appointment = read_appointment(bytes)) {
        const auto again = read_appointment(write_appointment(*appointment, plan(), {}));
        require(again && *again == *appointment);
    }
    if (const auto verdict = read_verdict(bytes)) {
        const auto again = read_verdict(write_verdict(*verdict, {}));
        require(again && *again == *verdict);
    }
    if (const auto status = read_exchange_status(bytes)) {
        require(read_exchange_status(write_exchange_status(*status)).has_value());
    }
    static_cast<void>(find_booking(bytes));
    check_calendar(bytes);
    static_cast<void>(parse_plan(bytes, "appointments.toml"));
    return 0;
}
