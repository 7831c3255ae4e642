#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content::search {

/// A word of a language as texts write it, folded; `texts` is the number of texts that have it.
struct ListedWord {
    std::string surface;
    std::string stem;
    std::uint32_t texts = 0;

    bool operator==(const ListedWord&) const = default;
};

/// The part of a language's words that one row of search_words holds: words of one first character,
/// which is the row's key.
std::string part_of(std::string_view surface);

/// One line a word, in the order of bytes: surface TAB letters of the surface that the stem drops,
/// letters that it has instead, TAB number of texts; empty for 0 and 1. Made so that it can be
/// searched as it lies.
void append_word(std::string& lines, const ListedWord& word);

/// The word whose line begins at `line`.
ListedWord read_word(std::string_view lines, std::size_t line);

/// All of them.
std::vector<ListedWord> read_words(std::string_view lines);

/// The first line whose surface is not before this one; the size of `lines` where there is none.
std::size_t find_line(std::string_view lines, std::string_view surface);

/// Just behind this line's end.
std::size_t next_line(std::string_view lines, std::size_t line);

/// The surface at a line; lives as long as `lines`.
std::string_view surface_at(std::string_view lines, std::size_t line);

} // namespace zugang::content::search
