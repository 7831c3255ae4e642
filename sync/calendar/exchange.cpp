#include "sync/calendar/exchange.hpp"

#include "content/appointments/appointment_file.hpp"
#include "content/appointments/calendar_events.hpp"
#include "content/appointments/local_clock.hpp"
#include "content/appointments/vdir.hpp"
#include "content/sha256.hpp"
#include "sync/calendar/claim.hpp"

#include <algorithm>
#include <utility>

namespace zugang::sync {
namespace {

namespace fs = std::filesystem;
using namespace content::appointments;
using content::Moment;
using Why = content::appointments::Reason;

constexpr const char* status_file = "exchange.json";

fs::path made(fs::path folder) {
    fs::create_directories(folder);
    return folder;
}

/// "https://cloud.example.org": one server has many calendars.
std::string server_of(const std::string& address) {
    return address.substr(0, address.find('/', address.find("://") + 3));
}

/// The booking of this appointment, where it is one that counts.
std::optional<SeenBooking> standing(const std::optional<StoredEvent>& event, std::string_view id) {
    const auto booking = event ? find_booking(event->bytes) : std::nullopt;
    return booking && booking->id == id && !booking->cancelled && !booking->tentative
               ? booking
               : std::nullopt;
}

/// Where it may stand in calendars: each place once.
std::vector<Earlier> places_of(const Appointment& appointment) {
    std::vector<Earlier> places = appointment.previous;
    std::ranges::reverse(places);
    places.insert(places.begin(), {.number = appointment.number,
                                   .adviser = appointment.adviser,
                                   .room = appointment.room,
                                   .start = appointment.start,
                                   .end = appointment.end});
    return places;
}

Verdict verdict_on(const Appointment& appointment, State state, Why reason) {
    return {.id = appointment.id,
            .revision = appointment.revision,
            .state = state,
            .reason = reason,
            .start = appointment.start,
            .end = appointment.end,
            .adviser = appointment.adviser};
}

} // namespace

CalendarExchange::CalendarExchange(Plan plan, const fs::path& folder, HttpSettings settings,
                                   Clock clock)
    : plan_(std::move(plan)), appointments_(made(folder / "appointments")),
      calendar_(made(folder / "calendar")), clock_(std::move(clock)), lock_(calendar_),
      server_(std::move(settings)) {
    clear_leftovers(calendar_);
    for (const std::string& name : calendar_files(calendar_)) {
        const auto bytes = read_calendar_file(calendar_ / name);
        if (name.starts_with("busy-")) {
            kept_[name] = bytes.value_or("");
        } else if (const auto verdict = content::appointments::read_verdict(bytes.value_or(""));
                   verdict && verdict->id + ".ics" == name) {
            verdicts_[verdict->id] = *verdict;
        }
    }
    const auto status = read_calendar_file(calendar_ / status_file);
    status_ = status ? read_exchange_status(*status).value_or(ExchangeStatus{}) : ExchangeStatus{};
}

void CalendarExchange::read_folders() {
    asked_.clear();
    for (const std::string& name : calendar_files(appointments_)) {
        const auto bytes = read_calendar_file(appointments_ / name);
        const auto read = read_appointment(bytes.value_or(""));
        if (read && read->id + ".ics" == name && read->kind == Kind::Appointment) {
            asked_.push_back(*read); // what is none the terminal reports
        }
    }
    std::ranges::sort(asked_, {}, &Appointment::start);
}

ExchangeResult CalendarExchange::run(Extent extent) {
    ExchangeResult result;
    silent_.clear();
    read_folders();
    std::vector<const Appointment*> open;
    for (const Appointment& appointment : asked_) {
        if (const Verdict* known = answer_to(appointment); known == nullptr || !known->cleared) {
            open.push_back(&appointment);
        }
    }
    // Whoever only leaves a time goes before whoever wants one: what was cancelled here must not be
    // what the next one is refused for.
    std::ranges::stable_partition(open, [this](const Appointment* one) {
        return answer_to(*one) != nullptr || !is_asked(*one);
    });
    for (const Appointment* appointment : open) {
        settle(*appointment, result);
    }
    if (extent == Extent::Everything) {
        for (const Adviser& adviser : plan_.advisers) {
            if (!adviser.calendar.empty() && !silent_.contains(server_of(adviser.calendar))) {
                if (const auto looked = look(adviser, result); !looked) {
                    result.problems.push_back(looked.error().text);
                }
            }
        }
        forget_the_past();
    }
    std::ranges::sort(result.problems);
    const auto twice = std::ranges::unique(result.problems);
    result.problems.erase(twice.begin(), twice.end());
    write_status(extent, result);
    return result;
}

bool CalendarExchange::has_calendar(std::string_view adviser) const {
    const Adviser* found = plan_.find_adviser(adviser);
    return found != nullptr && !found->calendar.empty();
}

/// Whether its adviser's calendar has to say whether it stands.
bool CalendarExchange::is_asked(const Appointment& appointment) const {
    // Confirmed by the terminal alone, before the adviser had a calendar: now it is asked.
    return appointment.state == State::Requested ||
           (appointment.state == State::Confirmed && appointment.start > clock_() &&
            has_calendar(appointment.adviser));
}

/// The verdict on it as it stands now; null: none yet, or none that holds any more.
const Verdict* CalendarExchange::answer_to(const Appointment& appointment) const {
    const auto known = verdicts_.find(appointment.id);
    if (known == verdicts_.end() || known->second.revision != appointment.revision) {
        return nullptr;
    }
    const Verdict& verdict = known->second;
    const bool has_since =
        verdict.by_terminal && verdict.reason == Why::None && has_calendar(appointment.adviser);
    const bool was_fast = verdict.reason == Why::TooLate; // the clock, which was set meanwhile
    return (has_since || was_fast) && appointment.start > clock_() ? nullptr : &verdict;
}

void CalendarExchange::settle(const Appointment& appointment, ExchangeResult& result) {
    const Verdict* known = answer_to(appointment);
    const Adviser* adviser = plan_.find_adviser(appointment.adviser);
    const std::string server = adviser == nullptr ? "" : server_of(adviser->calendar);
    if (silent_.contains(server)) { // it is asked once a run, not for each of fifty
        result.waiting += known == nullptr ? 1 : 0;
        return;
    }
    const auto settled =
        known == nullptr ? answer(appointment, result) : clear(appointment, *known);
    if (!settled) {
        result.waiting += answer_to(appointment) == nullptr ? 1 : 0;
        result.problems.push_back(settled.error().text);
        if (settled.error().reason == sync::Reason::Network) {
            silent_.insert(server);
        }
    }
}

Result<void> CalendarExchange::answer(const Appointment& appointment, ExchangeResult& result) {
    const bool asks = is_asked(appointment);
    Verdict verdict = verdict_on(appointment, appointment.state, appointment.reason);
    verdict.by_terminal = !asks && appointment.state == State::Confirmed;
    if (asks) {
        auto asked = ask(appointment);
        if (!asked) {
            return tl::make_unexpected(asked.error());
        }
        verdict = *asked;
        const bool has_it = verdict.state == State::Confirmed && verdict.reason != Why::MoveRefused;
        ++(has_it ? result.confirmed : result.refused);
    } else if (appointment.state == State::Cancelled) {
        ++result.cancelled;
    } else if (appointment.previous.empty()) {
        return {}; // of an adviser without a calendar
    }
    verdict.cleared = verdict.state == State::Confirmed && appointment.previous.empty();
    if (asks) {
        write_verdict(verdict); // before anything else is cleared: somebody waits for it
    }
    return verdict.cleared ? Result<void>() : clear(appointment, verdict);
}

Result<Verdict> CalendarExchange::ask(const Appointment& appointment) {
    Verdict verdict = verdict_on(appointment, State::Refused, Why::TooLate);
    if (appointment.start > clock_()) {
        const auto before = verdicts_.find(appointment.id);
        const auto left = before != verdicts_.end() && before->second.reason == Why::MovedByAdviser
                              ? std::optional(before->second.start)
                              : std::nullopt;
        const auto claimed = claim(
            server_, appointment, plan_, clock_(),
            [&](const auto& events) { keep(appointment.adviser, events); }, left);
        if (!claimed) {
            return tl::make_unexpected(claimed.error());
        }
        verdict.state = claimed->state;
        verdict.reason = claimed->reason;
        if (claimed->state == State::Confirmed) {
            verdict.start = claimed->start;
            verdict.end = claimed->end;
            verdict.reason = claimed->start == appointment.start ? Why::None : Why::MovedByAdviser;
            return verdict;
        }
    }
    // Where it was moved from it may still stand; the last place first.
    const auto places = places_of(appointment);
    for (std::size_t i = 1; i < places.size(); ++i) {
        const Adviser* adviser = plan_.find_adviser(places[i].adviser);
        if (adviser == nullptr) {
            continue;
        }
        if (adviser->calendar.empty()) { // the terminal's word was enough there
            verdict.state = State::Confirmed;
            verdict.by_terminal = true;
            verdict.start = places[i].start;
            verdict.end = places[i].end;
        } else {
            const auto there =
                find_own(server_, adviser->calendar, adviser->id, places[i].start, appointment.id);
            if (!there) {
                return tl::make_unexpected(there.error());
            }
            auto booking = standing(*there, appointment.id);
            if (!*there && i == 1 && !verdicts_.contains(appointment.id)) {
                // Given and moved before the line was there: the first time was never asked for.
                auto first = claim_place(appointment, places[i]);
                if (!first) {
                    return tl::make_unexpected(first.error());
                }
                booking = *std::move(first);
            }
            if (!booking) {
                continue;
            }
            verdict.state = State::Confirmed;
            verdict.start = booking->start;
            verdict.end = booking->end;
        }
        verdict.reason = Why::MoveRefused;
        verdict.adviser = adviser->id;
        return verdict;
    }
    return verdict;
}

/// Where it was before, as if it had never been moved. No value: that time is taken.
Result<std::optional<SeenBooking>> CalendarExchange::claim_place(Appointment appointment,
                                                                 const Earlier& place) {
    appointment.number = place.number;
    appointment.adviser = place.adviser;
    appointment.room = place.room;
    appointment.start = place.start;
    appointment.end = place.end;
    if (appointment.start <= clock_()) {
        return std::optional<SeenBooking>();
    }
    const auto claimed = claim(server_, appointment, plan_, clock_(),
                               [&](const auto& events) { keep(appointment.adviser, events); });
    if (!claimed) {
        return tl::make_unexpected(claimed.error());
    }
    return claimed->state == State::Confirmed
               ? std::optional(SeenBooking{
                     .id = appointment.id, .start = claimed->start, .end = claimed->end})
               : std::nullopt;
}

/// Takes out of the calendars whatever the verdict does not leave there.
Result<void> CalendarExchange::clear(const Appointment& appointment, Verdict verdict) {
    const bool stands = verdict.state == State::Confirmed;
    const bool is_first = verdict.reason != Why::MoveRefused;
    const auto places = places_of(appointment);
    bool kept = false;
    std::string kept_name;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const Adviser* adviser = plan_.find_adviser(places[i].adviser);
        if (adviser == nullptr || adviser->calendar.empty()) {
            continue;
        }
        if (stands && !kept && (is_first ? i == 0 : i > 0) && adviser->id == verdict.adviser) {
            const auto there =
                find_own(server_, adviser->calendar, adviser->id, places[i].start, appointment.id);
            if (!there) {
                return tl::make_unexpected(there.error());
            }
            kept = is_first || standing(*there, appointment.id);
            kept_name = kept && *there ? (*there)->name : "";
        }
        if (const auto released = release(server_, adviser->calendar, adviser->id, places[i].start,
                                          appointment.id, kept_name);
            !released) {
            return released;
        }
    }
    verdict.cleared = true;
    write_verdict(verdict);
    return {};
}

Result<void> CalendarExchange::look(const Adviser& adviser, ExchangeResult& result) {
    const content::Date today = content::german_time(clock_()).day;
    const Moment from = start_of(today) - std::chrono::days(1);
    const Moment until = start_of(today + plan_.horizon + std::chrono::days(2));
    auto events = server_.query(adviser.calendar, from, until);
    if (!events) {
        return tl::make_unexpected(events.error());
    }
    auto repeated = server_.repeated(adviser.calendar);
    if (!repeated) {
        return tl::make_unexpected(repeated.error());
    }
    for (StoredEvent& event : *repeated) {
        if (std::ranges::find(*events, event.name, &StoredEvent::name) == events->end()) {
            events->push_back(std::move(event));
        }
    }
    if (const auto compared = compare(adviser, *events, result); !compared) {
        return compared;
    }
    const std::vector<std::string> names = keep(adviser.id, *events);
    const std::string prefix = busy_prefix(adviser.id);
    std::vector<std::string> gone;
    for (auto one = kept_.begin(); one != kept_.end();) {
        if (one->first.starts_with(prefix) && std::ranges::count(names, one->first) == 0) {
            gone.push_back(one->first);
            one = kept_.erase(one);
        } else {
            ++one;
        }
    }
    wipe_calendar_files(calendar_, gone);
    return {};
}

/// What the adviser has done to confirmed appointments.
Result<void> CalendarExchange::compare(const Adviser& adviser,
                                       const std::vector<StoredEvent>& events,
                                       ExchangeResult& result) {
    std::map<std::string, SeenBooking, std::less<>> seen;
    std::set<std::string, std::less<>> doubled;
    for (const StoredEvent& event : events) {
        if (const auto booking = find_booking(event.bytes)) {
            const auto [one, is_new] = seen.emplace(booking->id, *booking);
            if (!is_new) {
                doubled.insert(booking->id);
            }
            if (one->second.tentative) { // the one that counts
                one->second = *booking;
            }
        }
    }
    for (const Appointment& appointment : asked_) {
        const Verdict* known = answer_to(appointment);
        auto booking = seen.find(appointment.id);
        // What a killed run had asked for, carried out after the next one had cleared; and what was
        // left while the adviser, or the calendar, was out of the plan.
        if (known != nullptr && known->cleared && booking != seen.end() &&
            (appointment.state == State::Cancelled || known->adviser != adviser.id ||
             doubled.contains(appointment.id) ||
             (known->state != State::Confirmed && booking->second.tentative))) {
            if (const auto cleared = clear(appointment, *known); !cleared) {
                return cleared;
            }
            seen.erase(booking); // as it stands now, below
            booking = seen.end();
        }
        if (known == nullptr || known->state != State::Confirmed || known->adviser != adviser.id ||
            known->by_terminal || known->end <= clock_()) {
            continue;
        }
        if (booking == seen.end()) { // behind the horizon, or gone
            for (const Earlier& place : places_of(appointment)) {
                const auto there =
                    find_own(server_, adviser.calendar, adviser.id, place.start, appointment.id);
                if (!there) {
                    return tl::make_unexpected(there.error());
                }
                const auto found = *there ? find_booking((*there)->bytes) : std::nullopt;
                if (found && found->id == appointment.id) {
                    booking = seen.emplace(found->id, *found).first;
                    break;
                }
            }
        }
        Verdict verdict = *known;
        if (booking == seen.end() || booking->second.cancelled) {
            verdict.state = State::Cancelled;
            verdict.reason = Why::ByAdviser;
            ++result.cancelled;
        } else if (booking->second.start != verdict.start || booking->second.end != verdict.end) {
            verdict.start = booking->second.start;
            verdict.end = booking->second.end;
            if (verdict.reason != Why::MoveRefused) { // it is still that of before, with its number
                verdict.reason = Why::MovedByAdviser;
            }
        }
        if (verdict != *known) {
            write_verdict(verdict);
        }
    }
    return {};
}

std::string CalendarExchange::busy_prefix(const std::string& adviser) const {
    return "busy-" + content::sha256(adviser).substr(0, 12) + "-";
}

/// Writes what has changed; gives back the names of all.
std::vector<std::string> CalendarExchange::keep(const std::string& adviser,
                                                const std::vector<StoredEvent>& events) {
    std::vector<std::string> names;
    for (const StoredEvent& event : events) {
        const auto booking = find_booking(event.bytes);
        const bool is_own =
            booking && std::ranges::find(asked_, booking->id, &Appointment::id) != asked_.end();
        const auto bytes = is_own ? std::nullopt : without_words(event.bytes, adviser);
        if (!bytes) {
            continue;
        }
        std::string name =
            busy_prefix(adviser) + content::sha256(event.name).substr(0, 20) + ".ics";
        std::string& kept = kept_[name];
        if (kept != *bytes) {
            kept = *bytes;
            content::write_quickly(calendar_ / name, *bytes); // the server still has it
        }
        names.push_back(std::move(name));
    }
    return names;
}

void CalendarExchange::write_verdict(const Verdict& verdict) {
    replace_calendar_file(calendar_ / (verdict.id + ".ics"),
                          content::appointments::write_verdict(verdict, clock_()));
    verdicts_[verdict.id] = verdict;
}

/// Verdicts on what the terminal has forgotten, and calendars of those who have none any more.
void CalendarExchange::forget_the_past() {
    std::vector<std::string> gone;
    std::erase_if(verdicts_, [&](const auto& one) {
        if (std::ranges::find(asked_, one.first, &Appointment::id) != asked_.end()) {
            return false;
        }
        gone.push_back(one.first + ".ics");
        return true;
    });
    std::erase_if(kept_, [&](const auto& one) {
        const bool is_known = std::ranges::any_of(plan_.advisers, [&](const Adviser& adviser) {
            return !adviser.calendar.empty() && one.first.starts_with(busy_prefix(adviser.id));
        });
        if (!is_known) {
            gone.push_back(one.first);
        }
        return !is_known;
    });
    wipe_calendar_files(calendar_, gone);
}

void CalendarExchange::write_status(Extent extent, const ExchangeResult& result) {
    ExchangeStatus status{.tried = clock_(),
                          .reached = status_.reached,
                          .waiting = result.waiting,
                          .problems = result.problems};
    if (extent == Extent::Everything && result.problems.empty()) {
        status.reached = status.tried;
    }
    if (extent == Extent::Waiting && status.waiting == status_.waiting &&
        status.problems == status_.problems) {
        return;
    }
    status_ = status;
    content::write_quickly(calendar_ / status_file, write_exchange_status(status));
}

} // namespace zugang::sync
