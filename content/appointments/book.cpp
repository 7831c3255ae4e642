#include "content/appointments/book.hpp"

#include "content/appointments/appointment_file.hpp"
#include "content/appointments/calendar_events.hpp"
#include "content/appointments/local_clock.hpp"
#include "content/appointments/vdir.hpp"
#include "content/hex.hpp"

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

#include <sys/random.h>

namespace zugang::content::appointments {
namespace {

namespace fs = std::filesystem;

constexpr const char* exchange_file = "exchange.json";

std::string random_id() {
    std::array<unsigned char, 16> bytes{};
    if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
        throw std::system_error(errno, std::generic_category(), "no random numbers");
    }
    return to_hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

fs::path made(fs::path folder) {
    make_folder_durably(folder);
    return folder;
}

BookingProblem problem(BookingProblem::Kind kind, std::string text) {
    return {.kind = kind, .text = std::move(text), .next = std::nullopt};
}

/// Where it stands, so that zugang-sync finds it again; and where it was put, should the adviser
/// have moved it since.
void remember_place(Appointment& appointment, const Appointment& stored) {
    for (const Appointment& place : {stored, appointment}) {
        const Earlier earlier{.number = place.number,
                              .adviser = place.adviser,
                              .room = place.room,
                              .start = place.start,
                              .end = place.end};
        std::erase(appointment.previous, earlier);
        appointment.previous.push_back(earlier);
    }
}

std::string describe(FileProblem problem) {
    switch (problem) {
    case FileProblem::Unreadable:
        return "cannot be read as a calendar; it is left alone";
    case FileProblem::Foreign:
        return "was not written by this program; it is left alone";
    case FileProblem::Incomplete:
        break;
    }
    return "lacks something or has been changed; it is left alone";
}

} // namespace

AppointmentBook::AppointmentBook(Plan plan, const fs::path& folder, char letter, Clock clock)
    : plan_(std::move(plan)), appointments_(made(folder / "appointments")),
      calendar_(made(folder / "calendar")), letter_(letter), clock_(std::move(clock)),
      opened_(clock_()), opened_steady_(std::chrono::steady_clock::now()), lock_(appointments_),
      watch_({calendar_}) {
    load();
    index();
}

/// A clock that jumps ahead while the terminal runs makes no appointment a past one.
Moment AppointmentBook::believed_now() const {
    const auto running =
        std::chrono::floor<std::chrono::seconds>(std::chrono::steady_clock::now() - opened_steady_);
    return std::min(clock_(), opened_ + running + std::chrono::hours(2));
}

void AppointmentBook::load() {
    try {
        clear_leftovers(appointments_);
    } catch (const std::system_error& error) { // a read-only folder still shows what is there
        problems_[appointments_.string()] = error.what();
    }
    for (const std::string& name : calendar_files(appointments_)) {
        const auto bytes = content::appointments::read_calendar_file(appointments_ / name);
        const auto read =
            bytes ? read_appointment(*bytes)
                  : tl::expected<Appointment, FileProblem>(tl::unexpected(FileProblem::Unreadable));
        if (!read) {
            problems_[name] = (appointments_ / name).string() + ": " + describe(read.error());
        } else if (read->id + ".ics" != name) {
            problems_[name] =
                (appointments_ / name).string() + ": " + describe(FileProblem::Incomplete);
        } else {
            stored_[read->id] = *read;
        }
    }
    read_calendars();
    purge();
}

void AppointmentBook::read_calendars() {
    calendars_.clear();
    verdicts_.clear();
    read_on_ = german_time(clock_()).day;
    for (const std::string& name : calendar_files(calendar_)) {
        read_calendar_file(calendar_ / name);
    }
    read_calendar_file(calendar_ / exchange_file);
}

void AppointmentBook::read_calendar_file(const fs::path& file) {
    const std::string name = file.filename().string();
    const auto bytes = content::appointments::read_calendar_file(file);
    if (name == exchange_file) {
        exchange_ = bytes ? read_exchange_status(*bytes) : std::nullopt;
        return;
    }
    calendars_.erase(name);
    std::erase_if(verdicts_, [&name](const auto& one) { return one.first + ".ics" == name; });
    problems_.erase(name);
    std::error_code error;
    if (!name.ends_with(".ics") || name.starts_with('.') || (!bytes && !fs::exists(file, error))) {
        return;
    }
    if (const auto verdict = read_verdict(bytes.value_or(""));
        verdict && verdict->id + ".ics" == name) {
        verdicts_[verdict->id] = *verdict;
        return;
    }
    const Moment now = clock_();
    const auto calendar = read_calendar(bytes.value_or(""), now - std::chrono::days(2),
                                        now + plan_.horizon + std::chrono::days(2));
    if (!calendar || calendar->adviser.empty()) {
        problems_[name] = file.string() + ": " +
                          describe(calendar ? FileProblem::Foreign : FileProblem::Unreadable);
        return;
    }
    std::vector<Busy>& busy = calendars_[name];
    for (const CalendarEvent& event : calendar->events) {
        busy.push_back({.adviser = calendar->adviser,
                        .room = event.room,
                        .start = event.start,
                        .end = event.end});
    }
    for (const std::string& problem : calendar->problems) {
        problems_[name] = "calendar of " + calendar->adviser + ": " + problem;
    }
}

bool AppointmentBook::purge() {
    const Date oldest = german_time(believed_now()).day - plan_.retention;
    std::vector<std::string> names;
    for (const auto& [id, appointment] : stored_) {
        const Appointment now = with_known_verdict(appointment);
        if (german_time(std::max(now.end, appointment.end)).day < oldest) {
            names.push_back(id + ".ics");
        }
    }
    if (names.empty()) {
        return false;
    }
    try {
        wipe_calendar_files(appointments_, names);
        problems_.erase(appointments_.string());
    } catch (const std::system_error& error) { // the next hour tries again
        problems_[appointments_.string()] = error.what();
        return false;
    }
    for (const std::string& name : names) {
        stored_.erase(name.substr(0, name.rfind('.')));
    }
    return true;
}

Appointment AppointmentBook::with_known_verdict(const Appointment& appointment) const {
    const auto verdict = verdicts_.find(appointment.id);
    return verdict == verdicts_.end() ? appointment : with_verdict(appointment, verdict->second);
}

void AppointmentBook::index() {
    shown_.clear();
    for (const auto& [id, appointment] : stored_) {
        shown_.emplace(id, with_known_verdict(appointment));
    }
    index_times();
}

void AppointmentBook::index_times() {
    by_start_.clear();
    for (const auto& [id, appointment] : shown_) {
        by_start_.push_back(&appointment);
    }
    std::ranges::sort(by_start_, [](const Appointment* a, const Appointment* b) {
        return std::tie(a->start, a->number, a->id) < std::tie(b->start, b->number, b->id);
    });
    busy_ = busy_times(nullptr);
}

BusyTimes AppointmentBook::busy_times(const Appointment* without) const {
    std::vector<Busy> all;
    for (const auto& [name, calendar] : calendars_) {
        all.insert(all.end(), calendar.begin(), calendar.end());
    }
    for (const Appointment* one : by_start_) {
        if (!one->is_active() || (without != nullptr && one->id == without->id)) {
            continue;
        }
        all.push_back(
            {.adviser = one->adviser, .room = one->room, .start = one->start, .end = one->end});
        if (one->state != State::Requested) {
            continue;
        }
        for (const Earlier& earlier : one->previous) { // one of them is its own again, if refused
            all.push_back({.adviser = earlier.adviser,
                           .room = earlier.room,
                           .start = earlier.start,
                           .end = earlier.end});
        }
    }
    return BusyTimes(all);
}

std::vector<SlotTime> AppointmentBook::day(std::string_view service, std::string_view adviser,
                                           Date day) const {
    return slots_of_day(plan_, busy_, service, adviser, day, clock_());
}

std::array<std::vector<SlotTime>, 7>
AppointmentBook::week(std::string_view service, std::string_view adviser, Date day) const {
    return slots_of_week(plan_, busy_, service, adviser, day, clock_());
}

std::optional<SlotTime> AppointmentBook::next_free(std::string_view service,
                                                   std::string_view adviser, Moment from) const {
    return appointments::next_free(plan_, busy_, service, adviser, from, clock_());
}

tl::expected<SlotTime, BookingProblem> AppointmentBook::free_slot(const std::string& service,
                                                                  const std::string& adviser,
                                                                  Moment start,
                                                                  const Appointment* without) {
    using Problem = BookingProblem::Kind;
    if (plan_.find_service(service) == nullptr) {
        return tl::unexpected(
            problem(Problem::NoSuchService, "there is no service \"" + service + '"'));
    }
    if (!adviser.empty() && plan_.find_adviser(adviser) == nullptr) {
        return tl::unexpected(
            problem(Problem::NoSuchAdviser, "there is no adviser \"" + adviser + '"'));
    }
    const BusyTimes busy = without == nullptr ? busy_ : busy_times(without);
    const Moment now = clock_();
    const auto slots = slots_of_day(plan_, busy, service, adviser, german_time(start).day, now);
    const auto slot = std::ranges::find(slots, start, &SlotTime::start);
    BookingProblem refused =
        slot == slots.end()
            ? problem(Problem::NoSuchSlot, "no appointment begins at " + iso_moment(start))
        : slot->state == SlotState::Past
            ? problem(Problem::TooSoon, iso_moment(start) + " is too soon")
        : slot->state == SlotState::TooFar
            ? problem(Problem::TooFar, iso_moment(start) + " is too far ahead")
            : problem(Problem::Taken, iso_moment(start) + " is taken");
    if (slot != slots.end() && slot->state == SlotState::Free) {
        return *slot;
    }
    refused.next =
        appointments::next_free(plan_, busy, service, adviser, std::max(start, now), now);
    return tl::unexpected(std::move(refused));
}

std::string AppointmentBook::next_number(Date day) const {
    int last = 0;
    const auto count = [&](const std::string& number, Moment start) {
        if (number.front() == letter_ && german_time(start).day == day) {
            last = std::max(last, running_number(number).value_or(0));
        }
    };
    const Moment from = start_of(day) - std::chrono::days(1);
    for (const auto& [id, appointment] : stored_) {
        if (appointment.start >= from) {
            count(appointment.number, appointment.start);
        }
        for (const Earlier& earlier : appointment.previous) {
            count(earlier.number, earlier.start); // stands on a slip
        }
    }
    return std::string(1, letter_) + '-' + std::to_string(last + 1);
}

AppointmentBook::Outcome AppointmentBook::keep(const Appointment& appointment) {
    const std::string name = appointment.id + ".ics";
    try {
        replace_calendar_file(appointments_ / name,
                              write_appointment(appointment, plan_, clock_()));
    } catch (const std::system_error& error) { // staff can go on with pen and paper
        problems_[name] = error.what();
        return tl::unexpected(problem(BookingProblem::Kind::Storage, error.what()));
    }
    problems_.erase(name);
    stored_[appointment.id] = appointment;
    shown_[appointment.id] = with_known_verdict(appointment);
    index_times();
    return shown_.at(appointment.id);
}

AppointmentBook::Outcome AppointmentBook::book(const BookingRequest& request) {
    const auto slot = free_slot(request.service, request.adviser, request.start, nullptr);
    if (!slot) {
        return tl::unexpected(slot.error());
    }
    const Adviser* adviser = plan_.find_adviser(slot->free.front());
    return keep({.id = random_id(),
                 .number = next_number(slot->local.day),
                 .kind = Kind::Appointment,
                 .state = adviser->calendar.empty() ? State::Confirmed : State::Requested,
                 .service = request.service,
                 .adviser = adviser->id,
                 .room = adviser->room,
                 .start = slot->start,
                 .end = slot->end,
                 .language = request.language,
                 .previous = {}});
}

AppointmentBook::Outcome AppointmentBook::move(const std::string& id, const std::string& adviser,
                                               Moment start) {
    const Appointment* found = find(id);
    if (found == nullptr) {
        return tl::unexpected(problem(BookingProblem::Kind::NotFound, "no appointment " + id));
    }
    if (!found->is_active() || found->kind == Kind::WalkIn || found->start <= clock_()) {
        return tl::unexpected(
            problem(BookingProblem::Kind::NotActive, found->number + " cannot be moved any more"));
    }
    Appointment moved = *found;
    const auto slot = free_slot(moved.service, adviser, start, &moved);
    if (!slot) {
        return tl::unexpected(slot.error());
    }
    // Whoever has it keeps it where that is possible.
    const bool stays = std::ranges::count(slot->free, moved.adviser) > 0;
    const Adviser* now = plan_.find_adviser(stays ? moved.adviser : slot->free.front());
    if (slot->start == moved.start && now->id == moved.adviser) {
        return moved;
    }
    remember_place(moved, stored_.at(id));
    if (german_time(moved.start).day != slot->local.day) {
        moved.number = next_number(slot->local.day);
    }
    moved.adviser = now->id;
    moved.room = now->room;
    moved.start = slot->start;
    moved.end = slot->end;
    moved.state = now->calendar.empty() ? State::Confirmed : State::Requested;
    moved.reason = Reason::None;
    ++moved.revision;
    return keep(moved);
}

AppointmentBook::Outcome AppointmentBook::cancel(const std::string& id) {
    const Appointment* found = find(id);
    if (found == nullptr) {
        return tl::unexpected(problem(BookingProblem::Kind::NotFound, "no appointment " + id));
    }
    if (!found->is_active()) {
        return tl::unexpected(
            problem(BookingProblem::Kind::NotActive, found->number + " is given up already"));
    }
    Appointment cancelled = *found;
    if (const Appointment& stored = stored_.at(id); cancelled.start != stored.start) {
        remember_place(cancelled, stored);
    }
    cancelled.state = State::Cancelled;
    cancelled.reason = Reason::None;
    ++cancelled.revision;
    return keep(cancelled);
}

AppointmentBook::Outcome AppointmentBook::walk_in(const std::string& service,
                                                  const std::string& language) {
    if (plan_.find_service(service) == nullptr) {
        return tl::unexpected(
            problem(BookingProblem::Kind::NoSuchService, "there is no service \"" + service + '"'));
    }
    const Moment now = clock_();
    return keep({.id = random_id(),
                 .number = next_number(german_time(now).day),
                 .kind = Kind::WalkIn,
                 .state = State::Confirmed,
                 .service = service,
                 .adviser = {},
                 .room = {},
                 .start = now,
                 .end = now,
                 .language = language,
                 .previous = {}});
}

AppointmentBook::Outcome AppointmentBook::told(const Appointment& appointment) {
    const auto found = stored_.find(appointment.id);
    if (found == stored_.end()) {
        return tl::unexpected(
            problem(BookingProblem::Kind::NotFound, "no appointment " + appointment.id));
    }
    Appointment kept = found->second;
    kept.told = Told{.state = appointment.state, .start = appointment.start};
    return keep(kept);
}

const Appointment* AppointmentBook::find(const std::string& id) const {
    const auto found = shown_.find(id);
    return found == shown_.end() ? nullptr : &found->second;
}

const Appointment* AppointmentBook::find(std::string_view number, Date day) const {
    const auto all = of_day(day);
    const auto found = std::ranges::find(all, number, &Appointment::number);
    return found == all.end() ? nullptr : *found;
}

std::vector<const Appointment*> AppointmentBook::of_day(Date day) const {
    const auto first = std::ranges::lower_bound(by_start_, start_of(day), {}, &Appointment::start);
    const auto last = std::ranges::lower_bound(by_start_, start_of(day + std::chrono::days(1)), {},
                                               &Appointment::start);
    return {first, last};
}

std::vector<const Appointment*> AppointmentBook::news() const {
    const Moment today = start_of(german_time(clock_()).day);
    std::vector<const Appointment*> news;
    for (const Appointment* one : by_start_) {
        const bool is_to_come = one->start >= today || (one->told && one->told->start >= today);
        if (is_to_come && one->told && *one->told != Told{one->state, one->start}) {
            news.push_back(one);
        }
    }
    return news;
}

bool AppointmentBook::refresh() {
    const auto changed = watch_.take();
    bool is_other = false;
    if (changed.contains(calendar_) || german_time(clock_()).day != read_on_) {
        read_calendars(); // the kernel lost count, or the horizon has moved
        is_other = true;
    }
    for (const fs::path& file : changed) {
        if (file.extension() == ".ics" || file.filename() == exchange_file) { // no draft
            read_calendar_file(file);
            is_other = true;
        }
    }
    const bool is_purged = purge();
    if (!is_other && !is_purged) {
        return false;
    }
    index();
    return true;
}

std::vector<std::string> AppointmentBook::problems() const {
    std::vector<std::string> lines;
    for (const auto& [name, problem] : problems_) {
        lines.push_back(problem);
    }
    return lines;
}

} // namespace zugang::content::appointments
