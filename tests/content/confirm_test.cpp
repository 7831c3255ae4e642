#include "content/tool/commands.hpp"
#include "source_tree.hpp"

#include <sstream>

#include <doctest/doctest.h>

using namespace zugang::content;
using namespace zugang::content::tool;

namespace {

int confirm(const SourceTree& tree, const std::string& language, std::vector<std::string> slugs = {}) {
    std::ostringstream out;
    return run_confirm({.source = tree.package(), .language = language, .slugs = std::move(slugs)}, out, out);
}

} // namespace

TEST_CASE("confirm writes follows and nothing else") {
    const SourceTree tree;
    const std::string before = tree.read("articles/lohn/en.md");
    CHECK(confirm(tree, "en", {"lohn"}) == 0);
    const std::string after = tree.read("articles/lohn/en.md");
    const std::size_t start = after.find("follows = [");
    REQUIRE(start != std::string::npos);
    std::string without = after;
    without.erase(start, after.find('\n', start) + 1 - start);
    CHECK(without == before);
    CHECK_FALSE(tree.merged().articles.at("lohn").translations.at("en").stale);

    CHECK(confirm(tree, "en") == 0);
    CHECK(tree.read("articles/lohn/en.md") == after);
    tree.replace("articles/lohn/de.md", "Vorab", "Zuvor");
    CHECK(tree.merged().articles.at("lohn").translations.at("en").stale);
    CHECK(confirm(tree, "en") == 0);
    CHECK_FALSE(tree.merged().articles.at("lohn").translations.at("en").stale);
}

TEST_CASE("confirm keeps line ends and refuses what it cannot confirm") {
    const SourceTree tree;
    std::string windows;
    for (const char c : tree.read("articles/lohn/en.md")) {
        windows += c == '\n' ? "\r\n" : std::string(1, c);
    }
    tree.write("articles/lohn/en.md", windows);
    CHECK(confirm(tree, "en") == 0);
    CHECK(tree.read("articles/lohn/en.md").find("]\r\n+++") != std::string::npos);
    CHECK_FALSE(tree.merged().articles.at("lohn").translations.at("en").stale);
    CHECK(confirm(tree, "de") == 1);
    CHECK(confirm(tree, "en", {"hilfe"}) == 1);
    tree.replace("articles/lohn/en.md", "> This", "This");
    CHECK(confirm(tree, "en", {"lohn"}) == 1);
}

TEST_CASE("status says how far each translation is") {
    const SourceTree tree;
    std::ostringstream out;
    CHECK(run_status({.source = tree.package()}, out, out) == 0);
    CHECK(out.str() == "article  de         en         fa         \n"
                       "hilfe    reviewed   missing    missing    \n"
                       "lohn     reviewed   stale      missing    \n");
}
