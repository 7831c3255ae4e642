#pragma once

#include "content/search.hpp"
#include "content/search/rank.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content::search {

/// The stretches of a text whose words have a sense of the query in this language, in order.
std::vector<TextRange> mark(std::string_view utf8, const LanguageIndex& index,
                            const std::vector<QueryWord>& words);

struct Passage {
    std::string utf8;
    std::vector<TextRange> marks;
};

/// At most about `most_bytes` of a text, cut between words, where most of its marks are; "…" stands
/// where something is left out. U+FFFC (a value) is left out too.
Passage cut_passage(std::string_view utf8, const std::vector<TextRange>& marks,
                    std::size_t most_bytes);

/// A text without U+FFFC.
std::string without_values(std::string_view utf8);

} // namespace zugang::content::search
