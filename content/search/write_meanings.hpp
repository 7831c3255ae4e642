#pragma once

#include <cstddef>
#include <string_view>

namespace zugang::content {

class Database;

namespace search {

/// Learns what the stems of a language are in the default language, from the titles and the blocks
/// of public articles that say the same in both (same id), and writes it in place of what was
/// known. Nothing for the default language itself, and for words that are parted into grams.
void write_meanings(Database& database, std::string_view language);

/// So many texts of the language, or of the default language, are others now. Learns anew when they
/// are an eighth of all since it was learnt: single texts change hardly anything, and learning
/// takes longer than an update may.
void renew_meanings(Database& database, std::string_view language, std::size_t changed,
                    std::size_t all);

/// Learns what renew_meanings() put off: afterwards the rows are those of a new index.
void renew_put_off_meanings(Database& database);

} // namespace search
} // namespace zugang::content
