#include "content/distance.hpp"
#include "content/hours.hpp"
#include "content/sentence_case.hpp"

#include "small_content.hpp"
#include <doctest/doctest.h>

using namespace zugang::content;
using namespace std::chrono_literals;

namespace {

std::string plain(std::string text) {
    for (const std::string_view mark :
         {"\u2066", "\u2068", "\u2069", "\u200f", "\u200e", "\u061c"}) {
        for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark)) {
            text.erase(at, mark.size());
        }
    }
    for (const std::string_view space : {"\u00a0", "\u202f"}) {
        for (std::size_t at = text.find(space); at != std::string::npos; at = text.find(space)) {
            text.replace(at, space.size(), 1, ' ');
        }
    }
    return text;
}

} // namespace

TEST_CASE("times are by 24 hours, in the digits of the language, and never reorder") {
    Database database = make_content();
    CHECK(format_time(16h + 5min, strings_of(database, "de")) == "\u206616:05\u2069");
    CHECK(plain(format_time(16h, strings_of(database, "en"))) == "16:00");
    CHECK(plain(format_time(9h, strings_of(database, "ar"))) == "09:00");
    CHECK(plain(format_time(16h, strings_of(database, "fa"))) == "۱۶:۰۰");
}

TEST_CASE("days of the week with the same times stand together, closed ones too") {
    Database database = make_content();
    const auto hours = parse_opening_hours("Mo-Mi,Fr 08:00-12:00; Do 08:00-12:00,14:00-18:00");
    REQUIRE(hours);
    const auto lines = format_week(*hours, strings_of(database, "de"));
    REQUIRE(lines.size() == 4);
    CHECK(lines[0].days == "Mo–Mi");
    CHECK(plain(lines[0].times) == "08:00–12:00");
    CHECK(lines[0].first == 0);
    CHECK(lines[0].last == 2);
    CHECK(lines[1].days == "Do");
    CHECK(plain(lines[1].times) == "08:00–12:00, 14:00–18:00");
    CHECK(lines[2].days == "Fr");
    CHECK(lines[3].days == "Sa, So");
    CHECK(lines[3].times.empty());
    CHECK(format_week(*parse_opening_hours("24/7"), strings_of(database, "de")).empty());
}

TEST_CASE("distances are as exact as anybody walks, with the numbers and units of the language") {
    Database database = make_content();
    const Strings german = strings_of(database, "de");
    CHECK(plain(format_distance(3, german)) == "50 m");
    CHECK(plain(format_distance(849, german)) == "850 m");
    CHECK(plain(format_distance(974, german)) == "950 m");
    CHECK(plain(format_distance(976, german)) == "1,0 km");
    CHECK(plain(format_distance(1234, german)) == "1,2 km");
    CHECK(plain(format_distance(9940, german)) == "9,9 km");
    CHECK(plain(format_distance(9960, german)) == "10 km");
    CHECK(plain(format_distance(34'400, german)) == "34 km");
    CHECK(plain(format_distance(1234, strings_of(database, "en"))) == "1.2 km");
    CHECK(plain(format_distance(1234, strings_of(database, "ar"))) == "1.2 كم");
    CHECK(plain(format_distance(1234, strings_of(database, "fa"))) == "۱٫۲ km");
    CHECK(format_distance(1234, german).starts_with("\u2068"));
}

TEST_CASE("days are called as the language calls them") {
    Database database = make_content();
    const Date monday = *parse_date("2026-12-07");
    CHECK(format_weekday(monday, strings_of(database, "de")) == "Montag");
    CHECK(format_weekday(monday, strings_of(database, "en")) == "Monday");
    CHECK(format_day(monday, strings_of(database, "de")) == "Montag, 7. Dezember");
}

TEST_CASE(
    "a line begins with a capital letter where the script has them, and nothing else changes") {
    Database database = make_content();
    CHECK(as_sentence("morgen ab 9:00 im Rathaus", strings_of(database, "de")) ==
          "Morgen ab 9:00 im Rathaus");
    CHECK(as_sentence("غدًا من 9:00", strings_of(database, "ar")) == "غدًا من 9:00");
    CHECK(as_sentence("", strings_of(database, "de")).empty());
}

TEST_CASE("languages that the content is not in have their own name too") {
    CHECK(own_name("fr") == "français");
    CHECK(own_name("ro") == "română");
}
