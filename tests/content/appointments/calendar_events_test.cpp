#include "content/appointments/calendar_events.hpp"
#include "tests/content/appointments/testing.hpp"

#include <doctest/doctest.h>

using namespace zugang::content;
using namespace zugang::content::appointments;
using namespace zugang::content::appointments::testing;

namespace {

using Span = std::pair<Moment, Moment>;

CalendarEvents read(const std::string& text, const std::string& from = "2026-11-23",
                    const std::string& until = "2026-11-30") {
    const auto calendar = read_calendar(text, at(from, 0), at(until, 0));
    REQUIRE(calendar.has_value());
    return *calendar;
}

std::vector<Span> spans(const std::string& text, const std::string& from = "2026-11-23",
                        const std::string& until = "2026-11-30") {
    std::vector<Span> found;
    for (const CalendarEvent& one : read(text, from, until).events) {
        found.emplace_back(one.start, one.end);
    }
    return found;
}

std::vector<Moment> starts(const std::string& text, const std::string& from = "2026-11-23",
                           const std::string& until = "2026-11-30") {
    std::vector<Moment> found;
    for (const Span& one : spans(text, from, until)) {
        found.push_back(one.first);
    }
    return found;
}

} // namespace

TEST_CASE("times in UTC, of a zone, of none, and whole days") {
    const Span nine{at("2026-11-25", 9), at("2026-11-25", 10)};
    const std::vector<std::string> same{
        "DTSTART:20261125T080000Z\r\nDTEND:20261125T090000Z\r\n",
        "DTSTART;TZID=Europe/Berlin:20261125T090000\r\nDTEND;TZID=Europe/"
        "Berlin:20261125T100000\r\n",
        "DTSTART:20261125T090000\r\nDURATION:PT1H\r\n",
        "DTSTART;TZID=Asia/Tehran:20261125T113000\r\nDURATION:PT60M\r\n",
        "DTSTART;TZID=W. Europe Standard Time:20261125T090000\r\nDURATION:PT1H\r\n",
        "DTSTART;TZID=/example.org/20260101_1/Europe/Berlin:20261125T090000\r\nDURATION:PT1H\r\n",
    };
    for (const std::string& lines : same) {
        CAPTURE(lines);
        CHECK(spans(event(lines)) == std::vector<Span>{nine});
    }
    CHECK(spans(event("DTSTART;VALUE=DATE:20261125\r\n")) ==
          std::vector<Span>{{at("2026-11-25", 0), at("2026-11-26", 0)}});
    CHECK(spans(event("DTSTART;VALUE=DATE:20261024\r\nDTEND;VALUE=DATE:20261027\r\n"), "2026-10-01",
                "2026-11-30") == std::vector<Span>{{at("2026-10-24", 0), at("2026-10-27", 0)}});
    CHECK(spans(event("DTSTART:20261125T080000Z\r\n")).empty()); // takes no time
}

TEST_CASE("an unknown zone is named by its location, or is that of Germany") {
    const std::string zone =
        "BEGIN:VTIMEZONE\r\nTZID:Mein Büro\r\nX-LIC-LOCATION:Asia/Tehran\r\nBEGIN:STANDARD\r\n"
        "DTSTART:19700101T000000\r\nTZOFFSETFROM:+0330\r\nTZOFFSETTO:+0330\r\nEND:STANDARD\r\n"
        "END:VTIMEZONE\r\n";
    const std::string lines = "DTSTART;TZID=Mein Büro:20261125T113000\r\nDURATION:PT1H\r\n";
    CHECK(starts(event(lines, zone)) == std::vector{at("2026-11-25", 9)});
    const CalendarEvents unknown = read(event(lines));
    CHECK(unknown.events.at(0).start == at("2026-11-25", 11, 30));
    CHECK(unknown.problems.size() == 1);
}

TEST_CASE("what is cancelled or transparent takes no time") {
    const std::string time = "DTSTART:20261125T080000Z\r\nDURATION:PT1H\r\n";
    CHECK(spans(event(time + "STATUS:CANCELLED\r\n")).empty());
    CHECK(spans(event(time + "TRANSP:TRANSPARENT\r\n")).empty());
    CHECK(spans(event(time + "TRANSP:OPAQUE\r\nSTATUS:CONFIRMED\r\n")).size() == 1);
    CHECK(read(event(time + "STATUS:TENTATIVE\r\nX-ZUGANG-ID:abc\r\n")).events ==
          std::vector<CalendarEvent>{{.booking = "abc",
                                      .room = "",
                                      .tentative = true,
                                      .start = at("2026-11-25", 9),
                                      .end = at("2026-11-25", 10)}});
}

TEST_CASE("a weekly event keeps its hour over the switches") {
    const std::string weekly = event(
        "DTSTART;TZID=Europe/Berlin:20250101T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY\r\n");
    CHECK(starts(weekly, "2026-10-15", "2026-11-05") ==
          std::vector{at("2026-10-21", 9), at("2026-10-28", 9), at("2026-11-04", 9)});
    CHECK(starts(weekly, "2027-03-20", "2027-04-03") ==
          std::vector{at("2027-03-24", 9), at("2027-03-31", 9)});
}

TEST_CASE("rules, exceptions and moved times") {
    const std::string rule = "DTSTART;TZID=Europe/Berlin:20261123T090000\r\nDURATION:PT1H\r\n"
                             "RRULE:FREQ=DAILY;UNTIL=20261127T080000Z\r\n";
    CHECK(starts(event(rule)) == std::vector{at("2026-11-23", 9), at("2026-11-24", 9),
                                             at("2026-11-25", 9), at("2026-11-26", 9),
                                             at("2026-11-27", 9)});
    CHECK(starts(event(rule + "EXDATE;TZID=Europe/Berlin:20261124T090000\r\n"
                              "EXDATE:20261125T080000Z,20261126T080000Z\r\n"
                              "RDATE;TZID=Europe/Berlin:20261128T140000\r\n")) ==
          std::vector{at("2026-11-23", 9), at("2026-11-27", 9), at("2026-11-28", 14)});
    CHECK(starts(event(rule + "EXDATE;VALUE=DATE:20261124\r\n")).size() == 4);
    std::string moved = event(rule);
    moved.insert(moved.find("END:VCALENDAR"),
                 "BEGIN:VEVENT\r\nUID:1@example.org\r\nDTSTAMP:20260101T000000Z\r\n"
                 "RECURRENCE-ID;TZID=Europe/Berlin:20261124T090000\r\n"
                 "DTSTART;TZID=Europe/Berlin:20261124T150000\r\nDURATION:PT2H\r\nEND:VEVENT\r\n"
                 "BEGIN:VEVENT\r\nUID:1@example.org\r\nDTSTAMP:20260101T000000Z\r\n"
                 "RECURRENCE-ID:20261126T080000Z\r\nSTATUS:CANCELLED\r\n"
                 "DTSTART;TZID=Europe/Berlin:20261126T090000\r\nDURATION:PT1H\r\nEND:VEVENT\r\n");
    CHECK(spans(moved) == std::vector<Span>{{at("2026-11-23", 9), at("2026-11-23", 10)},
                                            {at("2026-11-24", 15), at("2026-11-24", 17)},
                                            {at("2026-11-25", 9), at("2026-11-25", 10)},
                                            {at("2026-11-27", 9), at("2026-11-27", 10)}});
}

TEST_CASE("rules give the same times whether or not their beginning is passed over") {
    for (const std::string rule : {"FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR",
                                   "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYMONTHDAY=31",
                                   "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
                                   "FREQ=MONTHLY;INTERVAL=5;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
                                   "FREQ=WEEKLY;WKST=SU;INTERVAL=3"}) {
        CAPTURE(rule);
        const std::string text =
            event("DTSTART;TZID=Europe/Berlin:20240104T090000\r\nDURATION:PT1H\r\nRRULE:" + rule +
                  "\r\n");
        const auto all = starts(text, "2024-01-01", "2028-01-01");
        const auto late = starts(text, "2026-06-01", "2028-01-01");
        REQUIRE(late.size() > 1);
        CHECK(late == std::vector(all.end() - static_cast<std::ptrdiff_t>(late.size()), all.end()));
        CHECK(all[all.size() - late.size() - 1] < at("2026-06-01", 0));
    }
}

TEST_CASE("an event of 10,000 repeats ends, and what is endless is bounded") {
    const std::string daily =
        event("DTSTART;TZID=Europe/Berlin:20000101T090000\r\nDURATION:PT1H\r\n"
              "RRULE:FREQ=DAILY;COUNT=10000\r\n");
    CHECK(starts(daily).size() == 7); // up to May 2027
    CHECK(starts(daily, "2027-05-01", "2028-01-01").back() == at("2027-05-18", 9));
    const CalendarEvents too_often = read(
        event("DTSTART:19500101T090000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=900000\r\n"));
    CHECK(too_often.problems.size() == 1);
    for (const char* rule :
         {"FREQ=SECONDLY", "FREQ=MINUTELY;INTERVAL=1", "FREQ=HOURLY",
          "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31"}) {
        CAPTURE(rule);
        CHECK(starts(event("DTSTART:20261125T080000Z\r\nDURATION:PT1H\r\nRRULE:" +
                           std::string(rule) + "\r\n")) == std::vector{at("2026-11-25", 9)});
    }
}

TEST_CASE("a long event reaches into the span from before") {
    const std::string text = event("DTSTART;VALUE=DATE:20261109\r\nDTEND;VALUE=DATE:20261125\r\n");
    CHECK(spans(text) == std::vector<Span>{{at("2026-11-09", 0), at("2026-11-25", 0)}});
    CHECK(starts(event("DTSTART;VALUE=DATE:20241109\r\nDURATION:P20D\r\nRRULE:FREQ=YEARLY\r\n")) ==
          std::vector{at("2026-11-09", 0)});
}

TEST_CASE("what is no calendar has no value, and half an event is left out") {
    CHECK_FALSE(read_calendar("", {}, {}).has_value());
    CHECK_FALSE(read_calendar("hello", {}, {}).has_value());
    CHECK_FALSE(read_calendar("BEGIN:VCARD\r\nEND:VCARD\r\n", {}, {}).has_value());
    std::string deep;
    for (int i = 0; i < 100'000; ++i) {
        deep += "BEGIN:VEVENT\r\n";
    }
    CHECK_FALSE(read_calendar(deep, {}, {}).has_value());
    CHECK(read(event("SUMMARY:x\r\n")).problems.size() == 1);
    CHECK(spans(event("DTSTART:20261399T080000Z\r\nDURATION:PT1H\r\n")).empty());
    CHECK(spans(event("DTSTART:20261125T080000Z\r\nDTEND:20261125T070000Z\r\n")).empty());
}

TEST_CASE("without words the times stay and nothing else does") {
    std::string text = event(
        "DTSTART;TZID=Europe/Berlin;X-SECRET=geheim:20261123T090000\r\nDURATION:PT1H\r\n"
        "RRULE:FREQ=DAILY;COUNT=5\r\nEXDATE;TZID=Europe/Berlin:20261124T090000\r\n"
        "SUMMARY:Zahnarzt\r\nDESCRIPTION:geheim\r\nLOCATION:Praxis\r\n"
        "ATTENDEE;CN=Frau X:mailto:x@example.org\r\nX-ZUGANG-ROOM:r1\r\n"
        "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:geheim\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n");
    const auto bare = without_words(text, "anna");
    REQUIRE(bare.has_value());
    for (const char* word : {"Zahnarzt", "geheim", "Praxis", "example.org", "X-SECRET"}) {
        CHECK(bare->find(word) == std::string::npos);
    }
    CalendarEvents expected = read(text);
    expected.adviser = "anna";
    const CalendarEvents left = read(*bare);
    CHECK(left.adviser == "anna");
    CHECK(left.events == expected.events);
    CHECK(left.events.size() == 4);
    CHECK(left.problems.empty());
    CHECK(without_words(text, "anna") == bare);
    CHECK_FALSE(without_words("nothing", "anna").has_value());
}
