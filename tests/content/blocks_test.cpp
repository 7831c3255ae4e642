#include "content/tool/blocks.hpp"
#include "content/tool/read_article.hpp"
#include "content/tool/slug.hpp"

#include <doctest/doctest.h>

using namespace zugang::content;
using namespace zugang::content::tool;

namespace {

struct Parsed {
    std::vector<SourceBlock> blocks;
    Report report;
};

Parsed parse(const std::string& markdown, Strictness strictness = Strictness::Own) {
    Parsed parsed;
    const TextFile file("a.md", markdown);
    parsed.blocks = parse_blocks(file, 0, strictness, parsed.report);
    give_ids(parsed.blocks);
    return parsed;
}

std::string shape(const std::vector<SourceBlock>& blocks) {
    std::string shape;
    for (const SourceBlock& block : blocks) {
        shape += "HPSINM"[static_cast<std::size_t>(block.kind)] + std::to_string(block.level);
        shape += block.number > 0 ? "#" + std::to_string(block.number) : "";
        shape += " " + block.id + ";";
    }
    return shape;
}

SourceText text_of(const std::string& markdown) {
    Parsed parsed = parse(markdown);
    CHECK(parsed.report.count(Severity::Error) == 0);
    REQUIRE(parsed.blocks.size() == 1);
    return parsed.blocks[0].text;
}

} // namespace

TEST_CASE("blocks have kind, depth, number and id") {
    CHECK(shape(parse("Vorab.\n\n## Was tun?\nEins\nzwei.\n\n1. a\n2. b\n   - c\n   - d\n3. e\n\n> "
                      "Note\n\n### Ärger & Öl\n\n- x {#y}\n- z\n")
                    .blocks) ==
          "P0 1;H2 was-tun;P0 was-tun/1;S1#1 was-tun/2;S1#2 was-tun/3;I2 was-tun/4;I2 was-tun/5;"
          "S1#3 was-tun/6;N0 was-tun/7;H3 aerger-oel;I1 y;I1 aerger-oel/2;");
}

TEST_CASE("steps count from their first number, a list starts anew after another block") {
    CHECK(shape(parse("3. a\n3. b\n\nSatz.\n\n1. c\n").blocks) == "S1#3 1;S1#4 2;P0 3;S1#1 4;");
    CHECK(shape(parse("1. a\n\n2. b\n").blocks) == "S1#1 1;S1#2 2;");
    CHECK(shape(parse("- a\n  1. b\n  2. c\n- d\n").blocks) == "I1 1;S2#1 2;S2#2 3;I1 4;");
    CHECK(shape(parse("- a\n    - b\n        - c\n- d\n").blocks) == "I1 1;I2 2;I3 3;I1 4;");
}

TEST_CASE("a number at the start of a line is a list only where one can start") {
    CHECK(shape(parse("Am\n2. Mai\n").blocks) == "P0 1;");
    CHECK(text_of("Am\n2. Mai").text.utf8 == "Am 2. Mai");
    CHECK(text_of("2.5 Tage").text.utf8 == "2.5 Tage");
    CHECK(text_of("-5 Grad").text.utf8 == "-5 Grad");
}

TEST_CASE("marks within a block become spans") {
    const SourceText text = text_of("Ein **fettes [Wort](https://a.b/c_d_e)** und *{value:x}* "
                                    "[[lohn|Lohn]] {contact:a_b_c} da.");
    CHECK(text.text.utf8 == "Ein fettes Wort und \ufffc Lohn \ufffc da.");
    REQUIRE(text.text.spans.size() == 6);
    CHECK(text.text.spans[0].kind == SpanKind::Bold);
    CHECK(text.text.spans[0].length == 11);
    CHECK(text.text.spans[1].target == "https://a.b/c_d_e");
    CHECK(text.text.spans[3].target == "x");
    CHECK(text.text.spans[3].length == 3);
    CHECK(text.text.spans[4].kind == SpanKind::Term);
    CHECK(text.text.spans[5].target == "a_b_c");
}

TEST_CASE("escapes, entities, soft breaks and titles that look like lists are words") {
    CHECK(text_of("\\{value:x\\} \\*so\\* &amp; &#228; 5 < 6").text.utf8 ==
          "{value:x} *so* & ä 5 < 6");
    CHECK(text_of("Zeile\nzwei").text.utf8 == "Zeile zwei");
    CHECK(text_of("Tel. [+49 30](tel:+4930)").text.spans[0].target == "tel:+4930");
    CHECK(text_of("ein {value:a}{value:b} zwei").text.utf8 == "ein \ufffc\ufffc zwei");
}

TEST_CASE("a picture alone is a block of its own") {
    const Parsed parsed = parse("![Ein *Bild*](a.png)\n\n![](b.png)\n");
    CHECK(shape(parsed.blocks) == "M0 1;M0 2;");
    CHECK(parsed.blocks[0].image == "a.png");
    CHECK(parsed.blocks[0].text.text.utf8 == "Ein Bild");
    CHECK(parsed.blocks[1].text.text.utf8.empty());
}

TEST_CASE("a hash is that of the source text with its spaces run together and without id") {
    CHECK(text_of("Ein  **Wort**\nmehr. {#id}").hash == block_hash("Ein **Wort** mehr."));
    CHECK(text_of("Ein Wort").hash != text_of("Ein *Wort*").hash);
    CHECK(block_hash("abc") == "ba7816bf");
}

TEST_CASE("what an own article may not do, an import may with a warning") {
    CHECK(parse("# Titel\n").report.count(Severity::Error) == 1);
    const Parsed lenient = parse("# Titel\n\n- a\n\n  b\n", Strictness::Import);
    CHECK(lenient.report.count(Severity::Error) == 0);
    CHECK(lenient.report.count(Severity::Warning) == 2);
    CHECK(shape(lenient.blocks) == "H2 titel;I1 titel/1;P0 titel/2;");
}

TEST_CASE(
    "an item of another kind of list is refused, also where it would run into the words before") {
    for (const char* markdown :
         {"* a\n", "- a\n* b\n", "- a\n+ b\n", "1. a\n2) b\n", "Satz\n* b\n"}) {
        CAPTURE(markdown);
        CHECK(parse(markdown).report.count(Severity::Error) == 1);
    }
    CHECK(parse("5 * 3\nsind 15 (eins) 2\n").report.count(Severity::Error) == 0);
}

TEST_CASE("any bytes give some blocks") {
    for (const char* bytes :
         {"",   "\n\n",  "#",   "##",    "## ",     "-",     "- ",   "1.",
          ">",  "> ",    "![",  "![](",  "[[",      "[[|]]", "{#",   "{#}",
          "**", "[](x)", "```", "```\n", "|",       "\\",    "&#0;", "&#xFFFFFFFFFF;",
          "{",  "}",     "{:}", "a\\",   "x  \n\ty"}) {
        CAPTURE(bytes);
        parse(bytes);
        parse(bytes, Strictness::Import);
    }
    parse(std::string(5000, '>') + " a");
    parse(std::string(5000, '['));
    parse(std::string(3000, '*') + "a" + std::string(3000, '*'));
}

TEST_CASE("slugs are plain ASCII") {
    CHECK(slug_of("Wie viel Geld bekommen Sie?") == "wie-viel-geld-bekommen-sie");
    CHECK(slug_of("ÄÖÜ ß é") == "aeoeue-ss-e");
    CHECK(slug_of("!?") == "heading");
    CHECK(slug_of("A\u0308mter") == slug_of("Ämter"));
    CHECK(slug_of(std::string(200, 'a')).size() == 200);
}
