#pragma once

#include <string_view>

namespace zugang::content::search {

/// Words that say nothing about what is looked for: articles, pronouns, prepositions, auxiliaries
/// and what questions begin with. Folded. The index keeps no positions of them and a query gives
/// them next to no weight. The lists were written for this project from the closed word classes of
/// each language; a language without a list has only what is rare or common by count.
bool is_function_word(std::string_view language, std::string_view surface);

/// Words that say how something is asked, not what for: "need", "conditions", "difference",
/// "offer". By their beginnings, so in all forms. They weigh less in a query than what they are
/// asked of.
bool is_request_word(std::string_view language, std::string_view surface);

} // namespace zugang::content::search
