#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace zugang::content {

enum class SpanKind { Bold, Italic, Link, Value, Contact, Term };

/// What a stretch of a text is. Spans may nest (a bold link), never cross.
struct Span {
    SpanKind kind = SpanKind::Bold;
    std::size_t start = 0;  ///< UTF-8 bytes
    std::size_t length = 0; ///< UTF-8 bytes
    /// Link: "https://…", "tel:…", "mailto:…", "article:<slug>". Value: "<id>" or
    /// "<id>@YYYY-MM-DD". Contact, Term: the id. Otherwise empty.
    std::string target;
};

/// The words of one block. Before `resolve`, a value or contact stands as U+FFFC, covered by its
/// span.
struct Text {
    std::string utf8; ///< NFC
    std::vector<Span> spans;
};

/// The words as an editor writes them: values and contacts before `resolve` in braces.
std::string written(const Text& text);

} // namespace zugang::content
