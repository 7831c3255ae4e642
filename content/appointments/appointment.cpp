#include "content/appointments/appointment.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace zugang::content::appointments {
namespace {

constexpr std::array<std::pair<State, std::string_view>, 4> states{{
    {State::Requested, "requested"},
    {State::Confirmed, "confirmed"},
    {State::Refused, "refused"},
    {State::Cancelled, "cancelled"},
}};

constexpr std::array<std::pair<Reason, std::string_view>, 7> reasons{{
    {Reason::None, "none"},
    {Reason::Taken, "taken"},
    {Reason::Busy, "busy"},
    {Reason::TooLate, "too-late"},
    {Reason::MoveRefused, "move-refused"},
    {Reason::MovedByAdviser, "moved-by-adviser"},
    {Reason::ByAdviser, "by-adviser"},
}};

template <class Value, std::size_t size>
std::optional<Value> named(const std::array<std::pair<Value, std::string_view>, size>& names,
                           std::string_view name) {
    const auto found = std::ranges::find(names, name, &std::pair<Value, std::string_view>::second);
    return found == names.end() ? std::nullopt : std::optional(found->first);
}

template <class Value, std::size_t size>
std::string_view name_in(const std::array<std::pair<Value, std::string_view>, size>& names,
                         Value value) {
    return std::ranges::find(names, value, &std::pair<Value, std::string_view>::first)->second;
}

} // namespace

std::string_view name_of(State state) {
    return name_in(states, state);
}

std::string_view name_of(Reason reason) {
    return name_in(reasons, reason);
}

std::optional<State> state_named(std::string_view name) {
    return named(states, name);
}

std::optional<Reason> reason_named(std::string_view name) {
    return named(reasons, name);
}

Appointment with_verdict(Appointment appointment, const Verdict& verdict) {
    if (verdict.revision != appointment.revision || appointment.state == State::Cancelled ||
        verdict.state == State::Requested) {
        return appointment;
    }
    appointment.state = verdict.state;
    appointment.reason = verdict.reason;
    if (verdict.state == State::Confirmed) {
        appointment.start = verdict.start;
        appointment.end = verdict.end;
        appointment.adviser = verdict.adviser;
    }
    if (verdict.reason == Reason::MoveRefused) {
        // Where the adviser has moved it since, the last place with him.
        const Earlier* stands = nullptr;
        for (const Earlier& earlier : appointment.previous) {
            if (earlier.adviser == verdict.adviser &&
                (stands == nullptr || stands->start != verdict.start)) {
                stands = &earlier;
            }
        }
        if (stands != nullptr) {
            appointment.number = stands->number;
            appointment.room = stands->room;
        }
    }
    return appointment;
}

std::optional<int> running_number(std::string_view number) {
    if (number.size() < 3 || number[0] < 'A' || number[0] > 'Z' || number[1] != '-' ||
        number[2] < '1' || number[2] > '9') {
        return std::nullopt;
    }
    int value = 0;
    const char* const end = number.data() + number.size();
    const auto read = std::from_chars(number.data() + 2, end, value);
    return read.ec == std::errc{} && read.ptr == end && value <= 9999 ? std::optional(value)
                                                                      : std::nullopt;
}

} // namespace zugang::content::appointments
