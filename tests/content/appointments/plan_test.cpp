#include "tests/content/appointments/testing.hpp"

#include <doctest/doctest.h>

using namespace zugang::content;
using namespace zugang::content::appointments;
using namespace zugang::content::appointments::testing;

namespace {

std::vector<std::string> problems_of(const std::string& text) {
    const auto plan = parse_plan(text, "a.toml");
    return plan ? std::vector<std::string>{} : plan.error();
}

/// The small plan with one line instead of another.
std::vector<std::string> problems_with(const std::string& line, const std::string& instead) {
    std::string text = small_plan;
    const std::size_t found = text.find(line);
    REQUIRE(found != std::string::npos);
    text.replace(found, line.size(), instead);
    return problems_of(text);
}

} // namespace

TEST_CASE("the documented example is a plan") {
    const auto plan = read_plan(std::filesystem::path(ZUGANG_SOURCE_DIR) /
                                "content/appointments/example/appointments.toml");
    REQUIRE_MESSAGE(plan.has_value(), plan.error().front());
    CHECK(plan->services.size() == 2);
    CHECK(plan->advisers.size() == 3);
    CHECK(plan->land == "by");
    CHECK(plan->retention == std::chrono::days(7));
    CHECK(plan->closed.size() == 2);
    CHECK(plan->closed[1].holds(day("2026-12-31")));
    CHECK_FALSE(plan->closed[1].holds(day("2027-01-01")));
    CHECK(text_in(plan->services[0].title, "fa") == "مشاورهٔ ارزشیابی مدارک");
    CHECK(text_in(plan->services[0].title, "xx") == "Anerkennungsberatung");
    CHECK(plan->services[0].bring.size() == 2);
    CHECK(plan->find_room("r214")->places == 2);
    CHECK(plan->find_adviser("nobody") == nullptr);
}

TEST_CASE("the sample centre has a plan, with a German text for every slip") {
    const auto plan = read_plan(std::filesystem::path(ZUGANG_SOURCE_DIR) /
                                "content/source/zentrum/muster/appointments.toml");
    REQUIRE_MESSAGE(plan.has_value(), plan.error().front());
    CHECK(plan->services.size() == 2);
    CHECK(plan->advisers.size() == 3);
    CHECK(text_in(plan->services[1].title, "xx") == "Anerkennungsberatung");
    CHECK(plan->find_room("r103")->places == 2);
}

TEST_CASE("what is wrong is named with its place and the nearest right key") {
    const std::vector<std::tuple<std::string, std::string, std::string>> table{
        {"land = \"by\"", "lnad = \"by\"",
         "a.toml:2:1: unknown key \"lnad\"; did you mean \"land\"?"},
        {"land = \"by\"", "land = \"bayern\"",
         "a.toml:2:8: centre.land wants two small letters, as \"by\" or \"be\", not \"bayern\""},
        {"hours = \"Mo-So 09:00-12:00,13:00-16:00\"", "hours = \"Mo-So 9-12\"",
         "a.toml:3:9: centre.hours has a time that is none from 00:00 to 24:00"},
        {"[centre]", "[center]", "a.toml:1:2: unknown key \"center\"; did you mean \"centre\"?"},
        {"id = \"beratung\"", "id = \"Beratung!\"",
         "a.toml:5:6: id wants small letters, digits, \"-\" and \"_\", at most 40"},
        {"title = { de = \"Beratung\" }", "title = { fa = \"x\" }",
         "a.toml:6:9: title wants a German text, de = \"...\""},
        {"title = { de = \"Beratung\" }", "title = \"Beratung\"",
         "a.toml:6:9: title wants a text in each language, as { de = \"...\", fa = \"...\" }"},
        {"services = [\"beratung\"]", "services = [\"bertung\"]",
         "a.toml:15:13: there is no service \"bertung\"; did you mean \"beratung\"?"},
        {"room = \"r1\"", "room = \"r2\"",
         "a.toml:14:8: room there is no room \"r2\"; did you mean \"r1\"?"},
        {"places = 2", "places = 0", "a.toml:10:10: places wants a whole number from 1 to 100"},
        {"id = \"bilal\"", "id = \"anna\"", "a.toml:17:6: id \"anna\" stands here twice"},
        {"name = \"Anna Beispiel\"", "calendar = \"ftp://x\"",
         "a.toml:11:1: name is missing; add name = \"...\""},
        {"places = 2", "places = 2\nplaces = 3", "a.toml:11:"},
    };
    for (const auto& [line, instead, problem] : table) {
        const auto problems = problems_with(line, instead);
        CAPTURE(instead);
        REQUIRE_FALSE(problems.empty());
        CHECK(std::ranges::any_of(problems, [&problem = problem](const std::string& one) {
            return one.starts_with(problem);
        }));
    }
}

TEST_CASE("a plan with anything wrong is none") {
    CHECK(problems_of("").size() > 1);
    CHECK_FALSE(problems_of("[[service]]\n").empty());
    CHECK_FALSE(problems_with("services = [\"beratung\"]", "services = []").size() == 1);
    CHECK(problems_of("a = ") ==
          std::vector<std::string>{problems_of("a = ").front()}); // nothing after no TOML
    CHECK(read_plan("/nowhere/appointments.toml").error() ==
          std::vector<std::string>{"/nowhere/appointments.toml: cannot be read"});
    CHECK(read_plan("/").error() == std::vector<std::string>{"/: cannot be read"});
}

TEST_CASE(
    "a password does not go over a line that others can read, and no calendar has two advisers") {
    const auto with_calendar = [](const std::string& credentials, const std::string& address) {
        return problems_of("[calendar]\ncredentials = \"" + credentials + "\"\n" + small_plan +
                           "calendar = \"" + address + "\"\n");
    };
    CHECK(with_calendar("/etc/secret", "https://cloud.example.org/cal/anna/").empty());
    CHECK(with_calendar("/etc/secret", "http://127.0.0.1:5232/anna").empty());
    CHECK(with_calendar("", "http://cloud.example.org/cal/anna/").empty());
    CHECK(with_calendar("/etc/secret", "http://cloud.example.org/").size() == 1);
    CHECK(with_calendar("/etc/secret", "http://localhost.example.org/").size() == 1);
    CHECK(with_calendar("secret", "https://cloud.example.org/").size() == 1);
    CHECK(with_calendar("", "https://anna:geheim@cloud.example.org/").size() == 1);
    CHECK(with_calendar("", "https://cloud.example.org/a b/").size() == 1);
    CHECK(with_calendar("", "file:///etc/passwd").size() == 1);
    std::string twice = small_plan;
    twice.insert(twice.find("[[adviser]]\nid = \"bilal\""), "calendar = \"https://x.example/a\"\n");
    CHECK(problems_of(twice + "calendar = \"https://x.example/a/\"\n").size() == 1);
}
