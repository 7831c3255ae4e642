#include "content/tool/commands.hpp"
#include "content/tool/guide_graph.hpp"
#include "tests/run_command.hpp"

#include <sstream>

#include "source_tree.hpp"
#include <doctest/doctest.h>

using namespace zugang::content;
using namespace zugang::content::tool;

namespace {

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

std::string dot(const SourceTree& tree, const char* language,
                Direction direction = Direction::LeftToRight) {
    return dot_of_guide(tree.merged().guides.at("wege"), language, direction);
}

int run(int (*command)(const NewGuideOptions&, std::ostream&, std::ostream&),
        const NewGuideOptions& options) {
    std::ostringstream ignored;
    return command(options, ignored, ignored);
}

int add_place(const SourceTree& tree, const std::string& id) {
    std::ostringstream ignored;
    return run_new_place({.source = tree.package(), .id = id, .as_of = parse_date("2026-11-22")},
                         ignored, ignored);
}

std::size_t errors(const std::string& findings) {
    std::size_t count = 0;
    for (std::size_t at = findings.find(": error: "); at != std::string::npos;
         at = findings.find(": error: ", at + 1)) {
        ++count;
    }
    return count;
}

} // namespace

TEST_CASE("a graph has every answer as an edge and the ways at the results") {
    const SourceTree tree;
    const std::string graph = dot(tree, "en");
    CAPTURE(graph);
    CHECK(contains(graph, "rankdir=LR"));
    CHECK(contains(graph, "\"was\":a0:e -> \"wer\":w"));
    CHECK(contains(graph, "\"was\":a1:e -> \"hilfe\":w"));
    CHECK(contains(graph, "\"wer\":a1:e -> \"hilfe\":w"));
    CHECK(contains(graph, "\u2068What?\u2069"));
    CHECK(contains(graph, "\u2068Wer?\u2069")); // German, as on the terminal
    CHECK(contains(graph, "\u20681.2  2\u2069"));
    CHECK(contains(graph, "STYLE=\"DASHED\""));
    CHECK(contains(graph, "\u2068no print, no QR code\u2069"));
    const std::string mirrored = dot(tree, "de", Direction::RightToLeft);
    CHECK(contains(mirrored, "rankdir=RL"));
    CHECK(contains(mirrored, "\"was\":a0:w -> \"wer\":e"));
}

TEST_CASE("words cannot break out of a label, and a way that goes round ends") {
    const SourceTree tree;
    tree.replace("guides/wege/de.toml", "\"Was?\"", "'<b>\"&</b>'");
    tree.replace("guides/wege.toml", "[{ next = \"lohn\" }", "[{ next = \"was\" }");
    const std::string graph = dot(tree, "de");
    CHECK(contains(graph, "&lt;b&gt;&quot;&amp;&lt;/b&gt;"));
    CHECK(contains(graph, "\"wer\":a0:e -> \"was\":w"));
    tree.replace("guides/wege.toml", "{ next = \"hilfe\" },", "{ next = \"nix\" },");
    CHECK_FALSE(contains(dot(tree, "de"), "nix"));
}

TEST_CASE("lines break where the language allows it") {
    using Lines = std::vector<std::string>;
    CHECK(wrap("eins zwei drei", 9, "de") == Lines{"eins zwei", "drei"});
    CHECK(wrap("eins zwei drei", 8, "de") == Lines{"eins", "zwei", "drei"});
    CHECK(wrap("Donaudampfschiff", 5, "de") == Lines{"Donaudampfschiff"});
    CHECK(wrap("我需要帮助", 3, "zh-Hans").size() > 1); // no spaces
    CHECK(wrap("ماذا حدث؟", 80, "ar") == Lines{"ماذا حدث؟"});
    CHECK(wrap("", 5, "de").empty());
}

TEST_CASE("guide graph draws in the language and fails without a part of a picture") {
    const SourceTree tree;
    const auto run_program = [&tree](const std::string& arguments, const std::string& path = "") {
        return zugang::testing::run_command(
            (path.empty() ? "" : "PATH=" + path + " ") + std::string(ZUGANG_BINARY_DIR) +
            "/bin/zugang-content guide graph " + tree.package().string() + " " + arguments);
    };
    const auto file = [&tree](const char* name) { return (tree.root() / name).string(); };
    CHECK(run_program("wege --out " + file("a.svg")).code == 0);
    CHECK(contains(read_file(file("a.svg")), "<svg"));
    CHECK(run_program("wege --lang en --out " + file("a.png")).code == 0);
    CHECK(read_file(file("a.png")).starts_with("\x89PNG"));
    CHECK(run_program("wege --out " + file("a.pdf")).code == 0);
    CHECK(read_file(file("a.pdf")).starts_with("%PDF"));
    CHECK(run_program("wege --out " + file("a.doc")).code == 2);
    CHECK(run_program("wege").code == 2);
    const auto unknown = run_program("weg --out " + file("b.svg"));
    CHECK(unknown.code == 1);
    CHECK(contains(unknown.text, "there is no guide \"weg\""));
    CHECK(contains(unknown.text, "did you mean \"wege\"?"));
    CHECK(contains(run_program("wege --lang fa --out " + file("b.svg")).text,
                   "the guide \"wege\" has no words in \"fa\""));
    const auto without = run_program("wege --out " + file("b.svg"), "/nowhere");
    CHECK(without.code == 1);
    CHECK(contains(without.text, "graphviz is not on this machine"));
    CHECK_FALSE(std::filesystem::exists(file("b.svg")));
}

TEST_CASE("a new guide passes check and takes no name that is there") {
    const SourceTree tree;
    const auto named = [&tree](const char* id) {
        return NewGuideOptions{
            .source = tree.package(), .id = id, .as_of = parse_date("2026-11-22")};
    };
    CHECK(run(run_new_guide, named("neu")) == 0);
    const std::string findings = tree.findings();
    CAPTURE(findings);
    CHECK(errors(findings) == 0);
    CHECK(contains(findings, "guides/neu.toml:1:1: warning: missing in 2 languages: en, fa"));
    const std::string before = tree.read("guides/wege.toml");
    CHECK(run(run_new_guide, named("wege")) == 1);
    CHECK(tree.read("guides/wege.toml") == before);
    CHECK(run(run_new_guide, named("Neu")) == 1);
    for (const char* part : {"articles", "contacts.toml"}) {
        std::filesystem::remove_all(tree.package() / part);
    }
    CHECK(run(run_new_guide, named("leer")) == 1);
    CHECK_FALSE(std::filesystem::exists(tree.package() / "guides/leer.toml"));
}

TEST_CASE("a new place passes check, goes to the end, and takes no id that is there") {
    const SourceTree tree;
    const std::string before = tree.read("places.toml");
    CHECK(add_place(tree, "neu") == 0);
    CHECK(tree.read("places.toml").starts_with(before + "\n[[place]]\nid = \"neu\"\n"));
    CHECK(errors(tree.findings()) == 0);
    CHECK(add_place(tree, "rathaus") == 1);
    CHECK(add_place(tree, "Neu") == 1);
    std::filesystem::remove(tree.package() / "places.toml");
    CHECK(add_place(tree, "erster") == 0);
    CHECK(tree.read("places.toml").starts_with("[[place]]\nid = \"erster\"\n"));
    CHECK(errors(tree.findings()) == 0);
}
