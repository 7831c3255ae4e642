#include "content/tool/check.hpp"
#include "content/tool/clean_text.hpp"
#include "content/tool/import_integreat.hpp"
#include "content/tool/integreat_answers.hpp"
#include "content/tool/integreat_pages.hpp"
#include "content/tool/merge.hpp"
#include "content/tool/read_package.hpp"
#include "tests/server_process.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace fs = std::filesystem;
using namespace zugang::content;
using namespace zugang::content::tool;
using nlohmann::json;

namespace {

const fs::path shared = fs::path(ZUGANG_SHARED_DIR) / "integreat";

class Folder {
  public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "zugang-import-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { fs::remove_all(path_); }
    fs::path operator/(const fs::path& name) const { return path_ / name; }
    const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

void write(const fs::path& path, std::string_view text) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

std::string read(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    REQUIRE(stream);
    return {std::istreambuf_iterator<char>(stream), {}};
}

struct Outcome {
    int code = 0;
    std::string report;
    std::string errors;
    json numbers; ///< of the report
};

Outcome run(const ImportOptions& options) {
    std::ostringstream report;
    std::ostringstream errors;
    Outcome outcome;
    outcome.code = import_integreat(options, report, errors);
    outcome.report = report.str();
    outcome.errors = errors.str();
    if (options.format == Format::Json && outcome.code == 0) {
        outcome.numbers = json::parse(outcome.report);
    }
    return outcome;
}

Outcome import_folder(const fs::path& from, const fs::path& out) {
    return run({.export_folder = from,
                .out = out,
                .region = "",
                .package_id = "",
                .format = Format::Json,
                .newest = parse_date("2026-11-22")});
}

json page(const std::string& path, const std::string& title, const std::string& html,
          const std::string& changed = "2024-01-17T12:10:58.813+01:00") {
    return {{"id", 1},
            {"path", path},
            {"title", title},
            {"content", html},
            {"excerpt", ""},
            {"order", 1},
            {"last_updated", changed},
            {"available_languages", json::object()}};
}

void name_twin(json& from, const std::string& language, const std::string& path, json id = 1) {
    from["available_languages"][language] = {{"id", std::move(id)}, {"path", path}};
}

/// The export `{"de": [...], …}` imported; the folder "out" of the result.
Outcome import_pages(const Folder& folder, const std::map<std::string, json>& pages) {
    for (const auto& [language, array] : pages) {
        // One page in braces is no array to nlohmann.
        write(folder / ("export/pages." + language + ".json"),
              (array.is_array() ? array : json::array({array})).dump());
    }
    return import_folder(folder / "export", folder / "out");
}

std::map<std::string, std::string> all_files(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            files[fs::relative(entry.path(), folder).string()] = read(entry.path());
        }
    }
    return files;
}

/// Letters and digits of HTML by another way than the import's: tags cut out, references decoded.
std::size_t visible_characters(const std::string& html) {
    std::string text;
    bool in_tag = false;
    for (const char c : html) {
        in_tag = in_tag || c == '<';
        if (!in_tag) {
            text += c;
        }
        in_tag = in_tag && c != '>';
    }
    std::size_t decoded = 0;
    return count_letters_and_digits(decode_entities(text, decoded));
}

std::size_t written_characters(const Translation& translation) {
    std::size_t count = count_letters_and_digits(translation.title.text.utf8);
    for (const SourceBlock& block : translation.blocks) {
        count += count_letters_and_digits(block.text.text.utf8);
    }
    return count;
}

/// Everything that `zugang-content check` says about an import on top of a base package.
void check_on_base(const Folder& folder, const fs::path& imported, Report& report) {
    write(folder / "bund/package.toml",
          "id = \"bund\"\ntitle = \"B\"\ndefault_language = \"de\"\nlanguages = [\"de\", \"en\", "
          "\"ar\"]\nas_of = 2020-01-01\n");
    write(folder / "bund/languages.toml",
          "[[language]]\ntag = \"de\"\nendonym = \"Deutsch\"\ngreeting = \"Hallo\"\nfonts = "
          "[\"noto-sans\"]\n"
          "[[language]]\ntag = \"en\"\nendonym = \"English\"\ngreeting = \"Hello\"\nfonts = "
          "[\"noto-sans\"]\n"
          "[[language]]\ntag = \"ar\"\nendonym = \"العربية\"\ngreeting = \"أهلا\"\ndirection = "
          "\"rtl\"\nfonts = [\"noto-sans\"]\n");
    std::vector<Package> packages;
    packages.push_back(read_package(folder / "bund", report));
    packages.push_back(read_package(imported, report));
    check(merge(std::move(packages), report), *parse_date("2026-11-22"), nullptr, Cache(), report);
}

void print_first_errors(const Report& report) {
    std::size_t printed = 0;
    for (const Finding& finding : report.sorted()) {
        if (finding.severity == Severity::Error && printed++ < 5) {
            MESSAGE(finding.what << " (" << finding.place.line << ":" << finding.place.column
                                 << ")");
        }
    }
}

} // namespace

TEST_CASE("a county's export becomes a source with all its pages, its tree and its words") {
    const Folder folder;
    const Outcome outcome = import_folder(shared / "lkaugsburg", folder / "out");
    REQUIRE(outcome.errors == "");
    REQUIRE(outcome.code == 0);
    const json& numbers = outcome.numbers;
    CHECK(numbers["package"] == "zentrum/lkaugsburg");
    CHECK(numbers["articles"] == 238);
    CHECK(numbers["joined"] == 233);
    CHECK(numbers["topics"] == 12);
    CHECK(numbers["empty_folders"] == 28);
    CHECK(numbers["languages"]["de"]["pages"] == 238);
    CHECK(numbers["languages"]["en"]["pages"] == 233);
    CHECK(numbers["languages"]["en"]["stale"] == 128);
    CHECK(numbers["languages"]["en"]["misaligned"] ==
          101); // with one block for each line of a contact
    CHECK(numbers["languages"]["en"]["aligned"] == 132);
    CHECK(numbers["links"]["by_path"] == 81);
    CHECK(numbers["links"]["by_last_segment"] == 60);

    Report report;
    const Package package = read_package(folder / "out", report);
    print_first_errors(report);
    CHECK(report.count(Severity::Error) == 0);
    REQUIRE(package.articles.size() == 238);
    std::map<int, int> levels;
    int stale = 0;
    for (const auto& [slug, article] : package.articles) {
        int level = 1;
        for (std::string above = article.parent.name; !above.empty(); ++level) {
            REQUIRE(package.articles.contains(above));
            above = package.articles.at(above).parent.name;
        }
        ++levels[level];
        const auto english = article.translations.find("en");
        stale += english != article.translations.end() && english->second.stale ? 1 : 0;
    }
    CHECK(levels == std::map<int, int>{{1, 12}, {2, 86}, {3, 140}});
    CHECK(stale == 128);

    for (const std::string language : {"de", "en"}) {
        CAPTURE(language);
        std::size_t source = 0;
        for (const json& object :
             json::parse(read(shared / "lkaugsburg" / ("pages." + language + ".json")))) {
            source += visible_characters(object["content"]) + visible_characters(object["title"]);
        }
        std::size_t written = 0;
        for (const auto& [slug, article] : package.articles) {
            const auto found = article.translations.find(language);
            written += found == article.translations.end() ? 0 : written_characters(found->second);
        }
        CHECK(source > 250'000);
        CHECK(written * 1000 >= source * 995);
        CHECK(written * 1000 <= source * 1005);
    }
}

TEST_CASE("the check finds no error in an import on top of a base package") {
    for (const std::string name : {"lkaugsburg", "cms/tests/api/expected-outputs"}) {
        CAPTURE(name);
        const Folder folder;
        REQUIRE(import_folder(shared / name, folder / "out").code == 0);
        Report report;
        check_on_base(folder, folder / "out", report);
        print_first_errors(report);
        CHECK(report.count(Severity::Error) == 0);
    }
}

TEST_CASE("the same export gives the same bytes, and an import may be repeated") {
    const Folder folder;
    REQUIRE(import_folder(shared / "lkaugsburg", folder / "a").code == 0);
    REQUIRE(import_folder(shared / "lkaugsburg", folder / "b").code == 0);
    REQUIRE(import_folder(shared / "lkaugsburg", folder / "a").code == 0);
    CHECK(all_files(folder / "a") == all_files(folder / "b"));
    CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 2);
}

TEST_CASE(
    "what was edited since the last import stays, and the source's changes come in beside it") {
    const Folder folder;
    const auto page = [](const std::string& slug, const std::string& words) {
        return json{{"id", 1},
                    {"path", "/x/de/" + slug + "/"},
                    {"title", slug},
                    {"content", "<p>" + words + "</p>"},
                    {"last_updated", "2024-01-01T00:00:00+00:00"}};
    };
    const auto import = [&](const std::string& a, const std::string& b,
                            const Decisions& decisions = {}) {
        write(folder / "export/pages.de.json", json::array({page("a", a), page("b", b)}).dump());
        std::ostringstream out;
        std::ostringstream errors;
        const int code = import_integreat({.export_folder = folder / "export",
                                           .out = folder / "out",
                                           .region = "x",
                                           .package_id = "zentrum/x",
                                           .format = Format::Json,
                                           .newest = {},
                                           .decisions = decisions},
                                          out, errors);
        CAPTURE(errors.str());
        return code == 0 ? json::parse(out.str())["overlay"] : json(errors.str());
    };
    using Names = std::vector<std::string>;
    const std::string name = "articles/a/de.md";
    const auto edit = [&](const std::string& from, const std::string& to) {
        std::string text = read(folder / "out" / name);
        REQUIRE(text.find(from) != std::string::npos);
        text.replace(text.find(from), from.size(), to);
        write(folder / "out" / name, text);
    };
    CHECK(import("one", "two")["kept"] == Names{});
    const auto first = all_files(folder / "out");
    CHECK(import("one", "two")["kept"] == Names{});
    CHECK(all_files(folder / "out") == first);

    edit("one", "one, edited");
    write(folder / "out/articles/mine/de.md", "+++\ntitle = \"m\"\n+++\nmine\n");
    const json kept = import("one", "two, newer");
    CHECK(kept["kept"] == Names{name});
    CHECK(kept["conflicts"] == Names{});
    CHECK(kept["own"] == Names{"articles/mine/de.md"});
    CHECK(read(folder / "out" / name).find("one, edited") != std::string::npos);
    CHECK(read(folder / "out/articles/b/de.md").find("two, newer") != std::string::npos);
    CHECK(read(folder / "out/import.toml").find("[edited]\n\"" + name) != std::string::npos);

    CHECK(import("one, newer", "two, newer")["conflicts"] == Names{name});
    CHECK(import("one, newer", "two, newer")["conflicts"] == Names{name}); // until it is settled
    CHECK(import("one, newer", "two, newer", {.take = {}, .keep = {name}})["kept"] == Names{name});
    CHECK(import("one, newer", "two, newer")["kept"] == Names{name});
    CHECK(read(folder / "out" / name).find("one, edited") != std::string::npos);
    CHECK(import("one, newest", "two, newer")["conflicts"] == Names{name});
    CHECK(import("one, newest", "two", {.take = {name}, .keep = {}})["settled"] == Names{name});
    CHECK(read(folder / "out" / name).find("one, newest") != std::string::npos);
    CHECK(import("one, newest", "two")["kept"] == Names{});

    fs::remove(folder / "out/articles/b/de.md"); // taken out here: stays out
    CHECK(import("one, newest", "two")["kept"] == Names{"articles/b/de.md"});
    CHECK_FALSE(fs::exists(folder / "out/articles/b/de.md"));

    const auto before = all_files(folder / "out");
    const json refused = import("other", "two", {.take = {"nothing.md"}, .keep = {}});
    CHECK(refused.get<std::string>().find("was not edited here") != std::string::npos);
    write(folder / "out/.git/HEAD", "ref");
    CHECK(import("other", "two").get<std::string>().find("within your repository") !=
          std::string::npos);
    fs::remove_all(folder / "out/.git");
    write(folder / "out/import.toml", "[[");
    CHECK(import("other", "two").get<std::string>().find("this is no TOML") != std::string::npos);
    write(folder / "out/import.toml", before.at("import.toml"));
    CHECK(all_files(folder / "out") == before);
}

TEST_CASE("the goldens of Integreat's own tests import, in Arabic too") {
    const Folder folder;
    const Outcome outcome =
        import_folder(shared / "cms/tests/api/expected-outputs", folder / "out");
    REQUIRE(outcome.errors == "");
    CHECK(outcome.numbers["package"] == "zentrum/augsburg");
    CHECK(outcome.numbers["articles"] == 19); // 16 pages, the imprint, an event, the page above it
    CHECK(outcome.numbers["places"] == 1);
    CHECK(outcome.numbers["languages"]["ar"]["pages"] == 15);
    CHECK(outcome.numbers["languages"]["ar"]["kept_characters"] ==
          outcome.numbers["languages"]["ar"]["source_characters"]);
    Report report;
    const Package package = read_package(folder / "out", report);
    print_first_errors(report);
    CHECK(report.count(Severity::Error) == 0);
    CHECK(package.articles.at("auslaenderbehoerde").translations.contains("ar"));
}

TEST_CASE("places, events and the imprint come with their pages") {
    const Folder folder;
    const fs::path from = folder / "export";
    fs::create_directories(from);
    const fs::path older = shared / "cms/tests/api/expected-outputs";
    const fs::path newer = shared / "cms/integreat-cms-newer-goldens";
    for (const char* name : {"augsburg_de_pages.json", "augsburg_de_imprint.json",
                             "augsburg_en_imprint.json", "augsburg_en_locations.json"}) {
        fs::copy(older / name, from / name);
    }
    fs::copy(newer / "augsburg_de_locations.json", from / "augsburg_de_locations.json");
    fs::copy(newer / "augsburg_languages.json", from / "augsburg_languages.json");
    fs::copy(newer / "augsburg_de_events_combine_recurring.json", from / "augsburg_de_events.json");
    const Outcome outcome = import_folder(from, folder / "out");
    REQUIRE(outcome.errors == "");
    CHECK(read(folder / "out/places.toml") ==
          "[[place]]\nid = \"test-ort\"\nname = \"Test-Ort\"\nkind = \"behoerde-amt\"\n"
          "street = \"Wolfgangstraße 2\"\npostcode = \"86153\"\ncity = \"Augsburg\"\n"
          "land = \"by\"\nlat = 48.378109\nlon = 10.887578\n"
          "hours = \"Mo,Di,Do 10:00-13:00,15:00-18:00; Fr 10:00-14:00\"\n"
          "accessibility = [\"step-free\"]\nsource = \"augsburg, Integreat\"\n"
          "as_of = 2020-01-22\n\n[place.for_whom]\nde = \"Meta-Beschreibung des Test-Ortes\"\n"
          "en = \"Short description of the test location\"\n");
    CHECK(contains(read(folder / "out/ui/de.toml"),
                   "[place_kind]\nbehoerde-amt = \"Behörde/Amt\"\n"));
    const std::string event = read(folder / "out/articles/test-veranstaltung/de.md");
    CHECK(contains(event, "- **Dienstag, 1. Januar 2030** 13:00–15:00\n"));
    const std::string facts = read(folder / "out/articles/test-veranstaltung/article.toml");
    CHECK(contains(facts, "parent = \"events\"\n"));
    CHECK(contains(facts, "review_by = 2030-01-01\n"));
    CHECK(contains(read(folder / "out/articles/events/de.md"), "title = \"Termine\"\n"));
    CHECK(contains(read(folder / "out/articles/imprint/de.md"), "title = \"Rechtliches\"\n"));
    CHECK(outcome.numbers["left_out"]["further days of series that are only told as a rule"] == 1);
    Report report;
    check_on_base(folder, folder / "out", report);
    print_first_errors(report);
    CHECK(report.count(Severity::Error) == 0);

    // After the event nobody hears of it.
    const Outcome later = run({.export_folder = from,
                               .out = folder / "later",
                               .region = "",
                               .package_id = "",
                               .format = Format::Json,
                               .newest = parse_date("2030-01-02")});
    CHECK(later.numbers["left_out"]["events that are over"] == 1);
    CHECK_FALSE(fs::exists(folder / "later/articles/events"));
}

TEST_CASE("a place that was edited stays, the others follow the source") {
    const Folder folder;
    const auto place = [](const char* slug, int number, const std::string& street) {
        return json{{"id", number},
                    {"path", std::string("/r/de/locations/") + slug + "/"},
                    {"title", slug},
                    {"excerpt", std::string(300, 'x')},
                    {"last_updated", "2024-01-17T12:10:58.813+01:00"},
                    {"opening_hours", json::array()},
                    {"location",
                     {{"id", number}, {"address", street}, {"postcode", "1"}, {"town", "Ort"}}}};
    };
    const auto import = [&](const std::string& street_of_b) {
        json b = place("b", 2, street_of_b);
        b["opening_hours"] = json::array();
        for (int day = 0; day < 7; ++day) {
            b["opening_hours"].push_back({{"allDay", true}, {"closed", false}});
        }
        b["contacts"] = json::array({{{"email", "b@example.org"}}, {{"email", "c@example.org"}}});
        b["website"] = "https://example.org/b/";
        json closed = place("c", 3, "Weg 3");
        closed["temporarily_closed"] = true;
        json odd = place("d", 4, "Weg 4");
        odd["opening_hours"] = {1, 2, 3, 4, 5, 6, {{"timeSlots", {{{"start", "x"}}}}}};
        json late = place("a", 5, "Weg 5");
        late["opening_hours"] = json::array();
        for (int day = 0; day < 7; ++day) {
            late["opening_hours"].push_back(
                {{"timeSlots", {{{"start", "10:00"}, {"end", "09:00"}}}}});
        }
        write(folder / "export/locations.de.json",
              json{place("a", 1, "Weg 1"), b, closed, odd, late, place("e", 6, ""), 7}.dump());
        return import_pages(folder, {{"de", json::array({page("/r/de/s/", "S", "<p>x</p>")})}});
    };
    Outcome outcome = import("Weg 2");
    REQUIRE(outcome.errors == "");
    CHECK(outcome.numbers["places"] == 4);
    const json& left_out = outcome.numbers["left_out"];
    CHECK(left_out["places that are closed for a time"] == 1);
    CHECK(left_out["places without a name, street, postcode or town"] == 1);
    CHECK(left_out["opening hours that contradict themselves"] == 1);
    const std::string first = read(folder / "out/places.toml");
    CHECK(contains(first, "id = \"a-2\"\n"));
    CHECK(contains(first, "web = \"example.org/b\"\nmail = \"b@example.org\"\nhours = \"24/7\"\n"));

    std::string edited = first;
    edited.replace(edited.find("Weg 1"), 5, "Gasse");
    write(folder / "out/places.toml", edited + "\n[[place]]\nid = \"own\"\n");
    outcome = import("Weg 22");
    REQUIRE(outcome.errors == "");
    CHECK(outcome.numbers["overlay"]["kept"] == json::array({"places.toml#a"}));
    CHECK(outcome.numbers["overlay"]["own"] == json::array({"places.toml#own"}));
    const std::string second = read(folder / "out/places.toml");
    CHECK(contains(second, "Gasse"));
    CHECK(contains(second, "Weg 22"));
    CHECK(second.ends_with("\n[[place]]\nid = \"own\"\n"));
}

TEST_CASE("a region is fetched from its server") {
    const Folder folder;
    const fs::path api = folder / "www/api/v3";
    const fs::path goldens = shared / "cms/tests/api/expected-outputs";
    const auto serve = [&](const std::string& at, const fs::path& from) {
        fs::create_directories(api / at);
        fs::copy(from, api / at / "index.json");
    };
    serve("regions", goldens / "regions.json");
    serve("augsburg/languages", shared / "cms/integreat-cms-newer-goldens/augsburg_languages.json");
    serve("augsburg/de/pages", goldens / "augsburg_de_pages.json");
    serve("augsburg/de/imprint", goldens / "augsburg_de_imprint.json");
    serve("augsburg/de/locations", goldens / "augsburg_de_locations.json");
    serve("augsburg/ar/pages", goldens / "augsburg_ar_pages.json");
    for (const char* none : {"en", "fa"}) {
        fs::create_directories(api / "augsburg" / none / "pages");
        write(api / "augsburg" / none / "pages/index.json", "[]");
    }
    const int port = zugang::testing::free_port();
    const std::string base = "http://127.0.0.1:" + std::to_string(port);
    fs::create_directories(folder / "nginx");
    const zugang::testing::ServerProcess nginx(
        zugang::testing::nginx_command(
            folder / "nginx", "server { listen 127.0.0.1:" + std::to_string(port) + "; root " +
                                  (folder / "www").string() + "; index index.json; }"),
        port);
    const auto import = [&](const std::string& region, const fs::path& save) {
        return run({.export_folder = base + "/",
                    .out = folder / "out",
                    .region = region,
                    .package_id = "",
                    .format = Format::Text,
                    .newest = parse_date("2026-11-22"),
                    .decisions = {},
                    .save = save});
    };
    CHECK(contains(import("", "").errors, "name it with --region"));
    CHECK(contains(import("nowhere", "").errors, "is the region \"nowhere\" there?"));
    CHECK_FALSE(fs::exists(folder / "out"));

    const Outcome outcome = import("augsburg", folder / "saved");
    CHECK(outcome.code == 0);
    CHECK(contains(outcome.errors, base + "/api/v3/augsburg/de/pages/\n")); // what it does
    const auto fetched = all_files(folder / "out");
    CHECK(fetched.contains("articles/imprint/de.md"));
    CHECK(fetched.contains("articles/auslaenderbehoerde/ar.md"));
    CHECK(fetched.contains("places.toml"));
    CHECK(contains(fetched.at("package.toml"), "title = \"Stadt Augsburg\"\n"));

    // The answers that were kept say the same.
    CHECK(contains(import("augsburg", folder / "saved").errors, "is there and not empty"));
    CHECK(run({.export_folder = folder / "saved",
               .out = folder / "again",
               .region = "augsburg",
               .package_id = "",
               .format = Format::Text,
               .newest = parse_date("2026-11-22")})
              .code == 0);
    CHECK(all_files(folder / "again") == fetched);

    // A language without its pages ends it, and nothing changes.
    fs::remove_all(api / "augsburg/ar/pages");
    const Outcome broken = import("augsburg", "");
    CHECK(broken.code == 1);
    CHECK(contains(broken.errors, "/augsburg/ar/pages/: the server says 404"));
    CHECK(all_files(folder / "out") == fetched);
}

TEST_CASE("a translation that is not older follows every block, an older one none") {
    const Folder folder;
    json fresh = page("/r/de/neu/", "Neu", "<p>A</p><h3>B</h3>");
    json old = page("/r/de/alt/", "Alt", "<p>A</p>");
    name_twin(fresh, "en", "/r/en/new/");
    name_twin(old, "en", "/r/en/old/");
    const Outcome outcome = import_pages(
        folder, {{"de", {fresh, old}},
                 {"en",
                  {page("/r/en/new/", "New", "<p>A</p><h3>B</h3>"),
                   page("/r/en/old/", "Old", "<p>A</p>", "2024-01-17T12:10:58.812+01:00")}}});
    REQUIRE(outcome.errors == "");
    CHECK(outcome.numbers["languages"]["en"]["stale"] == 1);
    Report report;
    const Package package = read_package(folder / "out", report);
    CHECK_FALSE(package.articles.at("neu").translations.at("en").stale);
    CHECK(package.articles.at("alt").translations.at("en").stale);
    CHECK(package.articles.at("neu").as_of == parse_date("2024-01-17"));
}

TEST_CASE("pages find their parents by path and their slugs stay unique") {
    const Folder folder;
    json lost = page("/r/de/weg/../x/kontakt/", "Verwaist", "");
    const Outcome outcome = import_pages(
        folder, {{"de",
                  {page("/r/de/a/", "A", ""), page("/r/de/a/kontakt/", "K1", "x"),
                   page("/r/de/b/", "B", "y"), page("/r/de/b/kontakt/", "K2", "x"),
                   page("/r/de/b/kontakt/", "K3", "x"), page("/r/de/b/../../../etc/", "Etc", "x"),
                   lost, page("/r/de/فارسی/", "Fa", "x")}}});
    REQUIRE(outcome.errors == "");
    std::set<std::string> slugs;
    for (const auto& entry : fs::directory_iterator(folder / "out/articles")) {
        slugs.insert(entry.path().filename().string());
    }
    CHECK(slugs == std::set<std::string>{"a", "b", "kontakt", "b-kontakt", "b-kontakt-2", "etc",
                                         "x-kontakt", "farsy"});
    CHECK(read(folder / "out/articles/b-kontakt/article.toml").find("parent = \"b\"\n") !=
          std::string::npos);
    CHECK(outcome.numbers["empty_leaves"] == 1);
    CHECK(outcome.numbers["empty_folders"] == 1);
}

TEST_CASE("fallback texts and pages without German are left out and counted") {
    const Folder folder;
    json german = page("/r/de/a/", "A", "<p>x</p>");
    name_twin(german, "en", "/r/en/a/", nullptr);
    name_twin(german, "ar-arb", "/r/ar/ا/");
    const Outcome outcome = import_pages(
        folder, {{"de", {german}},
                 {"en", {page("/r/en/a/", "A", "<p>x</p>"), page("/r/en/own/", "O", "y")}},
                 {"ar-arb", {page("/r/ar/%D8%A7", "ا", "<p>ا</p>")}},
                 {"de-si", {page("/r/de-si/b/", "B", "z")}}});
    REQUIRE(outcome.errors == "");
    CHECK(outcome.numbers["languages"].size() == 2);
    CHECK(fs::exists(folder / "out/articles/a/ar.md"));
    CHECK_FALSE(fs::exists(folder / "out/articles/a/en.md"));
    CHECK(outcome.numbers["left_out"]["pages that show another language's text, no translation"] ==
          1);
    CHECK(outcome.numbers["left_out"]
                         ["pages without a German page: an article needs the default language"] ==
          2);
}

TEST_CASE("links become articles where they mean one, and are mended") {
    struct Sample {
        std::string address;
        std::string words;
        std::string target; ///< empty: words only
    };
    const std::vector<Sample> samples{
        {"https://integreat.app/r/de/oben/ziel-ä/", "x", "article:ziel-ae"},
        {"https://integreat.app/r/de/oben/ziel-%C3%A4", "x", "article:ziel-ae"},
        {"https://integreat.app/r/en/anders/ziel-ä/?a#b", "x", "article:ziel-ae"},
        {"/r/de/oben/", "x", "article:oben"},
        {"https://integreat.app/ziel-ä", "x", "article:ziel-ae"},
        {"https://integreat.app/andere/de/oben/", "x", "https://integreat.app/andere/de/oben/"},
        {"https://integreat.app/r/de/fort/", "x", "https://integreat.app/r/de/fort/"},
        {"https://integreat.app/tel:", "0821 123456", "tel:+49821123456"},
        {"https://integreat.app/tel:+49821123456", "x", "tel:+49821123456"},
        {"https://integreat.app/mailto:", "a@b.de", "mailto:a@b.de"},
        {"tel:0821/123456", "x", "tel:+49821123456"},
        {"HTTPS://a.de/B", "x", "https://a.de/B"},
        {"www.a.de", "x", "https://www.a.de"},
        {"a.de/b", "x", "https://a.de/b"},
        {"mailto:keine", "x", ""},
        {"javascript:alert(1)", "x", ""},
        {"java&#10;script:alert(1)", "x", ""},
        {"data:text/html,x", "x", ""},
        {"file:///etc/passwd", "x", ""},
        {"#oben", "x", ""},
        {"", "x", ""},
    };
    std::string html;
    for (const Sample& sample : samples) {
        html += "<p><a href=\"" + sample.address + "\">" + sample.words + "</a></p>";
    }
    const Folder folder;
    const Outcome outcome = import_pages(
        folder,
        {{"de", {page("/r/de/oben/", "Oben", html), page("/r/de/oben/ziel-ä/", "Ziel", "x")}}});
    REQUIRE(outcome.errors == "");
    Report report;
    const Package package = read_package(folder / "out", report);
    const auto& blocks = package.articles.at("oben").translations.at("de").blocks;
    REQUIRE(blocks.size() == samples.size());
    for (std::size_t i = 0; i < samples.size(); ++i) {
        CAPTURE(samples[i].address);
        const auto& spans = blocks[i].text.text.spans;
        CHECK((spans.empty() ? "" : spans[0].target) == samples[i].target);
    }
}

TEST_CASE("headings that say the same get ids of their own") {
    const Folder folder;
    const Outcome outcome = import_pages(
        folder,
        {{"de",
          {page("/r/de/a/", "A",
                "<h3>Kontakt</h3><p>x</p><h3>Kontakt</h3><p>y</p><h3>Title</h3><h3>1</h3>")}}});
    REQUIRE(outcome.code == 0);
    Report report;
    const Package package = read_package(folder / "out", report);
    check_on_base(folder, folder / "out", report);
    print_first_errors(report);
    CHECK(report.count(Severity::Error) == 0);
    std::set<std::string> ids{"title", "summary"};
    for (const SourceBlock& block : package.articles.at("a").translations.at("de").blocks) {
        CHECK(ids.insert(block.id).second);
    }
}

TEST_CASE("a summary is kept only where it says more than the page") {
    const Folder folder;
    json repeated = page("/r/de/a/", "A", "<p>Ein &#252;bliches Wort</p><p>mehr</p>");
    repeated["excerpt"] = "Ein &#252;bliches\r\nWort mehr";
    json own = page("/r/de/b/", "B", "<p>x</p>");
    own["excerpt"] = "Kurz\r\n&#8222;gesagt&#8220; \"so\"";
    REQUIRE(import_pages(folder, {{"de", {repeated, own}}}).code == 0);
    CHECK(read(folder / "out/articles/a/de.md").find("bliches\nWort") == std::string::npos);
    CHECK(read(folder / "out/articles/b/de.md").find("summary = \"Kurz „gesagt“ \\\"so\\\"\"\n") !=
          std::string::npos);
}

TEST_CASE("an export that cannot be read changes nothing and says where it breaks") {
    const Folder folder;
    write(folder / "mine/notes.txt", "mine");
    write(folder / "empty/readme", "");
    write(folder / "broken/pages.de.json", "[{\"path\": \"/r/de/a/\"}");
    write(folder / "latin/pages.de.json", "[{\"path\": \"/r/de/\xE4/\"}]");
    write(folder / "object/pages.de.json", R"({"pages": []})");
    write(folder / "error/pages.de.json", R"({"error": "x"})");
    write(folder / "english/pages.en.json", "[]");
    write(folder / "good/pages.de.json", json::array({page("/r/de/a/", "A", "x")}).dump());
    struct Sample {
        std::string from;
        std::string out;
        std::string says;
    };
    for (const Sample& sample : std::vector<Sample>{{"missing", "out", "missing: "},
                                                    {"empty", "out", "no pages.<lang>.json"},
                                                    {"broken", "out", "pages.de.json: byte 22"},
                                                    {"latin", "out", "pages.de.json: byte 19"},
                                                    {"object", "out", "not an array"},
                                                    {"error", "out", "no pages.<lang>.json"},
                                                    {"english", "out", "no pages.de.json"},
                                                    {"good", "mine", "no import made"},
                                                    {"good", "mine/notes.txt", "is no folder"},
                                                    {"good", "mine/notes.txt/out", ""}}) {
        CAPTURE(sample.from);
        CAPTURE(sample.out);
        const Outcome outcome = import_folder(folder / sample.from, folder / sample.out);
        CHECK(outcome.code == 1);
        CHECK(outcome.report == "");
        CAPTURE(outcome.errors);
        CHECK(outcome.errors.find(sample.says) != std::string::npos);
        CHECK_FALSE(fs::exists(folder / "out"));
    }
    CHECK(read(folder / "mine/notes.txt") == "mine");
    CHECK(import_folder(folder / "good", folder / "out/").code == 0);
    CHECK(fs::exists(folder / "out/package.toml"));
}

TEST_CASE(
    "pages with missing or impossible fields are left out or mended, never guessed in silence") {
    const Folder folder;
    json future = page("/r/de/zukunft/", "Z", "x", "9999-01-01T00:00:00+00:00");
    json wrong = page("/r/de/typen/", "T", "x");
    wrong["title"] = 7;
    wrong["content"] = json::array();
    wrong["order"] = "1";
    wrong["available_languages"] = {{"en", 5}, {"../x", {{"path", "/r/en/a/"}}}};
    json huge = page("/r/de/riesig/", "R", std::string(std::size_t{5} << 20U, 'x'));
    json deep = page("/r/de/tief/", "Tief", "");
    deep["path"] = "/r/de" + [] {
        std::string path;
        for (int i = 0; i < 5000; ++i) {
            path += "/a";
        }
        return path;
    }();
    const Outcome outcome = import_pages(folder, {{"de",
                                                   {json::object(),
                                                    5,
                                                    nullptr,
                                                    {{"path", "/r/de/"}},
                                                    page("/r/de/gut/", "Gut", "x"),
                                                    future,
                                                    wrong,
                                                    huge,
                                                    deep}}});
    REQUIRE(outcome.errors == "");
    CHECK(outcome.numbers["articles"] == 4);
    CHECK(outcome.numbers["left_out"]["pages that are no objects"] == 2);
    CHECK(outcome.numbers["left_out"]["pages without a path of the form /region/language/page/"] ==
          3);
    CHECK(outcome.numbers["left_out"]["contents of pages with more than 4 MB of HTML"] == 1);
    CHECK(read(folder / "out/package.toml").find("as_of = 2024-01-17") != std::string::npos);
}

TEST_CASE("a language that the base package lacks comes with the import") {
    const Folder folder;
    json german = page("/r/de/a/", "Kosten {neu} & 'alt'", "<p>x</p>");
    name_twin(german, "hu", "/r/hu/a/");
    REQUIRE(
        import_pages(folder, {{"de", german}, {"hu", page("/r/hu/a/", "Költségek", "<p>x</p>")}})
            .errors == "");
    CHECK(read(folder / "out/languages.toml").find("endonym = \"magyar\"") != std::string::npos);
    Report report;
    check_on_base(folder, folder / "out", report);
    print_first_errors(report);
    CHECK(report.count(Severity::Error) == 0);
}

TEST_CASE("codes of Integreat become our tags") {
    CHECK(language_tag("de-si") == "de-simple");
    CHECK(language_tag("ar-arb") == "ar");
    CHECK(language_tag("zh-CN") == "zh-Hans");
    CHECK(language_tag("sr-Latn") == "sr-Latn");
    CHECK(language_tag("pes") == "fa");
    CHECK(language_tag("kmr") == "kmr");
    CHECK(language_tag("../x") == "");
    CHECK(language_tag("") == "");
}

TEST_CASE("times are compared across time zones") {
    CHECK(parse_timestamp("2024-01-17T12:10:58.813+01:00") ==
          parse_timestamp("2024-01-17T11:10:58.813Z"));
    CHECK(parse_timestamp("2024-01-17T12:10:58.813+01:00") <
          parse_timestamp("2024-01-17T12:10:58.814+01:00"));
    CHECK_FALSE(parse_timestamp("2024-01-17"));
    CHECK_FALSE(parse_timestamp("2024-13-17T12:10:58"));
    CHECK_FALSE(parse_timestamp("gestern"));
}
