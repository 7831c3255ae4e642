#include "content/article.hpp"
#include "content/folder.hpp"
#include "content/media.hpp"
#include "content/tool/commands.hpp"
#include "source_tree.hpp"

#include <set>
#include <sstream>

#include <doctest/doctest.h>

using namespace zugang::content;
using namespace zugang::content::tool;
namespace fs = std::filesystem;

namespace {

int build_into(const SourceTree& tree, const fs::path& out) {
    std::ostringstream text;
    return run_build({.sources = {tree.package()}, .out = out, .assets = {}}, text, text);
}

/// Every file with its bytes.
std::string snapshot(const fs::path& folder) {
    std::set<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string name = fs::relative(entry.path(), folder).string();
        files.insert(entry.is_symlink() ? name + " -> " + fs::read_symlink(entry.path()).string()
                     : entry.is_regular_file() ? name + "\n" + read_file(entry.path())
                                               : name);
    }
    std::string all;
    for (const std::string& file : files) {
        all += file + "\n";
    }
    return all;
}

std::size_t count_media(const fs::path& out) {
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(out / "media")) {
        count += entry.is_regular_file() ? 1 : 0;
    }
    return count;
}

} // namespace

TEST_CASE("what was built can be read") {
    const SourceTree tree;
    const fs::path out = tree.root() / "out";
    REQUIRE(build_into(tree, out) == 0);
    auto state = open_current(out);
    REQUIRE(state);
    CHECK(state->name == "1");
    CHECK(state->as_of == parse_date("2026-11-22"));
    const auto article = find_article(state->database, "lohn", "de");
    REQUIRE(article);
    REQUIRE(article->blocks.size() == 11);
    CHECK(article->blocks[2].text.utf8 == "Der Mindestlohn ist \ufffc, ab 2027 \ufffc. Ihr Arbeitgeber zahlt.");
    CHECK(article->blocks[8].kind == BlockKind::Image);
    CHECK(read_file(media_path(out, article->blocks[8].media)) == tree.read("media/lohn.svg"));
    CHECK(article->blocks[7].text.utf8 == "Das ist wichtig: {so} & 5 < 6.");
    const std::vector<std::string> german{"de"};
    CHECK(list_topic(state->database, "work", german).size() == 1);
    CHECK(list_phase(state->database, 1, german).size() == 1);
    CHECK(find_article(state->database, "lohn", "en")->stale);
    const auto icon = find_pictogram(state->database, "check");
    REQUIRE(icon);
    const std::string svg = read_file(media_path(out, *icon));
    CHECK(svg.find("stroke-width=\"1.75\"") != std::string::npos);
    CHECK(svg.find("#ffffff") != std::string::npos);
    CHECK_FALSE(find_pictogram(state->database, "unused"));
    REQUIRE(list_fonts(state->database).size() == 2);
    CHECK(read_file(media_path(out, list_fonts(state->database)[0].media)) == "font noto-sans");
}

TEST_CASE("two builds of one source are the same, byte by byte") {
    const SourceTree tree;
    REQUIRE(build_into(tree, tree.root() / "a") == 0);
    REQUIRE(build_into(tree, tree.root() / "b") == 0);
    CHECK(snapshot(tree.root() / "a") == snapshot(tree.root() / "b"));
}

TEST_CASE("the same content makes no new state, other content does") {
    const SourceTree tree;
    const fs::path out = tree.root() / "out";
    REQUIRE(build_into(tree, out) == 0);
    const std::string before = snapshot(out);
    REQUIRE(build_into(tree, out) == 0);
    CHECK(snapshot(out) == before);
    tree.replace("articles/lohn/de.md", "Vorab", "Zuvor");
    REQUIRE(build_into(tree, out) == 0);
    CHECK(fs::read_symlink(out / "current") == "states/2");
    CHECK(fs::exists(out / "states/1/content.db"));
}

TEST_CASE("an error leaves the folder as it was") {
    const SourceTree tree;
    const fs::path out = tree.root() / "out";
    REQUIRE(build_into(tree, out) == 0);
    const std::string before = snapshot(out);
    tree.replace("articles/lohn/de.md", "{contact:alid}", "{contact:nix}");
    CHECK(build_into(tree, out) == 1);
    CHECK(snapshot(out) == before);
    CHECK(build_into(tree, tree.root() / "never") == 1);
    CHECK_FALSE(fs::exists(tree.root() / "never"));
}

TEST_CASE("a font that is another one is refused") {
    const SourceTree tree;
    write_file(tree.root() / "packaging/assets/node_modules/noto-sans.ttf", "tampered");
    std::ostringstream text;
    CHECK(run_build({.sources = {tree.package()}, .out = tree.root() / "out", .assets = {}}, text, text) == 1);
    CHECK(text.str().find("fonts/fonts.toml:1:1: error: the font file is another one than was tested") != std::string::npos);
}

TEST_CASE("three states are kept, and only the media that they need") {
    const SourceTree tree;
    const fs::path out = tree.root() / "out";
    REQUIRE(build_into(tree, out) == 0);
    const std::size_t media = count_media(out);
    for (int i = 0; i < 4; ++i) {
        tree.replace("media/lohn.svg", "M1", "M11");
        REQUIRE(build_into(tree, out) == 0);
    }
    CHECK(fs::read_symlink(out / "current") == "states/5");
    CHECK_FALSE(fs::exists(out / "states/1"));
    CHECK_FALSE(fs::exists(out / "states/2"));
    CHECK(fs::exists(out / "states/3/content.db"));
    CHECK(count_media(out) == media + 2);
}

TEST_CASE("a build that died halfway does not disturb the next one") {
    const SourceTree tree;
    const fs::path out = tree.root() / "out";
    REQUIRE(build_into(tree, out) == 0);
    write_file(out / "states/draft/content.db.draft", "half");
    write_file(out / "current.draft", "half");
    tree.replace("articles/lohn/de.md", "Vorab", "Zuvor");
    REQUIRE(build_into(tree, out) == 0);
    CHECK_FALSE(fs::exists(out / "states/draft"));
    CHECK(open_current(out)->name == "2");
}

TEST_CASE("lost media are written again although nothing changed") {
    const SourceTree tree;
    const fs::path out = tree.root() / "out";
    REQUIRE(build_into(tree, out) == 0);
    const std::size_t media = count_media(out);
    fs::remove_all(out / "media");
    REQUIRE(build_into(tree, out) == 0);
    CHECK(count_media(out) == media);
}
