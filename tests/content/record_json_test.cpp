#include "content/json_bounds.hpp"
#include "content/record_json.hpp"
#include "content/record_limits.hpp"

#include "small_package.hpp"
#include <doctest/doctest.h>

using namespace zugang::content;

TEST_CASE("what is written is read again, and written again it is the same bytes") {
    const RecordBytes bytes = small_package();
    CHECK(write_record(*read_package_record(bytes.at("package"))) == bytes.at("package"));
    CHECK(write_record(*read_languages(bytes.at("languages"))) == bytes.at("languages"));
    CHECK(write_record(*read_topics(bytes.at("topics"))) == bytes.at("topics"));
    CHECK(write_record(*read_contacts(bytes.at("contacts"))) == bytes.at("contacts"));
    CHECK(write_record(*read_values(bytes.at("values"))) == bytes.at("values"));
    CHECK(write_record(*read_terms(bytes.at("terms"))) == bytes.at("terms"));
    CHECK(write_record(*read_term_translations(bytes.at("terms/en"))) == bytes.at("terms/en"));
    CHECK(write_record(*read_strings(bytes.at("strings/de"))) == bytes.at("strings/de"));
    CHECK(write_record(*read_fonts(bytes.at("fonts"))) == bytes.at("fonts"));
    CHECK(write_record(*read_article_record(bytes.at("article/lohn"))) == bytes.at("article/lohn"));
    const std::string& text = bytes.at("article/lohn/de");
    CHECK(write_record(*read_text_record(text)) == text);
    CHECK(text == R"({"blocks":[{"id":"1","kind":"paragraph","text":"Satz."},)"
                  R"({"id":"2","kind":"image","media":"bild.png"}],"state":"draft",)"
                  R"("summary":"arbeitgeber","summary_spans":[["term",0,11,"arbeitgeber"]],)"
                  R"("title":"lohn de"})");
}

TEST_CASE("every fact of an article survives") {
    ArticleRecord record{.topic = "t",
                         .order = 7,
                         .parent = "p",
                         .icon = "i",
                         .phase = 3,
                         .audience = "a b",
                         .sources = {"§ 1", "§ 2"},
                         .as_of = parse_date("2026-01-02"),
                         .review_by = parse_date("2027-01-02"),
                         .confidence = "low",
                         .contacts = {"c"},
                         .related = {"r"},
                         .visibility = Visibility::Staff,
                         .origin = Origin::Import,
                         .discreet = true,
                         .removed = true};
    const std::string bytes = write_record(record);
    const auto read = read_article_record(bytes);
    REQUIRE(read);
    CHECK(write_record(*read) == bytes);
    CHECK(read->order == 7);
    CHECK(read->sources == record.sources);
    CHECK(read->review_by == record.review_by);
    CHECK(read->visibility == Visibility::Staff);
    CHECK(read->origin == Origin::Import);
    CHECK((read->discreet && read->removed));
}

TEST_CASE("newer software's keys are passed over, missing ones have their defaults") {
    const auto text = read_text_record(
        R"({"title":"T","mood":"glad","blocks":[{"kind":"video","text":"V"},{},7]})");
    REQUIRE(text);
    CHECK(text->title.utf8 == "T");
    CHECK(text->aligned);
    CHECK(text->state == TranslationState::Machine); // nobody says that it was checked
    REQUIRE(text->blocks.size() == 2);
    CHECK(text->blocks[0].kind == BlockKind::Paragraph);
    CHECK(text->blocks[0].text.utf8 == "V");
    CHECK(read_article_record("{}")->order == 100);
    CHECK(read_languages(R"({"rows":[{"tag":"de"}]})")->front().line_height == 1.45);
}

TEST_CASE("what is known of recordings survives, what cannot be is left out") {
    const TextRecord record{
        .title = {},
        .summary = {},
        .keywords = {},
        .blocks = {},
        .recordings = {{.block = "a/1",
                        .media = {},
                        .duration_ms = 3000,
                        .loudness_tenths = -190,
                        .words = {{.start_ms = 0, .end_ms = 400, .start = 0, .length = 3}}}}};
    const std::string bytes = write_record(record);
    CHECK(bytes.find(R"("recordings":[{"block":"a/1","duration_ms":3000,"loudness_tenths":-190,)"
                     R"("words":[[0,400,0,3]]}])") != std::string::npos);
    CHECK(write_record(*read_text_record(bytes)) == bytes);
    const auto spoilt = read_text_record(
        R"({"recordings":[{"block":"a","duration_ms":-5,"words":[[0,1,2],[0,-1,2,3],[0,1,2,4294967296],)"
        R"([1,2,3,4],7]},7,{"mood":"glad"}]})");
    REQUIRE(spoilt->recordings.size() == 2);
    CHECK(spoilt->recordings[0].duration_ms == 0);
    REQUIRE(spoilt->recordings[0].words.size() == 1);
    CHECK(spoilt->recordings[0].words[0] ==
          SpokenWord{.start_ms = 1, .end_ms = 2, .start = 3, .length = 4});
    CHECK(read_words(write_words(spoilt->recordings[0].words)) == spoilt->recordings[0].words);
}

TEST_CASE("what is of another kind counts as missing") {
    const auto record = read_article_record(
        R"({"topic":1,"order":"2","phase":1e99,"contacts":["a b","c",3,""],"related":{},"staff":0,)"
        R"("as_of":"2026-02-30","sources":["x\ny","z"]})");
    REQUIRE(record);
    CHECK(record->topic.empty());
    CHECK(record->order == 100);
    CHECK(record->phase == 0);
    CHECK(record->contacts == std::vector<std::string>{"c"});
    CHECK(record->related.empty());
    CHECK(record->visibility == Visibility::Public);
    CHECK_FALSE(record->as_of);
    CHECK(record->sources == std::vector<std::string>{"z"});
    CHECK(read_article_record(R"({"order":99999999999})")->order == 100);
    CHECK(read_article_record(R"({"order":18446744073709551615})")->order == 100);
}

TEST_CASE("spans lie within their text, whole characters, and cannot forge lines") {
    const auto text = read_text_record(
        R"({"title":"\u00e4b","title_spans":[["bold",0,3],["bold",1,1],["bold",0,4],["link",0,2,"a\nB 0 1 "],)"
        R"(["italic",18446744073709551615,2],["blink",0,2],["bold",-1,2],["bold"],7,["value",2,1,"id"]]})");
    REQUIRE(text);
    REQUIRE(text->title.spans.size() == 2);
    CHECK(text->title.spans[0].length == 3);
    CHECK(text->title.spans[1].kind == SpanKind::Value);
    CHECK(text->title.spans[1].target == "id");
}

TEST_CASE("no JSON object is no record") {
    for (const char* bytes : {"", "{", "[]", "null", "{\"a\":\"\xff\"}", "{} x", "\xef\xbb\xbf"}) {
        CAPTURE(bytes);
        CHECK_FALSE(read_text_record(bytes));
        CHECK_FALSE(read_package_record(bytes));
        CHECK_FALSE(read_strings(bytes));
    }
}

TEST_CASE("keys say what they are and lead nowhere else") {
    CHECK(read_article_key("article/lohn")->slug == "lohn");
    CHECK(read_article_key("article/lohn")->language.empty());
    CHECK(read_article_key("article/lohn/de")->language == "de");
    CHECK_FALSE(read_article_key("articles/lohn"));
    CHECK(is_file_key("media/a.png"));
    CHECK_FALSE(is_file_key("article/media"));
    for (const char* good : {"package", "article/lohn/de", "media/Bild (1) ü.png"}) {
        CHECK(is_record_key(good));
    }
    for (const char* bad : {"", "/a", "a/", "a//b", "../a", "a/../b", "a/.b", "a\nb", "a\\b"}) {
        CAPTURE(bad);
        CHECK_FALSE(is_record_key(bad));
    }
    CHECK_FALSE(is_record_key(std::string(401, 'a')));
    CHECK(is_applied_before("bund", "land/by"));
    CHECK(is_applied_before("land/nw", "zentrum/a"));
    CHECK_FALSE(is_applied_before("zentrum/a", "zentrum/a"));
}

TEST_CASE("a slip and a printer survive, and what no printer can be is put right") {
    const SlipTemplate slip{
        .id = {},
        .blocks = {{.kind = SlipBlockKind::Heading, .text = "slip.a", .size = SlipSize::Large},
                   {.kind = SlipBlockKind::Facts,
                    .when = "confirmed",
                    .centred = true,
                    .bold = true,
                    .facts = {{"slip.room", "room"}, {"slip.number", "number"}}},
                   {.kind = SlipBlockKind::Rows, .value = "bring", .icon = "checkbox"}}};
    const std::string bytes = write_record(slip);
    const auto read = read_slip_template(bytes);
    REQUIRE(read);
    CHECK(*read == slip);
    CHECK(write_record(*read) == bytes);

    const auto other = read_slip_template(
        R"({"blocks":[{"kind":"hologram"},{"kind":"text","text":"a b","value":7},{"kind":"facts",)"
        R"("facts":[["a","b"],["a"],7,["c d","e"],["f","g"],["h","i"],["j","k"]]},3]})");
    REQUIRE(other);
    REQUIRE(other->blocks.size() == 2);
    CHECK(other->blocks[0].text.empty());
    CHECK(other->blocks[1].facts.size() == most_slip_facts);
    CHECK_FALSE(read_slip_template("7"));

    const auto printers = read_printers(
        R"({"rows":[{"id":"p","width_px":99999,"band_rows":0,"feed_px":-5,"dots_per_mm":1,)"
        R"("cutter":"axe","answers":"nothing","keeps_data":false}]})");
    REQUIRE(printers);
    const PrinterProfile& profile = printers->front().profile;
    CHECK(profile.width_px == 4096);
    CHECK(profile.band_rows == 8);
    CHECK(profile.feed_px == 0);
    CHECK(profile.dots_per_mm == 4);
    CHECK(profile.cutter == PrinterCutter::Partial);
    CHECK(profile.answers == PrinterAnswers::Nothing);
    CHECK_FALSE(profile.keeps_data);
    CHECK(read_printers(write_record(*printers))->front().profile == profile);
}

namespace {

std::string repeated(const std::string& part, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text += part;
    }
    return text;
}

} // namespace

TEST_CASE("brackets, commas and strings are counted before anything is parsed") {
    const JsonBounds bounds{.depth = 2, .values = 3, .string_bytes = 4};
    CHECK(is_within(R"({"a":[1,2,3,4]})", bounds));
    CHECK(is_within(R"(["]],,","\\",[1]])", {.depth = 2, .values = 2, .string_bytes = 4}));
    CHECK_FALSE(is_within("[[[]]]", bounds));
    CHECK_FALSE(is_within("[1,2,3,4,5]", bounds));
    CHECK_FALSE(is_within(R"(["abcde"])", bounds));
    CHECK_FALSE(is_within(R"(["abcde)", bounds));
    CHECK(is_within("\"a\\", bounds));
}

TEST_CASE("a record of more than a terminal takes is none") {
    const auto blocks = [](std::size_t count, const std::string& text) {
        return R"({"blocks":[{"text":")" + text + "\"}" +
               repeated(R"(,{"text":")" + text + "\"}", count - 1) + "]}";
    };
    CHECK(read_text_record(blocks(max_blocks, "x")));
    CHECK_FALSE(read_text_record(blocks(max_blocks + 1, "x")));
    CHECK(read_text_record(blocks(30, std::string(60'000, 'x'))));
    CHECK_FALSE(read_text_record(blocks(40, std::string(60'000, 'x'))));
    CHECK_FALSE(read_text_record(blocks(1, std::string(70'000, 'x'))));
    CHECK_FALSE(read_text_record(std::string(10'000'000, '[')));
    const auto string = [](std::size_t depth) {
        return R"({"strings":{"a":")" + repeated("{n,select,other{", depth) +
               repeated("}}", depth) + "\"}}";
    };
    CHECK(read_strings(string(max_string_depth / 2)));
    CHECK_FALSE(read_strings(string(max_string_depth)));
    const auto guide = [](std::size_t nodes, std::size_t answers) {
        const std::string node =
            R"({"answers":[{})" + repeated(",{}", answers - 1) + R"(],"id":"a"})";
        return R"({"nodes":[)" + node + repeated("," + node, nodes - 1) + "]}";
    };
    CHECK(read_guide_record(guide(max_nodes, 2)));
    CHECK_FALSE(read_guide_record(guide(max_nodes + 1, 2)));
    CHECK_FALSE(read_guide_record(guide(1, max_answers + 1)));
}

TEST_CASE("a value that is no decimal number is left out") {
    for (const char* good : {"13.90", "100", "-5", "0.5"}) {
        const auto rows = read_values(std::string(R"({"rows":[{"id":"a","min":")") + good +
                                      R"(","max":")" + good + "\"}]}");
        REQUIRE(rows);
        REQUIRE(rows->size() == 1);
        CHECK(rows->front().value.min == good);
    }
    for (const char* bad :
         {"1e999999999", "", "-", "1.5.5", ".5", "5.", "0x10", "nan", "123456789012345678901"}) {
        CAPTURE(bad);
        const auto rows = read_values(std::string(R"({"rows":[{"id":"a","min":"1","max":")") + bad +
                                      R"("},{"id":"b","removed":true}]})");
        REQUIRE(rows);
        REQUIRE(rows->size() == 1);
        CHECK(rows->front().value.id == "b");
    }
}
