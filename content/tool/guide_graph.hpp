#pragma once

#include "content/tool/source.hpp"

#include <string>
#include <string_view>

namespace zugang::content::tool {

/// A guide as a directed graph in the DOT language of graphviz: questions with their numbered
/// answers, results with the numbers of the ways that lead there ("1.3": first answer 1, then 3).
/// Words are in the language, where it lacks a node in the default language. Answers that lead
/// nowhere have no edge.
std::string dot_of_guide(const SourceGuide& guide, const std::string& language,
                         Direction direction);

/// Words in lines of at most so many characters, broken where the language's rules (UAX #14) allow
/// it; a single word that is longer stays whole. `language`: a BCP 47 tag.
std::vector<std::string> wrap(std::string_view utf8, std::size_t most_characters,
                              const std::string& language);

} // namespace zugang::content::tool
