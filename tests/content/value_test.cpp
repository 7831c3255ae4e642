#include "content/value.hpp"

#include "small_content.hpp"
#include <doctest/doctest.h>

using namespace zugang::content;

namespace {

std::string on(Database& database, std::string_view id, std::string_view day) {
    const auto value = find_value(database, id, *parse_date(day));
    if (!value) {
        return "none";
    }
    const char* validity = value->validity == Validity::Current   ? ""
                           : value->validity == Validity::Expired ? " expired"
                                                                  : " not yet";
    return value->value.min + validity;
}

} // namespace

TEST_CASE("the row of the day is taken") {
    Database database = make_content();
    CHECK(on(database, "minwage", "2025-12-31") == "13.90 not yet");
    CHECK(on(database, "minwage", "2026-01-01") == "13.90");
    CHECK(on(database, "minwage", "2026-12-31") == "13.90");
    CHECK(on(database, "minwage", "2027-01-01") == "14.60");
    CHECK(on(database, "minwage", "2027-12-31") == "14.60");
    CHECK(on(database, "minwage", "2028-01-01") == "14.60 expired");
    CHECK(on(database, "gap", "2026-02-15") == "1 expired");
    CHECK(on(database, "gap", "2026-03-01") == "2");
    CHECK(on(database, "fee", "1999-01-01") == "100");
    CHECK(on(database, "nothing", "2026-01-01") == "none");
}
