// What an operator sees of a day.
#include "sync/terminal/metrics.hpp"

#include <doctest/doctest.h>

using namespace zugang;
using namespace zugang::sync;
using content::CountKind;

namespace {

content::Date day(std::string_view iso) {
    return *content::parse_date(iso);
}

bool has_line(const std::string& text, const std::string& line) {
    return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

} // namespace

TEST_CASE("only a day that is over is shown, in tens, and no number below ten") {
    const content::Counts counts{{{day("2026-11-28"), CountKind::View, "one", "de"}, 100},
                                 {{day("2026-11-29"), CountKind::View, "one", "de"}, 17},
                                 {{day("2026-11-29"), CountKind::View, "two", "ti"}, 4},
                                 {{day("2026-11-29"), CountKind::Result, "a/b", "ti"}, 9},
                                 {{day("2026-11-29"), CountKind::Search, "-", "ti"}, 10},
                                 {{day("2026-11-30"), CountKind::View, "one", "de"}, 500}};
    const auto figures = day_figures(counts, day("2026-11-30"));
    REQUIRE(figures);
    CHECK(figures->day == day("2026-11-29"));
    CHECK(figures->numbers ==
          std::map<CountKind, std::uint64_t>{{CountKind::View, 20}, {CountKind::Search, 10}});
    const std::string text = as_prometheus({}, {}, figures);
    CHECK(has_line(text, R"(zugang_day_counts{kind="view"} 20)"));
    CHECK(has_line(text, R"(zugang_day_counts{kind="search"} 10)"));
    CHECK(text.find("result\"") == std::string::npos);
    CHECK_FALSE(day_figures(counts, day("2026-11-28")));
    CHECK_FALSE(day_figures({}, day("2026-11-28")));
    CHECK_FALSE(
        day_figures({{{day("2026-11-28"), CountKind::View, "one", "de"}, 9}}, day("2026-11-30")));
}

TEST_CASE("printer and speech are problems with a reason, or none, or not there at all") {
    const std::string ready =
        as_prometheus({}, content::TerminalStatus{.printer = "ready", .speech = "ready"});
    CHECK(has_line(ready, "zugang_printer_problem 0"));
    CHECK(has_line(ready, "zugang_speech_problem 0"));
    const std::string wrong =
        as_prometheus({}, content::TerminalStatus{.printer = "paper_out", .speech = "no_voice"});
    CHECK(has_line(wrong, R"(zugang_printer_problem{reason="paper_out"} 1)"));
    CHECK(has_line(wrong, R"(zugang_speech_problem{reason="no_voice"} 1)"));
    const std::string without = as_prometheus({}, content::TerminalStatus{});
    CHECK(without.find("printer") == std::string::npos);
    CHECK(without.find("speech") == std::string::npos);
}
