#include "content/database.hpp"
#include "content/schema.hpp"
#include "kiosk/about.hpp"

#include <doctest/doctest.h>

using namespace zugang;
using namespace zugang::kiosk;

namespace {

/// The interface strings of a content that has words for it.
content::Strings english(bool with_words = true) {
    content::Database database = content::Database::memory();
    database.execute(content::schema);
    if (with_words) {
        database.execute(R"(INSERT INTO string VALUES
            ('en', 'trust.content', 'As of {date}'),
            ('en', 'trust.contact', 'Contact: {date}'),
            ('en', 'trust.until', 'Until {date}'),
            ('en', 'trust.expired', 'As of {date}, expired since {since}'),
            ('en', 'trust.never', 'No contact yet'))");
    }
    content::Language language;
    language.tag = "en";
    return {database, language};
}

content::Date day(const char* iso) {
    return content::parse_date(iso).value();
}

/// Noon, which is the same day in Germany and nearly everywhere else.
content::Moment noon(const char* iso) {
    return day(iso) + std::chrono::hours(12);
}

std::vector<std::string> about(const std::optional<content::UpdateStatus>& status,
                               const char* today = "2026-11-26") {
    std::vector<std::string> texts;
    for (const AboutLine& line : about_content(day("2026-11-22"), status, english(), day(today))) {
        texts.push_back(line.text);
    }
    return texts;
}

using Lines = std::vector<std::string>;

} // namespace

TEST_CASE("staff see the day of the content, the last contact, and how long it is trusted") {
    content::UpdateStatus status;
    status.last_contact = noon("2026-11-25");
    status.trusted_until = noon("2026-12-10");
    CHECK(about(status) == Lines{"As of November 22, 2026", "Contact: November 25, 2026",
                                 "Until December 10, 2026"});
    CHECK(about(status, "2026-12-10").back() == "Until December 10, 2026");
}

TEST_CASE("content that has expired says since when") {
    content::UpdateStatus status;
    status.last_contact = noon("2026-11-25");
    status.trusted_until = noon("2026-12-10");
    const Lines expired{"As of November 22, 2026, expired since December 10, 2026",
                        "Contact: November 25, 2026"};
    CHECK(about(status, "2026-12-11") == expired);
    status.latest_time = noon("2026-12-11"); // and a clock that was set back does not help
    CHECK(about(status, "2026-11-26") == expired);
}

TEST_CASE("a terminal that never had contact says so") {
    const Lines never{"As of November 22, 2026", "No contact yet"};
    CHECK(about(std::nullopt) == never);
    CHECK(about(content::UpdateStatus{}) == never);
    content::UpdateStatus from_package; // trust in what it was shipped with
    from_package.trusted_until = noon("2026-12-10");
    CHECK(about(from_package) ==
          Lines{"As of November 22, 2026", "No contact yet", "Until December 10, 2026"});
}

TEST_CASE("content that is older than these words says nothing instead of their keys") {
    CHECK(
        about_content(day("2026-11-22"), std::nullopt, english(false), day("2026-11-26")).empty());
}
