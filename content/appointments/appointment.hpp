#pragma once

#include "content/moment.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content::appointments {

enum class State : std::uint8_t {
    Requested, ///< zugang-sync has not yet heard from the adviser's calendar
    Confirmed,
    Refused,
    Cancelled
};

enum class Kind : std::uint8_t {
    Appointment,
    WalkIn ///< a number and no time; `start` is when it was drawn, there is no adviser
};

/// Why it is in its state; None where nothing needs to be said.
enum class Reason : std::uint8_t {
    None,
    Taken,          ///< Refused: another counter was first
    Busy,           ///< Refused: the adviser has something else then
    TooLate,        ///< Refused: its time came before the calendar could be asked
    MoveRefused,    ///< Confirmed: stays where it was, for the new time could not be had
    MovedByAdviser, ///< Confirmed: at another time than the slip says
    ByAdviser       ///< Cancelled in the calendar
};

/// Where an appointment was before it was moved.
struct Earlier {
    std::string number;
    std::string adviser;
    std::string room;
    Moment start{};
    Moment end{};

    bool operator==(const Earlier&) const = default;
};

/// What the slip in the visitor's hand says.
struct Told {
    State state = State::Requested;
    Moment start{};

    bool operator==(const Told&) const = default;
};

struct Appointment {
    std::string id;     ///< 32 hex digits, drawn at random
    std::string number; ///< "A-47": terminal letter, running number of the day of `start`
    Kind kind = Kind::Appointment;
    State state = State::Requested;
    Reason reason = Reason::None;
    std::string service; ///< id, as the two below; the plan of later may not know it any more
    std::string adviser;
    std::string room; ///< empty: none
    Moment start{};
    Moment end{};
    std::string language;          ///< of the visitor, BCP 47
    int revision = 0;              ///< counts up with every move and with cancelling (SEQUENCE)
    std::vector<Earlier> previous; ///< the last one at the end
    std::optional<Told> told{};    ///< absent: no slip was printed

    /// Holds its time: requested or confirmed.
    bool is_active() const { return state == State::Requested || state == State::Confirmed; }
    bool operator==(const Appointment&) const = default;
};

/// What zugang-sync found out about an appointment.
struct Verdict {
    std::string id;   ///< of the appointment
    int revision = 0; ///< the one that it speaks of; says nothing of later ones
    State state = State::Requested;
    Reason reason = Reason::None;
    Moment start{}; ///< as in the calendar, as the two below
    Moment end{};
    std::string adviser;
    bool cleared = false;     ///< nothing of earlier revisions is left in the calendars
    bool by_terminal = false; ///< its adviser had no calendar: nobody was asked

    bool operator==(const Verdict&) const = default;
};

/// "requested", "taken" ...; no value of State or Reason for any other word.
std::string_view name_of(State state);
std::string_view name_of(Reason reason);
std::optional<State> state_named(std::string_view name);
std::optional<Reason> reason_named(std::string_view name);

/// The appointment as it stands with this verdict.
Appointment with_verdict(Appointment appointment, const Verdict& verdict);

/// 47 of "A-47"; no value for anything else than a capital letter, "-" and 1 to 9999.
std::optional<int> running_number(std::string_view number);

} // namespace zugang::content::appointments
