#pragma once

#include "content/records.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace zugang::bench {

/// A package of 400 articles in 15 languages, 300 pictures and 200 recordings, and what editors do
/// with it. The same seed gives the same bytes. Words are made up, distributed as words are
/// (Zipf), in sentences of which some are said again and again.
class SyncSample {
  public:
    explicit SyncSample(std::uint64_t seed);

    const content::RecordBytes& bytes() const { return bytes_; }

    void change_one_article(); ///< a paragraph, in all languages
    void correct_typos();      ///< 30 articles of one language
    void add_articles();       ///< 10 with a picture each, in all languages
    void add_language();       ///< in everything
    void replace_recording();

  private:
    std::uint64_t random();
    std::size_t below(std::size_t limit);
    std::string file(std::size_t size);
    std::string text(std::size_t article, std::size_t language);
    std::string sentence(std::size_t language);
    const std::string& word(std::size_t language);
    void add_words(std::size_t language);
    void write_facts();
    void add_article(std::size_t article);

    std::uint64_t state_;
    std::size_t articles_ = 0;
    std::size_t languages_ = 0;
    std::vector<std::vector<std::string>> words_;     ///< by language, most frequent first
    std::vector<std::vector<std::string>> sentences_; ///< said again and again
    std::vector<std::vector<std::size_t>> shapes_;    ///< by article: sentences of each paragraph
    content::RecordBytes bytes_;
};

} // namespace zugang::bench
