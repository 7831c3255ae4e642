#include "content/folder.hpp"
#include "content/place.hpp"
#include "content/tool/build.hpp"
#include "content/tool/germany.hpp"
#include "content/tool/land_outlines.hpp"

#include "source_tree.hpp"
#include <doctest/doctest.h>

using namespace zugang::content;
using namespace zugang::content::tool;

namespace {

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

Coordinates at(double latitude, double longitude) {
    return {static_cast<int>(latitude * 1e6), static_cast<int>(longitude * 1e6)};
}

} // namespace

TEST_CASE("every way in which a contact is wrong is named") {
    struct Case {
        const char* from;
        const char* to;
        const char* expected;
    };
    const Case cases[] = {
        {"1815-1111", "1815 Frau A", "\"+49 30 1815 Frau A\" is no telephone number"},
        {"web = \"", "web = \"https://", "\"https://make-it-in-germany.com\" is no web address"},
        {"cost = ", "mail = \"hier\"\ncost = ", "\"hier\" is no e-mail address"},
        {"Mo-Fr 08", "dienstags 08",
         "the opening hours \"dienstags 08:00-16:00\" cannot be shown in other languages"},
        {"\"en\"]", "\"türkisch\"]", "unknown language \"türkisch\""},
    };
    for (const Case& one : cases) {
        CAPTURE(one.expected);
        const SourceTree tree;
        CHECK_FALSE(contains(tree.findings(), "contacts.toml"));
        tree.replace("contacts.toml", one.from, one.to);
        CHECK(
            contains(tree.findings(), std::string("contacts.toml:2:6: warning: ") + one.expected));
    }
}

TEST_CASE("every way in which a place is wrong is named with its place") {
    struct Case {
        const char* from;
        const char* to;
        const char* expected;
    };
    const Case cases[] = {
        {"hours = \"Mo", "hours = \"Mon",
         "places.toml:14:9: error: these opening hours cannot be read: they have another form"},
        {"; Fr", "; Do",
         "places.toml:14:9: error: these opening hours cannot be read: a day stands there twice"},
        {"13:00-16", "11:00-16",
         "places.toml:14:9: error: these opening hours cannot be read: "
         "times of a day lie over one another"},
        {"lat = 48.3688\nlon = 10.8986", "lat = 10.8986\nlon = 48.3688",
         "places.toml:9:7: error: this is not in Germany; exchange lat and lon"},
        {"lat = 48.3688", "lat = 44.3688",
         "places.toml:9:7: error: this is not in Germany; look the coordinates up again [place]"},
        {"lat = 48.3688", "lat = 948.3688", "places.toml:9:7: error: these are no coordinates"},
        {"lat = 48.3688", "lat = nan", "places.toml:9:7: error: these are no coordinates"},
        {"lon = 10.8986\n", "", "places.toml:9:7: error: one of lat and lon is missing"},
        {"lat = 48.3688\nlon = 10.8986\n", "",
         "places.toml:2:6: warning: the place has no coordinates"},
        {"\"86150\"", "\"8615\"", "places.toml:6:12: error: \"8615\" is no postcode"},
        {"\"86150\"", "\"8615O\"", "places.toml:6:12: error: \"8615O\" is no postcode"},
        {"\"+49 821", "\"Tel. 821",
         "places.toml:11:9: error: \"Tel. 821 1234567\" is no telephone"},
        {"rathaus@", "rathaus", "places.toml:13:8: error: \"rathausexample.org\" is no e-mail"},
        {"web = \"", "web = \"https://",
         "places.toml:12:7: error: \"https://example.org\" is no "
         "web address"},
        {"kind = \"mbe\"", "kind = \"mbx\"",
         "places.toml:4:8: error: there is no kind of places \"mbx\"; did you mean \"mbe\"?"},
        {"land = \"by\"", "land = \"BY\"", "places.toml:8:8: error: there is no Land \"BY\""},
        {"land = \"by\"", "land = \"sn\"",
         "places.toml:8:8: error: the coordinates lie in \"by\", not in \"sn\"; correct the Land, "
         "or look the coordinates up again [place]"},
        {"lat = 48.3688\nlon = 10.8986", "lat = 48.5670\nlon = 9.9937\n",
         "places.toml:8:8: error: the coordinates lie in \"bw\", not in \"by\""},
        {"lat = 48.3688\nlon = 10.8986", "lat = 50.0000\nlon = 8.2710\n",
         "places.toml:8:8: error: the coordinates lie in \"he\" or \"rp\", not in \"by\""},
        {"land = \"by\"\n", "", "places.toml:2:6: warning: the place is in no Land"},
        {"\"alid\"", "\"alit\"",
         "places.toml:16:13: error: there is no contact \"alit\"; did you mean \"alid\"?"},
        {"\"lift\"", "\"lyft\"",
         "places.toml:17:31: error: \"lyft\" says nothing about a way in; "
         "did you mean \"lift\"?"},
        {"\"ar\"]", "\"qqq\"]", "places.toml:15:13: error: unknown language \"qqq\""},
        {"de = \"F", "dd = \"F", "places.toml:22:1: error: unknown language \"dd\""},
        {"id = \"rathaus\"", "id = \"Rathaus\"", "places.toml:2:6: error: \"Rathaus\" is no id"},
        {"name = \"Beratung am Rathaus\"", "", "places.toml:1:1: error: \"name\" is missing"},
        {"as_of = 2026-11-22", "as_of = \"heute\"",
         "places.toml:19:9: error: \"as_of\" has another type"},
        {"source =", "sources =", "places.toml:18:1: error: unknown key \"sources\""},
    };
    for (const Case& one : cases) {
        const SourceTree tree;
        tree.replace("places.toml", one.from, one.to);
        const std::string findings = tree.findings();
        CAPTURE(one.expected);
        CAPTURE(findings);
        CHECK(contains(findings, one.expected));
    }
}

TEST_CASE("a good place has no finding, a second one of the same address a warning") {
    const SourceTree tree;
    CHECK_FALSE(contains(tree.findings(), "places.toml"));
    std::string second = tree.read("places.toml");
    tree.write("places.toml", second + "\n" + second);
    CHECK(contains(tree.findings(), "places.toml:25:6: error: there is a second row with the id"));
    second.replace(second.find("\"rathaus\""), 9, "\"rathaus-2\"");
    tree.replace("places.toml", "\n[[place]]\nid = \"rathaus\"", "\n[[place]]\nid = \"zwei\"");
    CHECK(contains(tree.findings(),
                   "places.toml:25:6: warning: \"rathaus\" has the same name and address"));
}

TEST_CASE("the outline of Germany knows border towns, islands and neighbours") {
    // Coordinates of town halls and harbours, to two decimals.
    for (const Coordinates town :
         {at(48.37, 10.90), at(47.56, 7.62), at(50.78, 6.08), at(51.15, 14.99), at(54.79, 9.43),
          at(54.91, 8.31), at(54.18, 7.89), at(53.59, 6.67), at(54.43, 13.43), at(47.66, 9.18),
          at(47.41, 10.28), at(48.57, 13.46), at(47.70, 8.69)}) {
        CAPTURE(town.latitude_e6);
        CHECK(is_in_germany(town));
    }
    for (const Coordinates town :
         {at(47.37, 8.54), at(47.27, 11.39), at(48.21, 16.37), at(50.09, 14.42), at(53.43, 14.55),
          at(52.37, 4.90), at(49.61, 6.13), at(55.68, 12.57), at(0, 0), at(10.90, 48.37),
          at(54.5, 7.0)}) {
        CAPTURE(town.latitude_e6);
        CHECK_FALSE(is_in_germany(town));
    }
}

TEST_CASE("the outlines of the Laender know their capitals, islands, enclaves and border towns") {
    struct Town {
        Coordinates position; ///< of a town hall or harbour, to two decimals
        std::vector<std::string_view> laender;
    };
    const Town towns[] = {
        {at(48.77, 9.18), {"bw"}},
        {at(48.14, 11.58), {"by"}},
        {at(52.52, 13.40), {"be"}},
        {at(52.40, 13.06), {"bb", "be"}},
        {at(52.34, 14.55), {"bb"}},
        {at(53.08, 8.80), {"hb", "ni"}},
        {at(53.55, 8.58), {"hb", "ni"}},
        {at(53.55, 9.99), {"hh"}},
        {at(50.08, 8.24), {"he", "rp"}},
        {at(51.31, 9.49), {"he"}},
        {at(53.63, 11.41), {"mv"}},
        {at(54.43, 13.43), {"mv"}},
        {at(52.37, 9.74), {"ni"}},
        {at(53.71, 7.15), {"ni"}},
        {at(51.23, 6.77), {"nw"}},
        {at(50.36, 7.59), {"rp"}},
        {at(49.23, 7.00), {"sl"}},
        {at(51.05, 13.74), {"sn"}},
        {at(52.13, 11.62), {"st"}},
        {at(54.32, 10.14), {"sh"}},
        {at(54.18, 7.89), {"sh"}},
        {at(54.91, 8.31), {"sh"}},
        {at(50.98, 11.03), {"th"}},
        {at(48.40, 9.99), {"bw", "by"}},
        {at(47.70, 8.69), {"bw"}},
        {at(47.37, 8.54), {}},
        {at(0, 0), {}},
        {at(-90, 180), {}},
    };
    for (const Town& town : towns) {
        CAPTURE(town.position.latitude_e6);
        CHECK(laender_at(town.position) == town.laender);
    }
}

TEST_CASE("a place reaches the database, a land replaces and removes it") {
    const SourceTree tree;
    tree.write("../land/package.toml",
               "id = \"land/by\"\ntitle = \"L\"\nlanguages = [\"de\"]\nas_of = 2026-12-01\n");
    const auto built = [&tree](std::string_view places) {
        tree.write("../land/places.toml", places);
        Report report;
        std::vector<Package> packages;
        packages.push_back(read_package(tree.package(), report));
        packages.push_back(read_package(tree.root() / "land", report));
        const Assets assets(tree.root(), report);
        REQUIRE(build(packages, assets, Cache(), tree.root() / "out", report));
        auto state = open_current(tree.root() / "out");
        REQUIRE(state);
        return find_place(state->database, "rathaus", "en");
    };
    const auto place = built("");
    REQUIRE(place);
    CHECK(place->name == "Beratung am Rathaus");
    CHECK(place->position == Coordinates{48368800, 10898600});
    CHECK(place->for_whom == "Für alle");
    const auto other =
        built("[[place]]\nid = \"rathaus\"\nname = \"Neu\"\nkind = \"mbe\"\nstreet = "
              "\"S\"\npostcode = \"86150\"\ncity = \"A\"\n");
    REQUIRE(other);
    CHECK(other->name == "Neu");
    CHECK_FALSE(other->position);
    CHECK_FALSE(built("[[place]]\nid = \"rathaus\"\nremoved = true\n"));
}
