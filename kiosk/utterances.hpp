#pragma once

#include "content/spoken_text.hpp"
#include "kiosk/speech.hpp"
#include "kiosk/tree.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace zugang::kiosk {

/// What an element says: its lead, then its label (or what is said instead of it) sentence by
/// sentence, parts in another language and telephone numbers apart. Without voices and recordings.
std::vector<Utterance> utterances_of(const Node& node);

/// One utterance that is not the text of an element.
Utterance aside(std::string_view text, std::string_view language, std::string_view node = {});

/// What the synthesiser is given (content::said).
std::string said(const Utterance& utterance);

using content::byte_of_character;

} // namespace zugang::kiosk
