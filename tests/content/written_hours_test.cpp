#include "content/tool/written_hours.hpp"

#include <doctest/doctest.h>

using namespace zugang::content::tool;

TEST_CASE("opening hours as people write them") {
    struct Row {
        const char* written;
        const char* hours;
    };
    const Row rows[] = {
        {"Mo-Fr 08:00-16:00", "Mo-Fr 08:00-16:00"}, // ours stay as they are
        {"24/7", "24/7"},
        {"Montag bis Freitag 9 - 12 Uhr", "Mo-Fr 09:00-12:00"},
        {"Mo.\u2013Fr. 9.00 \u2013 12.30 Uhr", "Mo-Fr 09:00-12:30"},
        {"Mo, Mi u. Fr: 8-12 Uhr und 13-15.30 Uhr", "Mo,Mi,Fr 08:00-12:00,13:00-15:30"},
        {"Di 14-18, Mo 9-12", "Mo 09:00-12:00; Di 14:00-18:00"},
        {"montags 9-12 Uhr; donnerstags von 14 bis 18 Uhr", "Mo 09:00-12:00; Do 14:00-18:00"},
        {"Mo-Do 9-12; Fr 9-12; Mo 14-16", "Mo 09:00-12:00,14:00-16:00; Di-Fr 09:00-12:00"},
        {"Mo 14-16, 9-12", "Mo 09:00-12:00,14:00-16:00"},
        {"Sonnabend 10-24 Uhr", "Sa 10:00-24:00"},
        {"Mo und Di 8:00 bis 9:15", "Mo,Di 08:00-09:15"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.written);
        CHECK(read_written_hours(row.written).value_or("none") == row.hours);
    }
}

TEST_CASE("hours that say more than the form can are not guessed") {
    for (const char* written : {"",
                                "nach Vereinbarung",
                                "Mo-Fr 9-12 Uhr und nach Vereinbarung",
                                "Mo 9",
                                "Mo 9-",
                                "9-12",
                                "Mo",
                                "Mo-",
                                "Fr-Mo 9-12",
                                "Mo 25-26",
                                "Mo 9-12, 11-13",
                                "Mo 12-9",
                                "Mo 9:5-12",
                                "jeden 1. Montag 9-12",
                                "Mo 9-12 (außer in den Ferien)",
                                "Mo 9-12 Uhr, 1. Mi 9-12",
                                "Mo 9:000-12",
                                "Mo 123-124",
                                "\u2013",
                                "Mo \xff 9-12",
                                "Mo 24:01-24:30"}) {
        CAPTURE(written);
        CHECK_FALSE(read_written_hours(written));
    }
}
