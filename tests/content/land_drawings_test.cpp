#include "content/public_holidays.hpp"
#include "content/record_json.hpp"
#include "content/tool/build.hpp"
#include "content/tool/land_drawings.hpp"
#include "content/tool/read_package.hpp"

#include <algorithm>

#include "source_tree.hpp"
#include <doctest/doctest.h>

using namespace zugang::content;
using namespace zugang::content::tool;

namespace {

/// Every Land a rectangle; `path_of_by` instead of Bavaria's.
std::string map_with(const std::string& path_of_by) {
    std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 586 793\">\n";
    int x = 20;
    for (const std::string_view land : laender()) {
        svg += "<path id=\"" + std::string(land) + "\" d=\"" +
               (land == "by" ? path_of_by : "m " + std::to_string(x) + ",20 10,0 0,10 -10,0 z") +
               "\"/>\n";
        x += 10;
    }
    return svg + "</svg>\n";
}

/// What is wrong with a map; empty: nothing.
std::string flaw_of(const std::string& svg) {
    const SourceTree tree;
    write_file(tree.root() / "map.svg", svg);
    Report report;
    const auto drawings = draw_laender(tree.root() / "map.svg", report);
    if (report.sorted().empty()) {
        CHECK(drawings.size() == 16);
        return {};
    }
    CHECK(drawings.empty());
    return report.sorted().front().what;
}

} // namespace

TEST_CASE("every Land becomes a picture of its own, in its place on the map") {
    const SourceTree tree;
    // Two parts, relative and absolute, level and upright lines.
    write_file(tree.root() / "map.svg",
               map_with("m 41.5,100 h 20 v 30.25 h -20 z m -10,-5 1,0 0,1 Z M 60,90 L 61,91 Z"));
    Report report;
    const auto drawings = draw_laender(tree.root() / "map.svg", report);
    CHECK(report.sorted().empty());
    REQUIRE(drawings.size() == 16);
    const auto by = std::ranges::find(
        drawings, "by", [](const LandDrawing& drawing) { return drawing.picture.land; });
    REQUIRE(by != drawings.end());
    // 31.5 to 61.5 and 90 to 130.25 with half a line, in squares of 8; the map begins at (16, 16).
    CHECK(by->picture.x == 3 - 2);
    CHECK(by->picture.y == 11 - 2);
    CHECK(by->picture.width == 8 - 3);
    CHECK(by->picture.height == 17 - 11);
    CHECK(by->picture.media == "by.svg");
    CHECK(by->svg.find("viewBox=\"24 88 40 48\"") != std::string::npos);
    CHECK(by->svg.find("width=\"40\" height=\"48\"") != std::string::npos);
    CHECK(by->svg.find("fill=\"#ffffff\"") != std::string::npos);
    CHECK(by->svg.find("evenodd") != std::string::npos);
}

TEST_CASE("a map that cannot be taken apart is named") {
    CHECK(flaw_of(map_with("m 1,1 2,2 z")).empty());
    CHECK(flaw_of("no map").find("no SVG") != std::string::npos);
    std::string without = map_with("m 1,1 2,2 z");
    without.replace(without.find("id=\"sl\""), 7, "id=\"xx\"");
    CHECK(flaw_of(without).find("no path with the id \"sl\"") != std::string::npos);
    for (const char* path : {"", "z", "m 1", "m 1,1 c 1,1 2,2 3,3", "m 1,x", "m 1,1 nan,1"}) {
        CAPTURE(path);
        CHECK(flaw_of(map_with(path)).find("\"by\" is not drawn with straight lines") !=
              std::string::npos);
    }
}

TEST_CASE("the package with the languages brings the map, others do not") {
    const SourceTree tree;
    write_file(tree.root() / "map.svg", map_with("m 1,1 2,2 z"));
    std::string list = read_file(tree.root() / "content/assets.toml");
    write_file(tree.root() / "content/assets.toml",
               list + "[map]\npackage = \"p\"\nversion = \"1\"\nlicence = \"CC-BY-4.0\"\n"
                      "path = \"map.svg\"\n");
    tree.write("../land/package.toml",
               "id = \"land/by\"\ntitle = \"L\"\nlanguages = [\"de\"]\nas_of = 2026-12-01\n");
    Report report;
    const std::vector<Package> packages{read_package(tree.package(), report),
                                        read_package(tree.root() / "land", report)};
    const Assets assets(tree.root(), report);
    const auto compiled = compile_all(packages, assets, Cache(), report);
    CHECK(report.count(Severity::Error) == 0);
    REQUIRE(compiled.size() == 2);
    const RecordBytes& bytes = compiled[0].bytes;
    REQUIRE(bytes.contains("map"));
    CHECK(bytes.contains("map/by.svg"));
    CHECK(read_land_pictures(bytes.at("map"))->size() == 16);
    CHECK_FALSE(compiled[1].bytes.contains("map"));

    std::filesystem::remove(tree.root() / "map.svg");
    Report missing;
    CHECK(assets.laender(missing).empty());
    REQUIRE(missing.sorted().size() == 1);
    CHECK(missing.sorted()[0].advice.find("packaging/setup") != std::string::npos);
}
