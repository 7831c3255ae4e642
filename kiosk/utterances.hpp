#pragma once

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

/// Where the sentences of a text begin, and its end: {0, ..., size}. UTF-8 bytes.
std::vector<std::size_t> sentence_edges(std::string_view utf8, std::string_view language);

/// What the synthesiser is given: as many characters as the text, without marks of direction; a
/// spelled text in single digits.
std::string said(const Utterance& utterance);

/// From characters (code points) to UTF-8 bytes; the end of the text where there are fewer.
std::size_t byte_of_character(std::string_view utf8, std::size_t character);

} // namespace zugang::kiosk
