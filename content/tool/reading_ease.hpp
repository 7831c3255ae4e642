#pragma once

#include "content/article.hpp"
#include "content/text.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace zugang::content::tool {

/// What makes a text hard to read.
struct ReadingHint {
    std::string_view rule; ///< of rules.hpp
    std::string what;
    std::string advice;
};

/// Of one block, title or summary; each rule at most once. `language`: rules of plain German for
/// "de-simple" (DIN SPEC 33429, Netzwerk Leichte Sprache), few for "de", the length of sentences
/// for all. Words in terms are not judged: they are explained where they are touched.
std::vector<ReadingHint> reading_hints(const Text& text, std::string_view language, BlockKind kind);

/// How many words the sentences of a text have. Values and contacts are no words; "z. B.", "30.
/// Juni" end no sentence.
std::vector<std::size_t> sentence_lengths(std::string_view utf8);

} // namespace zugang::content::tool
