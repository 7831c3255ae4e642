#include "content/search/layout.hpp"

#include "content/search/postings.hpp"

#include <algorithm>
#include <cmath>

namespace zugang::content::search {

namespace {

constexpr double steps_per_doubling = 12;

} // namespace

std::string write_layout(const std::vector<Section>& sections) {
    std::string bytes;
    for (const Section& section : sections) {
        append_number(bytes, section.words * 2 + (section.heading ? 1 : 0));
    }
    return bytes;
}

std::vector<Section> read_layout(std::string_view bytes) {
    std::vector<Section> sections;
    std::uint32_t number = 0;
    unsigned shift = 0;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        number |= static_cast<std::uint32_t>(byte & 0x7fU) << shift;
        shift = shift < 24 ? shift + 7 : 0;
        if (byte < 0x80) {
            sections.push_back({.words = number / 2, .heading = number % 2 == 1});
            number = 0;
            shift = 0;
        }
    }
    return sections;
}

std::uint8_t length_step(std::uint32_t words) {
    const double step = std::round(steps_per_doubling * std::log2(1.0 + words));
    return static_cast<std::uint8_t>(std::clamp(step, 1.0, 250.0));
}

double words_of_step(std::uint8_t step) {
    return std::exp2(step / steps_per_doubling) - 1.0;
}

} // namespace zugang::content::search
