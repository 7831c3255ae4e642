#include "content/article.hpp"
#include "content/folder.hpp"
#include "content/install.hpp"
#include "content/tool/build.hpp"
#include "content/tool/speech.hpp"

#include <sstream>

#include "recording_samples.hpp"
#include "source_tree.hpp"
#include <doctest/doctest.h>

using namespace zugang::content;
using namespace zugang::content::tool;
namespace fs = std::filesystem;

namespace {

const std::string heading = "media/speech/de/lohn/wie-viel";

/// The source hash of a block of lohn in German.
std::string hash_of(const SourceTree& tree, const std::string& block) {
    const Package package = tree.merged();
    for (const SourceBlock& candidate : package.articles.at("lohn").translations.at("de").blocks) {
        if (candidate.id == block) {
            return candidate.text.hash;
        }
    }
    FAIL("there is no block " << block);
    return {};
}

/// "Wie viel?" with a recording of a second and its words.
void add_recording(const SourceTree& tree, const std::string& words = "") {
    tree.write(heading + ".opus", make_recording({.seconds = 1}));
    tree.write(heading + ".json", "{\"text\": \"" + hash_of(tree, "wie-viel") + "\"" +
                                      (words.empty() ? "" : ", \"words\": " + words) + "}");
}

std::string about(const SourceTree& tree, const std::string& name) {
    std::istringstream lines(tree.findings());
    std::string found;
    for (std::string line; std::getline(lines, line);) {
        found += line.starts_with(name) ? line + "\n" : "";
    }
    return found;
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

std::vector<Recording> built(const SourceTree& tree, const fs::path& out) {
    Report report;
    std::vector<Package> packages;
    packages.push_back(read_package(tree.package(), report));
    const Assets assets(tree.root(), report);
    const auto installed = build(packages, assets, Cache(), out, report);
    REQUIRE(installed);
    auto state = open_current(out);
    REQUIRE(state);
    return list_recordings(state->database, "lohn", "de");
}

} // namespace

TEST_CASE("a recording that says the text of today is good") {
    const SourceTree tree;
    add_recording(tree, "[[0, 400, 0, 3], [400, 1000, 4, 9]]");
    CHECK(about(tree, "media/speech").empty());
}

TEST_CASE("a recording of another text is named and told how to be kept") {
    const SourceTree tree;
    add_recording(tree);
    tree.replace("articles/lohn/de.md", "Wie viel?", "Wie wenig?");
    CHECK(about(tree, "media/speech") ==
          heading +
              ".opus:1:1: warning: the text has changed since it was recorded; this recording "
              "is left out; if it says the text of today, write {\"text\": \"" +
              hash_of(tree, "wie-viel") + "\"} into wie-viel.json [recording]\n");
    fs::remove(tree.package() / (heading + ".json"));
    CHECK(contains(about(tree, "media/speech"), "nobody knows which text this recording says"));
}

TEST_CASE("each thing that is wrong with a recording is named") {
    struct Case {
        std::string name;
        std::string bytes;
        std::string expected;
    };
    const std::string good = make_recording({.seconds = 1});
    const std::vector<Case> cases{
        {"de/lohn/nie.opus", good, "warning: the article \"lohn\" has no block \"nie\""},
        {"ar/lohn/title.opus", good, "warning: the article \"lohn\" has no text in \"ar\""},
        {"de/weg/title.opus", good, "warning: there is no article \"weg\" here"},
        {"de/title.opus", good, "warning: this recording stands in no folder of an article"},
        {"de/lohn/summary.opus", good, "warning: the text holds a value or contact"},
        {"de/lohn/wie-viel.opus", make_recording({.seconds = 1, .volume = 0.05}),
         "LUFS; wanted are -22 to -16; normalise it to -19 LUFS"},
        {"de/lohn/wie-viel.opus", make_recording({.seconds = 9}),
         "warning: the recording takes 9.0 seconds, the text has 9 letters"},
        {"de/lohn/wie-viel/6.opus", make_recording({.seconds = 0.6}),
         "warning: the recording takes 0.6 seconds, the text has 30 letters"},
        {"de/lohn/wie-viel.opus", good.substr(0, 2000), "error: the recording is cut off"},
        {"de/lohn/wie-viel.opus", std::string(5'000'000, 'x'), "error: the file has 5 MB"},
        {"de/lohn/wie-viel.mp3", good, "advice: this file belongs to no recording"},
        {"de/lohn/title.json", "{}", "advice: this file belongs to no recording"},
    };
    for (const Case& one : cases) {
        const SourceTree tree;
        tree.write("media/speech/" + one.name, one.bytes);
        const std::string findings = about(tree, "media/speech/" + one.name + ":1:1: ");
        CAPTURE(one.expected);
        CAPTURE(findings);
        CHECK(contains(findings, one.expected));
    }
}

TEST_CASE("a Chinese character takes as long as a syllable") {
    const SourceTree tree;
    tree.replace("articles/lohn/de.md", "Wie viel?", "最低工资");
    tree.write(heading + ".opus", make_recording({.seconds = 4.5}));
    tree.write(heading + ".json", "{\"text\": \"" + hash_of(tree, "wie-viel") + "\"}");
    CHECK(about(tree, "media/speech").empty());
    tree.write(heading + ".opus", make_recording({.seconds = 6}));
    CHECK(contains(about(tree, "media/speech"), "the recording takes 6.0 seconds"));
}

TEST_CASE("times of words must follow one another within the recording and the text") {
    const SourceTree tree;
    for (const char* words :
         {"[[0, 400, 0, 3], [300, 1000, 4, 9]]", "[[0, 400, 0, 3], [400, 1001, 4, 9]]",
          "[[400, 0, 0, 3]]", "[[0, 1, 0, 10]]", "[[0, 1, 2, 2]]", "[[0, 1, 3, 2]]",
          "[[0, 400, 4, 9], [400, 500, 0, 3]]", "[[0, 1, 0]]", "[[-1, 1, 0, 3]]",
          "[[0, 1e9, 0, 3]]", "[[0, 4294967296, 0, 3]]", "[0]", "{\"a\": 1}", "7"}) {
        CAPTURE(words);
        add_recording(tree, words);
        CHECK(contains(about(tree, heading + ".json"), "error: word "));
    }
    for (const char* companion : {"", "[]", "{\"text\": ", "\xff"}) {
        CAPTURE(companion);
        tree.write(heading + ".json", companion);
        CHECK(contains(about(tree, heading + ".json"), "error: this is no JSON object"));
    }
}

TEST_CASE("words may not part a letter") {
    const SourceTree tree;
    tree.replace("articles/lohn/de.md", "Wie viel?", "Für wen?");
    add_recording(tree, "[[0, 1, 0, 2]]");
    CHECK(contains(about(tree, heading + ".json"), "error: word 1 does not follow"));
    add_recording(tree, "[[0, 1, 0, 4]]");
    CHECK(about(tree, "media/speech").empty());
}

TEST_CASE("a recording of an article that another package replaces is left alone") {
    const SourceTree tree;
    add_recording(tree);
    tree.write("../land/package.toml",
               "id = \"land/by\"\ntitle = \"L\"\nlanguages = [\"de\"]\nas_of = 2026-12-01\n");
    tree.write("../land/articles/lohn/article.toml", "removed = true\n");
    Report report;
    std::vector<Package> packages;
    packages.push_back(read_package(tree.package(), report));
    packages.push_back(read_package(tree.root() / "land", report));
    const Package merged = merge(std::move(packages), report);
    Report found;
    CHECK(find_recordings(tree.package(), merged, Cache(), found).empty());
    CHECK(found.sorted().empty());
}

TEST_CASE("a recording goes to the terminal with its words, where the soft hyphens are too") {
    const SourceTree tree;
    tree.replace("languages.toml", "tag = \"de\"\n", "tag = \"de\"\nhyphenation = \"de_DE\"\n");
    tree.replace("articles/lohn/de.md", "Wie viel?",
                 "Arbeitsbescheinigung und [[arbeitgeber]] heute?");
    const std::string text = "Arbeitsbescheinigung und arbeitgeber heute?";
    const auto timed = [&text](const char* ms, const std::string& word) {
        const std::size_t at = text.find(word);
        return "[" + std::string(ms) + ", " + std::to_string(at) + ", " +
               std::to_string(at + word.size()) + "]";
    };
    tree.write(heading + ".opus", make_recording({.seconds = 3}));
    tree.write(heading + ".json", "{\"text\": \"" + hash_of(tree, "wie-viel") + "\", \"words\": [" +
                                      timed("0, 900", "Arbeitsbescheinigung") + "," +
                                      timed("900, 1500", "arbeitgeber") + "," +
                                      timed("1500, 3000", "heute?") + "]}");
    const fs::path out = tree.root() / "out";
    const std::vector<Recording> recordings = built(tree, out);
    REQUIRE(recordings.size() == 1);
    CHECK(recordings[0].block == "wie-viel");
    CHECK(recordings[0].duration_ms == 3000);
    CHECK(std::abs(recordings[0].loudness_tenths + 190) <= 5);
    CHECK(read_file(media_path(out, recordings[0].media)) == tree.read(heading + ".opus"));
    auto state = open_current(out);
    const auto article = find_article(state->database, "lohn", "de");
    REQUIRE(article);
    const std::string& shown = article->blocks[1].text.utf8;
    REQUIRE(recordings[0].words.size() == 3);
    std::string said;
    for (const SpokenWord& one : recordings[0].words) {
        said += shown.substr(one.start, one.length) + "|";
    }
    CHECK(contains(shown, "\u00ad"));
    CHECK(said == shown.substr(0, shown.find(' ')) + "|Arbeitgeber|heute?|");
    CHECK(recordings[0].words[2].start_ms == 1500);
    CHECK(recordings[0].words[2].end_ms == 3000);
}

TEST_CASE(
    "only a recording of the text of today is shipped, and a build over an older one sees it") {
    const SourceTree tree;
    const fs::path out = tree.root() / "out";
    CHECK(built(tree, out).empty());
    add_recording(tree);
    const std::vector<Recording> first = built(tree, out);
    REQUIRE(first.size() == 1);
    const fs::path media = media_path(out, first[0].media);
    CHECK(fs::exists(media));
    tree.write(heading + ".opus", make_recording({.seconds = 1, .seed = 7})); // same length
    const std::vector<Recording> second = built(tree, out);
    REQUIRE(second.size() == 1);
    CHECK(second[0].media != first[0].media);
    CHECK(fs::exists(media)); // an older state plays it
    tree.replace("articles/lohn/de.md", "Wie viel?", "Wie wenig?");
    CHECK(built(tree, out).empty());
    tree.write("values.toml", tree.read("values.toml") + "\n");
    tree.replace("articles/lohn/de.md", "Wie wenig?", "Wie sehr?");
    CHECK(built(tree, out).empty());
    CHECK_FALSE(fs::exists(media)); // of the last three states none does
    const fs::path anew = tree.root() / "anew";
    add_recording(tree);
    const std::vector<Recording> third = built(tree, out);
    CHECK(built(tree, anew).size() == third.size());
    CHECK(read_file(out / "current/content.db") == read_file(anew / "current/content.db"));
}
