#include "content/article.hpp"
#include "content/folder.hpp"
#include "content/language.hpp"
#include "content/soft_hyphens.hpp"
#include "content/strings.hpp"
#include "content/tool/commands.hpp"
#include "content/tool/hyphenate.hpp"

#include <algorithm>
#include <sstream>

#include "source_tree.hpp"
#include <doctest/doctest.h>

using namespace zugang::content;
using namespace zugang::content::tool;

namespace {

SourceLanguage language(const char* tag, const char* patterns) {
    SourceLanguage row;
    row.language.tag = tag;
    row.hyphenation.name = patterns;
    return row;
}

Package languages() {
    Package package;
    package.language_rows = {language("de", "de_DE"), language("en", "en_GB"),
                             language("uk", "uk_UA"), language("ru", "ru_RU"), language("tr", "")};
    package.hyphenations["de_DE"] = {{"Um-schulung", {}}, {"Integreat", {}}};
    SourceTerm term;
    term.term = "die Arbeitsbescheinigung";
    package.terms.push_back(term);
    return package;
}

const Hyphenator& hyphenator() {
    static const Hyphenator made = [] {
        Report report;
        PatternFiles files(patterns_folder);
        Hyphenator result(languages(), files, report);
        REQUIRE(report.count(Severity::Error) == 0);
        return result;
    }();
    return made;
}

/// With "|" for soft hyphens.
std::string seen(std::string text) {
    for (std::size_t at = text.find(soft_hyphen); at != std::string::npos;
         at = text.find(soft_hyphen)) {
        text.replace(at, soft_hyphen.size(), "|");
    }
    return text;
}

std::string plain(std::string_view text, std::string_view tag = "de") {
    return seen(hyphenator().plain(text, tag));
}

std::string message(std::string_view pattern, std::string_view tag = "de") {
    return seen(hyphenator().message(pattern, tag));
}

} // namespace

TEST_CASE("one sentence a line where a language asks for it, no line after a date") {
    Package package = languages();
    package.language_rows.push_back(language("de-simple", "de_DE"));
    package.language_rows.back().sentence_lines = true;
    Report report;
    PatternFiles files(patterns_folder);
    const Hyphenator simple(package, files, report);
    const auto on_lines = [&](const char* text, const char* tag) {
        return simple.on_lines({.utf8 = text, .spans = {}}, tag).utf8;
    };
    CHECK(on_lines("Das ist gut. Ist es wahr? Ja! Gut.", "de-simple") ==
          "Das ist gut.\nIst es wahr?\nJa!\nGut.");
    CHECK(on_lines("Das gilt ab dem 1. Januar 2027. Dann ist es mehr.", "de-simple") ==
          "Das gilt ab dem 1. Januar 2027.\nDann ist es mehr.");
    CHECK(on_lines("Rufen Sie an: \uFFFC. Es kostet nichts.", "de-simple") ==
          "Rufen Sie an: \uFFFC.\nEs kostet nichts.");
    CHECK(on_lines("Das ist gut. Ja.", "de") == "Das ist gut. Ja.");
    CHECK(on_lines("", "de-simple").empty());
    // Texts that were compiled without it are not kept.
    CHECK(simple.rules_digest() != hyphenator().rules_digest());
}

TEST_CASE("long words of a language with patterns get soft hyphens, short ones never") {
    CHECK(plain("Die Beratungsstelle hilft beim Antrag.") ==
          "Die Bera|tungs|stelle hilft beim Antrag.");
    CHECK(plain("\"Beratungsstelle\"?!") == "\"Bera|tungs|stelle\"?!");
    CHECK(plain("проживання?", "uk") == "про|жи|ва|ння?");
    CHECK(plain("subordination", "en").find('|') != std::string::npos);
    CHECK(plain("профессионального", "ru").find('|') != std::string::npos); // KOI8-R patterns
    CHECK(plain("Ankara'daki danışmanlık", "tr") == "Ankara'daki danışmanlık");
    CHECK(plain("Beratungsstelle", "xx") == "Beratungsstelle");
    CHECK(plain("", "de").empty());
    CHECK(plain("BERATUNGSSTELLE") == "BERA|TUNGS|STELLE");
}

TEST_CASE("a letter is never a part of its own, and no end has fewer than three") {
    CHECK(plain("Sozialversicherungsnummer") == "Sozial|ver|si|che|rungs|num|mer");
    CHECK(plain("Daueraufenthalt") == "Dauer|auf|ent|halt");
}

TEST_CASE("addresses, words with digits and words with soft hyphens stay as they are") {
    for (const char* text : {"www.beratungsstelle.de", "beratungsstelle@beratungsstelle.de",
                             "https://beratungsstelle/beratungsstelle", "Beratungsstelle24",
                             "24-Stunden-Beratungsstelle", "Beratungs\u00ADstelle"}) {
        CAPTURE(text);
        CHECK(hyphenator().plain(text, "de") == text);
    }
    CHECK(plain("IQ-Beratungsstelle, Ausland/Beratungsstelle.") ==
          "IQ-Bera|tungs|stelle, Ausland/Bera|tungs|stelle.");
}

TEST_CASE("exceptions come before patterns, in any case of letters") {
    CHECK(plain("Umschulung UMSCHULUNG Integreat") == "Um|schulung UM|SCHULUNG Integreat");
    CHECK(is_hyphenated_word("Be-hörden-gang"));
    CHECK(is_hyphenated_word("Integreat"));
    for (const char* word : {"", "-a", "a-", "a--b", "a b", "a1"}) {
        CHECK_FALSE(is_hyphenated_word(word));
    }
}

TEST_CASE("a German name in another language's text is hyphenated as German") {
    CHECK(plain("Ask for the Arbeitsbescheinigung", "en") ==
          "Ask for the Arbeits|be|schei|ni|gung");
    CHECK(plain("Arbeitsbescheinigung", "tr") == "Arbeits|be|schei|ni|gung");
}

TEST_CASE("in a message only literal words get soft hyphens") {
    CHECK(message("{beratungsstelle} Beratungsstelle") == "{beratungsstelle} Bera|tungs|stelle");
    CHECK(message("{n, plural, one {# Beratungsstelle} other {# Beratungsstellen}}") ==
          "{n, plural, one {# Bera|tungs|stelle} other {# Bera|tungs|stel|len}}");
    CHECK(message("{beratungsstelle, select, beratungsstelle {Beratungsstelle} other {x}}") ==
          "{beratungsstelle, select, beratungsstelle {Bera|tungs|stelle} other {x}}");
    CHECK(message("{d, date, ::MMMMberatungsstelle} é Beratungsstelle") ==
          "{d, date, ::MMMMberatungsstelle} é Bera|tungs|stelle");
    CHECK(message("Vor'{'Beratungsstelle'}' Beratungsstelle").ends_with(" Bera|tungs|stelle"));
    CHECK(message("{name}Beratungsstelle") == "{name}Beratungsstelle"); // not a word of its own
    CHECK(message("{broken Beratungsstelle") == "{broken Beratungsstelle");
}

TEST_CASE("spans move along; terms are German in every language, values stay as they are") {
    Text text{.utf8 = "Die Beratungsstelle Beratungsstelle Beratungsstelle Beratungsstelle",
              .spans = {{SpanKind::Bold, 4, 15, ""},
                        {SpanKind::Term, 20, 15, "t"},
                        {SpanKind::Value, 36, 15, "v"},
                        {SpanKind::Link, 52, 15, "article:a"}}};
    text = hyphenator().rich(std::move(text), "de");
    CHECK(seen(text.utf8) ==
          "Die Bera|tungs|stelle Bera|tungs|stelle Beratungsstelle Bera|tungs|stelle");
    const auto of = [&](std::size_t i) {
        return seen(text.utf8.substr(text.spans[i].start, text.spans[i].length));
    };
    CHECK(of(0) == "Bera|tungs|stelle");
    CHECK(of(1) == "Bera|tungs|stelle");
    CHECK(of(2) == "Beratungsstelle");
    CHECK(of(3) == "Bera|tungs|stelle");

    Text turkish{.utf8 = "Beratungsstellen Beratungsstelle'de",
                 .spans = {{SpanKind::Term, 17, 15, "t"}}};
    turkish = hyphenator().rich(std::move(turkish), "tr");
    CHECK(seen(turkish.utf8) == "Beratungsstellen Bera|tungs|stelle'de");
    CHECK(turkish.spans[0].start == 17);
    CHECK(turkish.spans[0].length == std::string_view("Bera\u00ADtungs\u00ADstelle").size());

    Text bare{.utf8 = "beratungsstelle", .spans = {{SpanKind::Term, 0, 15, "beratungsstelle"}}};
    CHECK(hyphenator().rich(bare, "de").utf8 == bare.utf8); // the word comes from the glossary

    Text half{.utf8 = "Beratungsstelle", .spans = {{SpanKind::Bold, 9, 6, ""}}};
    half = hyphenator().rich(std::move(half), "de");
    CHECK(half.utf8.substr(half.spans[0].start, half.spans[0].length) == "stelle");
}

TEST_CASE("a built database has soft hyphens in what is shown, the source keeps its hashes") {
    const SourceTree tree;
    const std::string before = tree.findings();
    tree.replace("languages.toml", "tag = \"de\"\n", "tag = \"de\"\nhyphenation = \"de_DE\"\n");
    CHECK(tree.findings() == before); // freshness and alignment are the source's
    std::ostringstream out;
    const auto folder = tree.root() / "out";
    REQUIRE(run_build({.sources = {tree.package()}, .out = folder, .assets = {}}, out, out) == 0);
    auto state = open_current(folder);
    REQUIRE(state);
    const auto article = find_article(state->database, "lohn", "de");
    REQUIRE(article);
    std::string all;
    for (const Block& block : article->blocks) {
        all += block.text.utf8;
    }
    CHECK(all.find(soft_hyphen) != std::string::npos);
    CHECK(without_soft_hyphens(article->blocks[2].text.utf8) ==
          "Der Mindestlohn ist \ufffc, ab 2027 \ufffc. Ihr Arbeitgeber zahlt.");
}

TEST_CASE("patterns that are not there stop a build; a name that is none is an error") {
    const SourceTree tree;
    tree.replace("languages.toml", "tag = \"de\"\n", "tag = \"de\"\nhyphenation = \"xx_YY\"\n");
    CHECK(tree.findings().find("warning: the hyphenation patterns \"xx_YY\" are not on this") !=
          std::string::npos);
    std::ostringstream out;
    CHECK(run_build({.sources = {tree.package()}, .out = tree.root() / "out", .assets = {}}, out,
                    out) == 1);
    CHECK(out.str().find("languages.toml:3:") != std::string::npos);
    tree.replace("languages.toml", "xx_YY", "../hyph");
    CHECK(tree.findings().find("error: \"../hyph\" is no name") != std::string::npos);
}

TEST_CASE("check looks at the exceptions") {
    const SourceTree tree;
    tree.replace("languages.toml", "tag = \"de\"\n", "tag = \"de\"\nhyphenation = \"de_DE\"\n");
    tree.write("hyphenation.toml", "[de_DE]\nwords = [\"Be-hörde\", \"1-2\"]\n"
                                   "[de_DD]\nwords = [\"Amt\"]\n");
    const std::string findings = tree.findings();
    CHECK(findings.find("hyphenation.toml:2:22: error: \"1-2\" is no word") != std::string::npos);
    CHECK(findings.find("no language is hyphenated with \"de_DD\"") != std::string::npos);
    CHECK(findings.find("Be-hörde\" is") == std::string::npos);
}
