#include "content/appointments/appointment_file.hpp"

#include "content/appointments/ical.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace zugang::content::appointments {
namespace {

using ical::Component;

constexpr const char* product = "-//Zugang//Zugang " ZUGANG_VERSION "//DE";
constexpr std::size_t most_moves = 100;

struct Event {
    Component calendar;
    icalcomponent* event = nullptr;
};

Event new_event(const std::string& uid, Moment stamp, Moment start, Moment end) {
    Event made{.calendar = Component(icalcomponent_new(ICAL_VCALENDAR_COMPONENT))};
    icalcomponent_add_property(made.calendar.get(), icalproperty_new_version("2.0"));
    icalcomponent_add_property(made.calendar.get(), icalproperty_new_prodid(product));
    made.event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
    icalcomponent_add_component(made.calendar.get(), made.event);
    const auto add = [&made](icalproperty* property) {
        icalcomponent_add_property(made.event, property);
    };
    add(icalproperty_new_uid(uid.c_str()));
    add(icalproperty_new_dtstamp(ical::from_moment(stamp)));
    add(icalproperty_new_dtstart(ical::from_moment(start)));
    if (end > start) { // RFC 5545, section 3.8.2.2: later than the start, or not there
        add(icalproperty_new_dtend(ical::from_moment(end)));
    }
    return made;
}

icalproperty_status status_of(State state) {
    switch (state) {
    case State::Requested:
        return ICAL_STATUS_TENTATIVE;
    case State::Confirmed:
        return ICAL_STATUS_CONFIRMED;
    case State::Refused:
    case State::Cancelled:
        break;
    }
    return ICAL_STATUS_CANCELLED;
}

/// What a calendar shows to people.
void add_words(icalcomponent* event, const Appointment& appointment, const Plan& plan) {
    const Service* service = plan.find_service(appointment.service);
    const Room* room = plan.find_room(appointment.room);
    const std::string title =
        service != nullptr ? text_in(service->title, "de") : appointment.service;
    icalcomponent_add_property(
        event, icalproperty_new_summary((appointment.number + ' ' + title).c_str()));
    if (room != nullptr) {
        icalcomponent_add_property(event, icalproperty_new_location(room->name.c_str()));
    }
}

/// "A-47 anna beratung 2026-11-25T09:30:00Z 2026-11-25T10:00:00Z"; "-" for no room.
std::string earlier_text(const Earlier& earlier) {
    const auto word = [](const std::string& text) { return text.empty() ? "-" : text; };
    return earlier.number + ' ' + word(earlier.adviser) + ' ' + word(earlier.room) + ' ' +
           iso_moment(earlier.start) + ' ' + iso_moment(earlier.end);
}

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        words.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

std::optional<Earlier> read_earlier(const std::string& text) {
    const auto words = words_of(text);
    if (words.size() != 5 || !running_number(words[0])) {
        return std::nullopt;
    }
    const auto start = parse_moment(words[3]);
    const auto end = parse_moment(words[4]);
    if (!start || !end) {
        return std::nullopt;
    }
    return Earlier{.number = words[0],
                   .adviser = words[1] == "-" ? "" : words[1],
                   .room = words[2] == "-" ? "" : words[2],
                   .start = *start,
                   .end = *end};
}

std::optional<Told> read_told(const std::string& text) {
    const auto words = words_of(text);
    const auto state = state_named(words.front());
    const auto start = words.size() == 2 ? parse_moment(words[1]) : std::nullopt;
    return state && start ? std::optional(Told{.state = *state, .start = *start}) : std::nullopt;
}

bool is_word(std::string_view text, std::size_t most) {
    return !text.empty() && text.size() <= most && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_';
    });
}

bool is_word_or_none(std::string_view text) {
    return text.empty() || is_word(text, 40);
}

bool is_id(std::string_view text) {
    return text.size() == 32 && std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

std::optional<int> sequence_of(icalcomponent* event) {
    icalproperty* property = icalcomponent_get_first_property(event, ICAL_SEQUENCE_PROPERTY);
    const icalvalue* value = property == nullptr ? nullptr : icalproperty_get_value(property);
    const int sequence = value != nullptr && icalvalue_isa(value) == ICAL_INTEGER_VALUE
                             ? icalvalue_get_integer(value)
                             : -1;
    return sequence >= 0 ? std::optional(sequence) : std::nullopt;
}

std::string uid_of(icalcomponent* event) {
    icalproperty* property = icalcomponent_get_first_property(event, ICAL_UID_PROPERTY);
    const char* uid = property == nullptr ? nullptr : icalproperty_get_uid(property);
    return uid == nullptr ? "" : uid;
}

/// The one event of our files.
tl::expected<Event, FileProblem> only_event(std::string_view bytes, std::string_view mark) {
    Event read{.calendar = ical::parse(bytes)};
    if (read.calendar == nullptr) {
        return tl::unexpected(FileProblem::Unreadable);
    }
    const auto events = ical::components(read.calendar.get(), ICAL_VEVENT_COMPONENT);
    if (events.size() != 1 || ical::x_value(events.front(), mark).empty()) {
        return tl::unexpected(FileProblem::Foreign);
    }
    read.event = events.front();
    return read;
}

constexpr std::string_view appointment_mark = "X-ZUGANG-NUMBER";
constexpr std::string_view verdict_mark = "X-ZUGANG-VERDICT";

} // namespace

std::string write_appointment(const Appointment& appointment, const Plan& plan, Moment stamp) {
    const Event made = new_event(appointment.id, stamp, appointment.start, appointment.end);
    const auto x = [&made](const char* name, const std::string& value) {
        if (!value.empty()) {
            ical::add_x(made.event, name, value);
        }
    };
    add_words(made.event, appointment, plan);
    const auto add = [&made](icalproperty* property) {
        icalcomponent_add_property(made.event, property);
    };
    add(icalproperty_new_status(status_of(appointment.state)));
    add(icalproperty_new_sequence(appointment.revision));
    if (appointment.kind == Kind::WalkIn) {
        add(icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
    }
    x("X-ZUGANG-NUMBER", appointment.number);
    x("X-ZUGANG-KIND", appointment.kind == Kind::WalkIn ? "walk-in" : "appointment");
    x("X-ZUGANG-STATE", std::string(name_of(appointment.state)));
    x("X-ZUGANG-REASON", std::string(name_of(appointment.reason)));
    x("X-ZUGANG-SERVICE", appointment.service);
    x("X-ZUGANG-ADVISER", appointment.adviser);
    x("X-ZUGANG-ROOM", appointment.room);
    x("X-ZUGANG-LANGUAGE", appointment.language);
    for (const Earlier& earlier : appointment.previous) {
        x("X-ZUGANG-EARLIER", earlier_text(earlier));
    }
    if (appointment.told) {
        x("X-ZUGANG-TOLD", std::string(name_of(appointment.told->state)) + ' ' +
                               iso_moment(appointment.told->start));
    }
    return ical::text_of(made.calendar.get());
}

tl::expected<Appointment, FileProblem> read_appointment(std::string_view bytes) {
    const auto read = only_event(bytes, appointment_mark);
    if (!read) {
        return tl::unexpected(read.error());
    }
    icalcomponent* event = read->event;
    const auto state = state_named(ical::x_value(event, "X-ZUGANG-STATE"));
    const auto reason = reason_named(ical::x_value(event, "X-ZUGANG-REASON"));
    const auto start = ical::utc_time(event, ICAL_DTSTART_PROPERTY);
    const auto end = ical::utc_time(event, ICAL_DTEND_PROPERTY);
    const auto revision = sequence_of(event);
    const std::string kind = ical::x_value(event, "X-ZUGANG-KIND");
    const std::string told = ical::x_value(event, "X-ZUGANG-TOLD");
    Appointment appointment{.id = uid_of(event),
                            .number = ical::x_value(event, appointment_mark),
                            .kind = kind == "walk-in" ? Kind::WalkIn : Kind::Appointment,
                            .service = ical::x_value(event, "X-ZUGANG-SERVICE"),
                            .adviser = ical::x_value(event, "X-ZUGANG-ADVISER"),
                            .room = ical::x_value(event, "X-ZUGANG-ROOM"),
                            .language = ical::x_value(event, "X-ZUGANG-LANGUAGE"),
                            .previous = {},
                            .told = read_told(told)};
    bool good =
        state && reason && start && (!end || *end > *start) && revision && is_id(appointment.id) &&
        running_number(appointment.number) && is_word(appointment.service, 40) &&
        is_word_or_none(appointment.adviser) && is_word_or_none(appointment.room) &&
        is_word(appointment.language, 35) &&
        (kind == "walk-in" ? !end && appointment.adviser.empty()
                           : kind == "appointment" && end && !appointment.adviser.empty()) &&
        (told.empty() || appointment.told);
    const auto moves = ical::x_values(event, "X-ZUGANG-EARLIER");
    good = good && moves.size() <= most_moves;
    for (const std::string& move : moves) {
        const auto earlier = good ? read_earlier(move) : std::nullopt;
        good = earlier && is_word_or_none(earlier->adviser) && is_word_or_none(earlier->room);
        if (good) {
            appointment.previous.push_back(*earlier);
        }
    }
    if (!good) {
        return tl::unexpected(FileProblem::Incomplete);
    }
    appointment.state = *state;
    appointment.reason = *reason;
    appointment.start = *start;
    appointment.end = end.value_or(*start);
    appointment.revision = *revision;
    return appointment;
}

std::string write_verdict(const Verdict& verdict, Moment stamp) {
    const Event made = new_event(verdict.id, stamp, verdict.start, verdict.end);
    icalcomponent_add_property(made.event, icalproperty_new_status(status_of(verdict.state)));
    icalcomponent_add_property(made.event, icalproperty_new_sequence(verdict.revision));
    // Beside the appointment that it speaks of it would be the same time twice.
    icalcomponent_add_property(made.event, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
    ical::add_x(made.event, "X-ZUGANG-VERDICT", std::string(name_of(verdict.state)));
    ical::add_x(made.event, "X-ZUGANG-REASON", std::string(name_of(verdict.reason)));
    if (!verdict.adviser.empty()) {
        ical::add_x(made.event, "X-ZUGANG-ADVISER", verdict.adviser);
    }
    ical::add_x(made.event, "X-ZUGANG-CLEARED", verdict.cleared ? "yes" : "no");
    if (verdict.by_terminal) {
        ical::add_x(made.event, "X-ZUGANG-BY-TERMINAL", "yes");
    }
    return ical::text_of(made.calendar.get());
}

tl::expected<Verdict, FileProblem> read_verdict(std::string_view bytes) {
    const auto read = only_event(bytes, verdict_mark);
    if (!read) {
        return tl::unexpected(read.error());
    }
    icalcomponent* event = read->event;
    const auto state = state_named(ical::x_value(event, verdict_mark));
    const auto reason = reason_named(ical::x_value(event, "X-ZUGANG-REASON"));
    const auto start = ical::utc_time(event, ICAL_DTSTART_PROPERTY);
    const auto end = ical::utc_time(event, ICAL_DTEND_PROPERTY);
    const auto revision = sequence_of(event);
    const std::string cleared = ical::x_value(event, "X-ZUGANG-CLEARED");
    Verdict verdict{.id = uid_of(event), .adviser = ical::x_value(event, "X-ZUGANG-ADVISER")};
    if (!state || !reason || !start || (end && *end <= *start) || !revision || !is_id(verdict.id) ||
        !is_word_or_none(verdict.adviser) || (cleared != "yes" && cleared != "no")) {
        return tl::unexpected(FileProblem::Incomplete);
    }
    verdict.state = *state;
    verdict.reason = *reason;
    verdict.start = *start;
    verdict.end = end.value_or(*start);
    verdict.revision = *revision;
    verdict.cleared = cleared == "yes";
    verdict.by_terminal = ical::x_value(event, "X-ZUGANG-BY-TERMINAL") == "yes";
    return verdict;
}

std::string write_booking(const Appointment& appointment, const Plan& plan, State state,
                          const std::string& uid, Moment stamp) {
    const Event made = new_event(uid, stamp, appointment.start, appointment.end);
    add_words(made.event, appointment, plan);
    icalcomponent_add_property(made.event, icalproperty_new_status(status_of(state)));
    icalcomponent_add_property(made.event, icalproperty_new_sequence(appointment.revision));
    ical::add_x(made.event, "X-ZUGANG-ID", appointment.id);
    if (!appointment.room.empty()) {
        ical::add_x(made.event, "X-ZUGANG-ROOM", appointment.room);
    }
    return ical::text_of(made.calendar.get());
}

} // namespace zugang::content::appointments
