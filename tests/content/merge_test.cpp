#include <algorithm>
#include <sstream>

#include "source_tree.hpp"
#include <doctest/doctest.h>

using namespace zugang::content;
using namespace zugang::content::tool;

namespace {

struct Merged {
    Package package;
    std::string findings;
};

Merged merge_with(const SourceTree& tree, std::string_view id) {
    tree.write("../land/package.toml",
               "id = \"" + std::string(id) +
                   "\"\ntitle = \"L\"\nlanguages = [\"de\", \"en\"]\nas_of = 2026-12-01\n");
    Report report;
    std::vector<Package> packages;
    packages.push_back(
        read_package(tree.root() / "land", report)); // the order of the call does not count
    packages.push_back(read_package(tree.package(), report));
    Merged merged{merge(std::move(packages), report), {}};
    std::ostringstream out;
    print(report, Format::Text, out);
    merged.findings = out.str();
    return merged;
}

} // namespace

TEST_CASE("rows are replaced by id and removed, a value with all its rows") {
    const SourceTree tree;
    tree.write("../land/values.toml",
               "[[value]]\nid = \"minwage\"\nnumber = \"15\"\nunit = \"EUR\"\n"
               "[[value]]\nid = \"frist\"\nremoved = true\n");
    tree.write("../land/contacts.toml", "[[contact]]\nid = \"alid\"\nname = "
                                        "\"Neu\"\n[[contact]]\nid = \"mehr\"\nname = \"Mehr\"\n");
    tree.write("../land/topics.toml", "[[topic]]\nid = \"path\"\nremoved = true\n");
    tree.write("../land/ui/de.toml", "[nav]\nback = \"Retour\"\n");
    const Merged merged = merge_with(tree, "land/by");
    CHECK(merged.findings.empty());
    REQUIRE(merged.package.values.size() == 1);
    CHECK(merged.package.values[0].value.min == "15");
    CHECK(merged.package.contacts[0].name == "Neu");
    CHECK(merged.package.contacts.back().id == "mehr");
    CHECK(merged.package.topics.size() == 1);
    CHECK(merged.package.strings.at("de").strings.at("nav.back").name == "Retour");
    CHECK(merged.package.strings.at("de").strings.at("topic.work").name == "Arbeit");
    CHECK(merged.package.as_of == parse_date("2026-12-01"));
    CHECK(merged.package.id == "bund land/by");
}

TEST_CASE("an article is replaced whole or removed") {
    const SourceTree tree;
    tree.write("articles/alt/article.toml", "topic = \"work\"\n");
    tree.write("articles/alt/de.md",
               "+++\ntitle = \"Alt\"\nsummary = \"S\"\nstate = \"draft\"\n+++\nSatz.\n");
    tree.write("../land/articles/lohn/article.toml", "topic = \"work\"\n");
    tree.write("../land/articles/lohn/de.md",
               "+++\ntitle = \"Neu\"\nsummary = \"S\"\nstate = \"draft\"\n+++\nSatz.\n");
    tree.write("../land/articles/alt/article.toml", "removed = true\n");
    const Merged merged = merge_with(tree, "land/by");
    CHECK(merged.findings.empty());
    CHECK(merged.package.articles.at("lohn").translations.size() == 1);
    CHECK_FALSE(merged.package.articles.contains("alt"));
}

TEST_CASE("a discreet page can be neither replaced nor removed") {
    for (const char* change : {"removed = true\n", "topic = \"work\"\n"}) {
        const SourceTree tree;
        tree.write("../land/articles/hilfe/article.toml", change);
        tree.write("../land/articles/hilfe/de.md",
                   "+++\ntitle = \"Neu\"\nsummary = \"S\"\nstate = \"draft\"\n+++\nSatz.\n");
        const Merged merged = merge_with(tree, "land/by");
        CHECK(merged.findings.find("discreet page of a package before it") != std::string::npos);
        CHECK(merged.package.articles.at("hilfe").discreet);
    }
}

TEST_CASE("emergency contacts and strings about trust come from bund only") {
    const SourceTree tree;
    tree.write("../land/contacts.toml",
               "[[contact]]\nid = \"notruf_112\"\nname = \"X\"\n[[contact]]\nid = \"n\"\nname = "
               "\"N\"\nemergency = true\n");
    tree.write("../land/ui/de.toml", "[trust]\npromise = \"Nein\"\n");
    const Merged merged = merge_with(tree, "zentrum/x");
    CHECK(merged.findings.find(
              "land/contacts.toml:2:6: error: \"notruf_112\" is an emergency contact") !=
          std::string::npos);
    CHECK(merged.findings.find("land/contacts.toml:5:6: error: \"n\" is an emergency contact") !=
          std::string::npos);
    CHECK(merged.findings.find(
              "land/ui/de.toml:2:11: error: \"trust.promise\" comes from bund only") !=
          std::string::npos);
    CHECK(merged.package.strings.at("de").strings.at("trust.promise").name == "Kostenlos.");
}
