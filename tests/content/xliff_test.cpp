#include "content/tool/commands.hpp"
#include "content/tool/export_xliff.hpp"
#include "content/tool/import_xliff.hpp"
#include "content/tool/xliff.hpp"

#include <filesystem>
#include <sstream>
#include <string>

#include "source_tree.hpp"
#include <doctest/doctest.h>

using namespace zugang::content;
using namespace zugang::content::tool;

namespace {

void check_same(const xliff::Document& one, const xliff::Document& other) {
    CHECK(one.version == other.version);
    REQUIRE(one.files.size() == other.files.size());
    for (std::size_t f = 0; f < one.files.size(); ++f) {
        const xliff::File& file = one.files[f];
        const xliff::File& again = other.files[f];
        CHECK(file.id == again.id);
        CHECK(file.original == again.original);
        CHECK(file.source_language == again.source_language);
        CHECK(file.target_language == again.target_language);
        REQUIRE(file.units.size() == again.units.size());
        for (std::size_t u = 0; u < file.units.size(); ++u) {
            CAPTURE(file.units[u].id);
            CHECK(file.units[u].id == again.units[u].id);
            CHECK(file.units[u].name == again.units[u].name);
            CHECK(file.units[u].revision == again.units[u].revision);
            CHECK(file.units[u].notes == again.units[u].notes);
            CHECK(file.units[u].glossary == again.units[u].glossary);
            CHECK(file.units[u].original_data == again.units[u].original_data);
            CHECK(file.units[u].segments == again.units[u].segments);
        }
    }
}

std::string document_12(const std::string& unit) {
    return "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"><file "
           "original=\"a\" source-language=\"de\" target-language=\"ar\"><body>" +
           unit + "</body></file></xliff>";
}

} // namespace

TEST_CASE("the files of the Integreat CMS are the same after they were read and written") {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(
             std::string(ZUGANG_SOURCE_DIR) + "/../shared/integreat/cms/tests/xliff/files")) {
        if (entry.path().extension() != ".xliff") {
            continue;
        }
        CAPTURE(entry.path().string());
        const auto read = xliff::read(read_file(entry.path()));
        REQUIRE(read);
        REQUIRE(read->files.size() == 1);
        REQUIRE(read->files[0].units.size() == 2);
        CHECK_FALSE(read->files[0].units[0].segments.at(0).source.empty());
        const auto again = xliff::read(xliff::write(*read));
        REQUIRE(again);
        check_same(*read, *again);
        ++files;
    }
    CHECK(files == 30);
}

TEST_CASE("codes, notes, states and glossaries of both versions survive") {
    const auto old = xliff::read(document_12(
        "<group><trans-unit id=\"1\" resname=\"n\"><source>a <g id=\"1\" ctype=\"bold\">b<x "
        "id=\"2\"/></g><bpt id=\"3\">&lt;b></bpt>c<ept id=\"3\">&lt;/b></ept></source><target "
        "state=\"needs-review-l10n\">\xd9\x85 <mrk mtype=\"seg\">b</mrk></target><note "
        "from=\"us\">mind</note></trans-unit></group>"));
    REQUIRE(old);
    const xliff::Segment& segment = old->files[0].units.at(0).segments[0];
    REQUIRE(segment.source.size() == 8);
    CHECK(segment.source[1].attributes == xliff::Attributes{{"id", "1"}, {"ctype", "bold"}});
    CHECK(segment.source[5].text == "<b>");
    CHECK(segment.state == xliff::State::Translated);
    check_same(*old, *xliff::read(xliff::write(*old)));

    const auto modern = xliff::read(
        "<xliff version=\"2.1\" srcLang=\"de\" trgLang=\"ar\" "
        "xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" "
        "xmlns:gls=\"urn:oasis:names:tc:xliff:glossary:2.0\"><file id=\"f\"><group id=\"g\"><unit "
        "id=\"u\"><gls:glossary><gls:glossEntry><gls:term>Lohn</gls:term><gls:translation>wage"
        "</gls:translation></gls:glossEntry></gls:glossary><notes><note category=\"c\">n</note>"
        "</notes><originalData><data id=\"d1\">**</data></originalData><segment state=\"final\">"
        "<source><pc id=\"1\" dataRefStart=\"d1\">a</pc> <ph id=\"2\" disp=\"1&#10;2\"/></source>"
        "<target>\n x</target></segment><ignorable><source> </source></ignorable></unit></group>"
        "</file></xliff>");
    REQUIRE(modern);
    const xliff::Unit& unit = modern->files[0].units.at(0);
    CHECK(unit.glossary.at(0).translation == "wage");
    CHECK(unit.segments.at(0).state == xliff::State::Final);
    CHECK(unit.segments.at(1).ignorable);
    CHECK(unit.segments[0].source.at(4).attributes.at(1).second == "1\n2");
    check_same(*modern, *xliff::read(xliff::write(*modern)));
}

TEST_CASE("hostile files are refused with a line") {
    const auto refused = [](const std::string& bytes) {
        const auto read = xliff::read(bytes);
        REQUIRE_FALSE(read);
        CHECK(read.error().line >= 1);
        CHECK_FALSE(read.error().advice.empty());
        return read.error().what;
    };
    std::string laughs = "<!DOCTYPE x [<!ENTITY a \"ha\">";
    for (char c = 'b'; c < 'z'; ++c) {
        const std::string before(10, static_cast<char>(c - 1));
        laughs += "<!ENTITY " + std::string(1, c) + " \"";
        for (const char name : before) {
            laughs += "&" + std::string(1, name) + ";";
        }
        laughs += "\">";
    }
    const std::string unit = "<trans-unit id=\"1\"><source>&y;</source></trans-unit>";
    CHECK(refused(laughs + "]>" + document_12(unit)).find("document type") != std::string::npos);
    CHECK(refused("<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]>" + document_12(unit))
              .find("document type") != std::string::npos);
    CHECK(refused("\n" + document_12("<trans-unit>").substr(0, 150)).find("no XML") !=
          std::string::npos);
    CHECK(refused(document_12("<trans-unit id=\"1\"><source>\xff\xfe</source></trans-unit>"))
              .find("no XML") != std::string::npos);
    CHECK(refused("<?xml version=\"1.0\" encoding=\"x-unknown\"?>" + document_12("")) != "");
    CHECK(refused("") != "");
    CHECK(refused("<xliff version=\"1.2\" xmlns=\"urn:wrong\"/>").find("no XLIFF") !=
          std::string::npos);
    CHECK(refused("<xliff version=\"2.2\" xmlns=\"urn:oasis:names:tc:xliff:document:2.0\"/>")
              .find("no XLIFF") != std::string::npos);
    std::string deep;
    for (int i = 0; i < 100'000; ++i) {
        deep += "<group>";
    }
    CHECK(refused(document_12(deep)).find("no XML") != std::string::npos);
}

namespace {

struct Run {
    int code = 0;
    std::string text;
};

Run export_texts(const SourceTree& tree, xliff::Version version) {
    std::ostringstream said;
    const int code = export_xliff({.source = tree.package(),
                                   .language = "en",
                                   .changed_since = {},
                                   .slugs = {"lohn"},
                                   .version = version,
                                   .out = tree.root() / "x.xlf"},
                                  said, said);
    return {code, code == 0 ? read_file(tree.root() / "x.xlf") : said.str()};
}

Run import_texts(const SourceTree& tree, const std::string& bytes, bool dry_run = false) {
    write_file(tree.root() / "x.xlf", bytes);
    std::ostringstream said;
    const int code = import_xliff(
        {.file = tree.root() / "x.xlf", .into = tree.package(), .state = {}, .dry_run = dry_run},
        said, said);
    return {code, said.str()};
}

std::string with(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.rfind(from); // the target stands behind the source
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

constexpr std::string_view english = "articles/lohn/en.md";

} // namespace

TEST_CASE("what comes back unchanged writes nothing, and a new file has every text") {
    for (const xliff::Version version : {xliff::Version::V12, xliff::Version::V21}) {
        const SourceTree tree;
        const std::string before = tree.read(english);
        const Package package = tree.merged();
        const Run sent = export_texts(tree, version);
        REQUIRE(sent.code == 0);
        CHECK(import_texts(tree, sent.text).code == 0);
        CHECK(tree.read(english) == before);
        std::filesystem::remove(tree.package() / english);
        const Run back = import_texts(tree, sent.text);
        CHECK_MESSAGE(back.code == 0, back.text);
        const Package again = tree.merged();
        const Translation& one = package.articles.at("lohn").translations.at("en");
        const Translation& other = again.articles.at("lohn").translations.at("en");
        CHECK(other.title.text.utf8 == one.title.text.utf8);
        CHECK(other.stale); // it was never confirmed, and nobody touched it
        REQUIRE(other.blocks.size() == one.blocks.size());
        for (std::size_t i = 0; i < one.blocks.size(); ++i) {
            CHECK(other.blocks[i].text.text.utf8 == one.blocks[i].text.text.utf8);
            CHECK(other.blocks[i].text.text.spans.size() == one.blocks[i].text.text.spans.size());
        }
    }
}

TEST_CASE("one changed text changes one line, the state and what it follows") {
    const SourceTree tree;
    const std::string before = tree.read(english);
    const std::string sent = export_texts(tree, xliff::Version::V21).text;
    const std::string edited = with(sent, "First a sentence.", "1. \xd9\x85\xd8\xb1 *a* {b}");
    CHECK(import_texts(tree, edited, true).code == 0);
    CHECK(tree.read(english) == before);
    const Run back = import_texts(tree, edited);
    CHECK_MESSAGE(back.code == 0, back.text);
    CHECK(back.text.find("lohn/en: 1 taken") != std::string::npos);
    const Package package = tree.merged();
    const Translation& now = package.articles.at("lohn").translations.at("en");
    CHECK(now.blocks.at(0).text.text.utf8 == "1. \xd9\x85\xd8\xb1 *a* {b}");
    CHECK(now.blocks.at(0).kind == BlockKind::Paragraph);
    CHECK_FALSE(now.blocks[0].stale);
    CHECK(now.blocks.at(1).stale);
}

TEST_CASE("the German text that changed meanwhile leaves the translation stale") {
    const SourceTree tree;
    const std::string sent = export_texts(tree, xliff::Version::V21).text;
    tree.replace("articles/lohn/de.md", "Vorab", "Zuvor");
    const Run back = import_texts(tree, with(sent, "First a sentence.", "A sentence first."));
    CHECK_MESSAGE(back.code == 0, back.text);
    const Package package = tree.merged();
    const SourceBlock& block = package.articles.at("lohn").translations.at("en").blocks.at(0);
    CHECK(block.text.text.utf8 == "A sentence first.");
    CHECK(block.stale);
}

TEST_CASE(
    "a stale text that nobody touched stays stale in a new file, whatever the revision says") {
    for (const xliff::Version version : {xliff::Version::V12, xliff::Version::V21}) {
        const SourceTree tree;
        std::ostringstream said;
        REQUIRE(run_confirm({.source = tree.package(), .language = "en", .slugs = {}}, said,
                            said) == 0);
        REQUIRE_FALSE(tree.merged().articles.at("lohn").translations.at("en").stale);
        tree.replace("articles/lohn/de.md", "Vorab", "Zuvor");
        REQUIRE(tree.merged().articles.at("lohn").translations.at("en").blocks.at(0).stale);
        const std::string sent = export_texts(tree, version).text;
        std::filesystem::remove(tree.package() / english);
        const Run back = import_texts(tree, sent);
        REQUIRE_MESSAGE(back.code == 0, back.text);
        const Package package = tree.merged();
        const Translation& now = package.articles.at("lohn").translations.at("en");
        CHECK(now.blocks.at(0).stale);
        CHECK_FALSE(now.blocks.at(1).stale);
    }
}

TEST_CASE("codes that are lost, doubled or strange are refused and nothing is written") {
    const SourceTree tree;
    const std::string before = tree.read(english);
    const std::string sent = export_texts(tree, xliff::Version::V12).text;
    const auto refused = [&](const std::string& bytes, std::string_view reason) {
        const Run back = import_texts(tree, bytes);
        CHECK(back.code == 1);
        CHECK_MESSAGE(back.text.find(reason) != std::string::npos, back.text);
        CHECK(tree.read(english) == before);
    };
    const std::string contact =
        sent.substr(sent.rfind("<x "), sent.find('>', sent.rfind("<x ")) - sent.rfind("<x ") + 1);
    refused(with(sent, contact, ""), "is lost");
    refused(with(sent, contact, contact + contact), "stands twice");
    refused(with(sent, contact, contact + "<x id=\"99\"/>"), "is no code");
    refused(with(sent, contact, contact + "<ex rid=\"1\"/>"), "crosses");
    refused(with(sent, "id=\"article.title\"", "id=\"other\""), "no such text");
    refused(with(sent, "target-language=\"en\"", "target-language=\"xx\""), "package.toml");
    refused(sent.substr(0, sent.size() / 2), "no XML");
}

TEST_CASE("codes are those of the text that was sent, not of the German text of today") {
    for (const xliff::Version version : {xliff::Version::V12, xliff::Version::V21}) {
        const SourceTree tree;
        const std::string sent = export_texts(tree, version).text;
        tree.replace("articles/lohn/de.md", "**{value:minwage}**,", "{contact:alid},");
        const Run back = import_texts(tree, with(sent, " pays.", " pays you."));
        REQUIRE_MESSAGE(back.code == 0, back.text);
        const std::string now = tree.read(english);
        CHECK(now.find("**{value:minwage}**, from 2027") != std::string::npos);
        CHECK(now.find("[[arbeitgeber]] pays you.") != std::string::npos);
        const Package package = tree.merged();
        CHECK(package.articles.at("lohn").translations.at("en").blocks.at(2).stale);
    }
}

TEST_CASE("a code that stands for something else than in the German text is refused") {
    const SourceTree tree;
    const std::string before = tree.read(english);
    const auto refused = [&](const std::string& bytes) {
        const Run back = import_texts(tree, bytes);
        CHECK(back.code == 1);
        CHECK_MESSAGE(back.text.find("has become {value:minwage}") != std::string::npos, back.text);
        CHECK(tree.read(english) == before);
    };
    refused(with(export_texts(tree, xliff::Version::V12).text, "{value:minwage@2027-01-01}",
                 "{value:minwage}"));
    refused(with(export_texts(tree, xliff::Version::V21).text, "dataRef=\"d5\"", "dataRef=\"d4\""));
}

TEST_CASE("a revision of another text makes neither this one fresh nor that one") {
    const SourceTree tree;
    const std::string sent = export_texts(tree, xliff::Version::V21).text;
    const Package package = tree.merged();
    const Translation& german = package.articles.at("lohn").translations.at("de");
    for (const std::string& revision :
         {german.blocks.at(1).text.hash, std::string("ABCDEF01"), std::string("no hash")}) {
        std::string other = with(sent, "First a sentence.", "A sentence first.");
        const std::string own = "zugang:revision=\"" + german.blocks.at(0).text.hash;
        other.replace(other.find(own), own.size(), "zugang:revision=\"" + revision);
        tree.replace("articles/lohn/de.md", "Vorab", "Zuvor");
        const Run back = import_texts(tree, other);
        tree.replace("articles/lohn/de.md", "Zuvor", "Vorab");
        REQUIRE_MESSAGE(back.code == 0, back.text);
        const Package now = tree.merged();
        CHECK(now.articles.at("lohn").translations.at("en").blocks.at(0).stale);
        CHECK(now.articles.at("lohn").translations.at("en").blocks.at(1).stale);
    }
}

TEST_CASE("marks that only the translation has survive") {
    for (const xliff::Version version : {xliff::Version::V12, xliff::Version::V21}) {
        const SourceTree tree;
        tree.replace(english, "First a", "**First** [a](https://example.org/x)");
        const std::string before = tree.read(english);
        const std::string sent = export_texts(tree, version).text;
        REQUIRE(import_texts(tree, sent).code == 0);
        CHECK(tree.read(english) == before);
        const Run changed = import_texts(tree, with(sent, " sentence.", " phrase."));
        REQUIRE_MESSAGE(changed.code == 0, changed.text);
        const std::string expected = "\n**First** [a](https://example.org/x) phrase.\n";
        CHECK(tree.read(english).find(expected) != std::string::npos);
        std::filesystem::remove(tree.package() / english); // nobody here knows the link any more
        const Run strange = import_texts(tree, with(sent, " sentence.", " phrase."));
        CHECK(strange.code == 1);
        CHECK(strange.text.find("the link to https://example.org/x stands neither") !=
              std::string::npos);
        CHECK_FALSE(std::filesystem::exists(tree.package() / english));
    }
}

TEST_CASE("marks that only the translation had come back into a new file") {
    for (const xliff::Version version : {xliff::Version::V12, xliff::Version::V21}) {
        const SourceTree tree;
        tree.replace(english, "First a", "**First** *a*");
        const std::string sent = export_texts(tree, version).text;
        std::filesystem::remove(tree.package() / english);
        const Run anew = import_texts(tree, with(sent, " sentence.", " phrase."));
        REQUIRE_MESSAGE(anew.code == 0, anew.text);
        CHECK(tree.read(english).find("\n**First** *a* phrase.\n") != std::string::npos);
    }
}

TEST_CASE("no translation brings a link that did not come from here") {
    for (const xliff::Version version : {xliff::Version::V12, xliff::Version::V21}) {
        const SourceTree tree;
        const std::string before = tree.read(english);
        const std::string sent = export_texts(tree, version).text;
        std::string forged = sent; // in source, target and data alike
        const std::string link = "https://example.org/a_b";
        REQUIRE(forged.find(link) != std::string::npos);
        for (std::size_t at = 0; (at = forged.find(link, at)) != std::string::npos;) {
            forged.replace(at, link.size(), "https://example.com/x");
        }
        const Run back = import_texts(tree, forged);
        CHECK(back.code == 1);
        CHECK(back.text.find("the link to https://example.com/x stands neither in the German") !=
              std::string::npos);
        CHECK(tree.read(english) == before);

        // A link that has left the German text since, but not the translation, is one of ours.
        tree.replace("articles/lohn/de.md", link, "https://example.net/new");
        const Run again = import_texts(tree, with(sent, "First a sentence.", "A sentence first."));
        CHECK_MESSAGE(again.code == 0, again.text);
    }
}
