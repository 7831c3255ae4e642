#include "content/opening_hours.hpp"

#include <doctest/doctest.h>

using namespace zugang::content;
using std::chrono::minutes;

namespace {

LocalTime at(const char* day, int hour, int minute = 0) {
    return {.day = *parse_date(day), .time = minutes(hour * 60 + minute)};
}

OpeningHours hours(const char* text) {
    const auto parsed = parse_opening_hours(text);
    REQUIRE_MESSAGE(parsed, text);
    return *parsed;
}

} // namespace

TEST_CASE("opening hours are days and times, and nothing else") {
    const OpeningHours week = hours("Mo-Mi,Fr 09:00-12:00,13:00-24:00; Do 00:00-08:30");
    CHECK(week.week[0].size() == 2);
    CHECK(week.week[1][1].until == minutes(24 * 60));
    CHECK(week.week[3][0].until == minutes(8 * 60 + 30));
    CHECK(week.week[4].size() == 2);
    CHECK(week.week[5].empty());
    CHECK(hours("24/7").always);
    struct Case {
        const char* text;
        HoursProblem problem;
    };
    for (const Case& one : {Case{"", HoursProblem::Day},
                            {"Mon 08:00-16:00", HoursProblem::Form},
                            {"Tu 08:00-16:00", HoursProblem::Day},
                            {"Fr-Mo 08:00-16:00", HoursProblem::Backwards},
                            {"Mo 8:00-16:00", HoursProblem::Time},
                            {"Mo 08:60-16:00", HoursProblem::Time},
                            {"Mo 08:00-24:01", HoursProblem::Time},
                            {"Mo 08:00", HoursProblem::Form},
                            {"Mo 16:00-08:00", HoursProblem::Backwards},
                            {"Mo 08:00-08:00", HoursProblem::Backwards},
                            {"Mo-Fr 08:00-12:00; Do 14:00-18:00", HoursProblem::DoubledDay},
                            {"Mo,Mo 08:00-12:00", HoursProblem::DoubledDay},
                            {"Mo 08:00-12:00,11:00-13:00", HoursProblem::Overlap},
                            {"Mo 08:00-12:00;", HoursProblem::Form},
                            {"Mo 08:00-12:00; ", HoursProblem::Day},
                            {"Mo 08:00-12:00 und mehr", HoursProblem::Form},
                            {"nach Vereinbarung", HoursProblem::Day}}) {
        CAPTURE(one.text);
        const auto parsed = parse_opening_hours(one.text);
        REQUIRE_FALSE(parsed);
        CHECK(parsed.error() == one.problem);
    }
}

TEST_CASE("open until, or closed until the next opening") {
    const OpeningHours week = hours("Mo-Do 08:00-12:00,13:00-16:00; Fr 08:00-12:00");
    const auto state = [&](LocalTime now) { return open_state(week, now, "by"); };
    CHECK(state(at("2026-11-26", 8)).open); // a Thursday
    CHECK(state(at("2026-11-26", 11, 59)).until == minutes(12 * 60));
    CHECK_FALSE(state(at("2026-11-26", 12)).open); // the end does not belong to it
    CHECK(state(at("2026-11-26", 12)).next->time == minutes(13 * 60));
    const OpenState weekend = state(at("2026-11-27", 12));
    CHECK_FALSE(weekend.open);
    CHECK(weekend.next->day == parse_date("2026-11-30"));
    CHECK(weekend.next->time == minutes(8 * 60));
    CHECK_FALSE(open_state(OpeningHours{}, at("2026-11-26", 8), "by").next);
}

TEST_CASE("on public holidays of the Land an office is closed, a hotline is not") {
    const OpeningHours week = hours("Mo-So 08:00-16:00");
    CHECK_FALSE(open_state(week, at("2026-12-25", 9), "by").open);
    CHECK(open_state(week, at("2026-12-25", 9), "by").next->day == parse_date("2026-12-27"));
    CHECK_FALSE(open_state(week, at("2027-01-06", 9), "by").open);
    CHECK(open_state(week, at("2027-01-06", 9), "be").open);
    CHECK(open_state(hours("24/7"), at("2026-12-25", 9), "by").open);
}

TEST_CASE("German clocks go forward in March and back in October") {
    const auto shown = [](const char* moment) { return german_time(*parse_moment(moment)); };
    CHECK(shown("2026-11-26T07:00:00Z").time == minutes(8 * 60));
    CHECK(shown("2026-07-01T22:30:00Z").day == parse_date("2026-07-02"));
    CHECK(shown("2026-07-01T22:30:00Z").time == minutes(30));
    CHECK(shown("2026-03-29T00:59:59Z").time == minutes(60 + 59));
    CHECK(shown("2026-03-29T01:00:00Z").time == minutes(3 * 60));
    CHECK(shown("2026-10-25T01:00:00Z").time == minutes(2 * 60));
}
