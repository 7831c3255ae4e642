#pragma once

#include "content/database.hpp"
#include "content/search/analyse.hpp"
#include "content/search/layout.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace zugang::content::search {

/// Where the words of one stem stand in a text.
struct StemPlaces {
    std::uint8_t fields = 0;              ///< Field
    std::vector<std::uint32_t> positions; ///< ascending; none for function words
};

/// What the index keeps of one text.
struct TextWords {
    std::unordered_map<std::string, StemPlaces> stems;
    std::unordered_map<std::string, std::string> surfaces; ///< its stem, by surface
    std::vector<Section> layout;
    std::uint32_t words = 0;
};

/// Reads the words of articles in one language from the tables of content.db: title, summary,
/// keywords, blocks, and what the glossary terms that are marked there are called.
class TextReader {
  public:
    TextReader(Database& database, std::string_view language);

    /// Without words where there is no such text.
    TextWords read(std::string_view slug);

  private:
    void add(std::string_view utf8, std::uint8_t field, TextWords& into);
    void add_terms(std::string_view spans, std::size_t size, std::vector<std::string>& terms);

    struct Known {
        Word word;
        bool is_function_word = false;
    };

    std::string language_;
    Analyser analyser_;
    Statement translation_;
    Statement blocks_;
    Statement term_;
    std::unordered_map<std::string, Known> known_; ///< a text repeats its words
};

} // namespace zugang::content::search
