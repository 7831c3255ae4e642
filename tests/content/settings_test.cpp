#include "content/settings.hpp"

#include <cstdlib>
#include <fstream>
#include <initializer_list>
#include <string>

#include <doctest/doctest.h>
#include <unistd.h>

using namespace zugang::content;

namespace {

/// A terminal of a program that reads [session] and [screen].
struct Values {
    std::chrono::seconds idle{90};
    std::chrono::minutes pause{5};
    std::int64_t letters = 1;
    bool fullscreen = false;
    std::string title = "none";
    std::vector<std::string> colours{"white"};
    std::uint64_t cache = 10;
    std::optional<std::uint64_t> largest;
    std::vector<std::string> problems;
};

std::optional<std::string> is_colour(const std::string& text) {
    return text.starts_with('#') ? std::nullopt : std::optional<std::string>("wants a colour");
}

Values read_file(const std::filesystem::path& file) {
    Values values;
    const std::vector<Setting> keys{
        setting::seconds("session.idle_seconds", 30, 86'400, values.idle),
        setting::minutes("session.pause_minutes", 1, 60, values.pause),
        setting::number("session.letters", 1, 26, values.letters),
        setting::flag("screen.fullscreen", values.fullscreen),
        setting::text("screen.title", values.title),
        setting::texts("screen.colours", values.colours, is_colour),
        setting::bytes("screen.cache_bytes", values.cache),
        setting::bytes("screen.largest_bytes", values.largest),
    };
    read_settings(file, keys, values.problems);
    return values;
}

Values read(const std::string& text) {
    std::string name = (std::filesystem::temp_directory_path() / "settings.XXXXXX").string();
    const int descriptor = mkstemp(name.data());
    REQUIRE(descriptor >= 0);
    close(descriptor);
    std::ofstream(name, std::ios::binary) << text;
    Values values = read_file(name);
    std::filesystem::remove(name);
    return values;
}

void check_problem(const Values& values, std::initializer_list<std::string_view> parts) {
    REQUIRE(values.problems.size() == 1);
    CAPTURE(values.problems[0]);
    for (const std::string_view part : parts) {
        CAPTURE(part);
        CHECK(values.problems[0].find(part) != std::string::npos);
    }
}

} // namespace

TEST_CASE("settings of every kind are read") {
    const Values values = read(R"(
[session]
idle_seconds = 120
pause_minutes = 60
letters = 26
[screen]
fullscreen = true
title = "Zugang"
colours = ["#fff", "#000"]
cache_bytes = 0
largest_bytes = 5_000_000_000
)");
    CHECK(values.problems.empty());
    CHECK(values.idle == std::chrono::minutes(2));
    CHECK(values.pause == std::chrono::hours(1));
    CHECK(values.letters == 26);
    CHECK(values.fullscreen);
    CHECK(values.title == "Zugang");
    CHECK(values.colours == std::vector<std::string>{"#fff", "#000"});
    CHECK(values.cache == 0);
    CHECK(values.largest == 5'000'000'000U);
}

TEST_CASE("an empty file leaves every default, an empty list is a value") {
    CHECK(read("").problems.empty());
    const Values values = read("[screen]\ncolours = []\n");
    CHECK(values.problems.empty());
    CHECK(values.colours.empty());
}

TEST_CASE("a value of the wrong kind or beyond its bounds names its line and keeps the default") {
    check_problem(read("[session]\nidle_seconds = 29\n"),
                  {":2: session.idle_seconds wants whole seconds from 30 to 86400",
                   "; going on with the default"});
    check_problem(read("[session]\nidle_seconds = 86401\n"), {"86400"});
    check_problem(read("[session]\nidle_seconds = 90.0\n"), {"whole seconds"});
    check_problem(read("[session]\n\npause_minutes = \"5\"\n"), {":3: ", "whole minutes"});
    check_problem(read("[session]\nletters = 0\n"), {"a whole number from 1 to 26"});
    check_problem(read("[screen]\nfullscreen = 1\n"), {"wants true or false"});
    check_problem(read("[screen]\ntitle = true\n"), {"wants a text"});
    check_problem(read("[screen]\ncolours = \"#fff\"\n"), {"wants a list of texts"});
    check_problem(read("[screen]\ncolours = [\"#fff\", 1]\n"), {"wants a list of texts"});
    check_problem(read("[screen]\ncache_bytes = -1\n"), {"bytes, 0 or more"});
    check_problem(read("[session.idle_seconds]\nx = 1\n"), {"whole seconds"});
    const Values values = read("[session]\nidle_seconds = 1\nletters = 2\n");
    CHECK(values.idle == std::chrono::seconds(90));
    CHECK(values.letters == 2);
}

TEST_CASE("of a list only what is wrong is left out, and named with its own line") {
    const Values some = read("[screen]\ncolours = [\n  \"#fff\",\n  \"red\",\n]\n");
    check_problem(some, {":4: screen.colours wants a colour; going on without it"});
    CHECK(some.colours == std::vector<std::string>{"#fff"});
    const Values none = read("[screen]\ncolours = [\"red\", \"blue\"]\n");
    CHECK(none.problems.size() == 2);
    CHECK(none.colours == std::vector<std::string>{"white"});
}

TEST_CASE("an unknown key or table is named with the nearest right one") {
    check_problem(read("[session]\n\nidle_second = 120\n"),
                  {":3: unknown key session.idle_second", "mean session.idle_seconds?"});
    check_problem(read("[sesion]\nidle_seconds = 120\n"),
                  {":1: unknown table [sesion]", "mean [session]?"});
    check_problem(read("[update]\n"), {"mean [updates]?"});
    check_problem(read("idle_seconds = 120\n"),
                  {":1: key idle_seconds stands in no table", "mean session.idle_seconds?"});
    check_problem(read("interval_minutes = 120\n"), {"write it below the table"});
    check_problem(read("session = 120\n"), {"session wants to be a table, [session]"});
}

TEST_CASE("the tables of other programs are passed over in silence") {
    CHECK(read("[updates]\nmirrors = [\"https://mirror.example\"]\nnever_heard_of = 1\n")
              .problems.empty());
    CHECK(read("updates = 1\n").problems.empty());
}

TEST_CASE("a file that is damaged or not there leaves every default") {
    check_problem(read("[session]\nidle_seconds = 120\n[screen\n"),
                  {":3: ", "; going on with the defaults"});
    CHECK(read("[session]\nidle_seconds = 120\n[screen\n").idle == std::chrono::seconds(90));
    check_problem(read("[session]\nidle_seconds = 120\nidle_seconds = 130\n"), {":3: "});
    check_problem(read_file("/nowhere/terminal.toml"),
                  {"/nowhere/terminal.toml: cannot be read; going on with the defaults"});
    check_problem(read_file(std::filesystem::temp_directory_path()), {"cannot be read"});
}
