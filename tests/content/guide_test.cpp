#include "content/apply_packages.hpp"
#include "content/database.hpp"
#include "content/guide.hpp"
#include "content/write_state.hpp"

#include "small_package.hpp"
#include <doctest/doctest.h>
#include <unistd.h>

using namespace zugang::content;

namespace {

GuideRecord ways() {
    return {.start = "start",
            .icon = "coin",
            .sources = {"§ 1"},
            .nodes = {{.id = "start", .answers = {{"coin", "wer"}, {"", "hilfe"}}},
                      {.id = "wer", .answers = {{"", "hilfe"}, {"", "leise"}}},
                      {.id = "hilfe",
                       .kind = GuideNodeKind::Result,
                       .articles = {"lohn"},
                       .contacts = {"alid"},
                       .places = "mbe"},
                      {.id = "leise",
                       .kind = GuideNodeKind::Result,
                       .contacts = {"notruf"},
                       .discreet = true}}};
}

GuideTextRecord german() {
    GuideTextRecord text{
        .title = "Wohin?", .state = TranslationState::Reviewed, .stale = false, .nodes = {}};
    text.nodes["start"] = {
        .title = "Was?", .answers = {"Das", "Jenes"}, .hints = {"ein Hinweis", ""}};
    text.nodes["wer"] = {.title = "Wer?", .answers = {"Ich", "Du"}};
    text.nodes["hilfe"] = {
        .title = "Hilfe",
        .text = {.utf8 = "Ihr arbeitgeber.", .spans = {{SpanKind::Term, 4, 11, "arbeitgeber"}}},
        .bring = {"Pass", "Alle Briefe"}};
    text.nodes["leise"] = {.title = "Leise"};
    return text;
}

GuideTextRecord english() {
    GuideTextRecord text{
        .title = "Where?", .state = TranslationState::Machine, .stale = true, .nodes = {}};
    text.nodes["start"] = {.title = "What?", .answers = {"This", "That"}, .stale = true};
    text.nodes["wer"] = {.title = "Who?", .answers = {"I"}}; // one is missing
    return text;
}

RecordBytes package_with(const GuideRecord& guide) {
    RecordBytes bytes = small_package();
    bytes["guide/wohin"] = write_record(guide);
    bytes["guide/wohin/de"] = write_record(german());
    bytes["guide/wohin/en"] = write_record(english());
    return bytes;
}

RecordBytes land() {
    RecordBytes bytes;
    bytes["package"] = write_record(PackageRecord{
        .id = "land/by", .default_language = "de", .as_of = parse_date("2026-12-01")});
    return bytes;
}

/// The database that a terminal would open.
class Installed {
  public:
    explicit Installed(std::vector<RecordBytes> packages) {
        std::filesystem::remove(file_);
        std::vector<Records> records;
        for (RecordBytes& bytes : packages) {
            records.push_back(records_of(std::move(bytes)));
        }
        const auto applied = apply_packages(records);
        REQUIRE(applied);
        REQUIRE(write_state(*applied, records, file_));
    }
    ~Installed() { std::filesystem::remove(file_); }
    Installed(const Installed&) = delete;
    Installed& operator=(const Installed&) = delete;

    Database open() const { return {file_, Access::ReadOnly}; }

  private:
    std::filesystem::path file_ = std::filesystem::temp_directory_path() /
                                  ("zugang-guide-" + std::to_string(getpid()) + ".db");
};

} // namespace

TEST_CASE("a guide is read as it was written") {
    const std::string bytes = write_record(ways());
    CHECK(write_record(*read_guide_record(bytes)) == bytes);
    const std::string words = write_record(german());
    CHECK(write_record(*read_guide_text_record(words)) == words);
    CHECK_FALSE(read_guide_record("[]"));
    CHECK_FALSE(read_guide_text_record("{"));
    const auto strange = read_guide_text_record(
        R"({"nodes":{"a":{"answers":["x",7],"hints":7,"title":"T"},"b":7},"state":"new"})");
    REQUIRE(strange);
    CHECK(strange->state == TranslationState::Machine);
    CHECK(strange->nodes.at("a").answers == std::vector<std::string>{"x", ""});
    CHECK(strange->nodes.size() == 1);
}

TEST_CASE("an installed guide is walked from its start to a result") {
    const Installed installed({package_with(ways())});
    Database database = installed.open();
    const auto guides = list_guides(database, "en");
    REQUIRE(guides.size() == 1);
    CHECK(guides[0].title == "Where?");
    CHECK(guides[0].icon == "coin");
    const auto start = find_guide_step(database, "wohin", guides[0].start, "en");
    REQUIRE(start);
    CHECK(start->language == "en");
    CHECK(start->state == TranslationState::Machine);
    CHECK(start->text.stale);
    CHECK(start->questions == 2);
    CHECK(start->text.answers == std::vector<std::string>{"This", "That"});
    CHECK(start->text.hints.empty());
    CHECK(start->node.answers[0].icon == "coin");
    const auto result = find_guide_step(database, "wohin", start->node.answers[1].next, "de");
    REQUIRE(result);
    CHECK(result->node.kind == GuideNodeKind::Result);
    CHECK(result->questions == 0);
    CHECK(result->text.text.utf8 == "Ihr Arbeitgeber.");
    CHECK(result->text.bring == std::vector<std::string>{"Pass", "Alle Briefe"});
    CHECK(result->node.articles == std::vector<std::string>{"lohn"});
    CHECK(result->node.contacts == std::vector<std::string>{"alid"});
    CHECK(result->node.places == "mbe");
    CHECK_FALSE(result->node.discreet);
    CHECK(find_guide_step(database, "wohin", "leise", "de")->node.discreet);
    CHECK(find_guide_step(database, "wohin", "start", "de")->text.hints ==
          std::vector<std::string>{"ein Hinweis", ""});
}

TEST_CASE("a node whose words are not complete is shown in the fallback, never mixed") {
    const Installed installed({package_with(ways())});
    Database database = installed.open();
    const auto step = find_guide_step(database, "wohin", "wer", "en");
    REQUIRE(step);
    CHECK(step->language == "de");
    CHECK(step->text.answers == std::vector<std::string>{"Ich", "Du"});
    CHECK_FALSE(find_guide_step(database, "wohin", "nirgends", "en"));
    CHECK_FALSE(find_guide(database, "nirgends", "en"));
}

TEST_CASE("what leads nowhere is taken out of a guide that nobody has checked") {
    GuideRecord guide = ways();
    guide.nodes[0].answers[0].next = "nirgends";
    guide.nodes[1].answers[0].next = "start"; // a way back
    guide.nodes[2].articles = {"weg", "lohn"};
    guide.nodes[2].contacts = {"weg", "alid"};
    const Installed installed({package_with(guide)});
    Database database = installed.open();
    const auto start = find_guide_step(database, "wohin", "start", "de");
    REQUIRE(start);
    REQUIRE(start->node.answers.size() == 1);
    CHECK(start->node.answers[0].next == "hilfe");
    CHECK(start->text.answers == std::vector<std::string>{"Jenes"});
    const auto result = find_guide_step(database, "wohin", "hilfe", "de");
    CHECK(result->node.articles == std::vector<std::string>{"lohn"});
    CHECK(result->node.contacts == std::vector<std::string>{"alid"});
    guide.start = "nirgends";
    const Installed without({package_with(guide)});
    Database other = without.open();
    CHECK(list_guides(other, "de").empty());
    RecordBytes wordless = package_with(ways());
    wordless.erase("guide/wohin/de");
    wordless["guide/wohin/en"] = write_record(GuideTextRecord{.title = "Where?"});
    const Installed silent({wordless});
    Database silence = silent.open();
    CHECK(list_guides(silence, "de").empty());
}

TEST_CASE("a guide is replaced whole or removed; a crisis guide is bund's alone") {
    RecordBytes other = land();
    GuideRecord guide = ways();
    guide.order = 1;
    other["guide/wohin"] = write_record(guide);
    GuideTextRecord text = german();
    text.title = "Neu";
    other["guide/wohin/de"] = write_record(text);
    {
        const Installed installed({package_with(ways()), other});
        Database database = installed.open();
        CHECK(find_guide(database, "wohin", "en")->title == "Neu"); // no English from bund
    }
    GuideRecord crisis = ways();
    crisis.crisis = true;
    {
        const Installed installed({package_with(crisis), other});
        Database database = installed.open();
        CHECK(find_guide(database, "wohin", "de")->title == "Wohin?");
        CHECK(find_guide(database, "wohin", "de")->crisis);
    }
    RecordBytes removing = land();
    removing["guide/wohin"] = write_record(GuideRecord{.start = {}, .removed = true, .nodes = {}});
    removing["guide/eigene"] = write_record(crisis);
    removing["guide/eigene/de"] = write_record(german());
    {
        const Installed installed({package_with(ways()), removing});
        Database database = installed.open();
        CHECK(list_guides(database, "de").empty());
    }
    const Installed kept({package_with(crisis), removing});
    Database database = kept.open();
    CHECK(list_guides(database, "de").size() == 1);
}
