#include "content/formatters.hpp"
#include "content/hours.hpp"
#include "content/number.hpp"
#include "content/resolve.hpp"
#include "content/strings.hpp"

#include <type_traits>

#include "small_content.hpp"
#include <doctest/doctest.h>

using namespace zugang::content;

TEST_CASE("a missing string comes from the nearest fallback, then the default language") {
    Database database = make_content();
    const Strings arabic = strings_of(database, "ar");
    CHECK(arabic.get("nav.back") == "رجوع");
    CHECK(strings_of(database, "fa").get("nav.back") == "Back");
    CHECK(strings_of(database, "fa").language_of("nav.back") == "en");
    CHECK(strings_of(database, "de-simple").get("nav.back") == "Zurück");
    CHECK(arabic.get("no.such.key") == "no.such.key");
    CHECK(arabic.language_of("no.such.key").empty());
}

TEST_CASE("plurals follow the language that the words are in") {
    Database database = make_content();
    const Strings german = strings_of(database, "de");
    CHECK(german.format("pages", {{"n", std::int64_t{1}}}) == "1 Seite");
    CHECK(german.format("pages", {{"n", std::int64_t{2}}}) == "2 Seiten");
    const Strings arabic = strings_of(database, "ar");
    CHECK(arabic.format("pages", {{"n", std::int64_t{2}}}) == "صفحتان");
    CHECK(arabic.format("pages", {{"n", std::int64_t{3}}}) == "3 صفحات");
    CHECK(strings_of(database, "fa").format("pages", {{"n", std::int64_t{1}}}) == "1 Seite");
}

TEST_CASE("what cannot be formatted comes back as it is") {
    Database database = make_content();
    const Strings german = strings_of(database, "de");
    CHECK(german.format("broken", {{"n", std::int64_t{1}}}) == "kaputt {n");
    CHECK(german.format("no.such.key", {}) == "no.such.key");
    CHECK(german.format("nav.back", {}) == "Zurück");
}

TEST_CASE("ICU gets a locale that it knows") {
    Database database = make_content();
    CHECK(icu_locale(find_language(database, "de-simple")) == "de");
    CHECK(icu_locale(find_language(database, "fa")) == "fa-u-nu-arabext");
    CHECK(strings_of(database, "ar").locale() == "ar-u-nu-latn");
}

TEST_CASE("strings know the tag that they were made for") {
    Database database = make_content();
    CHECK(strings_of(database, "fa").language() == "fa");
    CHECK(strings_of(database, "de-simple").language() == "de-simple");
}

TEST_CASE("formatters are made once and move with their strings") {
    Database database = make_content();
    Strings german = strings_of(database, "de");
    const std::vector<Argument> two{{"n", std::int64_t{2}}};
    CHECK(german.format("pages", two) == "2 Seiten");
    const auto* made = german.formatters().message("pages", "another pattern", "en");
    REQUIRE(made != nullptr);
    CHECK(german.format("broken", two) == "kaputt {n");
    CHECK(german.format("broken", two) == "kaputt {n");
    const Strings moved = std::move(german);
    CHECK(moved.formatters().message("pages", "", "") == made);
    CHECK(moved.format("pages", two) == "2 Seiten");
    const Date day = *parse_date("2026-10-05");
    for (int i = 0; i < 2; ++i) {
        CHECK(format_number(2026, moved) == "2026");
        CHECK(format_month(day, moved) == "10/2026");
        CHECK(format_long_date(day, moved) == "5. Oktober 2026");
        CHECK(format_hours("Mo-Fr", moved) == "Mo–Fr");
    }
    CHECK(format_number(2026, strings_of(database, "fa")) == "۲۰۲۶");
    static_assert(std::is_nothrow_move_constructible_v<Strings> &&
                  std::is_nothrow_move_assignable_v<Strings>);
}
