#pragma once

#include "content/text.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace zugang::content {

/// Spans as the database stores them: one a line, "<kind letter> <start> <length> <target>".
std::string write_spans(const std::vector<Span>& spans);

/// Leaves out lines that are no span or that reach beyond `text_size`.
std::vector<Span> read_spans(std::string_view lines, std::size_t text_size);

} // namespace zugang::content
