// The calendar exchange against real servers.
#include "content/appointments/appointment_file.hpp"
#include "content/appointments/calendar_events.hpp"
#include "sync/calendar/claim.hpp"
#include "tests/sync/calendar/counter.hpp"

#include <algorithm>
#include <fstream>

#include <doctest/doctest.h>

using namespace zugang::content;
using namespace zugang::content::appointments;
using namespace zugang::content::appointments::testing;
using namespace zugang::sync;
using namespace zugang::sync::testing;
namespace fs = std::filesystem;
using Why = zugang::content::appointments::Reason;

namespace {

struct Town {
    CalendarHost host;
    Moment now = at("2026-11-23", 8);
    Plan plan;

    explicit Town(CalendarHost::Kind kind) : host(kind, {"anna", "bilal"}), plan(plan_with(host)) {
        INFO(host.name());
    }
    Counter counter(char letter) const {
        return {plan, letter, host.settings(), [this] { return now; }};
    }
    /// All that is in a calendar.
    std::vector<StoredEvent> events(const std::string& adviser) {
        CalendarServer server(host.settings());
        return server.query(host.collection(adviser), at("2026-01-01", 0), at("2028-01-01", 0))
            .value();
    }
    std::optional<SeenBooking> booking(const std::string& adviser, const std::string& id) {
        for (const StoredEvent& event : events(adviser)) {
            if (const auto found = find_booking(event.bytes); found && found->id == id) {
                return found;
            }
        }
        return std::nullopt;
    }
};

std::string own_event(const std::string& uid, const std::string& lines) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//DE\r\nBEGIN:VEVENT\r\nUID:" + uid +
           "\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:Zahnarzt\r\n" + lines +
           "END:VEVENT\r\nEND:VCALENDAR\r\n";
}

} // namespace

TEST_CASE("an appointment is confirmed by its adviser's calendar, moved and cancelled there") {
    for (const auto kind : both_kinds) {
        Town town(kind);
        CAPTURE(town.host.name());
        Counter a = town.counter('A');
        const Appointment given = a.given(at("2026-11-25", 9), "anna");
        CHECK(given.state == State::Requested);
        CHECK(a.settled(given.id).state == State::Confirmed);
        REQUIRE(town.booking("anna", given.id).has_value());
        CHECK_FALSE(town.booking("anna", given.id)->tentative);
        CHECK(a.exchange->run(Extent::Everything).problems.empty());

        REQUIRE(a.book.move(given.id, "anna", at("2026-11-26", 10)).has_value());
        CHECK(a.settled(given.id).state == State::Confirmed);
        CHECK(town.booking("anna", given.id)->start == at("2026-11-26", 10));
        CHECK(town.events("anna").size() == 1);

        REQUIRE(a.book.move(given.id, "bilal", at("2026-11-26", 10)).has_value());
        CHECK(a.settled(given.id).adviser == "bilal");
        CHECK(town.events("anna").empty());
        CHECK(town.events("bilal").size() == 1);

        // And back again, where it has been before.
        REQUIRE(a.book.move(given.id, "anna", at("2026-11-25", 9)).has_value());
        CHECK(a.settled(given.id).state == State::Confirmed);
        CHECK(town.booking("anna", given.id)->start == at("2026-11-25", 9));
        CHECK(town.events("bilal").empty());

        REQUIRE(a.book.cancel(given.id).has_value());
        CHECK(a.settled(given.id).state == State::Cancelled);
        CHECK(town.events("anna").empty());
    }
}

TEST_CASE("two counters that want one slot: one gets it, the other is offered the next") {
    for (const auto kind : both_kinds) {
        Town town(kind);
        CAPTURE(town.host.name());
        Counter a = town.counter('A');
        Counter b = town.counter('B');
        const Appointment first = a.given(at("2026-11-25", 9), "anna");
        const Appointment second = b.given(at("2026-11-25", 9), "anna");
        CHECK(resource_name("anna", first.start) == resource_name("anna", second.start));
        CHECK(a.settled(first.id).state == State::Confirmed);
        const Appointment refused = b.settled(second.id);
        CHECK(refused.state == State::Refused);
        CHECK(refused.reason == Why::Taken);
        const auto next = b.book.next_free("beratung", "anna", at("2026-11-25", 9));
        REQUIRE(next.has_value());
        CHECK(next->start == at("2026-11-25", 9, 30)); // without a look at all calendars
        CHECK(town.events("anna").size() == 1);
    }
}

TEST_CASE("counters whose clocks disagree: one gets the slot, and both see it so") {
    for (const auto kind : both_kinds) {
        Town town(kind);
        CAPTURE(town.host.name());
        // A clock that is behind by days, one that is ahead by hours; the server's own is neither.
        Counter behind(town.plan, 'A', town.host.settings(),
                       [&town] { return town.now - std::chrono::hours(70); });
        Counter ahead(town.plan, 'B', town.host.settings(),
                      [&town] { return town.now + std::chrono::hours(20); });
        const Appointment first = ahead.given(at("2026-11-25", 9), "anna");
        const Appointment second = behind.given(at("2026-11-25", 9), "anna");
        CHECK(behind.settled(second.id).state == State::Confirmed);
        CHECK(ahead.settled(first.id).state == State::Refused);
        CHECK(behind.settled(second.id, Extent::Everything).state == State::Confirmed);
        CHECK(ahead.settled(first.id, Extent::Everything).state == State::Refused);
        CHECK(town.events("anna").size() == 1);
        CHECK(town.booking("anna", second.id)->start == at("2026-11-25", 9));
        CHECK(ahead.book.next_free("beratung", "anna", at("2026-11-25", 9))->start ==
              at("2026-11-25", 9, 30));
        CHECK(behind.book.move(second.id, "anna", at("2026-11-26", 10)).has_value());
        CHECK(behind.settled(second.id).state == State::Confirmed);
        ahead.settled(first.id, Extent::Everything); // it has seen that
        const Appointment third = ahead.given(at("2026-11-25", 9), "anna");
        CHECK(ahead.settled(third.id).state == State::Confirmed);
        CHECK(town.events("anna").size() == 2);
    }
}

TEST_CASE("advisers' own events block, repeated ones and exceptions too") {
    for (const auto kind : both_kinds) {
        Town town(kind);
        CAPTURE(town.host.name());
        enter(town.host, "anna", "weekly.ics",
              own_event("weekly", "DTSTART;TZID=Europe/Berlin:20250101T090000\r\nDURATION:PT1H\r\n"
                                  "RRULE:FREQ=WEEKLY\r\n"
                                  "EXDATE;TZID=Europe/Berlin:20261202T090000\r\n"));
        enter(town.host, "anna", "day.ics", own_event("day", "DTSTART;VALUE=DATE:20261127\r\n"));
        enter(town.host, "anna", "free.ics",
              own_event("free", "DTSTART:20261126T080000Z\r\nDURATION:PT8H\r\n"
                                "TRANSP:TRANSPARENT\r\n"));
        Counter a = town.counter('A');
        // Asked for before anybody has looked: refused by what is found then.
        const Appointment blind = a.given(at("2026-11-25", 9, 30), "anna");
        CHECK(a.settled(blind.id).reason == Why::Busy);
        CHECK(a.exchange->run(Extent::Everything).problems.empty());
        a.book.refresh();
        const auto state_at = [&](const std::string& iso, std::size_t slot) {
            return a.book.day("beratung", "anna", day(iso)).at(slot).state;
        };
        CHECK(state_at("2026-11-25", 0) == SlotState::Taken);
        CHECK(state_at("2026-11-25", 1) == SlotState::Taken);
        CHECK(state_at("2026-11-25", 2) == SlotState::Free);
        CHECK(state_at("2026-11-26", 0) == SlotState::Free);
        CHECK(state_at("2026-11-27", 5) == SlotState::Taken);
        CHECK(state_at("2026-12-02", 0) == SlotState::Free);
        CHECK(state_at("2026-12-09", 0) == SlotState::Taken);
        for (const auto& entry : fs::directory_iterator(a.folder.path() / "calendar")) {
            CHECK(read_file(entry.path()).find("Zahnarzt") == std::string::npos);
        }
        CHECK(a.book.problems().empty());
    }
}

TEST_CASE("what advisers do to an appointment is seen") {
    for (const auto kind : both_kinds) {
        Town town(kind);
        CAPTURE(town.host.name());
        Counter a = town.counter('A');
        const Appointment moved = a.given(at("2026-11-25", 9), "anna");
        const Appointment deleted = a.given(at("2026-11-25", 10), "anna");
        const Appointment cancelled = a.given(at("2026-11-25", 11), "anna");
        a.settled(moved.id);
        for (const Appointment* one : {&moved, &deleted, &cancelled}) {
            REQUIRE(a.book.told(*a.book.find(one->id)).has_value());
        }
        CHECK(a.book.news().empty());
        const auto edit = [&](const Appointment& appointment, const std::string& what,
                              const std::string& by) {
            for (const StoredEvent& event : town.events("anna")) {
                const auto booking = find_booking(event.bytes);
                if (booking && booking->id == appointment.id) {
                    std::string bytes = event.bytes;
                    const std::size_t found = bytes.find(what);
                    REQUIRE(found != std::string::npos);
                    enter(town.host, "anna", event.name, bytes.replace(found, what.size(), by));
                }
            }
        };
        edit(moved, "DTSTART:20261125T080000Z", "DTSTART;TZID=Europe/Berlin:20261126T140000");
        edit(moved, "DTEND:20261125T083000Z", "DTEND;TZID=Europe/Berlin:20261126T143000");
        edit(cancelled, "STATUS:CONFIRMED", "STATUS:CANCELLED");
        CalendarServer server(town.host.settings());
        const std::string name = resource_name("anna", deleted.start);
        const auto there = server.get(town.host.collection("anna"), name);
        REQUIRE((there && *there));
        REQUIRE(server.remove(town.host.collection("anna"), name, (*there)->tag).has_value());

        CHECK(a.settled(moved.id, Extent::Everything).start == at("2026-11-26", 14));
        CHECK(a.book.find(moved.id)->reason == Why::MovedByAdviser);
        CHECK(a.book.find(deleted.id)->state == State::Cancelled);
        CHECK(a.book.find(cancelled.id)->reason == Why::ByAdviser);
        CHECK(a.book.news().size() == 3);
        // It is found and taken away also where the adviser has put it.
        REQUIRE(a.book.move(moved.id, "bilal", at("2026-11-27", 9)).has_value());
        CHECK(a.settled(moved.id).adviser == "bilal");
        CHECK_FALSE(town.booking("anna", moved.id).has_value());
    }
}

TEST_CASE("whoever leaves a time without a line makes room for whoever takes it there") {
    Town town(CalendarHost::Kind::Radicale);
    Counter a = town.counter('A');
    std::vector<Moment> times; // ids are drawn at random: any order of two must do
    for (const char* day : {"2026-11-25", "2026-11-26"}) {
        for (int hour = 9; hour < 12; ++hour) {
            times.push_back(at(day, hour));
        }
    }
    std::vector<std::string> before;
    for (const Moment time : times) {
        before.push_back(a.given(time, "anna").id);
    }
    a.exchange->run(Extent::Everything);
    a.book.refresh();
    std::vector<std::string> after;
    for (std::size_t i = 0; i < times.size(); ++i) {
        REQUIRE(a.book.cancel(before[i]).has_value());
        after.push_back(a.given(times[i], "anna").id);
    }
    a.exchange->run(Extent::Waiting);
    a.book.refresh();
    for (const std::string& id : after) {
        CHECK(a.book.find(id)->state == State::Confirmed);
    }

    CHECK(town.events("anna").size() == times.size());

    // Of different length: who has gone must not wait for who has moved away in between.
    REQUIRE(a.book.move(after[1], "bilal", times[1]).has_value());
    REQUIRE(a.book.cancel(after[1]).has_value());
    const Appointment next = a.given(times[1], "anna");
    CHECK(a.exchange->run(Extent::Everything).refused == 0);
    a.book.refresh();
    CHECK(a.book.find(next.id)->state == State::Confirmed);
    CHECK(town.events("bilal").empty());
}

TEST_CASE("all places of one that has moved twice without a line are held for it") {
    Town town(CalendarHost::Kind::Radicale);
    Counter a = town.counter('A');
    const Appointment given = a.given(at("2026-11-25", 9), "anna");
    CHECK(a.settled(given.id).state == State::Confirmed);
    REQUIRE(a.book.move(given.id, "anna", at("2026-11-25", 10)).has_value());
    REQUIRE(a.book.move(given.id, "anna", at("2026-11-25", 11)).has_value());
    for (int hour = 9; hour < 12; ++hour) {
        CAPTURE(hour);
        CHECK_FALSE(a.book
                        .book({.service = "beratung",
                               .adviser = "anna",
                               .start = at("2026-11-25", hour),
                               .language = "fa"})
                        .has_value());
    }
    enter(town.host, "anna", "zahn.ics",
          own_event("zahn", "DTSTART:20261125T100000Z\r\nDTEND:20261125T103000Z\r\n"));
    const Appointment back = a.settled(given.id, Extent::Everything);
    CHECK(back.reason == Why::MoveRefused);
    CHECK(back.start == given.start);
}

TEST_CASE("a move that was cut off half way and then refused leaves the confirmed one") {
    Town town(CalendarHost::Kind::Radicale);
    Counter a = town.counter('A');
    const Appointment given = a.given(at("2026-11-25", 9), "anna");
    CHECK(a.settled(given.id).state == State::Confirmed);
    REQUIRE(a.book.move(given.id, "anna", at("2026-11-25", 10)).has_value());
    // As a run leaves it that is killed before it confirms.
    const std::string name = resource_name("anna", at("2026-11-25", 10));
    CalendarServer server(town.host.settings());
    REQUIRE(server
                .create(town.host.collection("anna"), name,
                        write_booking(*a.book.find(given.id), town.plan, State::Requested,
                                      name.substr(0, name.rfind('.')), town.now))
                .has_value());
    REQUIRE(a.book.move(given.id, "anna", at("2026-11-25", 11)).has_value());
    enter(town.host, "anna", "zahn.ics",
          own_event("zahn", "DTSTART:20261125T100000Z\r\nDTEND:20261125T103000Z\r\n"));
    const Appointment back = a.settled(given.id, Extent::Everything);
    CHECK(back.state == State::Confirmed);
    CHECK(back.start == given.start);
    REQUIRE(town.booking("anna", given.id).has_value());
    CHECK(town.booking("anna", given.id)->start == given.start);
    CHECK_FALSE(town.booking("anna", given.id)->tentative);
    CHECK(town.events("anna").size() == 2);
}

TEST_CASE("given and moved without a line, and the new time is taken: the first one is asked for") {
    Town town(CalendarHost::Kind::Radicale);
    Counter a = town.counter('A');
    const Appointment given = a.given(at("2026-11-25", 9), "anna");
    REQUIRE(a.book.move(given.id, "anna", at("2026-11-25", 10)).has_value());
    enter(town.host, "anna", "zahn.ics",
          own_event("zahn", "DTSTART:20261125T090000Z\r\nDTEND:20261125T093000Z\r\n"));
    const Appointment back = a.settled(given.id, Extent::Everything);
    CHECK(back.state == State::Confirmed);
    CHECK(back.reason == Why::MoveRefused);
    CHECK(back.start == given.start);
    CHECK(back.number == given.number);
    CHECK(town.booking("anna", given.id)->start == given.start);
}

TEST_CASE("a time that the adviser has cancelled is given again") {
    Town town(CalendarHost::Kind::Radicale);
    Counter a = town.counter('A');
    const Appointment given = a.given(at("2026-11-25", 9), "anna");
    CHECK(a.settled(given.id).state == State::Confirmed);
    const std::string name = resource_name("anna", given.start);
    CalendarServer server(town.host.settings());
    auto there = **server.get(town.host.collection("anna"), name);
    there.bytes = write_booking(given, town.plan, State::Cancelled, name.substr(0, name.rfind('.')),
                                town.now);
    REQUIRE(server.replace(town.host.collection("anna"), there).has_value());
    CHECK(a.settled(given.id, Extent::Everything).reason == Why::ByAdviser);
    const Appointment next = a.given(given.start, "anna");
    CHECK(a.settled(next.id).state == State::Confirmed);
    CHECK(a.settled(given.id, Extent::Everything).state == State::Cancelled);
}

TEST_CASE("a time that the adviser has moved somebody away from is given again") {
    for (const auto kind : both_kinds) {
        Town town(kind);
        CAPTURE(town.host.name());
        Counter a = town.counter('A');
        Counter b = town.counter('B');
        const Moment nine = at("2026-11-25", 9);
        const Moment eleven = at("2026-11-25", 11);
        CalendarServer server(town.host.settings());
        const std::string anna = town.host.collection("anna");
        const auto move_by_hand = [&](const Appointment& one, const std::string& name) {
            Appointment moved = one;
            moved.start = eleven;
            moved.end = eleven + (one.end - one.start);
            auto there = **server.get(anna, name);
            there.bytes = write_booking(moved, town.plan, State::Confirmed,
                                        name.substr(0, name.rfind('.')), town.now);
            REQUIRE(server.replace(anna, there).has_value());
        };
        const Appointment first = a.given(nine, "anna");
        CHECK(a.settled(first.id).state == State::Confirmed);
        move_by_hand(first, resource_name("anna", nine));
        CHECK(a.settled(first.id, Extent::Everything).start == eleven);
        b.exchange->run(Extent::Everything);
        b.book.refresh();

        // Of two counters one gets it, under the next name, and can give it back.
        const Appointment second = a.given(nine, "anna");
        const Appointment other = b.given(nine, "anna");
        CHECK(a.settled(second.id).state == State::Confirmed);
        CHECK(b.settled(other.id).state == State::Refused);
        CHECK(town.booking("anna", second.id)->start == nine);
        CHECK(town.booking("anna", first.id)->start == eleven);
        CHECK(a.settled(second.id, Extent::Everything).reason == Why::None);
        REQUIRE(a.book.cancel(second.id).has_value());
        CHECK(a.settled(second.id, Extent::Everything).state == State::Cancelled);
        CHECK(town.events("anna").size() == 1);

        // The visitor cannot come then: back to where it was.
        REQUIRE(a.book.move(first.id, "anna", nine).has_value());
        const Appointment back = a.settled(first.id, Extent::Everything);
        CHECK(back.state == State::Confirmed);
        CHECK(back.reason == Why::None);
        CHECK(back.start == nine);
        CHECK(town.booking("anna", first.id)->start == nine);
        CHECK(town.events("anna").size() == 1);
        CHECK(a.settled(first.id, Extent::Everything).start == nine);
    }
}

TEST_CASE("an adviser gets a calendar: what the terminal has said of moved ones is asked again") {
    Town town(CalendarHost::Kind::Radicale);
    Plan before = town.plan;
    std::ranges::find(before.advisers, "bilal", &Adviser::id)->calendar.clear();
    Counter a(before, 'A', town.host.settings(), [&town] { return town.now; });
    const Appointment given = a.given(at("2026-11-25", 9), "anna");
    CHECK(a.settled(given.id).state == State::Confirmed);
    REQUIRE(a.book.move(given.id, "bilal", at("2026-11-25", 10)).has_value());
    CHECK(a.settled(given.id, Extent::Everything).state == State::Confirmed);
    CHECK(town.events("anna").empty());
    a.exchange.reset();
    a.exchange = std::make_unique<CalendarExchange>(
        town.plan, a.folder.path(), town.host.settings(), [&town] { return town.now; });
    const Appointment after = a.settled(given.id, Extent::Everything);
    CHECK(after.state == State::Confirmed);
    CHECK(after.adviser == "bilal");
    REQUIRE(town.booking("bilal", given.id).has_value());
    CHECK(town.booking("bilal", given.id)->start == at("2026-11-25", 10));
    CHECK(a.settled(given.id, Extent::Everything).state == State::Confirmed);
}

TEST_CASE("a clock that was ahead refuses nothing for good") {
    Town town(CalendarHost::Kind::Radicale);
    Counter a = town.counter('A');
    const Appointment given = a.given(at("2026-11-25", 9), "anna");
    town.now = at("2026-12-24", 9);
    a.exchange->run(Extent::Waiting);
    town.now = at("2026-11-23", 9);
    CHECK(a.settled(given.id).state == State::Confirmed);
}

TEST_CASE("what a killed run had asked for comes late: it is taken out again") {
    Town town(CalendarHost::Kind::Radicale);
    Counter a = town.counter('A');
    const Appointment given = a.given(at("2026-11-25", 9), "anna");
    REQUIRE(a.book.cancel(given.id).has_value());
    CHECK(a.settled(given.id).state == State::Cancelled);
    const std::string name = resource_name("anna", given.start);
    const auto stem = name.substr(0, name.rfind('.'));
    CalendarServer server(town.host.settings());
    REQUIRE(server
                .create(town.host.collection("anna"), name,
                        write_booking(given, town.plan, State::Requested, stem, town.now))
                .has_value());
    CHECK(a.exchange->run(Extent::Everything).problems.empty());
    CHECK(town.events("anna").empty());

    // Of one that was moved meanwhile: its confirmed place stays, the late one goes.
    const Appointment moved = a.given(at("2026-11-25", 9), "anna");
    REQUIRE(a.book.move(moved.id, "anna", at("2026-11-25", 10)).has_value());
    CHECK(a.settled(moved.id).state == State::Confirmed);
    REQUIRE(server
                .create(town.host.collection("anna"), name,
                        write_booking(moved, town.plan, State::Requested, stem, town.now))
                .has_value());
    const Appointment after = a.settled(moved.id, Extent::Everything);
    CHECK(after.start == at("2026-11-25", 10));
    CHECK(after.reason == Why::None);
    CHECK(town.events("anna").size() == 1);
}

TEST_CASE("a move that is refused leaves the appointment where it was") {
    for (const auto kind : both_kinds) {
        Town town(kind);
        CAPTURE(town.host.name());
        Counter a = town.counter('A');
        const Appointment given = a.given(at("2026-11-25", 9), "anna");
        CHECK(a.settled(given.id).state == State::Confirmed);
        enter(town.host, "anna", "x.ics",
              own_event("x", "DTSTART:20261126T090000Z\r\nDURATION:PT1H\r\n"));
        REQUIRE(a.book.move(given.id, "anna", at("2026-11-26", 10)).has_value());
        const Appointment after = a.settled(given.id);
        CHECK(after.state == State::Confirmed);
        CHECK(after.reason == Why::MoveRefused);
        CHECK(after.start == given.start);
        CHECK(after.number == given.number);
        CHECK(town.booking("anna", given.id)->start == given.start);
        CHECK(town.events("anna").size() == 2);
        CHECK(a.exchange->run(Extent::Everything).problems.empty());
    }
}

TEST_CASE("without a line appointments wait, and are answered when it is back") {
    for (const auto kind : both_kinds) {
        Town town(kind);
        CAPTURE(town.host.name());
        Counter a = town.counter('A');
        Counter b = town.counter('B');
        town.host.stop();
        const Appointment first = a.given(at("2026-11-25", 9), "anna");
        const Appointment late = a.given(at("2026-11-23", 9), "anna");
        const ExchangeResult result = a.exchange->run(Extent::Everything);
        CHECK(result.waiting == 2);
        CHECK(result.problems.size() == 1);
        a.book.refresh();
        CHECK(a.book.find(first.id)->state == State::Requested);
        CHECK(a.book.exchange()->waiting == 2);
        CHECK_FALSE(a.book.exchange()->reached.has_value());
        town.host.start();
        town.now = at("2026-11-23", 12);
        CHECK(a.settled(first.id, Extent::Everything).state == State::Confirmed);
        CHECK(a.book.find(late.id)->reason == Why::TooLate);
        CHECK(a.book.exchange()->reached == town.now);
        CHECK(a.book.exchange()->waiting == 0);
        // Its verdicts and events are there after a restart, and go when the terminal forgets.
        const auto before = b.settled(b.given(at("2026-11-25", 9), "anna").id);
        CHECK(before.state == State::Refused);
        b.exchange.reset();
        b.exchange = std::make_unique<CalendarExchange>(
            town.plan, b.folder.path(), town.host.settings(), [&town] { return town.now; });
        CHECK(b.exchange->run(Extent::Everything).refused == 0);
        fs::remove(b.folder.path() / "appointments" / (before.id + ".ics"));
        b.exchange->run(Extent::Everything);
        CHECK_FALSE(fs::exists(b.folder.path() / "calendar" / (before.id + ".ics")));
    }
}

TEST_CASE("of two that overlap exactly one stays, whatever the order of their steps") {
    // Two services of one adviser whose appointments begin at other times: the names differ.
    for (const auto kind : both_kinds) {
        Town town(kind);
        CAPTURE(town.host.name());
        const auto wish = [&](const std::string& id, Moment start) {
            return Appointment{.id = std::string(31, '0') + id,
                               .number = "A-1",
                               .service = "beratung",
                               .adviser = "anna",
                               .room = {},
                               .start = start,
                               .end = start + std::chrono::hours(1),
                               .language = "de",
                               .previous = {}};
        };
        for (int step = 1; step <= 4; ++step) {
            const std::string iso = "2026-12-0" + std::to_string(step);
            const Appointment one = wish(std::to_string(step), at(iso, 9));
            const Appointment other = wish(std::to_string(step + 4), at(iso, 9, 30));
            CalendarServer first(town.host.settings());
            CalendarServer second(town.host.settings());
            // The second one does all it does after the first has looked `step` times.
            int looks = 0;
            std::optional<zugang::sync::Result<Claim>> inner;
            const auto outer =
                claim(first, one, town.plan, town.now, [&](const std::vector<StoredEvent>&) {
                    if (++looks == step) {
                        inner = claim(second, other, town.plan, town.now, [](const auto&) {});
                    }
                });
            REQUIRE(outer.has_value());
            if (!inner) {
                inner = claim(second, other, town.plan, town.now, [](const auto&) {});
            }
            REQUIRE(inner->has_value());
            CAPTURE(step);
            const bool first_has_it = outer->state == State::Confirmed;
            const bool second_has_it = (*inner)->state == State::Confirmed;
            CHECK(first_has_it != second_has_it);
            CHECK(town.booking("anna", one.id).has_value() == first_has_it);
            CHECK(town.booking("anna", other.id).has_value() == second_has_it);
        }
    }
}

TEST_CASE("wrong passwords and wrong addresses are named, and nothing waits for ever") {
    Town town(CalendarHost::Kind::Radicale);
    HttpSettings wrong = town.host.settings();
    wrong.secret = "falsch";
    Counter a(town.plan, 'A', wrong, [&town] { return town.now; });
    const Appointment given = a.given(at("2026-11-25", 9), "anna");
    auto result = a.exchange->run(Extent::Waiting);
    REQUIRE(result.problems.size() == 1);
    CHECK(result.problems[0].find("password") != std::string::npos);
    CHECK(result.waiting == 1);
    Plan elsewhere = town.plan;
    elsewhere.advisers[0].calendar = town.host.collection("nobody");
    Counter b(elsewhere, 'B', town.host.settings(), [&town] { return town.now; });
    const Appointment other = b.given(at("2026-11-25", 9), "anna");
    result = b.exchange->run(Extent::Waiting);
    REQUIRE(result.problems.size() == 1);
    CHECK(result.problems[0].find("appointments.toml") != std::string::npos);
    CHECK(b.settled(other.id).state == State::Requested);
}
