#include "content/article.hpp"
#include "content/folder.hpp"
#include "content/media.hpp"
#include "content/tool/commands.hpp"

#include <algorithm>
#include <set>
#include <sstream>

#include "source_tree.hpp"
#include <doctest/doctest.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace zugang::content;
using namespace zugang::content::tool;
namespace fs = std::filesystem;

namespace {

/// What was brought to the disk, in order. The function below stands before the C library's.
std::vector<std::string> synced;

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

/// What the build says.
std::string refusal(const SourceTree& tree, const fs::path& out) {
    std::ostringstream text;
    CHECK(run_build({.sources = {tree.package()}, .out = out, .assets = {}}, text, text) == 1);
    return text.str();
}

} // namespace

extern "C" int fsync(int descriptor) {
    std::error_code error;
    synced.push_back(fs::read_symlink("/proc/self/fd/" + std::to_string(descriptor), error));
    return static_cast<int>(syscall(SYS_fsync, descriptor));
}

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
    CHECK(article->blocks[2].text.utf8 ==
          "Der Mindestlohn ist \ufffc, ab 2027 \ufffc. Ihr Arbeitgeber zahlt.");
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
    CHECK(read_file(media_path(out, list_fonts(state->database)[0].media)) ==
          read_file(tree.root() / "packaging/assets/node_modules/noto-sans.ttf"));
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
    const fs::path font = tree.root() / "packaging/assets/node_modules/noto-sans.ttf";
    write_file(font, read_file(font) + '\0');
    std::ostringstream text;
    CHECK(run_build({.sources = {tree.package()}, .out = tree.root() / "out", .assets = {}}, text,
                    text) == 1);
    CHECK(text.str().find(
              "fonts/fonts.toml:1:1: error: the font file is another one than was tested") !=
          std::string::npos);
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

TEST_CASE("a folder of something else is refused and stays as it is") {
    const SourceTree tree;
    write_file(tree.root() / "home/media/holiday.jpg", "x");
    const std::string home = snapshot(tree.root() / "home");
    const std::string source = snapshot(tree.package());
    CHECK(refusal(tree, tree.root() / "home")
              .find("home:1:1: error: this folder holds other files") != std::string::npos);
    CHECK(snapshot(tree.root() / "home") == home);
    fs::create_directories(tree.package() / "states");
    CHECK(refusal(tree, tree.package()).find("this folder holds the source of a package") !=
          std::string::npos);
    fs::remove(tree.package() / "states");
    CHECK(snapshot(tree.package()) == source);
    CHECK(refusal(tree, tree.root() / "fonts/fonts.toml").find("this is no folder") !=
          std::string::npos);
    fs::create_directories(tree.root() / "disk/lost+found");
    CHECK(build_into(tree, tree.root() / "disk") == 0);
}

TEST_CASE("pruning removes media of ours only") {
    const SourceTree tree;
    const fs::path out = tree.root() / "out";
    REQUIRE(build_into(tree, out) == 0);
    const std::string sum(64, 'a');
    const std::vector<fs::path> foreign{"media/readme.txt", "media/aa/readme",
                                        "media/aa/deep/" + sum, "media/photos/" + sum,
                                        "media/AA/" + sum};
    for (const fs::path& file : foreign) {
        write_file(out / file, "x");
    }
    write_file(out / "media/aa" / sum, "x");
    tree.replace("articles/lohn/de.md", "Vorab", "Zuvor");
    REQUIRE(build_into(tree, out) == 0);
    for (const fs::path& file : foreign) {
        CAPTURE(file.string());
        CHECK(fs::exists(out / file));
    }
    CHECK_FALSE(fs::exists(out / "media/aa" / sum));
}

TEST_CASE("media of the right size but other bytes are written again") {
    const SourceTree tree;
    const fs::path out = tree.root() / "out";
    REQUIRE(build_into(tree, out) == 0);
    const auto media = media_path(out, list_fonts(open_current(out)->database)[0].media);
    const std::string good = read_file(media);
    std::string bad = good;
    bad.back() = static_cast<char>(bad.back() ^ 1);
    write_file(media, bad);
    REQUIRE(build_into(tree, out) == 0);
    CHECK(read_file(media) == good);
}

TEST_CASE("what cannot be pruned is a warning, since the new state is live") {
    const SourceTree tree;
    const fs::path out = tree.root() / "out";
    REQUIRE(build_into(tree, out) == 0);
    tree.replace("media/lohn.svg", "M1", "M11");
    write_file(out / "states/1/content.db", "damaged");
    std::ostringstream text;
    CHECK(run_build({.sources = {tree.package()}, .out = out, .assets = {}}, text, text) == 0);
    CHECK(text.str().find("states/1/content.db:1:1: warning: content.db is damaged") !=
          std::string::npos);
    CHECK(open_current(out)->name == "2");
}

TEST_CASE("everything is on the disk before the state becomes current") {
    const SourceTree tree;
    const fs::path out = tree.root() / "out";
    synced.clear();
    REQUIRE(build_into(tree, out) == 0);
    const auto position = [](const fs::path& path) {
        const auto found = std::find(synced.begin(), synced.end(), path.string());
        CAPTURE(path.string());
        REQUIRE(found != synced.end());
        return found - synced.begin();
    };
    const fs::path real = fs::canonical(out);
    CHECK(position(real / "states/draft/content.db") < position(real / "states/draft"));
    CHECK(position(real / "states/draft") < position(real / "states"));
    CHECK(position(real / "media") < position(real / "states"));
    CHECK(position(real) < position(real / "states"));
    CHECK(position(real.parent_path()) < position(real / "states"));
    CHECK(synced.back() == real.string());
}
