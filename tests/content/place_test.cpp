#include "content/place.hpp"

#include "small_content.hpp"
#include "small_package.hpp"
#include <doctest/doctest.h>

using namespace zugang::content;

namespace {

Database make_places() {
    Database database = make_content();
    database.execute(R"(
        INSERT INTO place VALUES
            ('rathaus', 'Rathaus', 'mbe', 'Platz 1', '86150', 'Augsburg', 'by', 48368800, 10898600,
             '0821 1', 'example.org', 'a@example.org', 'Mo-Fr 08:00-16:00', 'de ar', 'alid', 'step-free', 'S', '2026-01-02'),
            ('dom', 'Dom', 'jmd', 'Platz 2', '80331', 'München', 'by', 48138600, 11573600,
             '', '', '', '', '', '', '', '', ''),
            ('tor', 'Tor', 'mbe', 'Platz 3', '10117', 'Berlin', 'be', 52516300, 13377700,
             '', '', '', '', '', '', '', '', ''),
            ('unbekannt', 'Ort', 'mbe', '', '', 'Augsburg', 'by', NULL, NULL,
             '', '', '', '', '', '', '', '', ''),
            ('ohne', 'Ohne Land', 'mbe', '', '', '', '', 48000000, 9000000,
             '', '', '', '', '', '', '', '', '');
        INSERT INTO place_for_whom VALUES ('rathaus', 'de', 'für alle'), ('rathaus', 'en', 'for all');
    )");
    return database;
}

} // namespace

TEST_CASE("a place has its facts, and one line in the language or its fallback") {
    Database database = make_places();
    const auto place = find_place(database, "rathaus", "fa");
    REQUIRE(place);
    CHECK(place->name == "Rathaus");
    CHECK(place->for_whom == "for all");
    CHECK(place->for_whom_language == "en");
    CHECK(place->position == Coordinates{48368800, 10898600});
    CHECK(place->languages == std::vector<std::string>{"de", "ar"});
    CHECK(place->services == std::vector<std::string>{"alid"});
    CHECK(place->accessibility == std::vector<std::string>{"step-free"});
    CHECK(place->as_of == parse_date("2026-01-02"));
    CHECK_FALSE(find_place(database, "unbekannt", "de")->position);
    CHECK_FALSE(find_place(database, "nirgends", "de"));
}

TEST_CASE("places of a Land, of a kind, and how many there are") {
    Database database = make_places();
    const auto places = places_of_land(database, "by", "", "de");
    REQUIRE(places.size() == 3);
    CHECK(places[0].id == "unbekannt"); // Augsburg, "Ort"
    CHECK(places[1].id == "rathaus");
    CHECK(places[2].id == "dom");
    CHECK(places_of_land(database, "by", "jmd", "de").size() == 1);
    CHECK(count_places(database) == std::map<std::string, int>{{"be", 1}, {"by", 3}});
}

TEST_CASE("the nearest places come first, with their distance") {
    Database database = make_places();
    const Coordinates augsburg{48371000, 10898000};
    const auto near = places_near(database, augsburg, "", 10, "de");
    REQUIRE(near.size() == 3); // Berlin is 466 km away
    CHECK(near[0].place.id == "rathaus");
    CHECK(near[0].metres < 300);
    CHECK(near[1].place.id == "dom");
    CHECK(near[1].metres == doctest::Approx(56'400).epsilon(0.01));
    CHECK(near[2].place.id == "ohne");
    CHECK(places_near(database, augsburg, "mbe", 1, "de").size() == 1);
    CHECK(places_near(database, augsburg, "jmd", 9, "de")[0].place.id == "dom");
    CHECK(places_near(database, augsburg, "x", 9, "de").empty());
}

TEST_CASE("distances are those of a sphere") {
    // A degree of a great circle of 6,371,008.8 m.
    CHECK(distance_in_metres({0, 0}, {1'000'000, 0}) == doctest::Approx(111'195).epsilon(1e-5));
    CHECK(distance_in_metres({60'000'000, 0}, {60'000'000, 1'000'000}) ==
          doctest::Approx(111'195 * 0.5).epsilon(1e-4));
    CHECK(distance_in_metres({48'000'000, 9'000'000}, {48'000'000, 9'000'000}) == 0);
}

TEST_CASE("a place is read as it was written, and one off the Earth has no coordinates") {
    const std::vector<PlaceRow> rows{{.id = "a",
                                      .name = "A",
                                      .kind = "mbe",
                                      .street = "Platz 1",
                                      .postcode = "86150",
                                      .city = "Augsburg",
                                      .land = "by",
                                      .position = Coordinates{48368800, -10898600},
                                      .phone = "1",
                                      .web = "example.org",
                                      .mail = "a@example.org",
                                      .hours = "24/7",
                                      .languages = {"de"},
                                      .services = {"alid"},
                                      .accessibility = {"lift"},
                                      .source = "S",
                                      .as_of = parse_date("2026-01-02"),
                                      .removed = true,
                                      .for_whom = {{"de", "alle"}}}};
    const std::string bytes = write_record(rows);
    const auto read = read_places(bytes);
    REQUIRE(read);
    CHECK(write_record(*read) == bytes);
    CHECK(read->front().position == rows.front().position);
    for (const char* position :
         {"[90000001,0]", "[0,180000001]", "[1]", "7", "[\"1\",2]", "[1.5,2]", "[99999999999,0]"}) {
        CAPTURE(position);
        const auto strange =
            read_places(R"({"rows":[{"id":"a","position_e6":)" + std::string(position) + "}]}");
        REQUIRE(strange);
        CHECK_FALSE(strange->front().position);
    }
}
