#pragma once

#include "content/text.hpp"
#include "content/tool/source.hpp"

#include <string>

namespace zugang::content::tool {

/// "der Arbeitgeber / die Arbeitgeberin" is "Arbeitgeber" within a sentence.
std::string short_term(std::string_view german);

/// Puts the German word where a term was written as [[id]] only.
void fill_terms(Text& text, const std::vector<SourceTerm>& terms);

/// The words without values and contacts.
std::string plain_words(const Text& text);

} // namespace zugang::content::tool
