#pragma once

#include "content/search.hpp"
#include "content/search/rank.hpp"
#include "content/text.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace zugang::content::search {

/// Stems to be marked in texts of one language.
using MarkedStems = std::unordered_set<std::string>;

/// Those of all words but function words.
MarkedStems stems_to_mark(const std::vector<QueryWord>& words, const LanguageIndex& index);

/// The stretches of a text whose words have one of the stems, in order.
std::vector<TextRange> mark(std::string_view utf8, const Analyser& analyser,
                            const MarkedStems& stems);

struct Passage {
    std::string utf8;
    std::vector<TextRange> marks;
    std::vector<Span> values;
};

/// At most about `most_bytes` of a text, cut between words, where most of its marks are; "…" stands
/// where something is left out. Values and contacts, U+FFFC each, stay what they are.
Passage cut_passage(const Text& text, const std::vector<TextRange>& marks, std::size_t most_bytes);

} // namespace zugang::content::search
