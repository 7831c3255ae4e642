#pragma once

#include "content/recording.hpp"
#include "content/text.hpp"

#include <map>
#include <string>
#include <string_view>

namespace zugang::content {

/// "der Arbeitgeber / die Arbeitgeberin" is "Arbeitgeber" within a sentence.
std::string short_term(std::string_view german);

/// Puts the German word where a term was written as [[id]] only. `words`: by id, as short_term
/// gives them.
void fill_terms(Text& text, const std::map<std::string, std::string>& words);

/// Does that to a text that may be read aloud too: what leads to its words in `recording` moves
/// along; words that are not in the text are taken out.
void fill_terms(Text& text, const std::map<std::string, std::string>& words, Recording& recording);

/// The words without values and contacts.
std::string plain_words(const Text& text);

} // namespace zugang::content
