#include "content/edit_distance.hpp"

#include <doctest/doctest.h>

using zugang::content::edit_distance;

TEST_CASE("the distance counts bytes put in, taken out and changed") {
    CHECK(edit_distance("", "") == 0);
    CHECK(edit_distance("", "abc") == 3);
    CHECK(edit_distance("abc", "") == 3);
    CHECK(edit_distance("kitten", "sitting") == 3);
    CHECK(edit_distance("lohn", "lohn") == 0);
    CHECK(edit_distance("ab", "ba") == 2);
}
