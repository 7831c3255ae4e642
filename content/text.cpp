#include "content/text.hpp"

#include <string_view>

namespace zugang::content {

std::string written(const Text& text) {
    constexpr std::string_view placeholder = "\ufffc";
    std::string words;
    std::size_t at = 0;
    for (const Span& span : text.spans) {
        const bool token = span.kind == SpanKind::Value || span.kind == SpanKind::Contact;
        if (!token || span.start < at ||
            text.utf8.compare(span.start, span.length, placeholder) != 0) {
            continue;
        }
        words += text.utf8.substr(at, span.start - at);
        words += (span.kind == SpanKind::Value ? "{value:" : "{contact:") + span.target + "}";
        at = span.start + span.length;
    }
    return words + text.utf8.substr(at);
}

} // namespace zugang::content
