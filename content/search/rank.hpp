#pragma once

#include "content/search/expand.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace zugang::content::search {

/// The senses of a typed word in one language.
struct SensesInLanguage {
    LanguageIndex* index = nullptr;
    std::vector<Sense> senses; ///< their weights already lowered for other languages
};

/// A word of a query.
struct QueryWord {
    std::string written; ///< as it was typed
    Word word;           ///< as the reader's language reads it
    double share = 1;    ///< of its weight: little for function words
    std::vector<SensesInLanguage> senses = {};
};

struct Candidate {
    std::uint32_t article = 0;
    double score = 0;
    double covered = 0; ///< share of the query's weight that the article has words of
    /// Where words stand together best: in which language, and at which word of the text.
    const LanguageIndex* language = nullptr;
    std::uint32_t position = 0;
    double gain = 0;           ///< what that added to the score
    bool in_title_only = true; ///< nothing but the title, summary and keywords has them
};

/// Ranks articles. Remembers what it made of the words of the last query: while somebody types, all
/// but the last one are the same. Not to be shared between threads.
class Ranker {
  public:
    Ranker();
    ~Ranker();
    Ranker(const Ranker&) = delete;
    Ranker& operator=(const Ranker&) = delete;

    /// The best articles for these words, best first, at most `most`. In a first step all articles
    /// with a sense of a word are scored by BM25F, each word counting once through its best sense
    /// in any language. In a second step the best of them are looked at more closely: words that
    /// stand together, words in the order of the query, titles that are the query.
    std::vector<Candidate> rank(const std::vector<QueryWord>& words, const Weights& weights,
                                std::size_t most);

  private:
    struct Memory;
    std::unique_ptr<Memory> memory_;
};

} // namespace zugang::content::search
