#include "content/list_text.hpp"
#include "content/span_lines.hpp"

#include <doctest/doctest.h>

using namespace zugang::content;

TEST_CASE("spans come back as they were written") {
    const std::vector<Span> spans{{SpanKind::Bold, 0, 9, ""},
                                  {SpanKind::Link, 2, 3, "tel:+49 30 1"},
                                  {SpanKind::Value, 6, 3, "a@2027-01-01"}};
    const auto read = read_spans(write_spans(spans), 9);
    REQUIRE(read.size() == 3);
    CHECK(read[1].kind == SpanKind::Link);
    CHECK(read[1].target == "tel:+49 30 1");
    CHECK(read[2].start == 6);
    CHECK(read[0].target.empty());
}

TEST_CASE("lines that are no spans are left out") {
    for (const char* bad : {"", "\n", "B", "B 1", "B 1 2", "X 0 1 \n", "B 5 5 \n", "B 9 1 \n",
                            "B -1 1 \n", "B 0 99999999999999999999 \n", "B  0 1 \n"}) {
        CAPTURE(bad);
        CHECK(read_spans(bad, 8).empty());
    }
}

TEST_CASE("lists are split and joined") {
    CHECK(split_list("").empty());
    CHECK(split_list("a b") == std::vector<std::string>{"a", "b"});
    CHECK(split_list(" a  b ") == std::vector<std::string>{"a", "b"});
    CHECK(join_list({"a", "b c"}, '\n') == "a\nb c");
}
