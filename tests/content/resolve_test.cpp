#include "content/resolve.hpp"

#include "small_content.hpp"
#include <doctest/doctest.h>

using namespace zugang::content;

namespace {

constexpr const char* object = "\ufffc";

ValueOnDay value(std::string min, std::string max, std::string unit) {
    return {.value = {.id = "x",
                      .min = std::move(min),
                      .max = std::move(max),
                      .unit = std::move(unit),
                      .valid_from = {},
                      .valid_to = {}}};
}

std::string covered(const Text& text, const Span& span) {
    return text.utf8.substr(span.start, span.length);
}

} // namespace

TEST_CASE("values are written as the language writes them") {
    Database database = make_content();
    const Strings german = strings_of(database, "de");
    const Strings english = strings_of(database, "en");
    CHECK(format_value(value("13.90", "13.90", "EUR"), german) == "13,90\u00a0€");
    CHECK(format_value(value("13.90", "13.90", "EUR"), english) == "€13.90");
    CHECK(format_value(value("603", "603", "EUR"), german) == "603\u00a0€");
    CHECK(format_value(value("2000", "2000", "EUR"), english) == "€2,000");
    CHECK(format_value(value("2.5", "2.5", "EUR"), english) == "€2.50");
    CHECK(format_value(value("18.6", "18.6", "percent"), german) == "18,6\u00a0%");
    CHECK(format_value(value("60", "60", "percent"), english) == "60%");
    CHECK(format_value(value("1", "1", "days"), german) == "1 Tag");
    CHECK(format_value(value("15", "15", "days"), english) == "15 days");
    CHECK(format_value(value("1.5", "1.5", "days"), german) == "1,5 Tage");
    CHECK(format_value(value("3", "6", "days"), german) == "3 bis 6 Tage");
    CHECK(format_value(value("100", "600", "EUR"), english) == "€100 to €600");
    const std::string persian =
        format_value(value("13.90", "13.90", "EUR"), strings_of(database, "fa"));
    CHECK(persian.find("۱۳٫۹۰") != std::string::npos);
    const std::string arabic =
        format_value(value("13.90", "13.90", "EUR"), strings_of(database, "ar"));
    CHECK(arabic.find("13") != std::string::npos);
    CHECK(arabic.find("٣") == std::string::npos);
}

TEST_CASE("an expired value says until when it was true") {
    Database database = make_content();
    const auto expired = find_value(database, "minwage", *parse_date("2028-01-01"));
    REQUIRE(expired);
    CHECK(format_value(*expired, strings_of(database, "de")) ==
          "14,60\u00a0€ (galt bis 31. Dezember 2027)");
}

TEST_CASE("days are Gregorian in every language") {
    Database database = make_content();
    const Date day = *parse_date("2027-01-01");
    CHECK(format_long_date(day, strings_of(database, "de")) == "1. Januar 2027");
    CHECK(format_long_date(day, strings_of(database, "en")) == "January 1, 2027");
    CHECK(format_long_date(day, strings_of(database, "fa")).find("۲۰۲۷") != std::string::npos);
    CHECK(format_month(*parse_date("2026-10-05"), strings_of(database, "de")) == "10/2026");
}

TEST_CASE("values and contacts stand isolated in place of their marks") {
    Database database = make_content();
    const std::string utf8 = std::string("a ") + object + " b " + object + "!";
    const Text text{.utf8 = utf8,
                    .spans = {{SpanKind::Bold, 2, 3, ""},
                              {SpanKind::Value, 2, 3, "minwage"},
                              {SpanKind::Contact, 8, 3, "alid"}}};
    const Text resolved =
        resolve(text, database, strings_of(database, "de"), *parse_date("2026-12-31"));
    CHECK(resolved.utf8 == "a \u206813,90\u00a0€\u2069 b \u2066+49 30 1815-1111\u2069!");
    REQUIRE(resolved.spans.size() == 3);
    CHECK(covered(resolved, resolved.spans[0]) == "\u206813,90\u00a0€\u2069");
    CHECK(covered(resolved, resolved.spans[1]) == "13,90\u00a0€");
    CHECK(covered(resolved, resolved.spans[2]) == "+49 30 1815-1111");
    const Text next_year =
        resolve(text, database, strings_of(database, "de"), *parse_date("2027-01-01"));
    CHECK(covered(next_year, next_year.spans[1]) == "14,60\u00a0€");
}

TEST_CASE("a mark may name its own day, and a contact without a telephone gives its website") {
    Database database = make_content();
    const Text text{.utf8 = std::string(object) + object,
                    .spans = {{SpanKind::Value, 0, 3, "minwage@2027-01-01"},
                              {SpanKind::Contact, 3, 3, "site"}}};
    const Text resolved =
        resolve(text, database, strings_of(database, "de"), *parse_date("2026-12-31"));
    CHECK(covered(resolved, resolved.spans[0]) == "14,60\u00a0€");
    CHECK(covered(resolved, resolved.spans[1]) == "example.org");
}

TEST_CASE("terms and links are isolated and keep the spans inside") {
    Database database = make_content();
    const Text text{.utf8 = "der Lohn hier",
                    .spans = {{SpanKind::Term, 4, 4, "lohn"},
                              {SpanKind::Link, 9, 4, "article:a"},
                              {SpanKind::Bold, 9, 4, ""}}};
    const Text resolved =
        resolve(text, database, strings_of(database, "de"), *parse_date("2026-12-31"));
    CHECK(resolved.utf8 == "der \u2068Lohn\u2069 \u2068hier\u2069");
    CHECK(covered(resolved, resolved.spans[0]) == "Lohn");
    CHECK(covered(resolved, resolved.spans[1]) == "hier");
    CHECK(covered(resolved, resolved.spans[2]) == "hier");
}

TEST_CASE("what does not exist and what does not nest does no harm") {
    Database database = make_content();
    const Text text{.utf8 = std::string(object) + "abc",
                    .spans = {{SpanKind::Value, 0, 3, "nothing"},
                              {SpanKind::Bold, 3, 2, ""},
                              {SpanKind::Italic, 4, 2, ""},
                              {SpanKind::Link, 5, 99, "x"},
                              {SpanKind::Term, 4, 0, "y"}}};
    const Text resolved =
        resolve(text, database, strings_of(database, "de"), *parse_date("2026-12-31"));
    CHECK(resolved.utf8 == "\u2068–\u2069abc");
    CHECK(resolved.spans.size() == 2);
}

TEST_CASE("a contact for the staff only is not shown to everybody") {
    Database database = make_content();
    const Text text{.utf8 = object, .spans = {{SpanKind::Contact, 0, 3, "web_only"}}};
    CHECK(resolve(text, database, strings_of(database, "de"), *parse_date("2026-12-31")).utf8 ==
          "\u2068–\u2069");
}

TEST_CASE("a bare telephone number is kept together where text runs from right to left") {
    Database database = make_content();
    const Text text{.utf8 = "0821 324-2550", .spans = {}};
    const Date today = *parse_date("2026-11-25");
    CHECK(resolve(text, database, strings_of(database, "ar"), today).utf8 ==
          "\u20660821 324-2550\u2069");
    CHECK(resolve(text, database, strings_of(database, "de"), today).utf8 == text.utf8);
}
