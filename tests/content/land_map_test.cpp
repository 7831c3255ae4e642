#include "content/apply_packages.hpp"
#include "content/land_map.hpp"
#include "content/record_json.hpp"
#include "content/records.hpp"

#include "small_content.hpp"
#include "small_package.hpp"
#include <doctest/doctest.h>

using namespace zugang::content;

TEST_CASE("the map has its Laender large ones first, and a size that holds them all") {
    Database database = make_content();
    CHECK(load_land_map(database).laender.empty());
    CHECK(load_land_map(database).width == 0);
    database.execute(
        R"(INSERT INTO land VALUES ('be', 5, 5, 2, 2, 'bb'), ('bb', 0, 1, 10, 12, 'aa'),
                                                ('by', 3, 11, 9, 8, 'cc');)");
    const LandMap map = load_land_map(database);
    REQUIRE(map.laender.size() == 3);
    CHECK(map.laender[0].land == "bb");
    CHECK(map.laender[1].land == "by");
    CHECK(map.laender[2].land == "be");
    CHECK(map.laender[2].x == 5);
    CHECK(map.laender[2].media == "bb");
    CHECK(map.width == 12);
    CHECK(map.height == 19);
}

TEST_CASE("the record of a map comes back as it was, without Laender that have no place on it") {
    const std::vector<LandPicture> rows{
        {.land = "by", .x = 1, .y = 2, .width = 3, .height = 4, .media = "by.svg"}};
    const std::string json = write_record(rows);
    CHECK(json == R"({"rows":[{"file":"by.svg","land":"by","square":[1,2,3,4]}]})");
    const auto read = read_land_pictures(json);
    REQUIRE(read);
    REQUIRE(read->size() == 1);
    CHECK(write_record(*read) == json);
    for (const char* square : {"[1,2,3]", "[1,2,0,4]", "[-1,2,3,4]", "[1,2,3,99999]", "[1,2,3,4.5]",
                               "\"1,2,3,4\"", "{}"}) {
        CAPTURE(square);
        const auto none =
            read_land_pictures(R"({"rows":[{"land":"by","square":)" + std::string(square) + "}]}");
        REQUIRE(none);
        CHECK(none->empty());
    }
    CHECK_FALSE(read_land_pictures("[]"));
}

TEST_CASE("a later package's map is taken whole, and no picture without its file") {
    const auto with_map = [](std::string_view id, const std::vector<LandPicture>& rows) {
        RecordBytes bytes = small_package(id);
        bytes["map"] = write_record(rows);
        bytes["map/by.svg"] = "<svg>" + std::string(id) + "</svg>";
        return records_of(std::move(bytes));
    };
    const std::vector<LandPicture> both{
        {.land = "by", .width = 3, .height = 4, .media = "by.svg"},
        {.land = "be", .width = 1, .height = 1, .media = "missing.svg"}};
    const std::vector<Records> alone{with_map("bund", both)};
    const auto applied = apply_packages(alone);
    REQUIRE(applied);
    REQUIRE(applied->land_pictures.size() == 1);
    CHECK(applied->land_pictures[0].media == alone[0].table.at("map/by.svg").sha256);

    const std::vector<Records> two{
        with_map("bund", both),
        with_map("land/by", {{.land = "by", .width = 9, .height = 9, .media = "by.svg"}})};
    const auto later = apply_packages(two);
    REQUIRE(later);
    REQUIRE(later->land_pictures.size() == 1);
    CHECK(later->land_pictures[0].width == 9);
    CHECK(later->land_pictures[0].media == two[1].table.at("map/by.svg").sha256);
    const std::vector<Records> without{with_map("bund", both),
                                       records_of(small_package("land/by"))};
    CHECK(apply_packages(without)->land_pictures.size() == 1);
}

TEST_CASE("pictures of the map are files, and its record is not") {
    CHECK(is_file_key("map/by.svg"));
    CHECK_FALSE(is_file_key("map"));
}
