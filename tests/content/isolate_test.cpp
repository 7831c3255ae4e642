#include "content/isolate.hpp"

#include <string>

#include <doctest/doctest.h>

using namespace zugang::content;

namespace {

/// With "<" and ">" for the isolates.
std::string isolated(const std::string& text) {
    std::string result = isolate_addresses({.utf8 = text, .spans = {}}).utf8;
    for (const auto& [mark, shown] : {std::pair("\u2066", "<"), std::pair("\u2069", ">")}) {
        for (std::size_t at = result.find(mark); at != std::string::npos; at = result.find(mark)) {
            result.replace(at, 3, shown);
        }
    }
    return result;
}

} // namespace

TEST_CASE("telephone numbers are isolated as one") {
    CHECK(isolated("اتصل +49 30 1815-1111 الآن") == "اتصل <+49 30 1815-1111> الآن");
    CHECK(isolated("0821 / 324-2550") == "<0821 / 324-2550>");
    CHECK(isolated("(0821) 324 2550.") == "<(0821) 324 2550>.");
    CHECK(isolated("הטלפון: +49 (0) 821 3242550") == "הטלפון: <+49 (0) 821 3242550>");
    CHECK(isolated("+498213242550") == "<+498213242550>");
    CHECK(isolated("0800\u00A0111 0111, 116 117") == "<0800\u00A0111 0111>, 116 117");
    CHECK(isolated("089 1234567 - 089 7654321") == "<089 1234567> - <089 7654321>");
}

TEST_CASE("what is read from right to left stays as it is") {
    for (const char* text :
         {"", "+", "(", "0", "10 - 20", "01.02.2027", "01/02/2027", "08:00 - 12:00", "08:00-12:00",
          "2026", "010", "0123456", "من 1000 إلى 2000", "0,5", "3.000.000", "2024 2025 2026",
          "01.02.2026 - 31.12.2026", "A0123 4567", "١٢٣ ٤٥٦ ٧٨٩"}) {
        CAPTURE(text);
        CHECK(isolated(text) == text);
    }
}

TEST_CASE("addresses are isolated, not what a sentence adds to them") {
    CHECK(isolated("اكتب إلى info-24@beratung.de.") == "اكتب إلى <info-24@beratung.de>.");
    CHECK(isolated("(https://beratung.de/ar/)،") == "(<https://beratung.de/ar/>)،");
    CHECK(isolated("www.beratung.de?") == "<www.beratung.de>?");
    CHECK(isolated("موقعwww.beratung.de") == "موقع<www.beratung.de>");
    CHECK(isolated("@ a@ @b http beratung.de") == "@ a@ @b http beratung.de");
    CHECK(isolated("\"https://a.de/0800 123456\"") == "\"<https://a.de/0800> 123456\"");
}

TEST_CASE("spans move along and take in the isolates at their edges") {
    const Text text{.utf8 = "ب 0800 123456 ت",
                    .spans = {{SpanKind::Bold, 0, 2, ""},
                              {SpanKind::Link, 3, 11, "tel:0800123456"},
                              {SpanKind::Bold, 8, 9, ""},
                              {SpanKind::Italic, 15, 2, ""}}};
    const Text result = isolate_addresses(text);
    const auto of = [&](std::size_t i) {
        return result.utf8.substr(result.spans[i].start, result.spans[i].length);
    };
    CHECK(of(0) == "ب");
    CHECK(of(1) == "\u20660800 123456\u2069");
    CHECK(of(2) == "123456\u2069 ت");
    CHECK(of(3) == "ت");
}
