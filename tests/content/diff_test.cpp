#include "tests/run_command.hpp"

#include "source_tree.hpp"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace zugang::content::tool;

namespace {

using zugang::testing::Outcome;

Outcome run(const std::string& arguments) {
    return zugang::testing::run_command(std::string(ZUGANG_BINARY_DIR) + "/bin/zugang-content " +
                                        arguments);
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("diff says what readers see change, between sources and from what is published") {
    const SourceTree old;
    const SourceTree tree;
    const std::string source = tree.package().string();
    const std::string published = (old.root() / "published").string();
    REQUIRE(run("package " + old.package().string() + " --out " + published).code == 0);
    CHECK(run("diff " + published + " " + source).text == "nothing changes for readers\n");

    tree.replace("articles/lohn/de.md", "Vorab ein Satz.", "Vorab noch ein Satz.");
    tree.replace("articles/lohn/en.md", "important", "very important");
    tree.replace("values.toml", "\"13.90\"", "\"13.95\"");
    for (const std::string& older : {old.package().string(), published}) {
        const Outcome said = run("diff " + older + " " + source);
        CAPTURE(said.text);
        CHECK(said.code == 0);
        CHECK(contains(said.text, "changed article \"Der Mindestlohn\" (lohn): de paragraphs: 1 "
                                  "changed; en paragraphs: 1 changed"));
        CHECK(contains(said.text, "    de 1: Vorab [+ noch] ein Satz.\n"));
        CHECK(contains(said.text, "[+ very] "));
        CHECK(contains(said.text, "value Mindestlohn (minwage): 13.90 EUR -> 13.95 EUR"));
        CHECK_FALSE(contains(run("diff --lang en " + older + " " + source).text, "Vorab"));
    }
    const auto json =
        nlohmann::json::parse(run("diff --format json " + published + " " + source).text);
    CHECK(json["changed"] == true);
    CHECK(json["articles"][0]["languages"][0]["words"]["1"] == "Vorab [+ noch] ein Satz.");
}

TEST_CASE("diff names what is no version of a package") {
    const SourceTree tree;
    const std::string source = tree.package().string();
    const Outcome nothing = run("diff " + tree.root().string() + " " + source);
    CHECK(nothing.code == 1);
    CHECK(contains(nothing.text,
                   "here is neither the source of a package nor a version of \"bund\""));
    const SourceTree other;
    other.replace("package.toml", "\"bund\"", "\"land/by\"");
    CHECK(contains(run("diff " + source + " " + other.package().string()).text,
                   "name two versions of one package"));
    tree.write("values.toml", "[[");
    CHECK(run("diff " + source + " " + source).code == 1);
}
