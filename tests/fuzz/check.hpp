#pragma once

#include "fonts/paragraph.hpp"

#include <string>
#include <vector>

namespace zugang::fuzz {

/// Aborts, which libFuzzer reports with the input.
void require(bool holds, const char* what);

/// The fonts of the product, opened once.
const fonts::FontSet& product_fonts();

/// A paragraph and what its views look at.
struct Request {
    fonts::Paragraph paragraph;
    std::vector<fonts::StyleRange> ranges;
    std::vector<std::string> families;
};

/// The choices are the first bytes, what is left is the text.
Request read_request(const std::uint8_t* data, std::size_t size);

/// What holds for every layout, whatever the text and the fonts.
void check_layout(const fonts::Layout& layout, const fonts::Paragraph& paragraph,
                  const fonts::FontSet& fonts);

/// What holds for sound fonts.
void check_widths(const fonts::Layout& layout, const fonts::Paragraph& paragraph);

void check_same(const fonts::Layout& a, const fonts::Layout& b);

} // namespace zugang::fuzz
