#include "content/tool/align.hpp"

#include "source_tree.hpp"
#include <doctest/doctest.h>

using namespace zugang::content;
using namespace zugang::content::tool;

namespace {

const Translation& find(const Package& package, std::string_view slug, std::string_view language) {
    return package.articles.at(std::string(slug)).translations.at(std::string(language));
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("a translation takes the ids of the default language") {
    const SourceTree tree;
    const Package package = tree.merged();
    const Translation& german = find(package, "lohn", "de");
    const Translation& english = find(package, "lohn", "en");
    CHECK(english.aligned);
    REQUIRE(english.blocks.size() == german.blocks.size());
    for (std::size_t i = 0; i < german.blocks.size(); ++i) {
        CHECK(english.blocks[i].id == german.blocks[i].id);
    }
    CHECK(german.blocks[1].id == "wie-viel");
    CHECK(german.blocks[3].id == "fragen");
    CHECK(german.blocks[4].id == "wie-viel/3");
}

TEST_CASE("another shape is an error where it starts, in an import a warning") {
    const SourceTree tree;
    tree.replace("articles/lohn/en.md", "> This", "This");
    CHECK(contains(tree.findings(), "articles/lohn/en.md:17:1: error: here is a paragraph, but a "
                                    "note in the default language (\"wie-viel/6\")"));
    tree.replace("articles/lohn/article.toml", "order = 10", "origin = \"import\"");
    CHECK(contains(tree.findings(), "articles/lohn/en.md:17:1: warning: here is a paragraph"));
    CHECK_FALSE(find(tree.merged(), "lohn", "en").aligned);
    CHECK(find(tree.merged(), "lohn", "en").blocks[1].id == "how-much");
}

TEST_CASE("too few blocks and another id are errors") {
    const SourceTree tree;
    tree.replace("articles/lohn/en.md", "More on [the page](https://example.org/a_b).", "");
    CHECK(contains(
        tree.findings(),
        "articles/lohn/en.md:21:5: error: there are 10 blocks, but 11 in the default language"));
    const SourceTree other;
    other.replace("articles/lohn/en.md", "1. Ask.", "1. Ask. {#ask}");
    CHECK(contains(
        other.findings(),
        "articles/lohn/en.md:12:4: error: the id \"ask\" is \"fragen\" in the default language"));
}

TEST_CASE("a block that changed since is stale") {
    const SourceTree tree;
    const Translation german = find(tree.merged(), "lohn", "de");
    std::string follows =
        "follows = [\"" + german.title.hash + "\", \"" + german.summary.hash + "\"";
    for (const SourceBlock& block : german.blocks) {
        follows += ", \"" + block.text.hash + "\"";
    }
    tree.replace("articles/lohn/en.md", "state = \"draft\"", "state = \"draft\"\n" + follows + "]");
    CHECK_FALSE(find(tree.merged(), "lohn", "en").stale);

    tree.replace("articles/lohn/de.md", "Fragen Sie.", "Fragen Sie bald.");
    const Package package = tree.merged();
    CHECK(find(package, "lohn", "en").stale);
    CHECK(find(package, "lohn", "en").stale_blocks == std::vector<std::string>{"fragen"});
    CHECK(find(package, "lohn", "en").blocks[3].stale);
    CHECK_FALSE(find(package, "lohn", "en").blocks[4].stale);
    CHECK(contains(tree.findings(), "articles/lohn/en.md:1:1: warning: the default language has "
                                    "changed in 1 of 13 blocks: fragen"));
}

TEST_CASE("without follows everything is stale, in an import nothing is") {
    const SourceTree tree;
    CHECK(find(tree.merged(), "lohn", "en").stale);
    tree.replace("articles/lohn/article.toml", "order = 10", "origin = \"import\"");
    CHECK_FALSE(find(tree.merged(), "lohn", "en").stale);
}
