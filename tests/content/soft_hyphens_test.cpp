#include "content/soft_hyphens.hpp"

#include <doctest/doctest.h>

using namespace zugang::content;

TEST_CASE("soft hyphens are taken out, and nothing else is") {
    CHECK(without_soft_hyphens("An\u00ADerken\u00ADnung\u00AD").compare("Anerkennung") == 0);
    CHECK(without_soft_hyphens("\u00AD\u00AD").empty());
    CHECK(without_soft_hyphens("").empty());
    CHECK(without_soft_hyphens("í Ó \u00AE - \xC2").compare("í Ó \u00AE - \xC2") == 0);
}
