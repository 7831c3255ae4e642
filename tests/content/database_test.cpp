#include "content/database.hpp"
#include "content/digest.hpp"

#include <filesystem>

#include "small_content.hpp"
#include <doctest/doctest.h>
#include <unistd.h>

using namespace zugang::content;

TEST_CASE("a file is opened whatever its name is, and never written") {
    const auto folder =
        std::filesystem::temp_directory_path() / ("zugang %41?a=b#ä " + std::to_string(getpid()));
    std::filesystem::create_directories(folder);
    const auto file = folder / "content.db";
    {
        Database database(file, Access::Create);
        database.execute("CREATE TABLE t (x); INSERT INTO t VALUES (7);");
    }
    Database database(file, Access::ReadOnly);
    Statement rows(database, "SELECT x FROM t");
    REQUIRE(rows.step());
    CHECK(rows.integer(0) == 7);
    CHECK_THROWS_AS(database.execute("INSERT INTO t VALUES (8)"), DatabaseError);
    CHECK_THROWS_AS(Database(file, Access::Create), DatabaseError);
    CHECK_THROWS_AS(Database(folder / "no.db", Access::ReadOnly), DatabaseError);
    std::filesystem::remove_all(folder);
}

TEST_CASE("wrong SQL is an accident") {
    Database database = Database::memory();
    CHECK_THROWS_AS(database.execute("SELEKT"), DatabaseError);
    CHECK_THROWS_AS(Statement(database, "SELECT x FROM nowhere"), DatabaseError);
    Statement select(database, "SELECT ?1");
    CHECK_THROWS_AS(select.bind(2, "x"), DatabaseError);
}

TEST_CASE("texts keep their bytes, empty is not NULL") {
    Database database = Database::memory();
    Statement select(database, "SELECT ?1, ?2, ?3");
    select.bind(1, std::string_view("a\0b", 3)).bind(2, std::string_view{}).bind_null(3);
    REQUIRE(select.step());
    CHECK(select.text(0) == std::string_view("a\0b", 3));
    CHECK_FALSE(select.is_null(1));
    CHECK(select.is_null(2));
    CHECK(select.text(2).empty());
}

TEST_CASE("the digest sees every table and not the order of insertion") {
    Database database = make_content();
    const std::string before = table_digest(database);
    database.execute("INSERT INTO meta VALUES ('digest', 'x')");
    CHECK(table_digest(database) == before);
    database.execute(
        "DELETE FROM topic WHERE id = 'work'; INSERT INTO topic VALUES ('work', 1, 'home', 2, 0)");
    CHECK(table_digest(database) == before);
    for (const auto& [table, sql] : table_rows) {
        CAPTURE(table);
        Database other = make_content();
        Statement empty(other, "SELECT count(*) FROM " + std::string(table));
        REQUIRE(empty.step());
        if (empty.integer(0) > 0) {
            other.execute("DELETE FROM " + std::string(table));
            CHECK(table_digest(other) != before);
        }
    }
}
