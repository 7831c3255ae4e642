#include "content/apply_packages.hpp"
#include "content/record_json.hpp"
#include "content/soft_hyphens.hpp"
#include "content/tool/build.hpp"
#include "content/tool/compile.hpp"

#include "source_tree.hpp"
#include <doctest/doctest.h>

using namespace zugang::content;
using namespace zugang::content::tool;

namespace {

struct Sources {
    std::vector<Package> packages;
    Report report;
};

Sources read(const SourceTree& tree, const std::vector<std::string>& folders) {
    Sources sources;
    for (const std::string& folder : folders) {
        sources.packages.push_back(read_package(tree.root() / folder, sources.report));
    }
    return sources;
}

std::vector<Records> compiled(const SourceTree& tree, Sources& sources) {
    const Assets assets(tree.root(), sources.report);
    std::vector<Records> records;
    for (auto& package : compile_all(sources.packages, assets, Cache(), sources.report)) {
        records.push_back(records_of(std::move(package.bytes)));
    }
    CHECK(sources.report.count(Severity::Error) == 0);
    return records;
}

std::string text(const Records& package, std::string_view key) {
    const auto bytes = read_record(package, key);
    REQUIRE(bytes);
    return *bytes;
}

void add_land(const SourceTree& tree) {
    tree.write("../land/package.toml",
               "id = \"land/by\"\ntitle = \"L\"\nlanguages = [\"de\"]\nas_of = 2026-12-01\n");
    tree.write("../land/values.toml", "[[value]]\nid = \"minwage\"\nnumber = \"15\"\nunit = "
                                      "\"EUR\"\n[[value]]\nid = \"frist\"\nremoved = true\n");
    tree.write("../land/contacts.toml", "[[contact]]\nid = \"alid\"\nname = \"Neu\"\n"
                                        "[[contact]]\nid = \"mehr\"\nname = \"Mehr\"\n");
    tree.write("../land/topics.toml", "[[topic]]\nid = \"path\"\nremoved = true\n");
    tree.write("../land/ui/de.toml", "[nav]\nback = \"Retour\"\n");
    tree.write("../land/articles/neu/article.toml", "topic = \"work\"\nicon = \"home-2\"\n");
    tree.write("../land/articles/neu/de.md",
               "+++\ntitle = \"Neu\"\nsummary = \"S\"\nstate = \"draft\"\n+++\nDie "
               "Beratungsstelle.\n");
    tree.write("../land/articles/hilfe/article.toml", "removed = true\n");
}

} // namespace

TEST_CASE("a source becomes records, one for each thing that changes alone") {
    const SourceTree tree;
    Sources sources = read(tree, {"bund"});
    const std::vector<Records> records = compiled(tree, sources);
    REQUIRE(records.size() == 1);
    std::string keys;
    for (const auto& [key, record] : records[0].table) {
        CHECK(is_record_key(key));
        keys += key + " ";
    }
    CHECK(keys ==
          "article/hilfe article/hilfe/de article/lohn article/lohn/de article/lohn/en "
          "contacts font/noto-sans-400.ttf font/noto-sans-symbols2-400.ttf fonts guide/wege "
          "guide/wege/de guide/wege/en languages "
          "media/lohn.svg package pictogram/check.svg pictogram/home-2.svg "
          "pictogram/route.svg places strings/de strings/en terms terms/en topics values ");
    CHECK(text(records[0], "media/lohn.svg") == tree.read("media/lohn.svg"));
    CHECK(read_text_record(text(records[0], "article/lohn/en"))->stale);
    Sources again = read(tree, {"bund"});
    CHECK(compiled(tree, again)[0].table == records[0].table);
}

TEST_CASE("check and a terminal see the same packages one over the other") {
    const SourceTree tree;
    add_land(tree);
    Sources sources = read(tree, {"land", "bund"});
    const auto applied = apply_packages(compiled(tree, sources));
    REQUIRE(applied);
    const Package merged = merge(sources.packages, sources.report);
    CHECK(applied->ids == std::vector<std::string>{"bund", "land/by"});
    CHECK(merged.id == "bund land/by");
    CHECK(applied->as_of == merged.as_of);
    REQUIRE(applied->values.size() == merged.values.size());
    for (std::size_t i = 0; i < merged.values.size(); ++i) {
        CHECK(applied->values[i].value.id == merged.values[i].value.id);
        CHECK(applied->values[i].value.min == merged.values[i].value.min);
    }
    REQUIRE(applied->contacts.size() == merged.contacts.size());
    for (std::size_t i = 0; i < merged.contacts.size(); ++i) {
        CHECK(applied->contacts[i].name == merged.contacts[i].name);
    }
    REQUIRE(applied->topics.size() == merged.topics.size());
    CHECK(applied->topics[0].topic.id == merged.topics[0].topic.id);
    REQUIRE(applied->articles.size() == merged.articles.size());
    for (const auto& [slug, article] : merged.articles) {
        REQUIRE(applied->articles.contains(slug));
        CHECK(applied->articles.at(slug).records.size() == article.translations.size());
    }
    for (const auto& [key, string] : merged.strings.at("de").strings) {
        CHECK(applied->strings.at("de").at(key) == string.name);
    }
}

TEST_CASE(
    "a land stands on bund's languages, fonts and pictograms, and learns only its own names") {
    const SourceTree tree;
    add_land(tree);
    tree.replace("languages.toml", "tag = \"de\"\n", "tag = \"de\"\nhyphenation = \"de_DE\"\n");
    tree.write("hyphenation.toml", "[de_DE]\nwords = [\"Beratungs-stelle\"]\n");
    Sources sources = read(tree, {"bund", "land"});
    const std::vector<Records> records = compiled(tree, sources);
    const auto land = read_text_record(text(records[1], "article/neu/de"));
    REQUIRE(land);
    CHECK(land->blocks[0].text.utf8 == "Die Beratungs\u00ADstelle."); // bund's exception
    CHECK(records[1].table.contains("pictogram/home-2.svg"));
    CHECK_FALSE(records[1].table.contains("pictogram/check.svg"));
    CHECK_FALSE(records[1].table.contains("fonts"));
    Sources alone = read(tree, {"bund"});
    CHECK(compiled(tree, alone)[0].table == records[0].table); // a land changes nothing of bund
}
