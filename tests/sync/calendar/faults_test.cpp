// The calendar exchange when the server or the line to it fails.
#include "content/appointments/calendar_events.hpp"
#include "sync/calendar/claim.hpp"
#include "sync/calendar/multistatus.hpp"
#include "tests/sync/calendar/counter.hpp"

#include <doctest/doctest.h>

using namespace zugang::content;
using namespace zugang::content::appointments;
using namespace zugang::content::appointments::testing;
using namespace zugang::sync;
using namespace zugang::sync::testing;
using Why = zugang::content::appointments::Reason;

namespace {

std::vector<StoredEvent> all_of(CalendarHost& host) {
    CalendarServer server(host.settings());
    return server.query(host.collection("anna"), at("2026-01-01", 0), at("2028-01-01", 0)).value();
}

/// In the calendar itself.
bool is_confirmed(CalendarHost& host, const Appointment& appointment) {
    CalendarServer server(host.settings());
    const auto there =
        server.get(host.collection("anna"), resource_name("anna", appointment.start));
    const auto booking = there && *there ? find_booking((*there)->bytes) : std::nullopt;
    return booking && booking->id == appointment.id && !booking->tentative;
}

} // namespace

TEST_CASE("whatever one answer is, nothing is lost, doubled or believed") {
    const std::vector<std::string> methods{"REPORT", "PUT", "GET"};
    const std::vector<std::string> faults{
        "500",    "late-500", "503",  "507",    "lost",   "before",  "hidden-412", "redirect",
        "broken", "empty",    "bomb", "no-tag", "skewed", "foreign", "hidden-507"};
    CalendarHost host(CalendarHost::Kind::Radicale, {"anna", "bilal"});
    FaultyLine line(host.port());
    const Moment now = at("2026-11-23", 8);
    Plan plan = plan_with(host, line.port());
    plan.horizon = std::chrono::days(365);
    HttpSettings settings = host.settings();
    settings.tries = 1;
    Counter counter(plan, 'A', settings, [now] { return now; });
    std::size_t given = 0;
    Moment from = now;
    for (const std::string& method : methods) {
        for (const std::string& fault : faults) {
            // The first, the second and the third request of the kind.
            for (int good = 0; good < (method == "REPORT" ? 3 : method == "PUT" ? 2 : 1); ++good) {
                CAPTURE(method);
                CAPTURE(fault);
                CAPTURE(good);
                if (method == "REPORT" && fault != "empty" && fault != "hidden-507" &&
                    static_cast<std::size_t>(good) != given % 3) {
                    continue; // in turn, where all are alike
                }
                const auto slot = counter.book.next_free("beratung", "anna", from);
                REQUIRE(slot.has_value());
                from = slot->end;
                const Appointment asked = counter.given(slot->start, "anna");
                ++given;
                for (int i = 0; i < good; ++i) {
                    line.spoil(method, "skewed"); // which is good
                }
                line.spoil(method, fault);
                const Appointment spoiled = counter.settled(asked.id);
                CHECK(line.left() == 0);
                CHECK(spoiled.state != State::Refused);
                if (spoiled.state == State::Confirmed) {
                    CHECK(is_confirmed(host, asked));
                }
                CHECK(counter.settled(asked.id).state == State::Confirmed);
                CHECK(is_confirmed(host, asked));
            }
        }
    }
    CHECK(all_of(host).size() == given);
}

TEST_CASE("taking away, too, is done until it is done") {
    CalendarHost host(CalendarHost::Kind::Radicale, {"anna", "bilal"});
    FaultyLine line(host.port());
    const Moment now = at("2026-11-23", 8);
    HttpSettings settings = host.settings();
    settings.tries = 1;
    Counter counter(plan_with(host, line.port()), 'A', settings, [now] { return now; });
    for (const std::string fault :
         {"500", "late-500", "lost", "before", "hidden-412", "foreign", "redirect"}) {
        CAPTURE(fault);
        const Appointment asked = counter.given(at("2026-11-25", 9), "anna");
        CHECK(counter.settled(asked.id).state == State::Confirmed);
        REQUIRE(counter.book.cancel(asked.id).has_value());
        line.spoil("DELETE", fault);
        counter.settled(asked.id);
        CHECK(line.left() == 0);
        counter.settled(asked.id);
        CHECK(all_of(host).empty());
    }
}

TEST_CASE("a loser whose taking away fails is refused and gone later") {
    CalendarHost host(CalendarHost::Kind::Radicale, {"anna", "bilal"});
    FaultyLine line(host.port());
    const Moment now = at("2026-11-23", 8);
    HttpSettings settings = host.settings();
    settings.tries = 1;
    Counter counter(plan_with(host, line.port()), 'A', settings, [now] { return now; });
    const Appointment asked = counter.given(at("2026-11-25", 9), "anna");
    // Between its first look and its second one the adviser enters something.
    line.spoil("REPORT", "skewed"); // what repeats
    line.spoil("REPORT", "skewed");
    line.spoil("REPORT", "500");
    CHECK(counter.settled(asked.id).state == State::Requested);
    enter(host, "anna", "x.ics",
          "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//DE\r\nBEGIN:VEVENT\r\nUID:x\r\n"
          "DTSTAMP:20260101T000000Z\r\nDTSTART:20261125T081000Z\r\nDURATION:PT1H\r\n"
          "END:VEVENT\r\nEND:VCALENDAR\r\n");
    line.spoil("DELETE", "503");
    CHECK(counter.settled(asked.id).state == State::Requested);
    CHECK(counter.settled(asked.id).state == State::Refused);
    CHECK(counter.book.find(asked.id)->reason == Why::Busy);
    CHECK(all_of(host).size() == 1);
}

TEST_CASE("an answer without end and none at all are given up") {
    CalendarHost host(CalendarHost::Kind::Radicale, {"anna", "bilal"});
    FaultyLine line(host.port());
    const Moment now = at("2026-11-23", 8);
    HttpSettings settings = host.settings();
    settings.tries = 1;
    settings.longest = std::chrono::seconds(2);
    Counter counter(plan_with(host, line.port()), 'A', settings, [now] { return now; });
    const Appointment asked = counter.given(at("2026-11-25", 9), "anna");
    for (const char* fault : {"silent", "huge"}) {
        CAPTURE(fault);
        line.spoil("REPORT", fault);
        const auto result = counter.exchange->run(Extent::Waiting);
        CHECK(result.waiting == 1);
        CHECK(result.problems.size() == 1);
    }
    CHECK(counter.settled(asked.id).state == State::Confirmed);
}

TEST_CASE("calendars that cannot be looked at keep what was known of them") {
    CalendarHost host(CalendarHost::Kind::Radicale, {"anna", "bilal"});
    FaultyLine line(host.port());
    const Moment now = at("2026-11-23", 8);
    HttpSettings settings = host.settings();
    settings.tries = 1;
    enter(host, "anna", "x.ics",
          "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//DE\r\nBEGIN:VEVENT\r\nUID:x\r\n"
          "DTSTAMP:20260101T000000Z\r\nDTSTART:20261125T080000Z\r\nDURATION:PT1H\r\n"
          "END:VEVENT\r\nEND:VCALENDAR\r\n");
    Counter counter(plan_with(host, line.port()), 'A', settings, [now] { return now; });
    const Appointment asked = counter.given(at("2026-11-25", 10), "anna");
    CHECK(counter.settled(asked.id, Extent::Everything).state == State::Confirmed);
    for (const std::string fault : {"500", "hidden-507", "broken", "foreign"}) {
        CAPTURE(fault);
        line.spoil("REPORT", fault);
        CHECK(counter.exchange->run(Extent::Everything).problems.size() == 1);
        counter.book.refresh();
        CHECK(counter.book.day("beratung", "anna", day("2026-11-25"))[0].state == SlotState::Taken);
        CHECK(counter.book.find(asked.id)->state == State::Confirmed);
    }
    // An empty answer does not cancel what the server still has.
    line.spoil("REPORT", "empty");
    counter.exchange->run(Extent::Everything);
    counter.book.refresh();
    CHECK(counter.book.find(asked.id)->state == State::Confirmed);
}

TEST_CASE("the worst that a 207 says of a resource counts") {
    const auto read = [](const std::string& inside) {
        return read_multistatus("<d:multistatus xmlns:d=\"DAV:\" xmlns:c="
                                "\"urn:ietf:params:xml:ns:caldav\">" +
                                inside + "</d:multistatus>");
    };
    const auto two = read("<d:response><d:href>https://x.example/a%20b/%C3%A4.ics</d:href>"
                          "<d:propstat><d:prop><d:getetag>\"1\"</d:getetag><c:calendar-data>"
                          "<![CDATA[BEGIN]]></c:calendar-data></d:prop><d:status>HTTP/1.1 200 OK"
                          "</d:status></d:propstat><d:propstat><d:prop><d:x/></d:prop>"
                          "<d:status>HTTP/1.1 404 Not Found</d:status></d:propstat></d:response>"
                          "<d:response><d:href>/b</d:href><d:status>HTTP/1.1 412 x</d:status>"
                          "</d:response>");
    REQUIRE(two.has_value());
    REQUIRE(two->size() == 2);
    CHECK((*two)[0].path == "/a b/\xc3\xa4.ics");
    CHECK((*two)[0].name() == "\xc3\xa4.ics");
    CHECK((*two)[0].status == 200);
    CHECK((*two)[0].tag == "\"1\"");
    CHECK((*two)[0].calendar == "BEGIN");
    CHECK((*two)[1].status == 412);
    CHECK(read("<d:response><d:href>/</d:href><d:status>nonsense</d:status></d:response>")
              ->front()
              .status == 500);
    CHECK_FALSE(read_multistatus("").has_value());
    CHECK_FALSE(read_multistatus("<multistatus/>").has_value());
    CHECK_FALSE(read_multistatus("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>"
                                 "<multistatus xmlns=\"DAV:\">&b;</multistatus>")
                    .has_value());
}
