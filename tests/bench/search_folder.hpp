#pragma once

#include "content/database.hpp"

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace zugang::bench {

/// A page as the bench knows it, by language.
struct Page {
    std::string title;
    std::string text; ///< lines are paragraphs
};
using Pages = std::map<std::string, std::map<std::string, Page>>; ///< by id, then by language

/// pages.<lang>.jsonl of a folder.
Pages read_pages(const std::filesystem::path& folder, const std::vector<std::string>& languages);

/// A database with the tables of content.db that a search needs, and with its index.
void write_content(const std::filesystem::path& file, const Pages& pages,
                   const std::vector<std::string>& languages);

/// A file that FTS5 indexes with its unicode61 tokenizer, one table a language: what the best known
/// terminals have.
void write_fts5(const std::filesystem::path& file, const Pages& pages,
                const std::vector<std::string>& languages);

/// Ids that FTS5 finds for any of the words, best first. `prefix`: the last one may go on.
std::vector<std::string> ask_fts5(content::Database& database, const std::string& language,
                                  const std::string& query, std::size_t limit, bool prefix);

/// Words of letters and digits, as written.
std::vector<std::string> plain_split(const std::string& text);

/// Bytes of the pages of the index, and of all text.
std::size_t index_bytes(content::Database& database);
std::size_t text_bytes(const Pages& pages);

} // namespace zugang::bench
