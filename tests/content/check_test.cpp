#include <algorithm>
#include <fstream>
#include <sstream>

#include "picture_samples.hpp"
#include "source_tree.hpp"
#include <doctest/doctest.h>

using namespace zugang::content;
using namespace zugang::content::tool;

namespace {

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

std::size_t errors(const std::string& findings) {
    std::size_t count = 0;
    std::istringstream lines(findings);
    for (std::string line; std::getline(lines, line);) {
        count += contains(line, ": error: ") ? 1 : 0;
    }
    return count;
}

} // namespace

TEST_CASE("a good package has no errors and known warnings") {
    const SourceTree tree;
    const std::string findings = tree.findings();
    CAPTURE(findings);
    CHECK(errors(findings) == 0);
    CHECK(contains(findings, "package.toml:4:26: warning: no article is written in \"fa\" yet"));
    CHECK(
        contains(findings, "articles/hilfe/article.toml:1:1: warning: missing in 1 language: en"));
    CHECK(contains(findings,
                   "ui/en.toml:1:1: warning: 1 interface strings are missing: nav.only_german"));
}

TEST_CASE("a language that need not have every article has its own line") {
    const SourceTree tree;
    tree.replace("package.toml", "as_of", "partly = [\"en\"]\nas_of");
    const std::string findings = tree.findings();
    CAPTURE(findings);
    CHECK(errors(findings) == 0);
    CHECK(contains(findings, "package.toml:7:11: advice: 1 of 2 articles are written in \"en\""));
    CHECK_FALSE(contains(findings, "missing in 1 language: en"));

    tree.write("articles/hilfe/en.md", "+++\ntitle = \"Help\"\nstate = \"draft\"\n+++\n"
                                       "## Advice\n\nCall somebody who knows.\n");
    CHECK(contains(tree.findings(), "package.toml:7:11: advice: every article is written in "));
    tree.replace("package.toml", "partly = [\"en\"]", "partly = [\"de\", \"ti\"]");
    CHECK(contains(tree.findings(), "package.toml:7:11: error: \"de\" is the default language"));
    CHECK(contains(tree.findings(), "package.toml:7:17: error: \"ti\" is not among the languages"));
}

TEST_CASE("each bad article is named with its place") {
    const std::filesystem::path folder = std::string(ZUGANG_SOURCE_DIR) + "/tests/data/content/bad";
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".md") {
            continue;
        }
        ++count;
        const SourceTree tree;
        tree.write("articles/hilfe/de.md", read_file(entry.path()));
        const std::string findings = tree.findings();
        CAPTURE(entry.path().filename().string());
        CAPTURE(findings);
        std::ifstream expected(std::filesystem::path(entry.path()).replace_extension(".expected"));
        REQUIRE(expected);
        std::size_t lines = 0;
        for (std::string line; std::getline(expected, line);) {
            ++lines;
            CHECK(contains(findings, "articles/hilfe/de.md:" + line));
        }
        CHECK(errors(findings) == lines);
    }
    CHECK(count > 30);
}

TEST_CASE("every kind of wrong row is named with its place") {
    struct Case {
        const char* file;
        const char* from;
        const char* to;
        const char* expected;
    };
    const Case cases[] = {
        {"package.toml", "\"fa\"]", "\"xx-Klingon\"]",
         "package.toml:4:26: error: unknown language \"xx-Klingon\""},
        {"package.toml", "\"bund\"", "\"Bund\"",
         "package.toml:1:6: error: \"Bund\" is no id of a package"},
        {"package.toml", "as_of = 2026-11-22", "", "package.toml:1:1: error: \"as_of\" is missing"},
        {"package.toml", "title", "titel",
         "package.toml:2:1: error: unknown key \"titel\"; did you mean \"title\"?"},
        {"package.toml", "title = \"Probe\"", "title = Probe",
         "package.toml:2:9: error: this is no TOML"},
        {"languages.toml", "\"fa\"", "\"f_a!\"",
         "languages.toml:15:7: error: \"f_a!\" is no BCP 47 tag"},
        {"languages.toml", "\"rtl\"", "\"up\"",
         "languages.toml:18:13: error: \"up\" is not possible here; write one of \"ltr\", \"rtl\""},
        {"languages.toml", "[\"noto-sans\"]", "[\"notosans\"]",
         "languages.toml:2:7: error: \"de\" wants unknown fonts \"notosans\"; did you mean "
         "\"noto-sans\"?"},
        {"languages.toml", "[\"en\", \"de\"]", "[\"am\"]",
         "languages.toml:19:13: warning: unknown language \"am\" is passed over"},
        {"topics.toml", "home-2", "hom-2",
         "topics.toml:3:8: error: there is no pictogram \"hom-2\"; did you mean \"home-2\"?"},
        {"topics.toml", "hue = 2", "hue = 9",
         "topics.toml:4:7: error: 9 is not possible here; write a number from 1 to 8"},
        {"topics.toml", "\"hilfe\"", "\"hilfen\"",
         "topics.toml:14:11: error: there is no article \"hilfen\"; did you mean \"hilfe\"?"},
        {"topics.toml", "id = \"path\"", "id = \"work\"",
         "topics.toml:7:6: error: there is a second row with the id \"work\""},
        {"values.toml", "\"13.90\"", "\"13,90\"",
         "values.toml:4:10: error: \"13,90\" is no number"},
        {"values.toml", "\"13.90\"", "13.90",
         "values.toml:4:10: error: \"number\" has another type; write a text in quotes"},
        {"values.toml", "\"days\"", "\"dais\"",
         "values.toml:23:8: error: there is no unit \"dais\"; did you mean \"days\"?"},
        {"values.toml", "max = \"3\"", "",
         "values.toml:20:6: error: the value needs a number, or min and max"},
        {"values.toml", "max = \"3\"", "max = \"0\"",
         "values.toml:21:7: error: min is greater than max"},
        {"values.toml", "2026-12-31", "2027-01-01",
         "values.toml:11:6: error: this row of \"minwage\" overlaps the one before it"},
        {"values.toml", "2026-12-31", "2026-12-30",
         "values.toml:11:6: warning: \"minwage\" has no row for the days after 2026-12-30"},
        {"values.toml", "2026-12-31", "2025-12-31",
         "values.toml:7:12: error: the value ends before it starts"},
        {"contacts.toml", "name = \"Hotline\"", "",
         "contacts.toml:1:1: error: \"name\" is missing"},
        {"contacts.toml", "\"normal\"", "\"cheap\"",
         "contacts.toml:7:8: error: \"cheap\" is not possible here"},
        {"contacts.toml", "de = \"F", "dd = \"F",
         "contacts.toml:12:1: error: unknown language \"dd\""},
        {"glossary/en.toml", "[mindestlohn]", "[mindestlon]",
         "glossary/en.toml:1:2: error: there is no glossary term \"mindestlon\""},
        {"ui/en.toml", "{# day}", "{# day",
         "ui/en.toml:22:8: error: \"unit.days\" is no message that ICU can read"},
        {"ui/en.toml", "{value} (until", "{wert} (until",
         "ui/en.toml:18:11: error: \"value.expired\" uses {date}, {wert}, the default language "
         "{date}, {value}"},
        {"ui/en.toml", "back =", "bak =",
         "ui/en.toml:12:7: warning: nobody asks for the interface string \"nav.bak\"; did you mean "
         "\"nav.back\"?"},
        {"ui/de.toml", "path = \"Weg\"", "",
         "ui/de.toml:1:1: error: the interface string \"topic.path\" is missing"},
        {"articles/lohn/article.toml", "topic = \"work\"", "topic = \"wrk\"",
         "articles/lohn/article.toml:1:9: error: there is no topic \"wrk\"; did you mean "
         "\"work\"?"},
        {"articles/lohn/article.toml", "\"alid\"", "\"intern\"",
         "articles/lohn/article.toml:9:13: error: the contact \"intern\" is for staff only"},
        {"articles/lohn/article.toml", "\"hilfe\"", "\"nix\"",
         "articles/lohn/article.toml:10:12: error: there is no article \"nix\""},
        {"articles/lohn/article.toml", "order = 10", "parent = \"lohn\"",
         "articles/lohn/article.toml:2:10: error: the article is above itself"},
        {"articles/lohn/article.toml", "confidence = \"high\"", "confidence = \"low\"",
         "articles/lohn/article.toml:8:14: error: confidence is low, but the page is public"},
        {"articles/lohn/article.toml", "2027-01-01", "2026-01-01",
         "articles/lohn/article.toml:7:13: warning: the article was to be reviewed by 2026-01-01"},
        {"articles/lohn/article.toml", "as_of = 2026-08-19", "as_of = \"2026-08-19\"",
         "articles/lohn/article.toml:6:9: error: \"as_of\" has another type"},
        {"articles/lohn/en.md", "![A pay slip]", "![]",
         "articles/lohn/en.md:19:1: error: the picture has no alternative text"},
        {"media/lohn.svg", "<path", "<script/><path",
         "media/lohn.svg:1:1: error: the SVG file holds <script>"},
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

TEST_CASE("a value without successor is a warning from the day after its end") {
    const SourceTree tree;
    CHECK_FALSE(contains(tree.findings("2027-12-31"), "has expired"));
    CHECK(contains(tree.findings("2028-01-01"),
                   "values.toml:11:6: warning: \"minwage\" has expired on 2027-12-31"));
}

TEST_CASE("an unknown language and a missing default language are errors") {
    const SourceTree tree;
    std::filesystem::rename(tree.package() / "articles/lohn/de.md",
                            tree.package() / "articles/lohn/dd.md");
    const std::string findings = tree.findings();
    CHECK(contains(findings, "articles/lohn/article.toml:1:1: error: the article has no text in "
                             "the default language; write de.md"));
    CHECK(contains(
        findings, "articles/lohn/dd.md:1:1: error: unknown language \"dd\"; did you mean \"de\"?"));
}

TEST_CASE("a file that is no picture and one that is far too large are named, not read") {
    const SourceTree tree;
    tree.write("media/a.png", "GIF89a, or nothing at all");
    tree.write("media/b.png", "");
    std::filesystem::resize_file(tree.package() / "media/b.png", 200'000'000);
    const std::string findings = tree.findings();
    CHECK(
        contains(findings, "media/a.png:1:1: error: this is no picture (PNG, JPEG, WebP or SVG)"));
    CHECK(contains(findings,
                   "media/b.png:1:1: error: the file has 200 MB; more than 20 MB are refused"));
}

TEST_CASE("a picture that is cut off is named though its head is good") {
    const SourceTree tree;
    const std::string jpeg = write_jpeg(make_photo(200, 100));
    tree.write("media/a.jpg", jpeg.substr(0, jpeg.size() / 2));
    CHECK(contains(tree.findings(),
                   "media/a.jpg:1:1: error: the picture is cut off or damaged; export"));
}

TEST_CASE("what was found in a picture is kept until the picture changes") {
    const SourceTree tree;
    const Cache cache(tree.root() / "cache");
    const auto findings = [&] {
        Report report;
        check_media(tree.merged(), cache, report);
        std::ostringstream out;
        print(report, Format::Text, out);
        return out.str();
    };
    const std::string jpeg = write_jpeg(make_photo(200, 100));
    tree.write("media/a.jpg", jpeg.substr(0, jpeg.size() / 2));
    for (const char* time : {"looked at", "remembered"}) {
        CAPTURE(time);
        CHECK(contains(findings(), "error: the picture is cut off or damaged"));
    }
    tree.write("media/a.jpg", jpeg);
    CHECK_FALSE(contains(findings(), "damaged"));
}

TEST_CASE("two pictures that would be one file on a terminal are named") {
    const SourceTree tree;
    tree.write("media/a.jpg", write_jpeg(make_photo(20, 10)));
    tree.write("media/a.png", write_png(make_photo(20, 10)));
    CHECK(contains(tree.findings(), "media/a.png:1:1: error: this and a.jpg would both be a.webp"));
}

TEST_CASE("a picture of an own article needs a row in media.toml, one of an import does not") {
    constexpr const char* unknown = "media/lohn.svg:1:1: warning: nobody knows under which licence";
    const SourceTree tree;
    CHECK_FALSE(contains(tree.findings(), unknown));
    tree.write("media.toml", "[[picture]]\nfile = \"weg.svg\"\nlicence = \"CC0-1.0\"\n");
    CHECK(contains(tree.findings(), unknown));
    CHECK(contains(tree.findings(), "media.toml:2:8: warning: there is no picture media/weg.svg"));
    tree.replace("articles/lohn/article.toml", "order = 10", "origin = \"import\"");
    CHECK_FALSE(contains(tree.findings(), unknown));
    tree.write("media.toml", "[[picture]]\nfile = \"lohn.svg\"\n[[picture]]\nfile = "
                             "\"lohn.svg\"\nlicence = \"x\"\n");
    const std::string findings = tree.findings();
    CHECK(contains(findings, "media.toml:1:1: error: \"licence\" is missing"));
    CHECK(contains(findings, "media.toml:4:8: error: there is a second row of lohn.svg"));
}

TEST_CASE("for an import dead links and missing alternative texts are warnings") {
    const SourceTree tree;
    tree.replace("articles/lohn/article.toml", "order = 10", "origin = \"import\"");
    tree.replace("articles/lohn/de.md", "article:hilfe", "article:weg");
    tree.replace("articles/lohn/de.md", "![Eine Lohnabrechnung]", "![]");
    const std::string findings = tree.findings();
    CHECK(errors(findings) == 0);
    CHECK(contains(findings, "articles/lohn/de.md:17:13: warning: there is no article \"weg\""));
    CHECK(contains(findings,
                   "articles/lohn/de.md:21:1: warning: the picture has no alternative text"));
}

TEST_CASE("everything is said at once, in order, and once") {
    const SourceTree tree;
    tree.replace("values.toml", "\"days\"", "\"dais\"");
    tree.replace("articles/lohn/de.md", "article:hilfe", "article:weg");
    tree.replace("articles/lohn/de.md", "{contact:alid}", "{contact:nix}");
    const std::string findings = tree.findings();
    CHECK(errors(findings) == 3);
    const std::size_t first = findings.find("articles/lohn/de.md:15:18");
    const std::size_t second = findings.find("articles/lohn/de.md:17:13");
    const std::size_t third = findings.find("values.toml:23:8");
    CHECK(first < second);
    CHECK(second < third);
    CHECK(third != std::string::npos);
}

TEST_CASE("a character that no shipped font has is named with its place and language") {
    const SourceTree tree;
    tree.replace("articles/lohn/en.md", "important", "import\u05d0nt");
    tree.replace("ui/en.toml", "Back", "Back \u0e01");
    tree.replace("glossary/en.toml", "much", "m\u4e2dch");
    const std::string findings = tree.findings();
    CAPTURE(findings);
    CHECK(contains(
        findings,
        "articles/lohn/en.md:17:18: error: no font that is shipped has U+05D0 (language \"en\")"));
    CHECK(contains(findings, "ui/en.toml:12:14: error: no font that is shipped has U+0E01"));
    CHECK(contains(findings, "glossary/en.toml:3:13: error: no font that is shipped has U+4E2D"));
    CHECK(errors(findings) == 3);

    tree.replace("languages.toml", "fonts = [\"noto-sans\"]", "fonts = [\"noto-sans\", \"other\"]");
    CHECK(errors(tree.findings()) == 2);
    tree.replace("articles/lohn/en.md", "import\u05d0nt", "import&#x4e2d;nt");
    CHECK(contains(tree.findings(),
                   "articles/lohn/en.md:17:3: error: no font that is shipped has U+4E2D"));
}

TEST_CASE("without the font files the check says that it could not look") {
    const SourceTree tree;
    std::filesystem::remove(tree.root() / "packaging/assets/node_modules/noto-sans.ttf");
    tree.replace("articles/lohn/en.md", "> This", "> \u05d0 This");
    CHECK(contains(tree.findings(), "fonts/fonts.toml:1:1: warning: the font file is not here"));
    CHECK(errors(tree.findings()) == 0);
    write_file(tree.root() / "packaging/assets/node_modules/noto-sans.ttf", "no font");
    CHECK(contains(tree.findings(), "fonts/fonts.toml:1:1: error: the font file cannot be opened"));
}
