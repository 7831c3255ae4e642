#include "content/folder.hpp"
#include "content/install.hpp"
#include "content/tool/commands.hpp"
#include "tests/content/source_tree.hpp"

#include <sstream>

#include "package_server.hpp"
#include <doctest/doctest.h>

using namespace zugang;
using namespace zugang::sync;
using namespace zugang::content::tool;
namespace fs = std::filesystem;

namespace {

std::string digest(const fs::path& folder) {
    std::ostringstream out;
    REQUIRE(run_digest(folder, out, out) == 0);
    return out.str();
}

} // namespace

TEST_CASE("a terminal that got packages has what a build of their sources has") {
    const SourceTree tree;
    tree.write("../land/package.toml",
               "id = \"land/by\"\ntitle = \"L\"\nlanguages = [\"de\"]\nas_of = 2026-12-01\n");
    tree.write("../land/articles/neu/article.toml",
               "topic = \"work\"\nicon = \"home-2\"\nrelated = [\"lohn\"]\n");
    tree.write("../land/articles/neu/de.md", "+++\ntitle = \"Neu\"\nsummary = \"S\"\nstate = "
                                             "\"draft\"\n+++\nRufen Sie an: {contact:alid}\n");
    tree.replace("languages.toml", "tag = \"de\"\n", "tag = \"de\"\nhyphenation = \"de_DE\"\n");
    PackageServer repository;
    std::ostringstream text;
    const fs::path land = tree.root() / "land";
    REQUIRE(run_package(
                {.source = tree.package(), .with = {}, .out = repository.server(), .assets = {}},
                text, text) == 0);
    REQUIRE(
        run_package(
            {.source = land, .with = {tree.package()}, .out = repository.server(), .assets = {}},
            text, text) == 0);
    publish_packs("bund", repository.server());
    PackageClient client = repository.client();
    std::vector<content::Records> records;
    for (const std::string package : {"bund", "land/by"}) { // one has packs, the other only objects
        const auto manifest = content::read_manifest(
            content::read_whole(repository.server() / package / "manifest.json").value_or(""));
        REQUIRE(manifest);
        REQUIRE(client.fetch(*manifest));
        records.push_back(*client.records(package));
    }
    REQUIRE(content::install(records, repository.terminal(), content::Rewrite::Changes));
    REQUIRE(run_build({.sources = {land, tree.package()}, .out = tree.root() / "out", .assets = {}},
                      text, text) == 0);
    CHECK(digest(repository.terminal()) == digest(tree.root() / "out"));
}
