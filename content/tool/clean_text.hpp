#pragma once

#include "content/tool/tally.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content::tool {

/// Well-formed UTF-8 in NFC of any bytes. Control and invisible characters are dropped, every white
/// space is U+0020; joiners and direction marks stay.
std::string clean_text(std::string_view bytes, Tally& tally);

/// Character references ("&uuml;", "&#252;", "&#xFC;") become their characters, once; unknown ones
/// stay as they are.
std::string decode_entities(std::string_view utf8, std::size_t& decoded);

/// Runs of U+0020 become one, the ends none.
std::string collapse_spaces(std::string_view utf8);

/// One line of plain text from a field that may hold references, encoded once or twice.
std::string clean_line(std::string_view bytes, Tally& tally);

/// Drops embeddings and isolates that are never closed and closings that close nothing. The parts
/// are one text.
void drop_unbalanced_bidi(const std::vector<std::string*>& parts, Tally& tally);

/// How many letters and digits; what a reader would miss.
std::size_t count_letters_and_digits(std::string_view utf8);

/// A-Z as a-z, everything else as it is.
std::string lower_ascii(std::string_view text);

/// "%C3%A4" becomes its byte; a '%' without two hex digits stays.
std::string percent_decode(std::string_view text);

} // namespace zugang::content::tool
