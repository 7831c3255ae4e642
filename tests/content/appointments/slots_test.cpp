#include "content/appointments/slots.hpp"
#include "tests/content/appointments/testing.hpp"

#include <algorithm>

#include <doctest/doctest.h>

using namespace zugang::content;
using namespace zugang::content::appointments;
using namespace zugang::content::appointments::testing;

namespace {

/// "09:00 09:30 ..." of the free ones.
std::string free_times(const Plan& plan, const std::string& iso, Moment now,
                       const std::vector<Busy>& busy = {}, const std::string& adviser = {}) {
    std::string times;
    for (const SlotTime& slot :
         slots_of_day(plan, BusyTimes(busy), "beratung", adviser, day(iso), now)) {
        if (slot.state == SlotState::Free) {
            const auto clock = std::chrono::hh_mm_ss(slot.local.time);
            const auto two = [](long n) {
                return std::string(n < 10 ? "0" : "") + std::to_string(n);
            };
            times += (times.empty() ? "" : " ") + two(clock.hours().count()) + ":" +
                     two(clock.minutes().count());
        }
    }
    return times;
}

Plan open_at(const std::string& hours) {
    std::string text = small_plan;
    const std::string before = "Mo-So 09:00-12:00,13:00-16:00";
    return plan_of(text.replace(text.find(before), before.size(), hours));
}

} // namespace

TEST_CASE("slots follow one another within the hours") {
    const Plan plan = open_at("Mi 09:00-11:00,13:15-14:00");
    const Moment now = at("2026-11-20", 8);
    CHECK(free_times(plan, "2026-11-25", now) == "09:00 09:30 10:00 10:30 13:15");
    CHECK(free_times(plan, "2026-11-26", now).empty());
}

TEST_CASE("breaks, hours and days away of an adviser count") {
    Plan plan = open_at("Mo-Fr 09:00-12:00");
    plan.advisers[0].hours = parse_opening_hours("Mi 10:00-18:00").value();
    plan.advisers[0].breaks = parse_opening_hours("Mi 10:30-11:00").value();
    const Moment now = at("2026-11-20", 8);
    CHECK(free_times(plan, "2026-11-25", now, {}, "anna") == "10:00 11:00 11:30");
    CHECK(free_times(plan, "2026-11-25", now, {}, "bilal") ==
          "09:00 09:30 10:00 10:30 11:00 11:30");
    CHECK(free_times(plan, "2026-11-26", now, {}, "anna").empty());
    plan.advisers[1].absent = {{day("2026-11-25"), day("2026-11-25")}};
    CHECK(free_times(plan, "2026-11-25", now) == "10:00 11:00 11:30");
    plan.breaks = parse_opening_hours("Mo-So 09:00-11:15").value();
    CHECK(free_times(plan, "2026-11-25", now) == "11:15");
}

TEST_CASE("nothing is given on public holidays of the Land and on closed days") {
    Plan plan = plan_of(small_plan);
    const Moment now = at("2026-10-25", 8);
    CHECK(free_times(plan, "2026-11-01", now).empty()); // All Saints: Bavaria, not Berlin
    plan.land = "be";
    CHECK_FALSE(free_times(plan, "2026-11-01", now).empty());
    plan.closed = {{day("2026-10-31"), day("2026-11-02")}};
    CHECK(free_times(plan, "2026-11-01", now).empty());
    CHECK(is_closed(plan, day("2026-11-02")));
    CHECK_FALSE(is_closed(plan, day("2026-11-03")));
}

TEST_CASE("lead time and horizon") {
    Plan plan = plan_of(small_plan);
    const Moment now = at("2026-11-25", 10, 10);
    plan.services[0].lead = std::chrono::hours(4);
    CHECK(free_times(plan, "2026-11-25", now) == "14:30 15:00 15:30");
    plan.horizon = std::chrono::days(2);
    CHECK_FALSE(free_times(plan, "2026-11-27", now).empty());
    const auto later = slots_of_day(plan, {}, "beratung", "", day("2026-11-28"), now);
    REQUIRE_FALSE(later.empty());
    CHECK(later.front().state == SlotState::TooFar);
    const auto earlier = slots_of_day(plan, {}, "beratung", "", day("2026-11-24"), now);
    REQUIRE_FALSE(earlier.empty());
    CHECK(earlier.back().state == SlotState::Past);
}

TEST_CASE("whoever is busy is not offered, and touching times do not count") {
    const Plan plan = plan_of(small_plan);
    const Moment now = at("2026-11-20", 8);
    const std::vector<Busy> busy{{.adviser = "anna",
                                  .room = "",
                                  .start = at("2026-11-25", 9, 30),
                                  .end = at("2026-11-25", 10)},
                                 {.adviser = "anna",
                                  .room = "",
                                  .start = at("2026-11-25", 9, 45),
                                  .end = at("2026-11-25", 9, 50)},
                                 {.adviser = "bilal",
                                  .room = "",
                                  .start = at("2026-11-25", 9, 59),
                                  .end = at("2026-11-25", 10, 1)}};
    const auto slots = slots_of_day(plan, BusyTimes(busy), "beratung", "", day("2026-11-25"), now);
    CHECK(slots[0].free == std::vector<std::string>{"anna", "bilal"});
    CHECK(slots[1].state == SlotState::Taken);
    CHECK(slots[2].free == std::vector<std::string>{"anna"});
    CHECK(slots[3].free == std::vector<std::string>{"anna", "bilal"});
}

TEST_CASE("a room has so many places and no more") {
    Plan plan = plan_of(small_plan);
    plan.rooms[0].places = 1;
    const Moment now = at("2026-11-20", 8);
    const std::vector<Busy> busy{{.adviser = "",
                                  .room = "r1",
                                  .start = at("2026-11-25", 9, 15),
                                  .end = at("2026-11-25", 9, 45)}};
    CHECK(free_times(plan, "2026-11-25", now, busy).starts_with("10:00 "));
    plan.rooms[0].places = 2;
    CHECK(free_times(plan, "2026-11-25", now, busy).starts_with("09:00 09:30 "));
    const BusyTimes times(
        {{.adviser = "", .room = "r", .start = at("2026-11-25", 9), .end = at("2026-11-25", 10)},
         {.adviser = "", .room = "r", .start = at("2026-11-25", 10), .end = at("2026-11-25", 11)},
         {.adviser = "", .room = "r", .start = at("2026-11-25", 8), .end = at("2026-11-25", 12)}});
    CHECK(times.use_of_room("r", at("2026-11-25", 9), at("2026-11-25", 11)) == 2);
    CHECK(times.use_of_room("r", at("2026-11-25", 11), at("2026-11-25", 13)) == 1);
    CHECK(times.use_of_room("r", at("2026-11-25", 12), at("2026-11-25", 13)) == 0);
}

TEST_CASE("the night when clocks go forward has no slot between two and three") {
    const Plan plan = open_at("Mo-So 01:00-04:00");
    const auto slots =
        slots_of_day(plan, {}, "beratung", "", day("2027-03-28"), at("2027-03-20", 8));
    std::string times;
    for (const SlotTime& slot : slots) {
        times += std::to_string(slot.local.time.count()) + ' ';
        CHECK(slot.end - slot.start == std::chrono::minutes(30));
        CHECK(german_time(slot.start).day == day("2027-03-28"));
    }
    CHECK(times == "60 90 180 210 ");
    CHECK(slots[2].start - slots[1].start == std::chrono::minutes(30));
}

TEST_CASE("the night when clocks go back has the hour from two to three twice") {
    const Plan plan = open_at("Mo-So 01:30-03:30");
    const auto slots =
        slots_of_day(plan, {}, "beratung", "", day("2026-10-25"), at("2026-10-20", 8));
    std::string times;
    for (const SlotTime& slot : slots) {
        times += std::to_string(slot.local.time.count()) + ' ';
    }
    CHECK(times == "90 120 150 120 150 180 ");
    CHECK(slots[3].start - slots[1].start == std::chrono::hours(1));
}

TEST_CASE("nine o'clock is nine o'clock on both sides of a switch") {
    const Plan plan = plan_of(small_plan);
    for (const char* iso :
         {"2026-10-24", "2026-10-25", "2026-10-26", "2028-03-25", "2028-03-26", "2028-03-27"}) {
        CAPTURE(iso);
        const auto slots = slots_of_day(plan, {}, "beratung", "", day(iso), at("2026-10-01", 8));
        REQUIRE(slots.size() == 12);
        CHECK(slots[0].local.time == std::chrono::hours(9));
        CHECK(slots[11].local.time == std::chrono::minutes(15 * 60 + 30));
        CHECK(slots[0].start == at(iso, 9));
    }
    CHECK(start_of(day("2026-10-26")) - start_of(day("2026-10-25")) == std::chrono::hours(25));
    CHECK(start_of(day("2027-03-29")) - start_of(day("2027-03-28")) == std::chrono::hours(23));
}

TEST_CASE("a day that is open to its end ends at midnight") {
    const Plan plan = open_at("24/7");
    CHECK(slots_of_day(plan, {}, "beratung", "", day("2026-11-25"), at("2026-11-20", 8)).size() ==
          48);
    CHECK(slots_of_day(plan, {}, "beratung", "", day("2026-10-25"), at("2026-10-20", 8)).size() ==
          50);
}

TEST_CASE("the next free slot passes over weekends, holidays and what is taken") {
    Plan plan = open_at("Mo-Fr 09:00-09:30");
    plan.advisers.pop_back();
    const Moment now = at("2026-12-23", 9, 10); // a Wednesday
    const auto next = next_free(plan,
                                BusyTimes({{.adviser = "anna",
                                            .room = "",
                                            .start = at("2026-12-24", 0),
                                            .end = at("2026-12-24", 23)}}),
                                "beratung", "", now, now);
    REQUIRE(next.has_value());
    CHECK(next->start == at("2026-12-28", 9)); // after Christmas and a weekend
    CHECK(next_free(plan, {}, "beratung", "", at("2026-12-28", 9, 1), now)->start ==
          at("2026-12-29", 9));
    CHECK_FALSE(next_free(plan, {}, "beratung", "", at("2028-01-01", 9), now).has_value());
    CHECK_FALSE(next_free(plan, {}, "nothing", "", now, now).has_value());
    CHECK_FALSE(next_free(plan, {}, "beratung", "nobody", now, now).has_value());
}

TEST_CASE("a week goes from Monday to Sunday") {
    const Plan plan = open_at("Mo 09:00-09:30; So 10:00-10:30");
    const auto week =
        slots_of_week(plan, {}, "beratung", "", day("2026-11-25"), at("2026-11-20", 8));
    REQUIRE(week[0].size() == 1);
    CHECK(week[0][0].start == at("2026-11-23", 9));
    CHECK(week[3].empty());
    REQUIRE(week[6].size() == 1);
    CHECK(week[6][0].start == at("2026-11-29", 10));
}
