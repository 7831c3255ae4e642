#include "sync/path_pattern.hpp"
#include "sync/settings.hpp"
#include "tests/sync/repository.hpp"

#include <doctest/doctest.h>

using namespace zugang::sync;
using namespace std::chrono_literals;

namespace {

/// Reads these lines below [updates], so that the first one is line 2.
Settings read(const std::string& lines, std::vector<std::string>& problems) {
    const testing::TemporaryFolder folder;
    const std::filesystem::path file = folder.path() / "terminal.toml";
    testing::write_file(file, "[updates]\n" + lines);
    Settings settings = read_settings(file, problems);
    return settings;
}

Settings read_good(const std::string& lines) {
    std::vector<std::string> problems;
    Settings settings = read(lines, problems);
    CAPTURE(lines);
    CHECK(problems.empty());
    return settings;
}

/// The only problem with these lines, without the name of the file.
std::string problem_of(const std::string& lines) {
    std::vector<std::string> problems;
    read(lines, problems);
    CAPTURE(lines);
    REQUIRE(problems.size() == 1);
    return problems[0].substr(problems[0].find(':'));
}

} // namespace

TEST_CASE("the documented configuration of updates is the default one and has no problems") {
    std::vector<std::string> problems;
    const Settings documented = read_settings(
        std::filesystem::path(ZUGANG_SOURCE_DIR) / "packaging/terminal.toml", problems);
    const Settings defaults;
    CHECK(problems.empty());
    CHECK(documented.mirrors == defaults.mirrors);
    CHECK(documented.packages == defaults.packages);
    CHECK(documented.languages == defaults.languages);
    CHECK(documented.max_speech_bytes == defaults.max_speech_bytes);
    CHECK(documented.interval == defaults.interval);
    CHECK(documented.windows == defaults.windows);
    CHECK(documented.small_bytes == defaults.small_bytes);
    CHECK(documented.metered == defaults.metered);
    CHECK(documented.max_bytes_per_second == defaults.max_bytes_per_second);
    CHECK(documented.proxy == defaults.proxy);
    CHECK(documented.folder == defaults.folder);
}

TEST_CASE("every key of updates is read") {
    const Settings settings = read_good(R"(
mirrors = ["https://one.example/zugang/", "http://two.example", "file:///media/stick"]
packages = ["bund", "land/*", "zentrum/augsburg"]
languages = ["de", "de-simple", "sr-Latn"]
max_speech_bytes = 0
interval_minutes = 1440
windows = ["20:00-06:00", "12:00-12:30"]
small_bytes = 0
metered = true
max_bytes_per_second = 125000
proxy = "http://proxy.example:3128"
folder = "/srv/zugang"
)");
    CHECK(settings.mirrors == std::vector<std::string>{"https://one.example/zugang",
                                                       "http://two.example",
                                                       "file:///media/stick"});
    CHECK(settings.packages == std::vector<std::string>{"bund", "land/*", "zentrum/augsburg"});
    CHECK(settings.languages == std::vector<std::string>{"de", "de-simple", "sr-Latn"});
    CHECK(settings.max_speech_bytes == 0U);
    CHECK(settings.interval == 24h);
    CHECK(settings.windows ==
          std::vector<Window>{{.from = 20h, .to = 6h}, {.from = 12h, .to = 12h + 30min}});
    CHECK(settings.small_bytes == 0);
    CHECK(settings.metered);
    CHECK(settings.max_bytes_per_second == 125'000);
    CHECK(settings.proxy == "http://proxy.example:3128");
    CHECK(settings.folder == "/srv/zugang");
}

TEST_CASE("a mirror is an address of the web or a folder from the root") {
    for (const char* wrong :
         {"", "one.example", "ftp://one.example", "https://", "https:///path", "file://stick",
          "https://one example", "https://one.example/?x", "https://one.example/#x",
          "https://anna:secret@one.example", "http://anna@one.example/x"}) {
        CHECK(problem_of("mirrors = [\"" + std::string(wrong) + "\"]").find("wants addresses") !=
              std::string::npos);
    }
    std::vector<std::string> problems;
    const Settings settings =
        read("mirrors = [\n\"https:/typo.example\",\n\"https://two.example\"]", problems);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].find(":3: updates.mirrors wants addresses") != std::string::npos);
    CHECK(settings.mirrors == std::vector<std::string>{"https://two.example"});
}

TEST_CASE("packages are ids, or patterns that match ids") {
    for (const char* wrong : {"", "*", "*/*", "Bund", "land", "land/", "land/../bund", "stadt/x"}) {
        CHECK(problem_of("packages = [\"" + std::string(wrong) + "\"]").find("wants packages") !=
              std::string::npos);
    }
    CHECK(problem_of("packages = []").find("at least one") != std::string::npos);
    std::vector<std::string> problems;
    CHECK(read("packages = [\"*\"]", problems).packages == std::vector<std::string>{"bund"});
    const auto pattern = read_good("packages = [\"zentrum/a*\"]").packages.at(0);
    CHECK(matches_pattern(pattern, "zentrum/augsburg"));
    CHECK_FALSE(matches_pattern(pattern, "zentrum/berlin"));
}

TEST_CASE("wrong values of updates name their line and what is wanted") {
    CHECK(problem_of("interval_minutes = 0")
              .find(":2: updates.interval_minutes wants whole "
                    "minutes from 1 to 1440") != std::string::npos);
    CHECK(problem_of("interval_minutes = 1441").find("1440") != std::string::npos);
    CHECK(problem_of("small_bytes = -1").find("bytes") != std::string::npos);
    CHECK(problem_of("metered = \"no\"").find("true or false") != std::string::npos);
    CHECK(problem_of("languages = [\"Arabic, please\"]").find("wants languages") !=
          std::string::npos);
    CHECK(problem_of("windows = [\"20-6\"]").find("20:00-06:00") != std::string::npos);
    CHECK(problem_of("proxy = \"proxy.example\"").find("wants an address") != std::string::npos);
    CHECK(problem_of("folder = \"zugang\"").find("from the root") != std::string::npos);
    CHECK(problem_of("mirror = []").find("mean updates.mirrors?") != std::string::npos);
}

TEST_CASE("updates pass over the tables of the terminal") {
    read_good("[session]\nidle_seconds = \"wrong\"\n[screen]\nwhat = 1\n");
}

TEST_CASE("windows are two different times of day") {
    CHECK(parse_window("00:00-24:00") == Window{.from = 0h, .to = 24h});
    CHECK(parse_window("23:59-00:00") == Window{.from = 23h + 59min, .to = 0h});
    for (const char* wrong : {"", "20:00", "20:00-", "20:00-20:00", "24:00-06:00", "24:01-06:00",
                              "20:60-06:00", "2O:00-06:00", "20:00 06:00", "20:00-06:000"}) {
        CAPTURE(wrong);
        CHECK_FALSE(parse_window(wrong));
    }
}

TEST_CASE("a window is open from its first minute up to its last, past midnight too") {
    const std::vector<Window> night{{.from = 20h, .to = 6h}};
    CHECK(is_open(night, 20h));
    CHECK(is_open(night, 23h + 59min));
    CHECK(is_open(night, 0min));
    CHECK(is_open(night, 5h + 59min));
    CHECK_FALSE(is_open(night, 6h));
    CHECK_FALSE(is_open(night, 19h + 59min));
    const std::vector<Window> noon{{.from = 12h, .to = 13h}};
    CHECK(is_open(noon, 12h));
    CHECK_FALSE(is_open(noon, 13h));
    CHECK_FALSE(is_open(noon, 0min));
    CHECK(is_open({{.from = 0h, .to = 24h}}, 23h + 59min));
    CHECK(is_open({}, 15h));
}
