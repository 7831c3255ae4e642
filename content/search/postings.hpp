#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content::search {

/// Where in an article a word stands. Bits of Posting::fields.
enum Field : std::uint8_t {
    InTitle = 1,
    InHeading = 2,
    InKeywords = 4, ///< and the summary
    InBody = 8,
    InGlossary = 16 ///< what a term of the text is called in this language and in German
};

/// One article of the list of a word.
struct Posting {
    std::uint32_t article = 0; ///< number of search_article
    std::uint8_t fields = 0;
    /// Ascending, counted over the whole text (layout.hpp). None for function words.
    std::vector<std::uint32_t> positions;

    bool operator==(const Posting&) const = default;
};

/// Base-128, low bits first.
void append_number(std::string& bytes, std::uint32_t number);

/// Appends to the list of a word; articles ascend, `last` is the article before (0: none).
void append_posting(std::string& bytes, const Posting& posting, std::uint32_t last);

/// Reads a list from its first article to its last. A damaged one ends early.
class PostingReader {
  public:
    explicit PostingReader(std::string_view bytes) : bytes_(bytes) {}

    /// The next article; false at the end. Its positions are read by the next call of positions(),
    /// or passed over.
    bool next();

    std::uint32_t article() const { return article_; }
    std::uint8_t fields() const { return fields_; }
    std::uint32_t count() const { return count_; } ///< of positions; 0 for function words
    void positions(std::vector<std::uint32_t>& out);

  private:
    std::uint32_t number();
    void skip_positions();

    std::string_view bytes_;
    std::size_t at_ = 0;
    std::uint32_t article_ = 0;
    std::uint8_t fields_ = 0;
    std::uint32_t count_ = 0;
    std::uint32_t unread_ = 0;
};

/// How many articles.
std::size_t count_postings(std::string_view bytes);

} // namespace zugang::content::search
