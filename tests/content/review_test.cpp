#include "content/tool/review.hpp"
#include "tests/run_command.hpp"

#include <algorithm>
#include <sstream>

#include "source_tree.hpp"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace zugang::content;
using namespace zugang::content::tool;
using nlohmann::json;
using zugang::testing::run_command;

namespace {

struct Said {
    int code = 0;
    std::string text;
    bool has(std::string_view part) const { return text.find(part) != std::string::npos; }
};

std::string persian() {
    return "+++\ntitle = \"دستمزد\"\nsummary = \"شما **{value:minwage}** "
           "می‌گیرید.\"\n"
           "state = \"machine\"\n+++\nیک جمله.\n\n## چقدر؟\n\n"
           "[[mindestlohn]] **{value:minwage}** است، از ۲۰۲۷ {value:minwage@2027-01-01}. "
           "[[arbeitgeber]] می‌دهد.\n\n"
           "1. بپرسید.\n2. زنگ بزنید: {contact:alid}\n   - زود\n   - "
           "[این‌جا](article:hilfe)\n\n"
           "> این *مهم* است.\n\n![فیش](lohn.svg)\n\n### چه کسی؟\n\nبیشتر.\n";
}

/// A package with a translation from right to left, a page of it, and what comes back.
class Reading {
  public:
    Reading() {
        tree.write("articles/lohn/fa.md", persian());
        tree.write("ui/fa.toml",
                   "[meta]\nstate = \"machine\"\n\n[nav]\nback = \"برگشت </script>\"\n");
    }

    Said make(std::vector<std::string> slugs = {}, const std::string& language = "fa") const {
        std::ostringstream out;
        const int code = run_review({.source = tree.package(),
                                     .language = language,
                                     .slugs = std::move(slugs),
                                     .out = page(),
                                     .assets = tree.root()},
                                    out, out);
        return {code, out.str()};
    }

    /// A visit with these options of tests/tools/review-page.js.
    json visit(const std::string& options = {}) const {
        const auto seen = run_command("node " ZUGANG_SOURCE_DIR "/tests/tools/review-page.js " +
                                      page().string() + " " + options);
        REQUIRE_MESSAGE(seen.code == 0, seen.text);
        return json::parse(seen.text);
    }

    Said take(bool dry_run = false, Format format = Format::Text) const {
        std::ostringstream out;
        const int code = import_review(
            {.file = saved(), .into = tree.package(), .dry_run = dry_run, .format = format}, out,
            out);
        return {code, out.str()};
    }

    /// Options that tick every text of an article or a guide.
    std::string all_of(const std::string& unit) const {
        std::string options;
        const Package package = tree.merged();
        for (const ReviewUnit& each : review_units(package, package, "fa")) {
            for (const ReviewRow& row : each.rows) {
                options += each.name == unit ? " --tick " + unit + ":" + row.id : "";
            }
        }
        REQUIRE_FALSE(options.empty());
        return options;
    }

    /// As the page would save it: everything of these units ticked but the last `open` texts.
    void tick(const std::vector<std::string>& names, std::size_t open = 0) const {
        json file{{"format", "zugang-review"}, {"version", 1},   {"package", "bund"},
                  {"language", "fa"},          {"reviewer", ""}, {"texts", json::object()}};
        const Package package = tree.merged();
        for (const ReviewUnit& unit : review_units(package, package, "fa")) {
            if (std::ranges::find(names, unit.name) == names.end()) {
                continue;
            }
            for (std::size_t i = 0; i + open < unit.rows.size(); ++i) {
                const ReviewRow& row = unit.rows[i];
                file["texts"][unit.name][row.id] = {{"original", row.original_hash},
                                                    {"text", row.translation_hash},
                                                    {"right", true},
                                                    {"comment", row.id == "title" ? "gut" : ""}};
            }
        }
        REQUIRE(file["texts"].size() == names.size());
        write_file(saved(), file.dump());
    }

    std::filesystem::path page() const { return tree.root() / "review.html"; }
    std::filesystem::path saved() const { return tree.root() / "review.json"; }
    std::string save() const { return " --save " + saved().string(); }

    const SourceTree tree;
};

const json& row_of(const json& seen, const std::string& unit, const std::string& id) {
    const json& rows = seen["rows"];
    const auto row = std::ranges::find_if(
        rows, [&](const json& each) { return each["unit"] == unit && each["id"] == id; });
    REQUIRE(row != rows.end());
    return *row;
}

} // namespace

TEST_CASE("the page shows both languages beside each other and asks nobody") {
    const Reading reading;
    CHECK(reading.make().code == 0);
    const json seen = reading.visit();
    CHECK(seen["problems"].empty());
    CHECK(seen["outside"].empty());
    CHECK(seen["policy"].get<std::string>().starts_with("default-src 'none'"));
    CHECK(seen["title"] == "Persisch (فارسی) prüfen");
    CHECK(seen["asked"] == json::array({"title"})); // where "next" leads
    const json& pay = row_of(seen, "lohn", "wie-viel/1");
    CHECK(pay["original"] ==
          "Der Mindestlohn ist 13.90 EUR, ab 2027 14.60 EUR. Ihr Arbeitgeber zahlt.");
    CHECK(pay["language"] == "fa");
    CHECK(pay["direction"] == "rtl");
    CHECK(pay["terms"] == json::array({"Mindestlohn", "13.90 EUR", "14.60 EUR", "Arbeitgeber"}));
    CHECK(row_of(seen, "lohn", "fragen")["text"] == "1.بپرسید.");
    CHECK(row_of(seen, "ui", "nav.back")["text"] == "برگشت </script>");
    CHECK_FALSE(row_of(seen, "ui", "topic.work")["open"]); // not translated yet

    const std::string page = read_file(reading.page());
    CHECK(page.find("http://") == std::string::npos);
    CHECK(page.find("https://") == page.find("https://example.org/a_b\""));
}

TEST_CASE("a page can be of some texts, and is refused where there are none") {
    const Reading reading;
    CHECK(reading.make({"lohn"}).code == 0);
    const json seen = reading.visit();
    CHECK(std::ranges::all_of(seen["rows"], [](const json& row) { return row["unit"] == "lohn"; }));
    CHECK(reading.make({"hilfe"}).has("there is no \"hilfe\" in \"fa\""));
    CHECK(reading.make({}, "de").has("\"de\" is no language of a translation"));
    CHECK(reading.make({}, "xx").code == 1);
    reading.tree.replace("articles/lohn/fa.md", "1. بپرسید.", "");
    CHECK(reading.make({"lohn"}).has("lohn/fa has other blocks than the original"));
    CHECK(reading.visit()["rows"].empty());
}

TEST_CASE("the fonts of a language go with its page") {
    const Reading reading;
    reading.tree.replace("languages.toml", "fonts = [\"noto-sans\"]\nline_height = 1.6",
                         "fonts = [\"other\", \"noto-sans\"]\nline_height = 1.6");
    CHECK(reading.make().code == 0);
    const std::string page = read_file(reading.page());
    CHECK(page.find("@font-face { font-family: \"other\"; font-weight: 400; src: "
                    "url(data:font/ttf;base64,AAEAAA") != std::string::npos);
    CHECK(page.find("font-family: \"other\", \"noto-sans\", sans-serif") != std::string::npos);
    CHECK(page.find("@font-face { font-family: \"noto-sans\"") == std::string::npos);
}

TEST_CASE("the browser keeps ticks and comments, as long as the texts are the same") {
    const Reading reading;
    REQUIRE(reading.make().code == 0);
    const json first = reading.visit("--tick lohn:title --tick lohn:summary "
                                     "--say 'lohn:wie-viel/1=Wie «Lohn»?' --name Saba" +
                                     reading.save());
    CHECK(first["kept"] == 1);
    CHECK(first["count"].get<std::string>().starts_with("2 von "));
    CHECK(first["asked"] == json::array({"1"})); // what is ticked is passed over

    for (const char* option : {"--kept ", "--answers "}) {
        const json again = reading.visit(option + reading.saved().string());
        CHECK(row_of(again, "lohn", "title")["right"]);
        CHECK(row_of(again, "lohn", "wie-viel/1")["comment"] == "Wie «Lohn»?");
        CHECK(again["message"] == "");
    }
    reading.tree.replace("articles/lohn/fa.md", "دستمزد", "مزد");
    reading.tree.replace("articles/lohn/de.md", "Vorab", "Zuvor");
    REQUIRE(reading.make().code == 0);
    const json changed = reading.visit("--kept " + reading.saved().string());
    CHECK_FALSE(row_of(changed, "lohn", "title")["right"]);
    CHECK(row_of(changed, "lohn", "summary")["right"]);
    CHECK(changed["message"].get<std::string>().starts_with("1 Texte sind"));

    write_file(reading.tree.root() / "other.json", "{\"format\":\"zugang-review\"}");
    CHECK(reading.visit("--answers " + (reading.tree.root() / "other.json").string())["message"] ==
          "Diese Datei gehört nicht zu dieser Seite.");
}

TEST_CASE("an article is reviewed where all of it is ticked, and nothing else") {
    const Reading reading;
    REQUIRE(reading.make().code == 0);
    reading.visit(reading.all_of("lohn") + " --tick ui:nav.back --say 'ui:nav.back=zu kurz'" +
                  reading.save());
    const std::string before = reading.tree.read("articles/lohn/fa.md");
    const Said dry = reading.take(true);
    CHECK(dry.code == 0);
    CHECK(dry.has("1 text is reviewed now (dry run: nothing was written), 1 comment"));
    CHECK(reading.tree.read("articles/lohn/fa.md") == before);

    const Said taken = reading.take();
    CHECK(taken.code == 0);
    CHECK(taken.has("lohn/fa: 13 of 13 right; reviewed\n"));
    CHECK(taken.has("ui/fa: 1 of "));
    CHECK(taken.has("ui/fa.toml:5:8: comment: zu kurz [ui, nav.back]"));
    CHECK(taken.has("1 text is reviewed now, 1 comment"));
    const Translation translation = reading.tree.merged().articles.at("lohn").translations.at("fa");
    CHECK(translation.state == TranslationState::Reviewed);
    CHECK_FALSE(translation.stale);
    CHECK(reading.tree.read("ui/fa.toml").find("\"machine\"") != std::string::npos);
    CHECK(reading.take().has("lohn/fa: 13 of 13 right; reviewed already"));

    const json report = json::parse(reading.take(true, Format::Json).text);
    CHECK(report["comments"][0]["comment"] == "zu kurz");
    CHECK(report["texts"][0]["reviewed"] == true);
}

TEST_CASE("interface and guide become reviewed too") {
    const Reading reading;
    const Package package = reading.tree.merged();
    std::string strings = "[meta]\nstate = \"machine\"\n";
    std::string table;
    for (const auto& [key, text] : package.strings.at("de").strings) {
        const std::string head = key.substr(0, key.rfind('.'));
        strings += head == table ? "" : "[" + head + "]\n";
        table = head;
        strings += key.substr(key.rfind('.') + 1) + " = \"x\"\n";
    }
    reading.tree.write("ui/fa.toml", strings);
    reading.tree.write("guides/wege/fa.toml", reading.tree.read("guides/wege/de.toml"));
    reading.tick({"ui", "guide/wege"});
    const Said taken = reading.take();
    CAPTURE(taken.text);
    CHECK(taken.has("2 texts are reviewed now"));
    const Package after = reading.tree.merged();
    CHECK(after.strings.at("fa").state == "reviewed");
    CHECK(after.guides.at("wege").words.at("fa").state == TranslationState::Reviewed);
    CHECK_FALSE(after.guides.at("wege").words.at("fa").stale);
}

TEST_CASE("what has changed since is refused, whichever side of it") {
    for (const char* file : {"articles/lohn/fa.md", "articles/lohn/de.md"}) {
        const Reading reading;
        reading.tick({"lohn"});
        reading.tree.replace(file, "title = \"", "title = \"X");
        const std::string before = reading.tree.read("articles/lohn/fa.md");
        const Said taken = reading.take();
        CHECK(taken.code == 1);
        CHECK(taken.has("lohn/fa: 12 of 13 right, 1 comment; 1 text has changed since the page was "
                        "made: title; make a new page"));
        CHECK(taken.has("comment: gut [lohn, title] (the text has changed since)"));
        CHECK(taken.has("0 texts are reviewed now"));
        CHECK(reading.tree.read("articles/lohn/fa.md") == before);
    }
}

TEST_CASE("one text that is not ticked, or is new, keeps its article as it was") {
    const Reading reading;
    reading.tick({"lohn"}, 1);
    CHECK(reading.take().has("lohn/fa: 12 of 13 right, 1 comment\n"));
    CHECK(reading.tree.read("articles/lohn/fa.md").find("machine") != std::string::npos);

    reading.tick({"lohn"});
    reading.tree.replace("articles/lohn/fa.md", "1. بپرسید.\n", "");
    CHECK(reading.take().has("lohn/fa: refused: it has other blocks than the original"));
    std::filesystem::remove(reading.tree.package() / "articles/lohn/fa.md");
    const Said gone = reading.take();
    CHECK(gone.code == 1);
    CHECK(gone.has("lohn/fa: refused: there is no such text in \"fa\" (any more)"));
}

TEST_CASE("files that are none of a review of this package are refused in words") {
    const Reading reading;
    reading.tick({"lohn"}, 1);
    const json good = json::parse(read_file(reading.saved()));
    const std::string before = reading.tree.read("articles/lohn/fa.md");
    const auto refused = [&](const std::string& bytes, std::string_view why) {
        write_file(reading.saved(), bytes);
        const Said said = reading.take();
        CAPTURE(said.text);
        CHECK(said.code == 1);
        CHECK(said.has(why));
        CHECK(reading.tree.read("articles/lohn/fa.md") == before);
    };
    const auto with = [&good](const char* key, json value) {
        json file = good;
        file[key] = std::move(value);
        return file.dump();
    };
    refused("", "no file of a review");
    refused("[1", "no file of a review");
    refused(std::string(100'000, '['), "no file of a review");
    refused("{}", "no file of a review");
    refused(with("version", 2), "another version of the page");
    refused(with("version", "1"), "another version of the page");
    refused(with("package", "land/by"), "a review of the package \"land/by\", not of \"bund\"");
    refused(with("package", 7), "damaged");
    refused(with("texts", {{"lohn", {{"title", true}}}}), "damaged");
    refused(with("texts", {{"lohn", {{"title", {{"right", "yes"}}}}}}), "damaged");
    refused(with("texts", json::object()), "nothing is ticked and nothing is said");
    refused(with("language", "ti"), "there is no such text in \"ti\"");
    refused(with("language", "\x1b[31m"), "lohn/\\x1b[31m: refused");
    json strange = good["texts"];
    strange["../../lohn"] = strange["lohn"];
    refused(with("texts", strange), "../../lohn/fa: refused: there is no such text");
    std::filesystem::remove(reading.saved());
    CHECK(reading.take().code == 1);
}
