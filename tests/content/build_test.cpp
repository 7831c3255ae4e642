#include "content/article.hpp"
#include "content/folder.hpp"
#include "content/media.hpp"
#include "content/tool/build.hpp"
#include "content/tool/commands.hpp"
#include "content/tool/kept_records.hpp"
#include "content/tool/parallel.hpp"

#include <algorithm>
#include <mutex>
#include <set>
#include <sstream>

#include "picture_samples.hpp"
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
std::mutex synced_guard;

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
    std::string file =
        fs::read_symlink("/proc/self/fd/" + std::to_string(descriptor), error).string();
    {
        const std::scoped_lock lock(synced_guard); // recordings are written by several threads
        synced.push_back(std::move(file));
    }
    return static_cast<int>(syscall(SYS_fsync, descriptor));
}

TEST_CASE("a picture is built as WebP, and again from the cache") {
    const SourceTree tree;
    const fs::path out = tree.root() / "out";
    const Bitmap graphic = make_quarters(40, 20);
    tree.write("media/lohn.png", write_png(graphic));
    tree.replace("articles/lohn/de.md", "lohn.svg", "lohn.png");
    for (const char* time : {"made", "kept"}) {
        CAPTURE(time);
        fs::remove_all(out);
        REQUIRE(build_into(tree, out) == 0);
        auto state = open_current(out);
        REQUIRE(state);
        const auto article = find_article(state->database, "lohn", "de");
        REQUIRE(article);
        CHECK(read_webp(read_file(media_path(out, article->blocks[8].media))).rgba == graphic.rgba);
    }
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

namespace {

/// The packages of a tree, checked, as `build` takes them.
std::string build_with(const Cache& cache, const SourceTree& tree, const fs::path& out) {
    Report report;
    const std::vector<Package> packages{read_package(tree.package(), report)};
    const Assets assets(tree.root(), report);
    const auto built = build(packages, assets, cache, out, report);
    REQUIRE(built);
    return read_file(out / "current" / "content.db");
}

/// As a build with nothing kept from before.
std::string built_anew(const SourceTree& tree) {
    const fs::path out = tree.root() / "anew";
    fs::remove_all(out);
    return build_with(Cache(), tree, out);
}

} // namespace

TEST_CASE("a build of what changed gives the bytes of a whole build") {
    const SourceTree tree;
    tree.replace("languages.toml", "tag = \"de\"", "tag = \"de\"\nhyphenation = \"de_DE\"");
    tree.replace("languages.toml", "tag = \"en\"", "tag = \"en\"\nhyphenation = \"en_GB\"");
    const Cache cache(tree.root() / "cache");
    const fs::path out = tree.root() / "out";
    const std::string first = build_with(cache, tree, out);
    CHECK(first == built_anew(tree));

    SUBCASE("another word in one language") {
        tree.replace("articles/lohn/en.md", "state", "keywords = [\"other\"]\nstate");
    }
    SUBCASE("a German name that is new changes how other languages are hyphenated") {
        tree.replace("articles/hilfe/de.md", "+++\ntitle = \"",
                     "+++\ntitle = \"Arbeitsbescheinigung ");
        tree.replace("articles/lohn/en.md", "title = \"", "title = \"Arbeitsbescheinigung ");
    }
    SUBCASE("an article that is gone") {
        fs::remove_all(tree.package() / "articles/hilfe");
        tree.write("media/unused.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    }
    SUBCASE("a value") {
        tree.replace("values.toml", "13.90", "14.60");
    }
    SUBCASE("an exception of hyphenation") {
        tree.write("hyphenation.toml", "[de_DE]\nwords = [\"Mindest-lohn\"]\n");
    }
    const std::string second = build_with(cache, tree, out);
    CHECK(second != first);
    CHECK(second == built_anew(tree));
}

TEST_CASE("what was kept and is damaged is made anew") {
    const SourceTree tree;
    const fs::path folder = tree.root() / "cache";
    const Cache cache(folder);
    const std::string first = build_with(cache, tree, tree.root() / "out");
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            const std::string bytes = read_file(entry.path());
            write_file(entry.path(),
                       count++ % 2 == 0 ? bytes.substr(0, bytes.size() / 2) : bytes + "more");
        }
    }
    CHECK(count >= 2);
    CHECK(build_with(cache, tree, tree.root() / "again") == first);

    write_file(tree.root() / "file", "no folder");
    CHECK(build_with(Cache(tree.root() / "file"), tree, tree.root() / "third") == first);

    cache.write("name", "bytes");
    CHECK(cache.read("name") == "bytes");
    CHECK(cache.read("another name") == std::nullopt);
    CHECK(Cache().read("name") == std::nullopt);
}

TEST_CASE("records that are kept are read back, and nothing else is taken for some") {
    const KeptRecords kept{
        .names = {{U"Mindestlohn", true}, {U"\u0416\u0438\u0442\u0435\u043b\u044c", false}},
        .records = {{"article/a", "{}"}, {"article/a/de", "1 2 {\"x\"}"}}};
    const std::string bytes = write_kept_records(kept);
    const auto read = read_kept_records(bytes);
    REQUIRE(read);
    CHECK(read->names == kept.names);
    CHECK(read->records == kept.records);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        CHECK(!read_kept_records(bytes.substr(0, size)));
    }
    CHECK(!read_kept_records("99999999999999999999 "));
    CHECK(!read_kept_records("1 99999999999 x"));
}

TEST_CASE("work in parallel is done once each, and the first exception comes out") {
    std::vector<int> done(1000);
    std::size_t told = 0;
    in_parallel(
        done.size(), [&](std::size_t i) { ++done[i]; }, [&](std::size_t now) { told = now; });
    CHECK(std::ranges::count(done, 1) == 1000);
    CHECK(told == done.size());
    in_parallel(0, [](std::size_t) { FAIL("nothing to do"); });
    CHECK_THROWS_WITH(
        in_parallel(100, [](std::size_t i) { throw std::runtime_error(i < 100 ? "no" : ""); }),
        "no");
}
