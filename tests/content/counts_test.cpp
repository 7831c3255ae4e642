// The rows of counts.tsv, and weeks.
#include "content/counts.hpp"
#include "content/terminal_status.hpp"
#include "content/week_counts.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace zugang::content;

namespace {

Date day(std::string_view iso) {
    return *parse_date(iso);
}

} // namespace

TEST_CASE("counts are read as they are written, and the same things are added up") {
    const std::string text =
        "# head\n2026-11-30\tview\tone\tde\t7\n2026-11-30\tresult\ta/b\tti\t1\n"
        "2026-11-30\tmissing\tone\tar\t2\n2026-11-30\tsearch\t-\tzh-Hans\t3\n"
        "2026-11-30\tview\tone\tde\t5\n\n";
    const CountLines read = read_counts(text);
    CHECK(read.broken.empty());
    CHECK(read.counts.size() == 4);
    CHECK(read.counts.at({day("2026-11-30"), CountKind::View, "one", "de"}) == 12);
    CHECK(read_counts(write_counts(read.counts)).counts == read.counts);
    CHECK(write_counts(read.counts).starts_with("2026-11-30\tview\tone\tde\t12\n"));
}

TEST_CASE("lines that are no rows are named and left out") {
    const std::vector<std::string> broken{"x",
                                          "2026-11-31\tview\tone\tde\t7",
                                          "2026-11-30\tlook\tone\tde\t7",
                                          "2026-11-30\tview\t\tde\t7",
                                          "2026-11-30\tview\ta b\tde\t7",
                                          "2026-11-30\tview\tgrün\tde\t7",
                                          "2026-11-30\tview\tone\td\t7",
                                          "2026-11-30\tview\tone\tde de\t7",
                                          "2026-11-30\tview\tone\tde\t0",
                                          "2026-11-30\tview\tone\tde\t-3",
                                          "2026-11-30\tview\tone\tde\t7x",
                                          "2026-11-30\tview\tone\tde\t99999999999999999999",
                                          "2026-11-30\tview\tone\tde\t7\t1",
                                          "2026-11-30\tview\tone\tde",
                                          "2026-11-30\tview\t" + std::string(161, 'a') + "\tde\t1"};
    std::string text;
    for (const std::string& line : broken) {
        text += line + "\n2026-11-30\tview\tgood\tde\t1\n";
    }
    const CountLines read = read_counts(text.substr(0, text.size() - 1)); // no end of line
    CHECK(read.broken.size() == broken.size());
    CHECK(read.broken.front() == 1);
    CHECK(read.broken.back() == 2 * broken.size() - 1);
    REQUIRE(read.counts.size() == 1);
    CHECK(read.counts.begin()->second == broken.size());
    CHECK(read_counts("").counts.empty());
}

TEST_CASE("weeks begin on Monday and are of the year of their Thursday") {
    for (const auto& [iso, week] :
         std::vector<std::pair<const char*, const char*>>{{"2026-11-29", "2026-W48"},
                                                          {"2026-11-30", "2026-W49"},
                                                          {"2026-12-31", "2026-W53"},
                                                          {"2027-01-03", "2026-W53"},
                                                          {"2027-01-04", "2027-W01"},
                                                          {"2024-12-30", "2025-W01"},
                                                          {"2021-01-03", "2020-W53"}}) {
        CAPTURE(iso);
        CHECK(iso_week(week_of(day(iso))) == week);
        const auto read = parse_week(week);
        REQUIRE(read);
        CHECK(*read == week_of(day(iso)));
        CHECK(monday_of(*read) <= day(iso));
        CHECK(day(iso) < monday_of(*read) + std::chrono::days(7));
    }
    for (const char* wrong :
         {"2025-W53", "2026-W00", "2026-W54", "2026-W1", "2026W49", "20a6-W49", "2026-W-1", ""}) {
        CAPTURE(wrong);
        CHECK_FALSE(parse_week(wrong));
    }
}

TEST_CASE("how the terminal is can be read again, and unknown words are unknown") {
    const TerminalStatus status{.printer = "paper_out", .speech = "no_sound"};
    CHECK(read_terminal_status(write_terminal_status(status)) == status);
    CHECK(read_terminal_status(R"({"format": 1, "printer": "on fire", "speech": 5})") ==
          TerminalStatus{.printer = "unknown", .speech = "unknown"});
    for (const char* wrong : {"", "[]", "{}", R"({"format": 2, "printer": "none"})", "{\"form"}) {
        CHECK_FALSE(read_terminal_status(wrong));
    }
}
