#include "content/strings.hpp"
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
