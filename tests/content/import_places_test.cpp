#include "content/tool/csv.hpp"
#include "content/tool/import_places.hpp"
#include "content/tool/row_files.hpp"

#include <random>
#include <sstream>

#include "source_tree.hpp"
#include <doctest/doctest.h>

using namespace zugang::content::tool;

namespace {

struct Said {
    int code = 0;
    std::string out;
    std::string errors;
};

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

constexpr const char* table =
    "Träger;Stelle;Straße;Nr.;PLZ;Ort;Breite;Länge;Sprechzeiten;Sprachen;Barrierefrei\n"
    "Verein Eins;Beratung;Ulmer Straße;1;86150;Augsburg;48,3688;10,8986;Mo-Fr 9-12 Uhr;Arabisch, "
    "Türkisch;ja\n"
    "Verein Zwei;;Bahnhofstraße;2a;80335;München;48.1402;11.5600;\"Mo 9-12\nMi 14-18\";;nein\n";

constexpr const char* mapping = "source = \"Probe\"\nas_of = 2026-11-01\n[columns]\n"
                                "name = [\"Träger\", \"Stelle\"]\nstreet = [\"Straße\", \"Nr.\"]\n"
                                "postcode = \"PLZ\"\ncity = \"Ort\"\nlat = \"Breite\"\n"
                                "lon = \"Länge\"\nhours = \"Sprechzeiten\"\n"
                                "languages = \"Sprachen\"\naccessibility = \"Barrierefrei\"\n"
                                "[defaults]\nkind = \"mbe\"\n[words.accessibility]\n"
                                "ja = \"step-free\"\nnein = \"\"\n";

/// A package with one place of its own, a table and a mapping.
class Office {
  public:
    Office() {
        tree_.write("table.csv", table);
        tree_.write("offices.toml", mapping);
    }

    Said import(Decisions decisions = {}) const {
        ImportPlacesOptions options{.table = tree_.package() / "table.csv",
                                    .map = tree_.package() / "offices.toml",
                                    .into = tree_.package(),
                                    .decisions = std::move(decisions)};
        options.leave_out_errors = leave_out_errors;
        options.dry_run = dry_run;
        std::ostringstream out;
        std::ostringstream errors;
        const int code = import_places(options, out, errors);
        return {code, out.str(), errors.str()};
    }

    std::string places() const { return tree_.read("places.toml"); }
    const SourceTree& tree() const { return tree_; }
    bool leave_out_errors = false;
    bool dry_run = false;

  private:
    SourceTree tree_;
};

constexpr const char* first_row = "[[place]]\n"
                                  "id = \"verein-eins-beratung-augsburg\"\n"
                                  "name = \"Verein Eins, Beratung\"\n"
                                  "kind = \"mbe\"\n"
                                  "street = \"Ulmer Straße 1\"\n"
                                  "postcode = \"86150\"\n"
                                  "city = \"Augsburg\"\n"
                                  "land = \"by\"\n"
                                  "lat = 48.3688\n"
                                  "lon = 10.8986\n"
                                  "hours = \"Mo-Fr 09:00-12:00\"\n"
                                  "languages = [\"ar\", \"tr\"]\n"
                                  "accessibility = [\"step-free\"]\n"
                                  "source = \"Probe\"\n"
                                  "as_of = 2026-11-01\n";

} // namespace

TEST_CASE("a table becomes places beside those that are there") {
    const Office office;
    const std::string before = office.places();
    const Said said = office.import();
    CHECK(said.code == 0);
    CHECK(said.errors.empty());
    CHECK(contains(said.out, "2 places of the table, 2 new, 0 changed, 0 as they were, 0 gone"));
    const std::string after = office.places();
    CHECK(after.starts_with(before + "\n" + first_row + "\n[[place]]\n"));
    CHECK(contains(after, "id = \"verein-zwei-muenchen\"\nname = \"Verein Zwei\"\n"));
    CHECK(contains(after, "street = \"Bahnhofstraße 2a\"\n"));
    CHECK(contains(after, "hours = \"Mo 09:00-12:00; Mi 14:00-18:00\"\n"));
    CHECK(contains(office.tree().findings(), "offices.toml") == false);
    CHECK(office.tree().merged().places.size() == 3);

    const Said again = office.import();
    CHECK(contains(again.out, "2 places of the table, 0 new, 0 changed, 2 as they were, 0 gone"));
    CHECK(office.places() == after);
}

TEST_CASE("imported again, the table's changes come and local ones stay") {
    const Office office;
    REQUIRE(office.import().code == 0);
    const SourceTree& tree = office.tree();
    tree.replace("places.toml", "Bahnhofstraße 2a", "Bahnhofstraße 2b");
    tree.replace("places.toml", "Rathausplatz 1", "Rathausplatz 2"); // never the table's
    const std::string edited = office.places();

    Said said = office.import();
    CHECK(contains(said.out, "Edited here, kept:\n  verein-zwei-muenchen\n"));
    CHECK(office.places() == edited);

    // One row changes there, another comes; the edit is not touched.
    tree.replace("table.csv", "Mo-Fr 9-12 Uhr", "Mo-Fr 9-13 Uhr");
    tree.write("table.csv",
               tree.read("table.csv") + "Verein Drei;;Weg;3;90402;Nürnberg;49.45;11.08;;;\n");
    said = office.import();
    CHECK(contains(said.out, "3 places of the table, 1 new, 1 changed, 1 as they were, 0 gone"));
    CHECK(contains(office.places(), "hours = \"Mo-Fr 09:00-13:00\"\n"));
    CHECK(contains(office.places(), "Bahnhofstraße 2b"));
    CHECK(contains(office.places(), "Rathausplatz 2"));

    // The edited row changes there as well: the editor decides, one way or the other.
    tree.replace("table.csv", "Bahnhofstraße;2a", "Bahnhofstraße;4");
    said = office.import();
    CHECK(contains(said.out, "settle it with --take ID or --keep ID):\n  verein-zwei-muenchen\n"));
    CHECK(contains(office.places(), "Bahnhofstraße 2b"));
    CHECK(office.import({.take = {}, .keep = {"verein-zwei-muenchen"}}).code == 0);
    CHECK_FALSE(contains(office.import().out, "settle it"));
    CHECK(contains(office.places(), "Bahnhofstraße 2b"));
    CHECK(office.import({.take = {"verein-zwei-muenchen"}, .keep = {}}).code == 0);
    CHECK(contains(office.places(), "Bahnhofstraße 4"));

    // A decision about what nobody edited is a mistake.
    const std::string last = office.places();
    said = office.import({.take = {"verein-eins"}, .keep = {}});
    CHECK(said.code == 1);
    CHECK(contains(said.errors, "was not edited here"));
    CHECK(office.places() == last);

    // Rows that are gone there go here, and only those that came from there.
    tree.write("table.csv", std::string(table).substr(0, std::string(table).find("Verein Eins")));
    said = office.import();
    CHECK(contains(said.out, "0 places of the table, 0 new, 0 changed, 0 as they were, 3 gone"));
    CHECK(tree.merged().places.size() == 1);
    CHECK(contains(office.places(), "Rathausplatz 2"));
}

TEST_CASE("a power cut between the two files loses nothing") {
    const Office office;
    REQUIRE(office.import().code == 0);
    const std::string places = office.places();
    std::filesystem::remove(office.tree().package() / "import-offices.toml");
    const Said said = office.import();
    CHECK(said.code == 0);
    CHECK_FALSE(contains(said.out, "Edited here"));
    CHECK(office.places() == places);
}

TEST_CASE("rows with a mistake are named, and nothing is written without being asked") {
    Office office;
    REQUIRE(office.import().code == 0);
    const std::string before = office.places();
    const std::string list = office.tree().read("import-offices.toml");
    office.tree().replace("table.csv", ";80335;", ";;");
    office.tree().replace("table.csv", "Mo-Fr 9-12 Uhr", "nach Vereinbarung");
    Said said = office.import();
    CHECK(said.code == 1);
    CHECK(contains(said.errors, "table.csv:3:1: error: the row has no postcode"));
    CHECK(contains(said.errors,
                   "table.csv:2:1: warning: \"nach Vereinbarung\" as opening hours is left out"));
    CHECK(contains(said.errors, "--leave-out-errors"));
    CHECK(office.places() == before);
    CHECK(office.tree().read("import-offices.toml") == list);

    office.leave_out_errors = true;
    said = office.import();
    CHECK(said.code == 0);
    CHECK(contains(office.places(), "id = \"verein-zwei-muenchen\"")); // as it was
    CHECK_FALSE(contains(office.places(), "Mo-Fr 09:00-12:00\"\nlanguages = [\"ar\""));
    office.tree().replace("table.csv", ";;München", ";80336;München");
    said = office.import();
    CHECK(said.code == 0);
    CHECK_FALSE(contains(said.out, "settle it"));
    CHECK(contains(office.places(), "postcode = \"80336\""));
}

TEST_CASE("a dry run says the same and writes nothing") {
    Office office;
    const std::string before = office.places();
    office.dry_run = true;
    const Said said = office.import();
    CHECK(said.code == 0);
    CHECK(contains(said.out, "2 places of the table, 2 new"));
    CHECK(office.places() == before);
    CHECK_FALSE(std::filesystem::exists(office.tree().package() / "import-offices.toml"));
}

TEST_CASE("mappings and tables that cannot be meant change nothing and say where") {
    struct Row {
        const char* file;
        std::string bytes;
        const char* says;
    };
    const std::string head = std::string(table).substr(0, std::string(table).find('\n') + 1);
    const std::vector<Row> rows{
        {"table.csv", "", "the table is empty"},
        {"table.csv", "\n\n", "the table is empty"},
        {"table.csv", ";;;\n", "the first line has no headings"},
        {"table.csv", "Ort;ort\n", "two columns have the heading \"ort\""},
        {"table.csv", "Traeger;Ort\n", "the table has no column \"Straße\""},
        {"table.csv", head + "\"a\n\nb;c\n", "table.csv:2:1: error: a quotation mark in this row"},
        {"table.csv", head + "a;\"b\nc", "table.csv:2:1: error: a quotation mark in this row"},
        {"table.csv", head + "\n\na;b;c;d;e;f;g;h;i;j;k;l\n",
         "table.csv:4:1: error: the row has 12"},
        {"table.csv", std::string("a\0b", 3), "this is no text"},
        {"table.csv", "Tr\xe4ger\n", "the bytes are not UTF-8"},
        {"offices.toml", "encoding = \"klingon\"\n" + std::string(mapping),
         "\"klingon\" is no encoding"},
        {"offices.toml", "separator = \";;\"\n" + std::string(mapping), "one character"},
        {"offices.toml", "[columns]\nname = \"Träger\"\n", "nothing says what the street"},
        {"offices.toml", std::string(mapping) + "[columns.x]\n", "offices.toml"},
        {"offices.toml", "[columns]\nnmae = \"Träger\"\n", "did you mean \"name\"?"},
        {"offices.toml", "[columns]\nname = 3\n", "this is no heading"},
        {"offices.toml", "[columns\n", "offices.toml:1"},
        {"places.toml", "[[place]]\nid = \"a\"\n[[place]]\nid = \"a\"\n", "is there already"},
        {"places.toml", "[[place]\n", "places.toml:1"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.bytes);
        CAPTURE(row.says);
        const Office office;
        office.tree().write(row.file, row.bytes);
        const std::string before = office.places();
        const Said said = office.import();
        CHECK(said.code == 1);
        CHECK(contains(said.errors, row.says));
        CHECK(office.places() == before);
        CHECK_FALSE(std::filesystem::exists(office.tree().package() / "import-offices.toml"));
    }
    const Office office;
    std::filesystem::remove(office.tree().package() / "package.toml");
    CHECK(contains(office.import().errors, "there is no package.toml here"));
}

TEST_CASE("a table of another encoding and a mapping to begin with") {
    const SourceTree tree;
    const std::string latin = "Einrichtung,Stra\xdf"
                              "e,PLZ,Ort,Art,Sprachen,Bemerkung\n"
                              "\"B\xfcro, Mitte\",Weg 1,10115,Berlin,Migrationsberatung,Farsi,x\n";
    tree.write("centres.csv", latin);
    std::ostringstream out;
    std::ostringstream errors;
    ImportPlacesOptions options{.table = tree.package() / "centres.csv"};
    options.suggest_map = true;
    REQUIRE(import_places(options, out, errors) == 0);
    const std::string map = out.str();
    CHECK(contains(map, "encoding = \"windows-1252\"\nseparator = \",\"\n"));
    CHECK(contains(map, "name = \"Einrichtung\"\nkind = \"Art\"\nstreet = \"Straße\"\n"));
    CHECK(contains(map, "# ? = \"Bemerkung\"\n"));
    CHECK(contains(map, "[words.kind]"));
    CHECK(contains(map, "\"Migrationsberatung\" = \"migrationsberatung\"\n"));

    // As it is, it can be used.
    tree.write("centres.toml", map);
    options = {.table = tree.package() / "centres.csv",
               .map = tree.package() / "centres.toml",
               .into = tree.package()};
    REQUIRE(import_places(options, out, errors) == 0);
    CHECK(errors.str().empty());
    const std::string places = tree.read("places.toml");
    CHECK(contains(places, "id = \"buero-mitte-berlin\"\nname = \"Büro, Mitte\"\n"));
    CHECK(contains(places, "languages = [\"fa\"]\n"));
}

TEST_CASE("any bytes are a table with whole rows, or a finding") {
    const SourceTree tree;
    std::mt19937 random(7); // NOLINT(cert-msc51-cpp): the same bytes each time
    const std::string_view alphabet = "\";,\t\n\r ab\xc3\xa4\xff\0x";
    for (int round = 0; round < 2000; ++round) {
        std::string bytes = "h;i\n";
        for (std::size_t length = random() % 40; length > 0; --length) {
            bytes += alphabet[random() % alphabet.size()];
        }
        tree.write("any.csv", bytes);
        Report report;
        const CsvForm form{.encoding = random() % 2 == 0 ? "UTF-8" : "windows-1252"};
        const auto any = read_csv(tree.package() / "any.csv", form, report);
        CHECK((any.has_value() || report.count(Severity::Error) > 0));
        for (const CsvRow& row : any ? any->rows : std::vector<CsvRow>()) {
            CHECK(row.fields.size() == any->headings.size());
            CHECK(row.place.line > 1);
        }
    }
}

TEST_CASE("rows of a file come apart and together as they were") {
    const std::string text =
        "# About the file.\n\n[[place]]\nid = \"a\"\n\n[place.for_whom]\nde = "
        "\"x\"\n\n# About b.\n[[place]]\nid = \"b\"\nname = '''\n[[place]]\n'''\n";
    Report report;
    const auto rows = split_rows("places.toml", text, "place", report);
    REQUIRE(rows);
    CHECK(rows->head == "# About the file.\n");
    REQUIRE(rows->rows.size() == 2);
    CHECK(rows->rows[0].first == "a");
    CHECK(rows->rows[0].second == "[[place]]\nid = \"a\"\n\n[place.for_whom]\nde = \"x\"\n");
    CHECK(rows->rows[1].second.starts_with("# About b.\n[[place]]\n"));
    CHECK(join_rows(*rows) == text);
}
