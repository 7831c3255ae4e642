// Packages that stand on others.
#include "content/tool/bases.hpp"
#include "content/tool/commands.hpp"
#include "tests/content/source_tree.hpp"

#include <sstream>

#include <doctest/doctest.h>

using namespace zugang::content;
using namespace zugang::content::tool;
namespace fs = std::filesystem;

namespace {

struct Answer {
    int code = 0;
    std::string text;
};

Answer check_package(const SourceTree& tree, const fs::path& folder) {
    std::ostringstream out;
    const int code = run_check(
        {.sources = {folder}, .as_of = parse_date("2026-11-22"), .assets = tree.root()}, out, out);
    return {code, out.str()};
}

int begin(const SourceTree& tree, const fs::path& folder, std::ostream& out) {
    return run_new_package({.folder = folder,
                            .id = "zentrum/augsburg",
                            .title = "Augsburg",
                            .with = {tree.package()},
                            .as_of = {}},
                           out, out);
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("a package brings what it stands on, and only its own faults are told") {
    const SourceTree tree;
    const fs::path folder = tree.root() / "zentren/augsburg";
    std::ostringstream out;
    REQUIRE(begin(tree, folder, out) == 0);
    CHECK(has(read_file(folder / "package.toml"), "with = [\"../../"));
    const auto begin_article = [&](const std::string& topic) {
        return run_new_article(
            {.source = folder, .slug = "hier", .title = "Hier", .topic = topic, .as_of = {}}, out,
            out);
    };
    CHECK(begin_article("wrok") == 1);
    CHECK(has(out.str(), "there is no topic \"wrok\"; there are "));
    REQUIRE(begin_article("work") == 0);

    tree.replace("articles/lohn/de.md", "Vorab ein Satz.", "Ruf an: 030 123456");
    REQUIRE(has(check_package(tree, tree.package()).text, "hardcoded-fact"));
    const Answer fresh = check_package(tree, folder);
    CHECK(has(fresh.text, "0 errors, 3 warnings, 0 pieces of advice"));
    CHECK(has(fresh.text, "is still what zugang-content new wrote"));
    write_file(folder / "articles/hier/de.md",
               "+++\ntitle = \"Hier\"\nsummary = \"Kurz.\"\nstate = \"draft\"\n+++\nText.\n");
    const Answer good = check_package(tree, folder);
    CHECK_MESSAGE(good.code == 0, good.text);
    CHECK(has(good.text, "0 errors, 0 warnings, 0 pieces of advice"));

    // What is new says what it takes the place of, and speaks only languages that are there.
    out.str("");
    CHECK(run_new_article(
              {.source = folder, .slug = "lohn", .title = "Lohn", .topic = "work", .as_of = {}},
              out, out) == 0);
    CHECK(has(out.str(), "it takes the place of "));
    fs::remove_all(folder / "articles/lohn");
    out.str("");
    CHECK(run_new_package({.folder = tree.root() / "pl",
                           .id = "zentrum/pl",
                           .title = "x",
                           .languages = {"de", "pl"},
                           .with = {tree.package()},
                           .as_of = {}},
                          out, out) == 1);
    CHECK(has(out.str(), "there is no language \"pl\""));
    CHECK_FALSE(fs::exists(tree.root() / "pl"));

    write_file(folder / "articles/hier/de.md",
               read_file(folder / "articles/hier/de.md") + "\nRuf an: 030 123456\n");
    const Answer own = check_package(tree, folder);
    CHECK(has(own.text, "zentren/augsburg/articles/hier/de.md"));
    CHECK(has(own.text, "hardcoded-fact"));
    CHECK_FALSE(has(own.text, "articles/lohn"));

    // An error of the base is in the way of everybody.
    tree.write("articles/lohn/de.md", tree.read("articles/lohn/de.md") + "\n[[gibt-es-nicht]]\n");
    const Answer broken = check_package(tree, folder);
    CHECK(broken.code == 1);
    CHECK(has(broken.text, "articles/lohn/de.md"));
}

TEST_CASE("a base that is not there is named, and what is missing then says what to do") {
    const SourceTree tree;
    const fs::path folder = tree.root() / "augsburg";
    std::ostringstream out;
    CHECK(run_new_package({.folder = folder,
                           .id = "zentrum/augsburg",
                           .title = "Augsburg",
                           .with = {tree.root() / "nowhere"},
                           .as_of = {}},
                          out, out) == 1);
    CHECK(has(out.str(), "there is no package.toml here"));
    CHECK_FALSE(fs::exists(folder));

    REQUIRE(begin(tree, folder, out) == 0);
    REQUIRE(run_new_article(
                {.source = folder, .slug = "hier", .title = "Hier", .topic = "work", .as_of = {}},
                out, out) == 0);
    std::string text = read_file(folder / "package.toml");
    text.replace(text.find("with = [\"") + 9, 2, "weg");
    write_file(folder / "package.toml", text);
    const Answer answer = check_package(tree, folder);
    CHECK(answer.code == 1);
    CHECK(has(answer.text, "package.toml:8:9: warning: there is no package in "));
    CHECK(has(answer.text, "or name bund under with in package.toml"));
}

TEST_CASE("bases of bases come once each, also where they go round") {
    const SourceTree tree;
    const fs::path place = tree.root();
    const auto make = [&](const std::string& name, const std::string& toml) {
        fs::create_directories(place / name);
        write_file(place / name / "package.toml", toml);
        return place / name;
    };
    const fs::path a = make("a", "with = [\"../b\", \"../b/\", \"../broken\", \"../gone\"]");
    const fs::path b = make("b", "with = [\"../c\", \"../a\"]");
    const fs::path c = make("c", "with = [\"../c\"]");
    const fs::path broken = make("broken", "with = [");
    const SourceSet sources = with_bases({a});
    CHECK(sources.named == 1);
    REQUIRE(sources.folders.size() == 5);
    CHECK(fs::equivalent(sources.folders[1], b));
    CHECK(sources.folders[2] == broken);
    CHECK(sources.folders[3] == place / "gone");
    CHECK(sources.folders[4] == c);
    CHECK(sources.is_base(c / "values.toml"));
    CHECK_FALSE(sources.is_base(a / "values.toml"));
    CHECK_FALSE(sources.is_base(place / "elsewhere"));
    CHECK(with_bases({a, b}).named == 2);
    CHECK(with_bases({a, b, a}).folders.size() == 6);
}
