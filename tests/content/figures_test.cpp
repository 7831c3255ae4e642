#include "content/tool/commands.hpp"
#include "content/tool/figures.hpp"

#include <sstream>

#include "source_tree.hpp"
#include <doctest/doctest.h>

using namespace zugang::content;
using namespace zugang::content::tool;

TEST_CASE("figures count articles by state, words and bytes by language") {
    const SourceTree tree;
    tree.write("articles/hilfe/en.md", "+++\ntitle = \"Help\"\nsummary = \"You get help here.\"\n"
                                       "state = \"machine\"\nfollows = []\n+++\n"
                                       "Call: {contact:alid}. Wait {value:frist}.\n");
    const Figures figures =
        figures_of(tree.merged(),
                   {{"article/lohn", "12345"},
                    {"article/lohn/en", "123"},
                    {"strings/en", "12"},
                    {"keyboard/en", "1"},
                    {"speech/en/lohn/title.opus", "1234"},
                    {"speech/xx/lohn/title.opus", "123456"}, // of no language of the package
                    {"font/noto-sans-400.ttf", "1234567"},
                    {"font/noto-sans-700-italic.ttf", "12345678"},
                    {"pictogram/home-2.svg", "123456789"}},
                   tree.merged().language_rows);
    CHECK(figures.articles == 2);
    REQUIRE(figures.languages.size() == 3);
    const LanguageFigures& german = figures.languages[0];
    CHECK(german.endonym == "Deutsch");
    CHECK(german.reviewed == 2);
    CHECK(german.words > 30);
    const LanguageFigures& english = figures.languages[1];
    CHECK(english.articles() == 2);
    CHECK(english.stale == 2); // one never confirmed, one confirmed for other texts
    CHECK(english.machine == 0);
    CHECK(english.text_bytes == 6);
    CHECK(english.speech_bytes == 4);
    CHECK(figures.languages[2].missing == 2);
    CHECK(figures.languages[2].words == 0);
    CHECK(figures.font_bytes == std::map<std::string, std::uint64_t>{{"noto-sans", 15}});
    CHECK(figures.picture_bytes == 15);
    CHECK(figures.fact_bytes == 5);
    CHECK(figures.bytes() == 45);
}

TEST_CASE("the figures in content/README.md are those of the shipped content") {
    std::ostringstream out;
    REQUIRE(run_status({.source = std::string(ZUGANG_SOURCE_DIR) + "/content/source/bund",
                        .format = StatusFormat::Markdown,
                        .assets = {}},
                       out, out) == 0);
    const std::string handbook = read_file(ZUGANG_SOURCE_DIR "/content/README.md");
    const std::string begin = "<!-- figures -->\n";
    const std::size_t start = handbook.find(begin);
    const std::size_t end = handbook.find("<!-- end of figures -->", start);
    REQUIRE(start != std::string::npos);
    REQUIRE(end != std::string::npos);
    const std::string written = handbook.substr(start + begin.size(), end - start - begin.size());
    INFO("tests/content/write_figures writes them anew");
    CHECK(written == out.str());
}
