#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content::search {

/// A text counts as one row of words: its title, its summary, its keywords, its blocks, and last
/// what its glossary terms are called. A section's first word has the position that its sections
/// before have words.
struct Section {
    std::uint32_t words = 0;
    bool heading = false;
};

constexpr std::size_t title_section = 0;
constexpr std::size_t summary_section = 1;
constexpr std::size_t keywords_section = 2;
constexpr std::size_t first_block_section = 3; ///< block.position + 3; the last one is no block

std::string write_layout(const std::vector<Section>& sections);
std::vector<Section> read_layout(std::string_view bytes);

/// The length of a text, in the 250 steps in which ranking tells lengths apart; never 0.
std::uint8_t length_step(std::uint32_t words);
double words_of_step(std::uint8_t step);

} // namespace zugang::content::search
