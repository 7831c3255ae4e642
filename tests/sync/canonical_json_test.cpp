#include "sync/canonical_json.hpp"

#include <doctest/doctest.h>

using namespace zugang::sync;

TEST_CASE("the canonical form sorts by bytes and escapes only what it must") {
    const std::pair<const char*, const char*> cases[] = {
        {" { } ", "{}"},
        {"[1, -2 ,true,false,null]", "[1,-2,true,false,null]"},
        {R"({"b":1,"a":{"d":[],"c":""}})", R"({"a":{"c":"","d":[]},"b":1})"},
        {R"({"\uffff":1,"\ud83d\ude00":2,"Z":3,"a":4})",
         "{\"Z\":3,\"a\":4,\"\xEF\xBF\xBF\":1,\"\xF0\x9F\x98\x80\":2}"},
        {R"("-----BEGIN\nx\t\u0001\"\\\/é")", "\"-----BEGIN\nx\t\x01\\\"\\\\/é\""},
        {"18446744073709551615", "18446744073709551615"},
        {"-9223372036854775808", "-9223372036854775808"},
        {"-0", "0"}};
    for (const auto& [written, canonical] : cases) {
        CAPTURE(written);
        const auto value = parse_json(written);
        REQUIRE(value);
        CHECK(canonical_json(*value) == canonical);
    }
}

TEST_CASE("what has no canonical form is refused and named") {
    const std::pair<std::string, const char*> cases[] = {
        {"1.5", "1.5"},
        {"1e3", "1e3"},
        {"18446744073709551616", "18446744073709551616"},
        {R"({"a":1,"b":{"c":1,"c":2}})", "\"c\" is there twice"},
        {R"({"a":1,"\u0061":1})", "\"a\" is there twice"},
        {std::string(65, '[') + std::string(65, ']'), "64 levels"},
        {"", "byte"},
        {"{", "byte"},
        {"[1] x", "byte"},
        {"\"\xff\"", "byte 2"},
        {R"("\ud800")", "byte"}};
    for (const auto& [written, problem] : cases) {
        CAPTURE(written);
        const auto value = parse_json(written);
        REQUIRE_FALSE(value);
        CHECK(value.error().reason == Reason::Malformed);
        CHECK(value.error().text.find(problem) != std::string::npos);
    }
    CHECK(parse_json(std::string(64, '[') + std::string(64, ']')));
}
