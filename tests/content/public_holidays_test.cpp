#include "content/public_holidays.hpp"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

using namespace zugang::content;

namespace {

std::string laender_of(const char* day) {
    std::string codes;
    for (const std::string_view land : laender()) {
        codes += is_public_holiday(*parse_date(day), land) ? std::string(land) + " " : "";
    }
    return codes;
}

} // namespace

TEST_CASE("there are sixteen Länder") {
    CHECK(laender().size() == 16);
    CHECK(std::ranges::is_sorted(laender()));
}

TEST_CASE("days that are holidays everywhere") {
    for (const char* day : {"2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14",
                            "2026-05-25", "2026-10-03", "2026-12-25", "2026-12-26"}) {
        CAPTURE(day);
        CHECK(is_public_holiday(*parse_date(day), ""));
        CHECK(laender_of(day) == "bb be bw by hb he hh mv ni nw rp sh sl sn st th ");
    }
    CHECK(laender_of("2026-12-24").empty());
    CHECK(laender_of("2026-12-31").empty());
}

TEST_CASE("days that are holidays in some Länder") {
    CHECK(laender_of("2027-01-06") == "bw by st ");
    CHECK(laender_of("2026-03-08") == "be mv ");
    CHECK(laender_of("2026-04-05") == "bb "); // Easter Sunday
    CHECK(laender_of("2026-05-24") == "bb "); // Whit Sunday
    CHECK(laender_of("2026-06-04") == "bw by he nw rp sl ");
    CHECK(laender_of("2026-08-15") == "sl ");
    CHECK(laender_of("2026-09-20") == "th ");
    CHECK(laender_of("2026-10-31") == "bb hb hh mv ni sh sn st th ");
    CHECK(laender_of("2026-11-01") == "bw by nw rp sl ");
    CHECK(laender_of("2026-11-18") == "sn ");
    CHECK(laender_of("2023-11-22") == "sn "); // the latest that it can be
    CHECK_FALSE(is_public_holiday(*parse_date("2027-01-06"), ""));
    CHECK_FALSE(is_public_holiday(*parse_date("2027-01-06"), "xx"));
}

TEST_CASE("Easter Monday follows the moon, between the earliest and the latest day") {
    for (const char* day : {"2008-03-24", "2011-04-25", "2019-04-22", "2024-04-01", "2027-03-29",
                            "2038-04-26", "2049-04-19", "2076-04-20"}) {
        CAPTURE(day);
        CHECK(is_public_holiday(*parse_date(day), ""));
    }
}
