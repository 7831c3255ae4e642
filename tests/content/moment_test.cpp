#include "content/moment.hpp"

#include <doctest/doctest.h>

using namespace zugang::content;

TEST_CASE("times are read in one form and written the same") {
    for (const char* good :
         {"2026-11-25T18:00:00Z", "2028-02-29T23:59:59Z", "0001-01-01T00:00:00Z"}) {
        const auto time = parse_moment(good);
        REQUIRE(time);
        CHECK(iso_moment(*time) == good);
    }
    for (const char* bad :
         {"", "2026-11-25", "2026-11-25T18:00:00", "2026-11-25T18:00:00+00:00",
          "2026-02-29T00:00:00Z", "2026-11-25T24:00:00Z", "2026-11-25T18:60:00Z",
          "2026-11-25 18:00:00Z", "2026-11-2aT18:00:00Z", "2026-11-25T18:00:00.1Z"}) {
        CAPTURE(bad);
        CHECK_FALSE(parse_moment(bad));
    }
}
