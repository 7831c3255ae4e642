#include "content/queries.hpp"

#include <algorithm>
#include <array>

#include "small_content.hpp"
#include <doctest/doctest.h>

using namespace zugang::content;

TEST_CASE("every statement can be prepared and none reads more than it must") {
    // These list a whole table.
    constexpr std::array scanning{
        queries::languages, queries::topics, queries::phases, queries::fonts, queries::media,
        queries::texts, // to verify all of them
        queries::guides, queries::land_map,
        // to index all of them
        queries::indexed_articles, queries::indexed_languages, queries::search_languages,
        queries::search_numbers, queries::slips, queries::printers};
    Database database = make_content();
    for (const std::string_view sql : queries::all) {
        CAPTURE(sql);
        Statement plan(database, "EXPLAIN QUERY PLAN " + std::string(sql));
        bool scans = false;
        while (plan.step()) {
            scans = scans || plan.text(3).find("SCAN") != std::string_view::npos;
        }
        CHECK(scans == (std::ranges::find(scanning, sql) != scanning.end()));
    }
}
