#include "content/record_json.hpp"
#include "sync/publish/difference.hpp"
#include "tests/sync/publish/office.hpp"

using namespace zugang::sync;
using namespace zugang::sync::testing;
namespace content = zugang::content;

namespace {

void change_text(content::RecordBytes& bytes, const std::string& key,
                 const std::function<void(content::TextRecord&)>& change) {
    auto text = content::read_text_record(bytes.at(key));
    REQUIRE(text);
    change(*text);
    bytes[key] = content::write_record(*text);
}

content::ValueRow wage(const std::string& amount, const char* from, const char* to) {
    content::ValueRow row;
    row.value.id = "minwage";
    row.value.min = row.value.max = amount;
    row.value.unit = "EUR";
    row.value.valid_from = content::parse_date(from);
    row.value.valid_to = content::parse_date(to);
    row.label = "Mindest\u00ADlohn";
    return row;
}

} // namespace

TEST_CASE("diff says in words what changes for readers") {
    const Office office;
    office.found();
    content::RecordBytes bytes = records("bund", "Lohn");
    bytes["values"] = content::write_record(std::vector{wage("13.90", "2026-01-01", "no day")});
    office.publish("bund", "bund", bytes);
    office.write("bund", bytes);
    const Answer same = must(diff(office.repository(), office.work("bund"), "bund"));
    CHECK(same.json["changed"] == false);
    CHECK(same.json["download_bytes"] == 0);
    CHECK(contains(same.text, "nothing changes for readers"));

    change_text(bytes, "article/lohn/de", [](content::TextRecord& text) {
        text.blocks[0].text.utf8 = "Ein anderer Satz.";
        content::Block added;
        added.id = "neu";
        text.blocks.push_back(added);
        text.state = content::TranslationState::Reviewed;
    });
    bytes.erase("article/hilfe/en");
    bytes["article/neu"] = content::write_record(content::ArticleRecord{});
    bytes["article/neu/de"] = bytes["article/lohn/de"];
    bytes["values"] = content::write_record(std::vector{wage("13.90", "2026-01-01", "2026-12-31"),
                                                        wage("14.60", "2027-01-01", "no day")});
    auto contacts = content::read_contacts(bytes.at("contacts"));
    REQUIRE(contacts);
    contacts->front().phone = "2";
    bytes["contacts"] = content::write_record(*contacts);
    bytes["strings/de"] = content::write_record(content::StringsRecord{
        {"nav.back", "Zurück!"}, {"nav.home", "Start"}, {"trust.promise", "Kostenlos."}});
    bytes["media/bild.png"] = "another picture";
    bytes.erase("speech/de/lohn/title.opus");
    bytes["speech/en/lohn/title.opus"] = "a new recording";
    office.write("bund", bytes);
    const Answer changed = must(diff(office.repository(), office.work("bund"), "bund"));
    CAPTURE(changed.text);
    CHECK(contains(changed.text,
                   "changed article \"Lohn\" (lohn): de paragraphs: 1 new, 1 changed, "
                   "draft -> reviewed\n"));
    CHECK(contains(changed.text, "changed article \"hilfe de\" (hilfe): en removed, 2 paragraphs"));
    CHECK(contains(changed.text, "new article \"Lohn\" (neu): de new, 3 paragraphs"));
    CHECK(contains(changed.text, "value Mindestlohn (minwage): 13.90 EUR ends on 2026-12-31"));
    CHECK(contains(changed.text,
                   "value Mindestlohn (minwage): 13.90 EUR -> 14.60 EUR from 2027-01-01"));
    CHECK(contains(changed.text, "contact Hotline (alid): phone 1 -> 2"));
    CHECK(contains(changed.text, "interface texts in de: 1 new, 1 changed"));
    CHECK(contains(changed.text, "pictures: 1 changed"));
    CHECK(contains(changed.text, "recordings in de: 1 removed"));
    CHECK(contains(changed.text, "recordings in en: 1 new"));
    CHECK(changed.json["articles"].size() == 3);

    // The bytes are those of the pack that will be published.
    const Json bytes_before = changed.json["download_bytes"];
    must(office.sign("bund", "bund"));
    CHECK(must(diff(office.repository(), office.work("bund"), "bund")).json["download_bytes"] ==
          bytes_before);
}

TEST_CASE("diff names places and guides, and the nodes that change") {
    const Office office;
    office.found();
    content::RecordBytes bytes = records("bund", "Lohn");
    content::GuideRecord guide;
    guide.start = "a";
    guide.nodes.push_back({.id = "a", .answers = {{.icon = "", .next = "b"}}});
    guide.nodes.push_back(
        {.id = "b", .kind = content::GuideNodeKind::Result, .contacts = {"alid"}});
    content::GuideTextRecord text;
    text.nodes["a"].title = "Was?";
    content::PlaceRow place;
    place.id = "ort";
    place.name = "Beratung";
    bytes["guide/wege"] = content::write_record(guide);
    bytes["guide/wege/de"] = content::write_record(text);
    bytes["places"] = content::write_record(std::vector{place});
    office.publish("bund", "bund", bytes);

    guide.nodes[1].discreet = true;
    text.nodes["a"].title = "Wie?";
    text.nodes["b"].title = "So.";
    place.city = "Augsburg";
    bytes["guide/wege"] = content::write_record(guide);
    bytes["guide/wege/de"] = content::write_record(text);
    bytes["guide/neu"] = content::write_record(content::GuideRecord{});
    bytes["places"] = content::write_record(std::vector{place});
    office.write("bund", bytes);
    const Answer changed = must(diff(office.repository(), office.work("bund"), "bund"));
    CAPTURE(changed.text);
    CHECK(contains(changed.text, "changed guide wege: de: 1 new, 1 changed; ways: 1 changed\n"));
    CHECK(contains(changed.text, "new guide neu: its facts\n"));
    CHECK(contains(changed.text, "place Beratung (ort): changed\n"));
    CHECK(changed.json["guides"].size() == 2);

    bytes.erase("guide/wege");
    bytes.erase("guide/wege/de");
    bytes.erase("guide/neu");
    bytes.erase("places");
    office.write("bund", bytes);
    const Answer removed = must(diff(office.repository(), office.work("bund"), "bund"));
    CAPTURE(removed.text);
    CHECK(contains(removed.text, "removed guide wege: de: 1 removed; ways: 2 removed\n"));
    CHECK(contains(removed.text, "place Beratung (ort): removed\n"));
}

TEST_CASE("a first version is new as a whole, and a folder without one is a failure") {
    const Office office;
    office.found();
    office.write("land/by", records("land/by"));
    const Answer first = must(diff(office.repository(), office.work("land/by"), "land/by"));
    CHECK(first.json["first"] == true);
    CHECK(contains(first.text, "first version of land/by"));
    CHECK(refused(diff(office.repository(), office.file("nowhere"), "land/by")).reason ==
          Reason::NotFound);
    write_file(office.work("land/by") / "land/by/manifest.json", "{}");
    CHECK(refused(diff(office.repository(), office.work("land/by"), "land/by")).reason ==
          Reason::Malformed);
}

TEST_CASE("nothing that a region writes can hide a line of diff") {
    const Office office;
    office.found();
    content::RecordBytes bytes = records("bund", "Lohn");
    office.publish("bund", "bund", bytes);
    change_text(bytes, "article/lohn/de", [](content::TextRecord& text) {
        text.title.utf8 = "x\r\x1b[3A\x1b[Jnothing changes\x1b[8m";
    });
    office.write("bund", bytes);
    const Answer answer = must(diff(office.repository(), office.work("bund"), "bund"));
    CHECK(contains(answer.text, "x\\x0d\\x1b[3A"));
    CHECK_FALSE(contains(answer.text, "\x1b"));
    CHECK_FALSE(contains(answer.text, "\r"));
}
