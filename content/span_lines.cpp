#include "content/span_lines.hpp"

#include <charconv>

namespace zugang::content {
namespace {

constexpr std::string_view letters = "BILVCT"; // in the order of SpanKind

bool read_number(std::string_view& line, std::size_t& number) {
    const char* end = line.data() + line.size();
    const auto [after, error] = std::from_chars(line.data(), end, number);
    if (error != std::errc{} || after == end || *after != ' ') {
        return false;
    }
    line.remove_prefix(static_cast<std::size_t>(after - line.data()) + 1);
    return true;
}

} // namespace

std::string write_spans(const std::vector<Span>& spans) {
    std::string lines;
    for (const Span& span : spans) {
        lines += letters[static_cast<std::size_t>(span.kind)];
        lines += ' ' + std::to_string(span.start) + ' ' + std::to_string(span.length) + ' ' +
                 span.target + '\n';
    }
    return lines;
}

std::vector<Span> read_spans(std::string_view lines, std::size_t text_size) {
    std::vector<Span> spans;
    while (!lines.empty()) {
        const std::size_t end = std::min(lines.find('\n'), lines.size());
        std::string_view line = lines.substr(0, end);
        lines.remove_prefix(std::min(end + 1, lines.size()));
        if (line.size() < 2 || line[1] != ' ') {
            continue;
        }
        const std::size_t kind = letters.find(line[0]);
        line.remove_prefix(2);
        Span span;
        if (kind == std::string_view::npos || !read_number(line, span.start) ||
            !read_number(line, span.length) || span.start > text_size ||
            span.length > text_size - span.start) {
            continue;
        }
        span.kind = static_cast<SpanKind>(kind);
        span.target = line;
        spans.push_back(std::move(span));
    }
    return spans;
}

} // namespace zugang::content
