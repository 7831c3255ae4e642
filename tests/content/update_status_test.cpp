#include "content/update_status.hpp"

#include <doctest/doctest.h>

using namespace zugang::content;

TEST_CASE("what sync says of itself is read as it was written") {
    UpdateStatus status;
    status.state = "12";
    status.changed = parse_moment("2026-11-26T00:40:00Z");
    status.last_contact = parse_moment("2026-11-26T08:00:00Z");
    status.trusted_until = parse_moment("2026-12-10T00:00:00Z");
    status.clock_is_behind = true;
    status.source = "https://mirror.example/";
    status.packages = {{.id = "bund",
                        .content = std::string(64, 'a'),
                        .as_of = parse_date("2026-11-22"),
                        .withheld = true}};
    status.problem = UpdateProblem{.reason = "network",
                                   .text = "the mirror does not answer",
                                   .since = *parse_moment("2026-11-25T23:00:00Z")};
    status.activity = "fetching";
    status.fetched_bytes = 10;
    status.to_fetch_bytes = 200;
    const std::string json = write_update_status(status);
    const auto read = read_update_status(json);
    REQUIRE(read);
    CHECK(write_update_status(*read) == json);
    CHECK(read->changed == status.changed);
    CHECK_FALSE(read->last_success);
    REQUIRE(read->packages.size() == 1);
    CHECK(read->packages[0].as_of == status.packages[0].as_of);
    REQUIRE(read->problem);
    CHECK(read->problem->since == status.problem->since);
    CHECK(read->to_fetch_bytes == 200);
}

TEST_CASE("a damaged status is no status, a damaged part of it is absent") {
    CHECK_FALSE(read_update_status(""));
    CHECK_FALSE(read_update_status("[1]"));
    CHECK_FALSE(read_update_status(R"({"format":2,"state":"1"})"));
    const auto status = read_update_status(
        R"({"format":1,"state":7,"changed":"soon","packages":[1,{"id":"../x"},{"id":"bund"}]})");
    REQUIRE(status);
    CHECK(status->state.empty());
    CHECK_FALSE(status->changed);
    REQUIRE(status->packages.size() == 1);
    CHECK(status->packages[0].id == "bund");
}
