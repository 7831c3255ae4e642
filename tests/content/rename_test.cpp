// What editors do with a package besides writing: begin, and give another name.
#include "content/tool/commands.hpp"

#include <sstream>

#include "source_tree.hpp"
#include <doctest/doctest.h>

using namespace zugang::content;
using namespace zugang::content::tool;
namespace fs = std::filesystem;

namespace {

struct Said {
    int code = 0;
    std::string text;
};

Said rename(const SourceTree& tree, const std::string& from, const std::string& to,
            std::vector<fs::path> with = {}) {
    std::ostringstream out;
    const int code = run_rename(
        {.source = tree.package(), .from = from, .to = to, .with = std::move(with)}, out, out);
    return {code, out.str()};
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("another slug: everything that led to the article still does, and nothing grows stale") {
    const SourceTree tree;
    tree.write("articles/gehalt/article.toml",
               "topic = \"work\"\nparent = 'lohn'\nrelated = [\"lohn\", \"lohn-x\"]\n"
               "sources = [\"lohn\"]\nas_of = 2026-11-22\n");
    tree.write("articles/lohn-x/article.toml",
               "topic = \"work\"\nsources = [\"x\"]\nas_of = 2026-11-22\n");
    const std::string head = "+++\ntitle = \"Gehalt\"\nsummary = \"Kurz.\"\nstate = \"draft\"\n";
    const std::string text = "+++\nSehen Sie [hier](article:lohn) und [da](article:lohn-x).\r\n";
    for (const char* file : {"articles/gehalt/de.md", "articles/gehalt/en.md"}) {
        tree.write(file, head + text);
    }
    tree.write("articles/lohn-x/de.md", head + "+++\nWorte.\n");
    std::ostringstream out;
    REQUIRE(run_confirm({.source = tree.package(), .language = "en", .slugs = {"gehalt"}}, out,
                        out) == 0);
    const std::string before = tree.findings();

    const Said said = rename(tree, "lohn", "entgelt");
    CHECK_MESSAGE(said.code == 0, said.text);
    CHECK_FALSE(fs::exists(tree.package() / "articles/lohn"));
    CHECK(fs::exists(tree.package() / "articles/entgelt/de.md"));
    CHECK(tree.read("articles/gehalt/article.toml") ==
          "topic = \"work\"\nparent = 'entgelt'\nrelated = [\"entgelt\", \"lohn-x\"]\n"
          "sources = [\"lohn\"]\nas_of = 2026-11-22\n");
    for (const char* file : {"articles/gehalt/de.md", "articles/gehalt/en.md"}) {
        CHECK(has(tree.read(file), "[hier](article:entgelt) und [da](article:lohn-x).\r\n"));
    }
    const Package package = tree.merged();
    CHECK_FALSE(package.articles.at("gehalt").translations.at("en").stale);
    CHECK(has(said.text, "1 translation still"));

    CHECK(rename(tree, "entgelt", "lohn").code == 0);
    CHECK(tree.findings() == before);
}

TEST_CASE("another slug in the packages above it too") {
    const SourceTree tree;
    const fs::path region = tree.root() / "by";
    std::ostringstream out;
    REQUIRE(run_new_package({.folder = region, .id = "land/by", .title = "Bayern", .as_of = {}},
                            out, out) == 0);
    REQUIRE(run_new_article({.source = region,
                             .slug = {},
                             .title = "Hilfe in Bayern",
                             .topic = "work",
                             .as_of = {}},
                            out, out) == 0);
    const fs::path text = region / "articles/hilfe-in-bayern/de.md";
    write_file(text, read_file(text) + "\nMehr: [Lohn](article:lohn)\n");
    CHECK(rename(tree, "lohn", "entgelt", {region}).code == 0);
    CHECK(has(read_file(text), "(article:entgelt)"));
}

TEST_CASE("a slug that is wrong, taken or unknown changes nothing") {
    const SourceTree tree;
    const std::string before = tree.findings();
    fs::create_directories(tree.package() / "articles/taken");
    CHECK(has(rename(tree, "lohn", "Löhne").text, "is no slug"));
    CHECK(has(rename(tree, "lohn", "taken").text, "is there already"));
    CHECK(has(rename(tree, "no-such", "new").text, "there is no article"));
    fs::remove(tree.package() / "articles/taken");
    CHECK(tree.findings() == before);
    CHECK(rename(tree, "lohn", "../lohn").code == 1);
}

TEST_CASE("a new package and its first article pass the check, and are never written over") {
    const SourceTree tree;
    const fs::path folder = tree.root() / "augsburg";
    std::ostringstream out;
    const NewPackageOptions package{
        .folder = folder, .id = "zentrum/augsburg", .title = "Das \"Haus\"", .as_of = {}};
    const NewArticleOptions article{.source = folder,
                                    .slug = {},
                                    .title = "Ältere Menschen & ihr \"Recht\"",
                                    .topic = "work",
                                    .as_of = {}};
    CHECK(run_new_package(package, out, out) == 0);
    CHECK(run_new_article(article, out, out) == 0);
    CHECK(fs::exists(folder / "articles/aeltere-menschen-ihr-recht/de.md"));
    std::ostringstream checked;
    CHECK_MESSAGE(run_check({.sources = {tree.package(), folder},
                             .as_of = parse_date("2026-11-22"),
                             .assets = tree.root()},
                            checked, checked) == 0,
                  checked.str());
    CHECK_FALSE(has(checked.str(), "-recht/article.toml")); // the package is in German alone
    CHECK(has(read_file(folder / "articles/aeltere-menschen-ihr-recht/article.toml"),
              "\nreview_by = 2"));
    CHECK(run_new_package(package, out, out) == 1);
    CHECK(run_new_article(article, out, out) == 1);
    CHECK(run_new_package({.folder = tree.root() / "x", .id = "bayern", .title = "x", .as_of = {}},
                          out, out) == 1);
    CHECK_FALSE(fs::exists(tree.root() / "x"));
    CHECK(run_new_article(
              {.source = tree.package(), .slug = {}, .title = "x", .topic = "wrok", .as_of = {}},
              out, out) == 1);
    CHECK(has(out.str(), "there is no topic \"wrok\"; there are "));
}
