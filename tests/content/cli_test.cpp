#include "tests/run_command.hpp"

#include <sstream>

#include "source_tree.hpp"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace zugang::content::tool;

namespace {

using zugang::testing::Outcome;

Outcome run(const std::string& arguments) {
    return zugang::testing::run_command(std::string(ZUGANG_BINARY_DIR) + "/bin/zugang-content " +
                                        arguments);
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("help and version are good, a wrong call is 2") {
    CHECK(run("--version").text == "zugang-content " ZUGANG_VERSION "\n");
    CHECK(run("--version").code == 0);
    CHECK(run("--help").code == 0);
    CHECK(contains(run("check --help").text, "--as-of"));
    CHECK(run("").code == 2);
    CHECK(contains(run("").text, "check"));
    for (const char* wrong : {"chek", "check", "build x", "check x --as-of gestern",
                              "check x --format xml", "confirm x", "package x", "--nix"}) {
        CAPTURE(wrong);
        CHECK(run(wrong).code == 2);
        CHECK_FALSE(run(wrong).text.empty());
    }
}

TEST_CASE("check, build, digest, confirm and status work and fail as they say") {
    const SourceTree tree;
    const std::string source = tree.package().string();
    const std::string out = (tree.root() / "out").string();
    CHECK(run("check --as-of 2026-11-22 " + source).code == 0);
    CHECK(run("check --as-of 2026-11-22 --strict " + source).code == 1);
    const Outcome json = run("check --format=json --as-of 2026-11-22 " + source);
    CHECK(contains(json.text, "\"severity\": \"warning\""));
    CHECK(run("build " + source + " --out " + out).code == 0);
    const Outcome digest = run("digest " + out);
    CHECK(digest.code == 0);
    CHECK(digest.text.size() == 65);
    CHECK(run("digest " + source).code == 1);
    const std::string repository = (tree.root() / "repository").string();
    const Outcome package = run("package " + source + " --out " + repository);
    CHECK(package.code == 0);
    CHECK(package.text.starts_with("bund "));
    CHECK(contains(run("package " + source + " --out " + repository).text, "(unchanged)"));
    CHECK(run("package " + source + "/nowhere --out " + repository).code == 1);
    CHECK(run("status --format=json " + source).code == 0);
    CHECK(run("confirm " + source + " --lang en").code == 0);
    CHECK(run("confirm " + source + " --lang xx lohn").code == 1);
    CHECK(run("check " + source + "/nowhere").code == 1);
    CHECK(contains(run("check " + source + "/nowhere").text, "there is no package.toml here"));
    tree.replace("articles/lohn/de.md", "article:hilfe", "article:weg");
    const Outcome bad = run("check " + source);
    CHECK(bad.code == 1);
    CHECK(contains(bad.text,
                   source + "/articles/lohn/de.md:17:13: error: there is no article \"weg\""));
    CHECK(run("build " + source + " --out " + out).code == 1);
}

TEST_CASE("status says by how many days a translation is older than the original") {
    const SourceTree tree;
    const std::string source = tree.package().string();
    const auto git = [&](const std::string& arguments, const std::string& day) {
        const std::string time = "'" + day + "T12:00:00Z' ";
        REQUIRE(zugang::testing::run_command(
                    "GIT_AUTHOR_DATE=" + time + "GIT_COMMITTER_DATE=" + time + "git -C " + source +
                    " -c user.name=a -c user.email=a@example.org " + arguments)
                    .code == 0);
    };
    REQUIRE(run("confirm " + source + " --lang en").code == 0);
    const auto days_of = [&source] {
        const auto json = nlohmann::json::parse(run("status --format=json " + source).text);
        const auto& english = json["articles"][1]["languages"]["en"];
        return english["state"] == "stale" ? english.value("days_behind", -1) : -2;
    };
    CHECK(days_of() == -2);
    git("init -q", "2026-11-01");
    git("add -A", "2026-11-01");
    git("commit -qm first", "2026-11-01");
    tree.replace("articles/lohn/de.md", "Vorab ein Satz.", "Vorab noch ein Satz.");
    git("commit -qam second", "2026-11-13");
    CHECK(days_of() == 12);
    CHECK(contains(run("status " + source).text, "12 days older than the original"));
    CHECK(contains(run("status --format=csv " + source).text, "stale by 12 days"));
    CHECK(contains(run("status --format=html " + source).text, "stale by 12 days"));
    std::filesystem::remove_all(tree.package() / ".git");
    CHECK(days_of() == -1);
}

TEST_CASE("search answers a query in words, and a batch with a line of JSON each") {
    const SourceTree tree;
    const std::string out = (tree.root() / "out").string();
    REQUIRE(run("build " + tree.package().string() + " --out " + out).code == 0);
    const Outcome words = run("search " + out + " --lang de Mindestlohn");
    CHECK(words.code == 0);
    CHECK(contains(words.text, "lohn"));
    CHECK(contains(run("search " + out + " --lang de qqqqqq").text, "nothing found; topics:"));
    CHECK(run("search " + out + " --lang de").code == 2);
    CHECK(run("search " + out + " --lang de --batch x").code == 2);
    CHECK(run("search " + out + "/nowhere --lang de x").code == 1);
    const Outcome batch = zugang::testing::run_command(
        "printf 'Mindestlohn\\n\\n\\377\"\\\\\\nqqqqqq' | " + std::string(ZUGANG_BINARY_DIR) +
        "/bin/zugang-content search " + out + " --lang en --limit 2 --batch");
    CHECK(batch.code == 0);
    std::istringstream lines(batch.text);
    std::vector<nlohmann::json> answers;
    for (std::string line; std::getline(lines, line);) {
        answers.push_back(nlohmann::json::parse(line));
    }
    REQUIRE(answers.size() == 4);
    CHECK(answers[0].at("query") == "Mindestlohn");
    REQUIRE(!answers[0].at("hits").empty());
    CHECK(answers[0].at("hits").size() <= 2);
    for (const char* key : {"id", "lang", "score", "passage"}) {
        CHECK(answers[0].at("hits")[0].contains(key));
    }
    CHECK(answers[0].at("us").is_number_integer());
    CHECK(answers[1].at("query") == "");
    CHECK(answers[1].at("hits").empty());
    CHECK(answers[3].at("hits").empty());
    const Outcome one = run("search " + out + " --lang en --format=json Mindestlohn");
    CHECK(nlohmann::json::parse(one.text).at("query") == "Mindestlohn");
}
