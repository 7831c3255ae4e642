#include "content/date.hpp"

#include <doctest/doctest.h>

using namespace zugang::content;

TEST_CASE("only possible days in exactly one form are read") {
    REQUIRE(parse_date("2024-02-29"));
    CHECK(iso_date(*parse_date("2024-02-29")) == "2024-02-29");
    CHECK(*parse_date("2027-01-01") - *parse_date("2026-12-31") == std::chrono::days(1));
    for (const char* bad : {"", "2023-02-29", "2026-13-01", "2026-00-01", "2026-1-1", "2026-01-01 ",
                            "26-01-01", "2026/01/01", "2026-01-0x", "+026-01-01"}) {
        CAPTURE(bad);
        CHECK_FALSE(parse_date(bad));
    }
}
