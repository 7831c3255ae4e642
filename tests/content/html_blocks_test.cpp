#include "content/tool/blocks.hpp"
#include "content/tool/clean_text.hpp"
#include "content/tool/html_blocks.hpp"
#include "content/tool/integreat_links.hpp"
#include "content/tool/markdown_writer.hpp"
#include "content/tool/slug.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using namespace zugang::content;
using namespace zugang::content::tool;

namespace {

HtmlBlocks blocks_of(std::string_view html, Tally& tally) {
    return blocks_of_html(
        html, [](std::string_view address, std::string_view) { return std::string(address); },
        tally);
}

std::string markdown_of(std::string_view html) {
    Tally tally;
    return markdown_of_blocks(blocks_of(html, tally).blocks, tally);
}

std::size_t sum(const std::map<std::string, std::size_t>& counts) {
    std::size_t all = 0;
    for (const auto& [what, count] : counts) {
        all += count;
    }
    return all;
}

/// What a reader of the Markdown gets: the content tool's own parser.
std::vector<SourceBlock> read_back(const std::string& markdown, Report& report) {
    return parse_blocks(TextFile("test.md", markdown), 0, Strictness::Own, report);
}

std::string repeat(std::string_view text, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) {
        out += text;
    }
    return out;
}

} // namespace

TEST_CASE("each element of HTML has its place in the blocks") {
    struct Sample {
        std::string_view html;
        std::string_view markdown;
    };
    const std::vector<Sample> samples{
        {"<h1>A</h1><h2>B</h2><h3>C</h3><h6>D</h6>", "## A\n\n## B\n\n### C\n\n### D\n"},
        {"<p style='text-align: justify' class=x>Ein <strong>Satz</strong>.</p>",
         "Ein **Satz**.\n"},
        {"<div><div>Eins</div>zwei<div><p>drei</p></div></div>", "Eins\n\nzwei\n\ndrei\n"},
        {"lose <i>Worte</i>", "lose *Worte*\n"},
        {"<p>Amt<br>Weg 1<br><br>Ort</p>", "Amt\n\nWeg 1\n\nOrt\n"},
        {"<ul><li>a<br>b</li><li><p>c</p><p>d</p></li></ul>", "- a b\n- c d\n"},
        {"<ol start=3><li>a</li><li>b</li></ol>", "3. a\n4. b\n"},
        {"<ol><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ol>",
         "1. a\n   - b\n     - c\n2. d\n"},
        {"<ul><li><ul><li>a</li><li>b</li></ul></li><li>c</li></ul>", "- a\n- b\n- c\n"},
        {"<ul><ul><li>a</li></ul></ul><p>x</p><ul><li>b</li></ul>", "- a\n\nx\n\n- b\n"},
        {"<ul><li>a<ul><li>b</li></ul>noch a</li></ul>", "- a\n  - b\n- noch a\n"},
        {"<h3><strong>Fett</strong> und<br>lang</h3>", "### Fett und lang\n"},
        {"<h4>&nbsp;</h4><p>&#160;</p><p></p><ul><li> </li></ul><p>da</p>", "da\n"},
        {"<p>a</p><hr><p>b</p>", "a\n\nb\n"},
        {"<table><caption>T</caption><tr><th>Tag</th><th><p>Zeit</p></th></tr><tr><td>Mo</"
         "td><td>8</td></tr></table>",
         "T\n\nTag – Zeit\n\nMo – 8\n"},
        {"<p>a<script>alert('x')</script><style>p{}</style>b<iframe src=x>c</iframe></p>", "ab\n"},
        {"<blockquote><p>Merke</p></blockquote>", "> Merke\n"},
        {"<p><img src=a.png alt=Bild> Wort</p>", "Wort\n"},
        {"<p><span style=x><u>unter</u></span>strichen</p>", "unterstrichen\n"},
        {"<p>B&uuml;rger &#252;ber &amp;#228; &amp;nbsp;und</p>", "Bürger über ä und\n"},
        {"<p><a href='https://a.de/b'>Seite</a>, <a name=x>Anker</a></p>",
         "[Seite](https://a.de/b), Anker\n"},
        {"<p><a href='https://a.de'><strong>fett</strong>&#160;</a>weiter</p>",
         "[**fett**](https://a.de) weiter\n"},
        {"<p>Ruf an!<a href='tel:110'>110</a></p>", "Ruf an\\![110](tel:110)\n"},
        {"<p>x <strong> fett </strong> y</p>", "x **fett** y\n"},
        {"<p><b>a<br>b</b></p>", "**a**\n\n**b**\n"},
        {"<p><b><i>a</i> b</b></p>", "***a* b**\n"},
    };
    for (const Sample& sample : samples) {
        CAPTURE(sample.html);
        CHECK(markdown_of(sample.html) == sample.markdown);
    }
}

TEST_CASE("emphasis that Markdown cannot write is given up, its words stay") {
    Tally tally;
    const auto blocks =
        blocks_of("<p><strong>Wichtig:</strong>heute <b>a</b><i>b</i></p>", tally).blocks;
    CHECK(markdown_of_blocks(blocks, tally) == "Wichtig:heute a*b*\n");
    CHECK(sum(tally.changed) == 2);
}

TEST_CASE("every character comes back from the Markdown as it was") {
    const std::vector<std::string_view> texts{"* kein Punkt",
                                              "- auch nicht",
                                              "+ nein",
                                              "# kein Titel",
                                              "## nein",
                                              "> keine Notiz",
                                              "1. Mai",
                                              "12) zwölf",
                                              "1.500 Euro",
                                              "a*b*c _d_ __e__ **f**",
                                              "[a](b) ![c](d) [[e|f]] [g]: h",
                                              "<b>kein HTML</b> <!-- -->",
                                              "{value:minwage} {#id} {",
                                              "a}",
                                              "text {#wie}",
                                              "a | b",
                                              "| a | b |",
                                              "\\ \\* ende \\",
                                              "`code` ``",
                                              "&amp; &#38; &uuml; R&D A & B",
                                              "---",
                                              "***",
                                              "___",
                                              "===",
                                              "+++",
                                              "~~~",
                                              "~~weg~~",
                                              "C#",
                                              "C #",
                                              "#",
                                              "-",
                                              "1.",
                                              "!",
                                              "http://a.de a@b.de",
                                              "“Anführung” „so“",
                                              "x\\",
                                              "x \\ y",
                                              "\\{",
                                              "5*",
                                              "a_b@c.de",
                                              "سلام [x]"};
    for (const std::string_view text : texts) {
        for (const BlockKind kind : {BlockKind::Paragraph, BlockKind::Heading, BlockKind::Item,
                                     BlockKind::Step, BlockKind::Note}) {
            CAPTURE(text);
            CAPTURE(static_cast<int>(kind));
            const bool item = kind == BlockKind::Item || kind == BlockKind::Step;
            const RunBlock block{.kind = kind,
                                 .level = kind == BlockKind::Heading ? 2
                                          : item                     ? 1
                                                                     : 0,
                                 .number = kind == BlockKind::Step ? 1 : 0,
                                 .runs = {{.text = std::string(text), .link = ""}},
                                 .id = ""};
            Tally tally;
            Report report;
            const std::string markdown = markdown_of_blocks(std::vector{block}, tally);
            CAPTURE(markdown);
            const auto back = read_back(markdown, report);
            REQUIRE(back.size() == 1);
            CHECK(back[0].text.text.utf8 == text);
            CHECK(back[0].text.text.spans.empty());
            CHECK(back[0].written_id.empty());
            CHECK(back[0].kind == kind);
            CHECK(report.count(Severity::Error) == 0);
            CHECK(back[0].text.hash == block_hash(markdown_of_runs(block, tally)));
        }
    }
}

TEST_CASE("a link's target comes back as it was") {
    for (const std::string target :
         {"https://a.de/x_(y)?a=1&copy;2&b=*_*", "https://a.de/a%20b", "tel:+4982131020"}) {
        CAPTURE(target);
        Tally tally;
        Report report;
        const RunBlock block{.runs = {{.text = "hier", .bold = true, .link = target}}, .id = ""};
        const auto back = read_back(markdown_of_blocks(std::vector{block}, tally), report);
        REQUIRE(back.size() == 1);
        REQUIRE(back[0].text.text.spans.size() == 2);
        CHECK(percent_decode(back[0].text.text.spans[0].target) == percent_decode(target));
        CHECK(report.count(Severity::Error) == 0);
    }
}

TEST_CASE("nested lists come back with their depths and numbers") {
    Tally tally;
    Report report;
    const auto blocks = blocks_of("<ol "
                                  "start=9><li>a</li><li>b<ol><li>c<ul><li>d</li></ul></li><li>e</"
                                  "li></ol></li><li>f</li></ol>",
                                  tally)
                            .blocks;
    const auto back = read_back(markdown_of_blocks(blocks, tally), report);
    REQUIRE(back.size() == blocks.size());
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        CAPTURE(i);
        CHECK(back[i].kind == blocks[i].kind);
        CHECK(back[i].level == blocks[i].level);
        CHECK(back[i].number == blocks[i].number);
    }
}

TEST_CASE("what is left out is counted, with the reason") {
    Tally tally;
    const HtmlBlocks result =
        blocks_of("<script>x</script><form>Name<input></form><img src='/static/svg/call.svg'><img "
                  "src=a.png alt=B><hr><p>da</p>"
                  "<a href='https://a.de'></a><object></object>",
                  tally);
    CHECK(result.blocks.size() == 1);
    CHECK(sum(tally.left_out) == 8);
    CHECK(result.source_characters == 6); // "Name" of the form is missed by a reader
    CHECK(result.kept_characters == 2);
}

TEST_CASE("hostile HTML gives blocks, quickly") {
    Tally tally;
    CHECK(blocks_of("", tally).blocks.empty());
    CHECK(blocks_of("<", tally).blocks.size() <= 1);
    CHECK(markdown_of("<p>a<b>b<i>c<ul><li>d") != "");
    CHECK(markdown_of("</div></p></li>x") == "x\n");
    CHECK(markdown_of("<li>ohne Liste</li>") == "ohne Liste\n");
    CHECK(markdown_of(std::string_view("<p>a\0b\x01</p>", 12)) == "ab\n");
    CHECK(markdown_of("<p>a\xC3\x28\xFFz</p>") == "a\uFFFD(\uFFFDz\n");
    CHECK(markdown_of("<p>&#0;&#x110000;&#xD800;&#99999999999;x</p>").find('x') !=
          std::string::npos);
    CHECK(markdown_of("<!--") == "");
    CHECK(markdown_of("<p>a\u202Eb</p>") == "ab\n");
    CHECK(markdown_of("<p>\u2067a\u2069</p>") == "\u2067a\u2069\n");
    CHECK(markdown_of("<p>می\u200Cخواهم</p>") == "می\u200Cخواهم\n");
}

TEST_CASE("depth and length of HTML are the author's, not ours") {
    Tally tally;
    const std::size_t many = 100'000;
    const auto deep = blocks_of(repeat("<div>", many) + "tief" + repeat("</div>", many), tally);
    CHECK(deep.kept_characters == 4);
    CHECK(blocks_of(repeat("<ul><li>", 5000) + "tief", tally).blocks.size() <= 1);
    CHECK(blocks_of(repeat("<p>x", many), tally).blocks.size() == many);
    const auto mixed = blocks_of(repeat("<b>x</b>y", 20'000), tally).blocks;
    REQUIRE(mixed.size() == 1);
    CHECK(markdown_of_runs(mixed[0], tally).size() >= 40'000);
}

TEST_CASE("telephone numbers get their international form") {
    CHECK(telephone_number("0821 / 3102-0") == "+4982131020");
    CHECK(telephone_number("+49 (0) 821 31020") == "+4982131020");
    CHECK(telephone_number("004982131020") == "+4982131020");
    CHECK(telephone_number("110") == "110");
    CHECK(telephone_number("116117") == "116117");
    CHECK(telephone_number("12") == "");
    CHECK(telephone_number("javascript:alert(110)") == "");
}

TEST_CASE("slugs are ASCII and cannot leave their folder") {
    CHECK(ascii_slug("Ältere Menschen & Größe") == "aeltere-menschen-groesse");
    CHECK(ascii_slug("a\u0308lter") == "aelter");
    CHECK(ascii_slug("../../etc/passwd") == "etc-passwd");
    CHECK(ascii_slug("..") == "");
    CHECK(ascii_slug("Добро пожаловать") == "dobro-pozalovat");
    CHECK(ascii_slug(repeat("wort-", 100)).size() <= 80);
    CHECK(ascii_slug("\xFF\xFE") == "");
}
