// The editor's report: sums, and that no number below five can be read from it.
#include "content/tool/commands.hpp"
#include "content/tool/stats.hpp"
#include "content/tool/stats_command.hpp"

#include <array>
#include <random>
#include <sstream>

#include "source_tree.hpp"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace zugang::content;
using namespace zugang::content::tool;

namespace {

struct Said {
    int code = 0;
    std::string out;
    std::string errors;
};

Said stats(StatsOptions options) {
    std::ostringstream out;
    std::ostringstream errors;
    const int code = run_stats(options, out, errors);
    return {.code = code, .out = out.str(), .errors = errors.str()};
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

constexpr std::array formats{StatsFormat::Text, StatsFormat::Csv, StatsFormat::Json};

} // namespace

TEST_CASE("counts of several terminals are added up, by article and language") {
    const SourceTree tree;
    write_file(tree.root() / "a/figures/counts.tsv",
               "# head\n2026-11-29\tview\tone\tde\t3\n2026-11-30\tview\tone\tde\t3\n"
               "2026-11-30\tview\tone\tti\t2\n2026-11-30\tview\ttwo\tti\t1\n"
               "2026-11-30\tresult\tways/office\tde\t9\n2026-11-30\tmissing\tone\tti\t2\n"
               "2026-11-30\tsearch\t-\tar\t6\n");
    write_file(tree.root() / "b/counts.tsv",
               "2026-11-30\tview\tone\tde\t10\nrubbish\n2026-11-30\tview\ttwo\tti\t7\n");
    write_file(tree.root() / "a/unfound.tsv",
               "2026-11-30\tde\twohngeld\t5+\n2026-11-29\tde\twohngeld\t5+\n");
    write_file(tree.root() / "b/other.tsv", "2026-11-30\tview\tnot-this\tde\t100\n");
    const std::vector<std::filesystem::path> both{tree.root() / "a", tree.root() / "b"};

    const Said text = stats({.paths = both});
    CHECK(text.code == 0);
    CHECK(contains(text.out, "2026-11-29 to 2026-11-30, 3 files; not signed.\n"));
    CHECK(contains(text.out, "Articles that were opened: 25 to 28 (de 16, ti 9 to 12)\n"));
    CHECK(contains(text.out, "      17 to 20  one: de 16, ti < 5\n"));
    CHECK(contains(text.out, "             8  two: ti 8\n"));
    CHECK(contains(text.out, "             9  ways/office: de 9\n"));
    CHECK(contains(text.out, "not there in that language: < 5 (ti < 5)\n"));
    CHECK(contains(text.out, "nothing exact: 6 (ar 6)\n"));
    CHECK(contains(text.out, "    10 or more  wohngeld: de 10 or more\n"));
    CHECK_FALSE(contains(text.out, "not-this"));
    CHECK(contains(text.errors, "counts.tsv:2:1: warning: this is no row"));

    // Only some days, and a file that is named twice counts once.
    const Said day = stats({.paths = {both[0], both[1], both[1] / "counts.tsv"},
                            .from = parse_date("2026-11-30"),
                            .to = parse_date("2026-11-30"),
                            .format = StatsFormat::Json});
    const auto json = nlohmann::json::parse(day.out);
    CHECK(json["views"]["languages"]["de"] == 13);
    CHECK(json["views"]["all"] == "22 to 25");
    CHECK(json["views"]["rows"][0]["languages"]["ti"] == "< 5");
    CHECK(json["words"]["rows"][0]["all"] == "5 or more");
    CHECK(json["verified"] == false);

    const Said csv = stats({.paths = both, .format = StatsFormat::Csv});
    CHECK(
        contains(csv.out, "views,one,,de,16\r\nviews,one,,ti,< 5\r\nviews,one,,all,17 to 20\r\n"));
}

TEST_CASE("whatever the numbers below five are, the report is the same") {
    const SourceTree tree;
    std::mt19937 random(20261130); // NOLINT(cert-msc51-cpp): the same in each run
    const auto number = [&random](int least, int most) {
        return std::uniform_int_distribution<int>(least, most)(random);
    };
    for (int round = 0; round < 40; ++round) {
        std::array<std::string, 2> files;
        for (const char* kind : {"view", "result", "search"}) {
            for (const char* id : {"a", "b", "c", "d"}) {
                for (const char* language : {"de", "ar", "ti", "ps"}) {
                    const int what = number(0, 3);
                    const int large = number(5, 12);
                    for (std::string& file : files) {
                        const int shown = what == 0 ? 0 : what == 1 ? large : number(1, 4);
                        if (shown > 0) {
                            file += "2026-11-30\t" + std::string(kind) + "\t" + id + "\t" +
                                    language + "\t" + std::to_string(shown) + "\n";
                        }
                    }
                }
            }
        }
        for (const StatsFormat format : formats) {
            std::array<std::string, 2> said;
            for (std::size_t i = 0; i < files.size(); ++i) {
                write_file(tree.root() / "counts.tsv", files.at(i));
                said.at(i) = stats({.paths = {tree.root() / "counts.tsv"}, .format = format}).out;
            }
            CHECK(said[0] == said[1]);
        }
    }
}

TEST_CASE("views less those in vain give no small number away") {
    const auto missing_of = [](std::uint64_t opened, std::uint64_t missing) {
        const Date day = *parse_date("2026-11-30");
        const Stats made = stats_of({{{day, CountKind::View, "one", "ti"}, opened},
                                     {{day, CountKind::Missing, "one", "ti"}, missing}},
                                    {}, {}, {});
        return describe(made.missing.rows.at(0).all);
    };
    CHECK(missing_of(12, 12) == "12");
    CHECK(missing_of(12, 9) == "5 or more");
    CHECK(missing_of(12, 11) == "5 or more");
    CHECK(missing_of(12, 7) == "7");
    CHECK(missing_of(12, 3) == "< 5");
    CHECK(missing_of(4, 4) == "< 5");
}

TEST_CASE("titles come from the content, and what is discreet there is not shown") {
    const SourceTree tree;
    std::ostringstream ignored;
    REQUIRE(run_build({.sources = {tree.package()}, .out = tree.root() / "out", .assets = {}},
                      ignored, ignored) == 0);
    write_file(tree.root() / "counts.tsv", "2026-11-30\tview\tlohn\tde\t30\n"
                                           "2026-11-30\tview\thilfe\tde\t40\n"
                                           "2026-11-30\tresult\twege/lohn\tde\t8\n"
                                           "2026-11-30\tresult\twege/hilfe\tde\t9\n"
                                           "2026-11-30\tview\tgone\tde\t30\n");
    const Said said =
        stats({.paths = {tree.root() / "counts.tsv"}, .content = tree.root() / "out"});
    CHECK(said.code == 0);
    CHECK(contains(said.out, "Articles that were opened: 60 (de 60)\n"));
    CHECK(contains(said.out, "30  lohn (Der Mindestlohn): de 30\n"));
    CHECK(contains(said.out, "30  gone: de 30\n"));
    CHECK(contains(said.out, "8  wege/lohn (Rufen Sie an.): de 8\n"));
    CHECK_FALSE(contains(said.out, "hilfe"));
    CHECK(stats({.paths = {tree.root() / "counts.tsv"}, .content = tree.root() / "nowhere"}).code ==
          1);
}

TEST_CASE("what cannot be read is said") {
    const SourceTree tree;
    const Said nothing = stats({.paths = {tree.root() / "nowhere.tsv"}});
    CHECK(nothing.code == 1);
    CHECK(contains(nothing.errors, "nowhere.tsv"));
    CHECK(contains(nothing.errors, "there are no counts here"));
    write_file(tree.root() / "x/counts.tsv", "2026-11-30\tview\tone\tde\t30\n");
    CHECK(stats({.paths = {tree.root() / "x", tree.root() / "nowhere.tsv"}}).code == 1);
    // Keys are given: what is not signed is not believed.
    write_file(tree.root() / "keys", "# ours\n" + std::string(64, 'a') + " Augsburg 1\n");
    const Said unsigned_file = stats({.paths = {tree.root() / "x"}, .keys = tree.root() / "keys"});
    CHECK(unsigned_file.code == 1);
    CHECK(contains(unsigned_file.errors, "it is not signed"));
    write_file(tree.root() / "keys", "abc\n");
    CHECK(stats({.paths = {tree.root() / "x"}, .keys = tree.root() / "keys"}).code == 1);
}
