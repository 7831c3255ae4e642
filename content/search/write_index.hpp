#pragma once

#include "content/search/text_words.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace zugang::content {

class Database;

namespace search {

/// Writes the index of all public articles into tables that hold none. The same tables give the
/// same rows. In memory are the lists of one language at a time.
void write_index(Database& database);

/// Takes over what became of single texts. The tables must hold the index of the texts as they were
/// when remove() is called, and the texts as they are when add() is called; in between everything
/// may change. Nothing is written before finish().
class IndexUpdate {
  public:
    explicit IndexUpdate(Database& database);
    ~IndexUpdate();
    IndexUpdate(const IndexUpdate&) = delete;
    IndexUpdate& operator=(const IndexUpdate&) = delete;

    /// A text that is about to go or to be replaced; nothing where the index has none.
    void remove(const std::string& slug, const std::string& language);
    /// A text that is there now. Only those of public articles are indexed.
    void add(const std::string& slug, const std::string& language);
    void finish();

  private:
    struct Changes;
    void renew_all_meanings();
    TextReader& reader(const std::string& language);

    Database& database_;
    std::map<std::string, std::unique_ptr<TextReader>> readers_;
    std::map<std::string, std::unique_ptr<Changes>> changes_; ///< by language
};

/// Are the articles numbered as write_index would number them? Where not (an article is new or
/// gone), the rows are others than those of a new index, though queries answer the same.
bool is_numbered_in_order(Database& database);

/// Empties the tables of the index.
void remove_index(Database& database);

} // namespace search
} // namespace zugang::content
