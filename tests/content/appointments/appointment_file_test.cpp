#include "content/appointments/appointment_file.hpp"
#include "tests/content/appointments/testing.hpp"

#include <doctest/doctest.h>

using namespace zugang::content;
using namespace zugang::content::appointments;
using namespace zugang::content::appointments::testing;

namespace {

Appointment sample() {
    return {.id = "0123456789abcdef0123456789abcdef",
            .number = "A-47",
            .kind = Kind::Appointment,
            .state = State::Requested,
            .reason = Reason::None,
            .service = "beratung",
            .adviser = "anna",
            .room = "r1",
            .start = at("2026-11-25", 9),
            .end = at("2026-11-25", 9, 30),
            .language = "zh-Hans",
            .revision = 2,
            .previous = {{.number = "A-12",
                          .adviser = "bilal",
                          .room = "",
                          .start = at("2026-11-24", 9),
                          .end = at("2026-11-24", 9, 30)}},
            .told = Told{.state = State::Confirmed, .start = at("2026-11-24", 9)}};
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const std::size_t found = text.find(what);
    REQUIRE(found != std::string::npos);
    return text.replace(found, what.size(), by);
}

} // namespace

TEST_CASE("an appointment comes back from its file") {
    const Plan plan = plan_of(small_plan);
    const std::string text = write_appointment(sample(), plan, at("2026-11-20", 8));
    CHECK(text.find("SUMMARY:A-47 Beratung\r\n") != std::string::npos);
    CHECK(text.find("DTSTART:20261125T080000Z\r\n") != std::string::npos);
    CHECK(text.find("STATUS:TENTATIVE\r\n") != std::string::npos);
    CHECK(text.find("Anna") == std::string::npos);
    CHECK(read_appointment(text) == sample());
    Appointment walk_in = sample();
    walk_in.kind = Kind::WalkIn;
    walk_in.adviser.clear();
    walk_in.room.clear();
    walk_in.end = walk_in.start;
    walk_in.previous.clear();
    walk_in.told.reset();
    CHECK(read_appointment(write_appointment(walk_in, plan, at("2026-11-20", 8))) == walk_in);
}

TEST_CASE("a verdict comes back from its file") {
    const Verdict verdict{.id = sample().id,
                          .revision = 3,
                          .state = State::Refused,
                          .reason = Reason::Taken,
                          .start = at("2026-11-25", 9),
                          .end = at("2026-11-25", 9, 30),
                          .adviser = "anna",
                          .cleared = true};
    CHECK(read_verdict(write_verdict(verdict, at("2026-11-20", 8))) == verdict);
}

TEST_CASE("files of others and broken ones are told apart") {
    const Plan plan = plan_of(small_plan);
    const std::string text = write_appointment(sample(), plan, at("2026-11-20", 8));
    CHECK(read_appointment("").error() == FileProblem::Unreadable);
    CHECK(read_appointment(text.substr(0, 20)).error() != FileProblem::Incomplete);
    CHECK(read_appointment(event("DTSTART:20261125T080000Z\r\n")).error() == FileProblem::Foreign);
    CHECK(read_verdict(text).error() == FileProblem::Foreign);
    for (const auto& [what, by] : std::vector<std::pair<std::string, std::string>>{
             {"A-47\r\n", "A-0\r\n"},
             {"X-ZUGANG-STATE:requested", "X-ZUGANG-STATE:maybe"},
             {"DTSTART:20261125T080000Z", "DTSTART:20261125T090000Z"},
             {"DTSTART:20261125T080000Z", "DTSTART:20261125T080000"},
             {"UID:0123456789abcdef", "UID:../../etc/passwd"},
             {"SEQUENCE:2", "SEQUENCE:-2"},
             {"X-ZUGANG-ADVISER:anna", "X-ZUGANG-ADVISER:an/na"},
             {"X-ZUGANG-LANGUAGE:zh-Hans", "X-ZUGANG-LANGUAGE:"},
             {"X-ZUGANG-EARLIER:A-12", "X-ZUGANG-EARLIER:12"},
             {"X-ZUGANG-TOLD:confirmed", "X-ZUGANG-TOLD:confirmed "}}) {
        CAPTURE(by);
        const auto read = read_appointment(replaced(text, what, by));
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error() == FileProblem::Incomplete);
    }
}

TEST_CASE("every beginning of a file is no appointment") {
    const std::string text = write_appointment(sample(), plan_of(small_plan), at("2026-11-20", 8));
    for (std::size_t size = 0; size + 20 < text.size(); ++size) {
        const auto read = read_appointment(text.substr(0, size));
        if (read) {
            CAPTURE(size);
            CHECK(*read == sample()); // only when all that counts is there
        }
    }
}

TEST_CASE("a verdict counts for its revision only") {
    const Appointment asked = sample();
    Verdict verdict{.id = asked.id,
                    .revision = 2,
                    .state = State::Confirmed,
                    .reason = Reason::MovedByAdviser,
                    .start = at("2026-11-26", 10),
                    .end = at("2026-11-26", 11),
                    .adviser = "anna"};
    CHECK(with_verdict(asked, verdict).start == at("2026-11-26", 10));
    CHECK(with_verdict(asked, verdict).state == State::Confirmed);
    verdict.revision = 1;
    CHECK(with_verdict(asked, verdict) == asked);
    verdict = {.id = asked.id,
               .revision = 2,
               .state = State::Confirmed,
               .reason = Reason::MoveRefused,
               .start = at("2026-11-24", 9),
               .end = at("2026-11-24", 9, 30),
               .adviser = "bilal"};
    CHECK(with_verdict(asked, verdict).number == "A-12");
    CHECK(with_verdict(asked, verdict).adviser == "bilal");
}

TEST_CASE("a booking holds no more than its calendar needs") {
    const std::string text =
        write_booking(sample(), plan_of(small_plan), State::Confirmed, "uid", at("2026-11-20", 8));
    CHECK(text.find("UID:uid\r\n") != std::string::npos);
    CHECK(text.find("STATUS:CONFIRMED\r\n") != std::string::npos);
    CHECK(text.find("X-ZUGANG-ID:0123456789abcdef0123456789abcdef\r\n") != std::string::npos);
    CHECK(text.find("zh-Hans") == std::string::npos);
}
