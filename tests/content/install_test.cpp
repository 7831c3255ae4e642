#include "content/article.hpp"
#include "content/contact.hpp"
#include "content/digest.hpp"
#include "content/folder.hpp"
#include "content/glossary.hpp"
#include "content/install.hpp"
#include "content/media.hpp"
#include "content/recording.hpp"
#include "content/strings.hpp"
#include "content/topic.hpp"

#include <fstream>
#include <iterator>

#include "small_package.hpp"
#include <doctest/doctest.h>
#include <unistd.h>

using namespace zugang::content;
namespace fs = std::filesystem;

namespace {

/// A folder that goes with the test.
struct Place {
    fs::path path = fs::temp_directory_path() / ("zugang-install-" + std::to_string(getpid()));
    Place() { fs::remove_all(path); }
    ~Place() { fs::remove_all(path); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
};

Installed put(const std::vector<RecordBytes>& packages, const fs::path& folder,
              Rewrite rewrite = Rewrite::Changes) {
    std::vector<Records> records;
    for (const RecordBytes& bytes : packages) {
        records.push_back(records_of(bytes));
    }
    const auto installed = install(records, folder, rewrite);
    REQUIRE(installed);
    return *installed;
}

Database open(const fs::path& folder) {
    auto state = open_current(folder);
    REQUIRE(state);
    return std::move(state->database);
}

std::string read_file(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// Of the German "lohn" once these packages are installed over what is there.
std::vector<Recording> list_recordings_of(const RecordBytes& package, const fs::path& folder) {
    put({package}, folder);
    Database database = open(folder);
    return list_recordings(database, "lohn", "de");
}

std::size_t count_files(const fs::path& folder) {
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        count += entry.is_regular_file() ? 1 : 0;
    }
    return count;
}

std::string text_with(std::string_view title, std::string_view picture = {}) {
    TextRecord text;
    text.title.utf8 = title;
    if (!picture.empty()) {
        text.blocks.push_back({.id = "1", .kind = BlockKind::Image, .media = std::string(picture)});
    }
    return write_record(text);
}

} // namespace

TEST_CASE("a recording is installed with its words, and goes when its file goes") {
    const Place place;
    RecordBytes bytes = small_package();
    CHECK(list_recordings_of(bytes, place.path).empty()); // a file that no text speaks of
    TextRecord text = *read_text_record(bytes["article/lohn/de"]);
    text.title = {
        .utf8 = "Ihr arbeitgeber zahlt",
        .spans = {{.kind = SpanKind::Term, .start = 4, .length = 11, .target = "arbeitgeber"}}};
    text.recordings = {{.block = "title",
                        .duration_ms = 900,
                        .loudness_tenths = -190,
                        .words = {{.start_ms = 0, .end_ms = 1, .start = 0, .length = 3},
                                  {.start_ms = 1, .end_ms = 2, .start = 4, .length = 11},
                                  {.start_ms = 2, .end_ms = 3, .start = 16, .length = 5},
                                  {.start_ms = 3, .end_ms = 4, .start = 16, .length = 99}}},
                       {.block = "nowhere", .duration_ms = 900}};
    bytes["article/lohn/de"] = write_record(text);
    const std::vector<Recording> first = list_recordings_of(bytes, place.path);
    REQUIRE(first.size() == 1);
    CHECK(first[0].duration_ms == 900);
    CHECK(first[0].loudness_tenths == -190);
    CHECK(read_file(media_path(place.path, first[0].media)) == "a recording");
    Database database = open(place.path);
    CHECK(find_article(database, "lohn", "de")->title.utf8 == "Ihr Arbeitgeber zahlt");
    REQUIRE(first[0].words.size() == 3); // the last one was not in the text
    CHECK(first[0].words[1].length == 11);
    CHECK(first[0].words[2].start == 16);
    bytes["speech/de/lohn/title.opus"] = "the same, said by another voice";
    const std::vector<Recording> second = list_recordings_of(bytes, place.path);
    REQUIRE(second.size() == 1);
    CHECK(read_file(media_path(place.path, second[0].media)) == "the same, said by another voice");
    bytes.erase("speech/de/lohn/title.opus");
    CHECK(list_recordings_of(bytes, place.path).empty());
    bytes["speech/de/lohn/title.opus"] = "a recording";
    CHECK(list_recordings_of(bytes, place.path).size() == 1);
}

TEST_CASE("installed records can be read") {
    const Place place;
    const Installed installed = put({small_package()}, place.path);
    CHECK(installed.state == "1");
    CHECK(installed.changed);
    auto state = open_current(place.path);
    REQUIRE(state);
    CHECK(state->as_of == parse_date("2026-11-22"));
    Database& database = state->database;
    CHECK(table_digest(database) == installed.digest);
    const auto article = find_article(database, "lohn", "en");
    REQUIRE(article);
    CHECK(article->title.utf8 == "lohn en");
    CHECK(article->summary.utf8 == "Arbeitgeber"); // without article, gender and soft hyphen
    CHECK(article->summary.spans[0].length == 11);
    CHECK(article->as_of == parse_date("2026-11-22"));
    CHECK(article->contacts == std::vector<std::string>{"alid"});
    CHECK(article->related == std::vector<std::string>{"hilfe"});
    CHECK(read_file(media_path(place.path, article->blocks[1].media)) == "a picture");
    CHECK(list_languages(database)[1].fallback == std::vector<std::string>{"de"});
    CHECK(find_term(database, "arbeitgeber", "en")->term == "employer");
    CHECK(find_pictogram(database, "coin"));
    CHECK_FALSE(find_pictogram(database, "unused"));
    REQUIRE(list_fonts(database).size() == 1);
    CHECK(read_file(media_path(place.path, list_fonts(database)[0].media)) == "a font");
}

TEST_CASE("articles are replaced whole, rows by id, and what is bund's stays bund's") {
    const Place place;
    RecordBytes land;
    land["package"] = write_record(PackageRecord{.id = "land/by",
                                                 .default_language = "de",
                                                 .languages = {"tr"},
                                                 .as_of = parse_date("2026-12-01")});
    land["article/lohn"] = write_record(ArticleRecord{.topic = "work"});
    land["article/lohn/de"] = text_with("Neu");
    land["article/hilfe"] = write_record(ArticleRecord{.removed = true});
    land["article/nirgends/de"] = text_with("without facts");
    land["contacts"] = write_record(std::vector<ContactRow>{{.id = "alid", .removed = true},
                                                            {.id = "notruf", .name = "X"},
                                                            {.id = "mein", .emergency = true},
                                                            {.id = "mehr", .name = "Mehr"}});
    land["terms"] =
        write_record(std::vector<TermRow>{{.id = "arbeitgeber", .term = "die Firma", .text = "."}});
    land["strings/de"] =
        write_record(StringsRecord{{"nav.back", "Retour"}, {"trust.promise", "Teuer."}});
    put({small_package(), land}, place.path);
    Database database = open(place.path);
    CHECK(article_languages(database, "lohn") == std::vector<std::string>{"de"});
    CHECK(find_article(database, "lohn", "de")->as_of == parse_date("2026-12-01"));
    CHECK_FALSE(find_article(database, "lohn", "en"));
    CHECK_FALSE(find_article(database, "hilfe", "de"));
    CHECK_FALSE(find_article(database, "nirgends", "de"));
    CHECK_FALSE(find_contact(database, "alid", "de"));
    CHECK_FALSE(find_contact(database, "mein", "de"));
    CHECK(find_contact(database, "notruf", "de")->name == "Notruf");
    CHECK(find_contact(database, "mehr", "de")->name == "Mehr");
    CHECK(find_term(database, "arbeitgeber", "en")->german == "die Firma");
    CHECK(find_term(database, "arbeitgeber", "en")->term.empty());
    const Strings strings(database, list_languages(database)[0]);
    CHECK(strings.get("nav.back") == "Retour");
    CHECK(strings.get("trust.promise") == "Kostenlos.");
    CHECK_FALSE(find_pictogram(database, "unused"));
}

TEST_CASE("an update has the tables of a new database, whatever was changed") {
    const Place place;
    const Place fresh_place;
    const fs::path fresh = fresh_place.path.string() + "-fresh";
    RecordBytes bund = small_package();
    std::vector<RecordBytes> land;
    put({bund}, place.path);
    const auto same_as_fresh = [&](const char* what) {
        CAPTURE(what);
        std::vector<RecordBytes> packages{bund};
        packages.insert(packages.end(), land.begin(), land.end());
        fs::remove_all(fresh);
        const std::string expected = put(packages, fresh, Rewrite::Everything).digest;
        const Installed installed = put(packages, place.path);
        CHECK(installed.changed);
        CHECK(installed.digest == expected);
        Database database = open(place.path);
        CHECK(table_digest(database) == expected);
        const auto needed = list_media_of_state(place.path / "current");
        for (const std::string& media : *needed) {
            CHECK(fs::exists(media_path(place.path, media)));
        }
    };
    bund["article/lohn/en"] = text_with("Changed");
    same_as_fresh("a text");
    bund["article/lohn"] = write_record(ArticleRecord{.topic = "work", .order = 1});
    same_as_fresh("facts");
    bund["article/neu"] = write_record(ArticleRecord{.topic = "work"});
    bund["article/neu/de"] = text_with("Neu", "zwei.png");
    same_as_fresh("a new article without its picture");
    bund["media/zwei.png"] = "two";
    same_as_fresh("the picture");
    std::swap(bund["media/zwei.png"], bund["media/bild.png"]);
    same_as_fresh("two pictures for one another");
    bund["media/bild.png"] = "three";
    same_as_fresh("another picture");
    bund.erase("article/hilfe/en");
    same_as_fresh("a language gone");
    bund.erase("article/hilfe");
    same_as_fresh("an article gone, its text left");
    bund["terms"] =
        write_record(std::vector<TermRow>{{.id = "arbeitgeber", .term = "die Firma", .text = "."}});
    same_as_fresh("a word within texts");
    bund["strings/en"] = write_record(StringsRecord{{"nav.back", "Back"}});
    bund.erase("values");
    same_as_fresh("rows");
    land.push_back({});
    land[0]["package"] = write_record(PackageRecord{.id = "land/by", .default_language = "de"});
    land[0]["article/lohn"] = write_record(ArticleRecord{});
    land[0]["article/lohn/de"] = text_with("Land");
    same_as_fresh("a second package");
    land[0]["article/neu"] = write_record(ArticleRecord{});
    land[0]["article/neu/de"] = bund["article/neu/de"]; // the same words, another package's picture
    land[0]["media/zwei.png"] = "four";
    same_as_fresh("an article taken over");
    land[0].erase("article/neu");
    same_as_fresh("and given back");
    land[0]["article/neu"] = write_record(ArticleRecord{.removed = true});
    same_as_fresh("and removed");
    land.clear();
    same_as_fresh("without the second package");
    fs::remove_all(fresh);
}

TEST_CASE("a state of older software is written anew") {
    const Place place;
    RecordBytes bund = small_package();
    put({bund}, place.path);
    {
        Database database(place.path / "current/content.db", Access::ReadWrite);
        database.execute("DROP TABLE origin; UPDATE block SET text = 'as it was made then'");
    }
    bund["article/lohn/en"] = text_with("Changed");
    put({bund}, place.path);
    Database database = open(place.path);
    CHECK(find_article(database, "lohn", "de")->blocks[0].text.utf8 == "Satz.");
}

TEST_CASE("the same records make no new state") {
    const Place place;
    put({small_package()}, place.path);
    const Installed again = put({small_package()}, place.path);
    CHECK_FALSE(again.changed);
    CHECK(again.state == "1");
    CHECK_FALSE(fs::exists(place.path / "states/draft"));
}

TEST_CASE("records that are missing, damaged or unreadable leave everything as it was") {
    const Place place;
    put({small_package()}, place.path);
    const std::size_t files = count_files(place.path);
    RecordBytes changed = small_package();
    changed["article/lohn/de"] = text_with("Changed", "neu.png");
    changed["media/neu.png"] = "new picture";
    const auto refuse = [&](const char* key, InstallProblem problem, const auto& spoil) {
        CAPTURE(key);
        Records records = records_of(changed);
        const std::string sum = records.table.at(key).sha256;
        records.read = [&, read = records.read](const Record& record) {
            auto bytes = read(record);
            if (record.sha256 == sum) {
                spoil(bytes);
            }
            return bytes;
        };
        const auto installed = install({&records, 1}, place.path, Rewrite::Changes);
        REQUIRE_FALSE(installed);
        CHECK(installed.error().problem == problem);
        CHECK(installed.error().where == key);
        CHECK(describe(installed.error()).find(key) == 0);
        CHECK(count_files(place.path) == files);
        CHECK(open_current(place.path)->name == "1");
    };
    for (const char* key : {"package", "strings/de", "article/lohn/de", "media/neu.png"}) {
        refuse(key, InstallProblem::MissingRecord, [](auto& bytes) { bytes.reset(); });
        refuse(key, InstallProblem::MissingRecord, [](auto& bytes) { bytes->back() ^= 1; });
        refuse(key, InstallProblem::MissingRecord, [](auto& bytes) { bytes->pop_back(); });
    }
    changed["article/lohn/de"] = "no JSON";
    refuse("article/lohn/de", InstallProblem::UnreadableRecord, [](auto&) {});
    changed = small_package();
    changed["topics"] = "[]";
    refuse("topics", InstallProblem::UnreadableRecord, [](auto&) {});
}

TEST_CASE("packages that do not belong together are refused") {
    const Place place;
    const auto problem = [&](RecordBytes second) {
        const std::vector<Records> records{records_of(small_package()),
                                           records_of(std::move(second))};
        const auto installed = install(records, place.path, Rewrite::Changes);
        REQUIRE_FALSE(installed);
        CHECK_FALSE(fs::exists(place.path));
        return installed.error().problem;
    };
    CHECK(problem(small_package()) == InstallProblem::DoubledPackage);
    CHECK(problem({{"package",
                    write_record(PackageRecord{.id = "land/by", .default_language = "en"})}}) ==
          InstallProblem::OtherLanguage);
    CHECK(problem({{"package", "{}"}}) == InstallProblem::UnreadableRecord);
    CHECK(problem({}) == InstallProblem::MissingRecord);
}

TEST_CASE("rows of a key that a package gives twice do not stop an install") {
    const Place place;
    RecordBytes bund = small_package();
    bund["contacts"] =
        write_record(std::vector<ContactRow>{{.id = "a", .name = "1"}, {.id = "a", .name = "2"}});
    bund["topics"] = R"({"topics":[{"id":"t"},{"id":"t"}],"phases":[{"number":1},{"number":1}]})";
    bund["languages"] = R"({"rows":[{"tag":"de"},{"tag":"de","endonym":"D"}]})";
    put({bund}, place.path);
    Database database = open(place.path);
    CHECK(find_contact(database, "a", "de")->name == "2");
}

TEST_CASE("a folder in which only downloaded objects lie may become a content folder") {
    const Place place;
    fs::create_directories(place.path / "objects/aa");
    CHECK(refuse_content_folder(place.path).empty());
    put({small_package()}, place.path);
    std::ofstream(place.path / "objects/aa/file") << "x";
    RecordBytes bund = small_package();
    bund.erase("values");
    put({bund}, place.path);
    CHECK(fs::exists(place.path / "objects/aa/file"));
}

namespace {

/// All rows of the search index.
std::string read_index(Database& database) {
    std::string rows;
    for (const char* sql :
         {"SELECT number || slug FROM search_article ORDER BY number",
          "SELECT language || hex(lengths) FROM search_language ORDER BY language",
          "SELECT article || language || hex(layout) FROM search_text ORDER BY article, language",
          "SELECT language || stem || hex(postings) FROM search_stem ORDER BY language, stem",
          "SELECT language || part || readings || hex(words) FROM search_words ORDER BY language, "
          "part",
          "SELECT language || part || hex(meanings) FROM search_meanings ORDER BY language, "
          "part"}) {
        Statement statement(database, sql);
        while (statement.step()) {
            rows.append(statement.text(0)).append("\n");
        }
    }
    return rows;
}

} // namespace

TEST_CASE("the search index of an update is that of a new state") {
    const Place place;
    const fs::path other = place.path / "other";
    RecordBytes bytes = small_package();
    put({bytes}, place.path);
    TextRecord text = *read_text_record(bytes["article/lohn/en"]);
    text.title.utf8 = "Wages and more wages";
    text.blocks.push_back({.id = "3", .text = {.utf8 = "Another sentence about employers."}});
    bytes["article/lohn/en"] = write_record(text);
    for (const Rewrite rewrite : {Rewrite::Changes, Rewrite::Draft, Rewrite::Packed}) {
        put({bytes}, place.path, rewrite);
        fs::remove_all(other);
        put({bytes}, other, Rewrite::Everything);
        Database updated = open(place.path);
        Database anew = open(other);
        CHECK(read_index(updated) == read_index(anew));
        text.title.utf8 += " again";
        bytes["article/lohn/en"] = write_record(text);
    }
    ArticleRecord facts = *read_article_record(bytes["article/hilfe"]);
    facts.visibility = Visibility::Staff;
    bytes["article/hilfe"] = write_record(facts);
    put({bytes}, place.path);
    Database hidden = open(place.path);
    CHECK(read_index(hidden).find("hilfe") == std::string::npos);
    bytes["terms/en"] =
        write_record(TermTranslations{{"arbeitgeber", {.term = "boss", .text = "Your boss"}}});
    put({bytes}, place.path);
    Database renamed = open(place.path);
    CHECK(read_index(renamed).find("enboss") != std::string::npos);
}

TEST_CASE("an article that is new or gone leaves a packed state the bytes of a new one") {
    const Place place;
    const fs::path other = place.path / "other";
    RecordBytes bytes = small_package();
    put({bytes}, place.path, Rewrite::Packed);
    for (const char* slug : {"aaa", "zzz"}) {
        const std::string key = std::string("article/") + slug;
        bytes[key] = bytes["article/lohn"];
        bytes[key + "/de"] = text_with("Neues");
        put({bytes}, place.path, Rewrite::Packed);
        fs::remove_all(other);
        put({bytes}, other, Rewrite::Everything);
        CHECK(read_file(place.path / "current" / "content.db") ==
              read_file(other / "current" / "content.db"));
    }
    bytes.erase("article/aaa");
    bytes.erase("article/aaa/de");
    put({bytes}, place.path, Rewrite::Packed);
    fs::remove_all(other);
    put({bytes}, other, Rewrite::Everything);
    CHECK(read_file(place.path / "current" / "content.db") ==
          read_file(other / "current" / "content.db"));
}
