#include "content/folder.hpp"
#include "content/guide.hpp"
#include "content/tool/build.hpp"
#include "content/tool/commands.hpp"

#include <sstream>

#include "source_tree.hpp"
#include <doctest/doctest.h>

using namespace zugang::content;
using namespace zugang::content::tool;

namespace {

constexpr const char* ways = "guides/wege.toml";
constexpr const char* german = "guides/wege/de.toml";

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

std::size_t count(const std::string& text, std::string_view part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++found;
    }
    return found;
}

Package land_over_bund(const SourceTree& tree, std::string& findings) {
    tree.write("../land/package.toml",
               "id = \"land/by\"\ntitle = \"L\"\nlanguages = [\"de\"]\nas_of = 2026-12-01\n");
    Report report;
    std::vector<Package> packages;
    packages.push_back(read_package(tree.root() / "land", report));
    packages.push_back(read_package(tree.package(), report));
    Package merged = merge(std::move(packages), report);
    std::ostringstream out;
    print(report, Format::Text, out);
    findings = out.str();
    return merged;
}

} // namespace

TEST_CASE("every way in which a guide is wrong is named with its place") {
    struct Case {
        const char* file;
        const char* from;
        const char* to;
        const char* expected;
    };
    const Case cases[] = {
        {ways, "start = \"was\"", "start = \"wo\"",
         "guides/wege.toml:1:9: error: there is no node \"wo\"; did you mean \"was\"? [guide]"},
        {ways, "start = \"was\"", "", "guides/wege.toml:1:1: error: \"start\" is missing"},
        {ways, "\"wer\", icon", "\"weg\", icon",
         "guides/wege.toml:8:14: error: there is no node \"weg\"; did you mean \"wer\"? [guide]"},
        {ways, "\"wer\", icon", "\"hilfe\", icon",
         "guides/wege.toml:13:6: error: nobody gets to \"wer\""},
        {ways, "[{ next = \"lohn\" }", "[{ next = \"was\" }",
         "guides/wege.toml:14:21: error: the way goes round: was > wer > was"},
        {ways, "[{ next = \"lohn\" }, { next = \"hilfe\" }]", "[{ next = \"lohn\" }]",
         "guides/wege.toml:13:6: error: \"wer\" has 1 answer; give a question 2 to 10 answers"},
        {ways, "contacts = [\"alid\"]", "contacts = [\"intern\"]",
         "guides/wege.toml:19:13: error: the contact \"intern\" is for staff only"},
        {ways, "articles = [\"lohn\"]\ncontacts = [\"alid\"]", "contacts = [\"intern\"]",
         "guides/wege.toml:17:6: error: \"lohn\" is a dead end; name a public article or contact"},
        {ways, "articles = [\"lohn\"]", "articles = [\"lon\"]",
         "guides/wege.toml:18:13: error: there is no article \"lon\"; did you mean \"lohn\"?"},
        {ways, "places = \"mbe\"", "places = \"mbx\"",
         "guides/wege.toml:20:10: error: there is no kind of places \"mbx\""},
        {ways, "discreet = true", "",
         "guides/wege.toml:24:13: error: \"hilfe\" is a discreet article; write discreet = true"},
        {ways, "id = \"hilfe\"", "id = \"lohn\"",
         "guides/wege.toml:23:6: error: there is a second node \"lohn\""},
        {ways, "id = \"wer\"", "id = \"meta\"",
         "guides/wege.toml:13:6: error: \"meta\" cannot be the id of a node"},
        {ways, "icon = \"home-2\"", "icon = \"hom-2\"",
         "guides/wege.toml:8:28: error: there is no pictogram \"hom-2\"; did you mean"},
        {ways, "icon = \"route\"", "icon = \"rout\"",
         "guides/wege.toml:2:8: error: there is no pictogram \"rout\""},
        {ways, "discreet = true", "discrete = true",
         "guides/wege.toml:25:1: error: unknown key \"discrete\"; did you mean \"discreet\"?"},
        {ways, "review_by = 2027-01-01", "review_by = 2026-01-01",
         "guides/wege.toml:3:13: warning: the guide was to be reviewed by 2026-01-01"},
        {german, "[hilfe]\ntitle = \"Hilfe\"", "",
         "guides/wege/de.toml:1:1: error: the words of \"hilfe\" are missing"},
        {german, "[hilfe]", "[hilf]",
         "guides/wege/de.toml:20:2: error: there is no node \"hilf\"; did you mean \"hilfe\"?"},
        {german, "[\"Ich\", \"Du\"]", "[\"Ich\"]",
         "guides/wege/de.toml:11:2: error: 1 answers, but \"wer\" has 2 answers"},
        {german, "[\"Geld\", \"\"]", "[\"Geld\"]",
         "guides/wege/de.toml:6:2: error: 1 hints, but \"was\" has 2 answers"},
        {german, "{value:minwage}", "{value:minwag}",
         "guides/wege/de.toml:17:24: error: there is no value \"minwag\""},
        {german, "hints = ", "text = \"Mehr\"\nhints = ",
         "guides/wege/de.toml:6:2: error: a question has no \"text\" and nothing to bring"},
        {german, "Rufen Sie an.", "Rufen Sie 0821 123456 an.",
         "guides/wege/de.toml:16:20: warning: \"0821 123456\" is a telephone number"},
        {german, "state = \"reviewed\"", "state = \"done\"",
         "guides/wege/de.toml:4:9: error: \"done\" is not possible here"},
    };
    for (const Case& one : cases) {
        const SourceTree tree;
        tree.replace(one.file, one.from, one.to);
        const std::string findings = tree.findings();
        CAPTURE(one.expected);
        CAPTURE(findings);
        CHECK(contains(findings, one.expected));
    }
}

TEST_CASE("the words of a guide get the advice that those of an article get") {
    const SourceTree tree;
    tree.replace("package.toml", "\"en\", ", "\"en\", \"de-simple\", ");
    tree.write("guides/wege/de-simple.toml",
               "title = \"Wohin?\"\n\n[was]\ntitle = \"Ihre Aufenthaltserlaubnis?\"\n"
               "answers = [\"zwei Tage\", \"Hilfe\"]\n\n"
               "[hilfe]\ntitle = \"Hilfe\"\nbring = [\"Pass / Karte\"]\n");
    const std::string found = tree.findings();
    const std::string file = "guides/wege/de-simple.toml";
    CHECK(contains(found, file + ":4:9: advice: \"Aufenthaltserlaubnis\" is a long word"));
    CHECK(contains(found, file + ":5:12: advice: \"zwei\" is a number in letters"));
    CHECK(contains(found, file + ":9:10: advice: \"/\" is not read aloud"));
}

TEST_CASE("a good guide has no finding by its rule, and what is not translated is a warning") {
    const SourceTree tree;
    const std::string findings = tree.findings();
    CAPTURE(findings);
    CHECK(count(findings, "[guide]") == 0);
    CHECK(contains(findings, "guides/wege.toml:1:1: warning: missing in 1 language: fa"));
    CHECK(contains(findings, "guides/wege/en.toml:1:1: warning: the words of 3 of 4 nodes are "
                             "missing: wer, lohn, hilfe"));
    CHECK(contains(findings,
                   "guides/wege/en.toml:1:1: warning: this translation was never confirmed"));
    tree.write("guides/wege/xx.toml", "title = \"X\"\n");
    CHECK(contains(tree.findings(), "guides/wege/xx.toml:1:1: error: unknown language \"xx\""));
    std::filesystem::remove(tree.package() / german);
    CHECK(contains(tree.findings(),
                   "guides/wege.toml:1:1: error: the guide has no words in the default language"));
    std::filesystem::remove(tree.package() / ways);
    CHECK(contains(tree.findings(), "guides/wege:1:1: advice: this is not used"));
}

TEST_CASE("six questions on a way are one too many, eleven answers too") {
    const auto chain = [](int questions) {
        std::string text = "start = \"q1\"\n";
        std::string words = "title = \"T\"\n";
        for (int i = 1; i <= questions; ++i) {
            const std::string id = "q" + std::to_string(i);
            const std::string next = i == questions ? "end" : "q" + std::to_string(i + 1);
            text += "[[question]]\nid = \"" + id + "\"\nanswers = [{ next = \"" + next +
                    "\" }, { next = \"end\" }]\n";
            words += "[" + id + "]\ntitle = \"Q\"\nanswers = [\"a\", \"b\"]\n";
        }
        return std::pair(text + "[[result]]\nid = \"end\"\ncontacts = [\"alid\"]\n",
                         words + "[end]\ntitle = \"E\"\n");
    };
    const SourceTree tree;
    std::filesystem::remove(tree.package() / "guides/wege/en.toml");
    for (const int questions : {5, 6}) {
        const auto [text, words] = chain(questions);
        tree.write(ways, text);
        tree.write(german, words);
        CHECK(count(tree.findings(), "[guide]") == (questions > 5 ? 1U : 0U));
    }
    CHECK(contains(tree.findings(),
                   "guides/wege.toml:1:9: error: up to 6 questions lead to a result: q1 > q2 > q3 "
                   "> q4 > q5 > q6 > end; ask at most 5"));
    std::string many;
    for (int i = 0; i < 11; ++i) {
        many += "{ next = \"end\" },";
    }
    tree.write(ways, "start = \"q\"\n[[question]]\nid = \"q\"\nanswers = [" + many +
                         "]\n[[result]]\nid = \"end\"\ncontacts = [\"alid\"]\n");
    CHECK(contains(tree.findings(), "guides/wege.toml:3:6: error: \"q\" has 11 answers"));
}

TEST_CASE("a guide is replaced whole and removed; crisis guides are bund's") {
    const SourceTree tree;
    std::string findings;
    tree.write("../land/guides/wege.toml", "removed = true\n");
    CHECK(land_over_bund(tree, findings).guides.empty());
    CHECK(findings.empty());
    tree.write("../land/guides/wege.toml", "start = \"a\"\n");
    CHECK(land_over_bund(tree, findings).guides.at("wege").words.empty());
    tree.replace(ways, "start = ", "crisis = true\nstart = ");
    CHECK(land_over_bund(tree, findings).guides.at("wege").crisis);
    CHECK(contains(findings, "land/guides/wege.toml:1:1: error: \"wege\" is a crisis guide; those "
                             "come from bund only; take it out"));
    tree.write("../land/guides/neu.toml", "start = \"a\"\ncrisis = true\n");
    CHECK_FALSE(land_over_bund(tree, findings).guides.contains("neu"));
    CHECK(contains(findings, "land/guides/neu.toml:1:1: error: \"neu\" is a crisis guide"));
}

TEST_CASE("a guide reaches the database with its words, contacts and discretion") {
    const SourceTree tree;
    Report report;
    std::vector<Package> packages;
    packages.push_back(read_package(tree.package(), report));
    const Assets assets(tree.root(), report);
    const auto folder = tree.root() / "out";
    REQUIRE(build(packages, assets, Cache(), folder, report));
    auto state = open_current(folder);
    REQUIRE(state);
    const auto guide = find_guide(state->database, "wege", "en");
    REQUIRE(guide);
    CHECK(guide->title == "Where?");
    const auto question = find_guide_step(state->database, "wege", "was", "en");
    REQUIRE(question);
    CHECK(question->text.answers == std::vector<std::string>{"Pay", "Help"});
    CHECK(question->text.stale);
    CHECK(question->questions == 2);
    const auto result = find_guide_step(state->database, "wege", "lohn", "en");
    REQUIRE(result);
    CHECK(result->language == "de");
    CHECK(result->node.contacts == std::vector<std::string>{"alid"});
    CHECK(result->text.text.spans.size() == 3);
    CHECK(find_guide_step(state->database, "wege", "hilfe", "de")->node.discreet);
}

TEST_CASE("confirm writes what a translation of a guide follows, and a change makes it stale") {
    const SourceTree tree;
    const auto confirm = [&tree](std::vector<std::string> slugs) {
        std::ostringstream ignored;
        return run_confirm({.source = tree.package(), .language = "en", .slugs = std::move(slugs)},
                           ignored, ignored);
    };
    CHECK(confirm({"guide/nix"}) == 1);
    CHECK(confirm({"guide/wege"}) == 0);
    CHECK(
        contains(tree.read("guides/wege/en.toml"), "title = \"Where?\"\n\n[meta]\nfollows = [\""));
    CHECK_FALSE(contains(tree.findings(), "guides/wege/en.toml:1:1: warning: this translation"));
    const std::string confirmed = tree.read("guides/wege/en.toml");
    CHECK(confirm({"guide/wege"}) == 0);
    CHECK(tree.read("guides/wege/en.toml") == confirmed);
    tree.replace(german, "Was?", "Was dann?");
    CHECK(contains(tree.findings(), "guides/wege/en.toml:1:1: warning: the default language has "
                                    "changed in 1 nodes: was"));
    CHECK(confirm({}) == 0);
    CHECK_FALSE(contains(tree.findings(), "changed in 1 nodes"));
}

TEST_CASE("rename mends what a guide says of an article") {
    const SourceTree tree;
    tree.replace(german, "{contact:alid}.", "[Lohn](article:lohn) {contact:alid}.");
    tree.write("guides/wege/en.toml",
               tree.read("guides/wege/en.toml") +
                   "[lohn]\ntitle = \"Call.\"\ntext = \"[pay](article:lohn)\"\n");
    std::ostringstream out;
    REQUIRE(run_confirm({.source = tree.package(), .language = "en", .slugs = {"guide/wege"}}, out,
                        out) == 0);
    REQUIRE(run_rename({.source = tree.package(), .from = "lohn", .to = "gehalt", .with = {}}, out,
                       out) == 0);
    CHECK(contains(tree.read(ways), "articles = [\"gehalt\"]"));
    CHECK(contains(tree.read(ways), "id = \"lohn\"")); // a node is no article
    CHECK(contains(tree.read(german), "article:gehalt"));
    const std::string findings = tree.findings();
    CAPTURE(findings);
    CHECK(count(findings, "error") == 0);
    CHECK_FALSE(contains(findings, "the default language has changed in 1 nodes"));
}
