#pragma once

#include "content/database.hpp"
#include "content/search/analyse.hpp"
#include "content/search/lexicon.hpp"
#include "content/search/pinyin.hpp"
#include "content/search/word_list.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zugang::content::search {

/// The index of one language, read as far as it is asked for: the words of one first letter (some
/// kilobytes) for most queries; all words (some hundred kilobytes) where typos, parts of compounds
/// or Latin letters lead to them. Everything is kept as long as the object. Not to be shared
/// between threads.
class LanguageIndex {
  public:
    LanguageIndex(Database& database, std::string_view language);

    const std::string& language() const { return language_; }
    const Analyser& analyser() const { return analyser_; }

    /// Words with exactly this surface; mostly one.
    std::vector<ListedWord> find(std::string_view surface);
    bool knows(std::string_view surface) { return !find(surface).empty(); }
    bool has_stem(std::string_view stem) { return !postings(stem).empty(); }

    /// The commonest words that begin like this, at most `most`.
    std::vector<ListedWord> find_prefix(std::string_view prefix, std::size_t most);
    /// Words that contain this, the whole list searched.
    void find_inside(std::string_view part, const std::function<void(const ListedWord&)>& found);
    /// Words at most `most` typos away, with their number.
    std::vector<std::pair<ListedWord, std::size_t>> find_typos(std::string_view surface,
                                                               std::size_t most);
    /// Words of this skeleton (skeleton.hpp).
    std::vector<ListedWord> find_skeleton(std::string_view skeleton);

    /// How the Han characters of Chinese texts are read; empty for other languages.
    const Pinyin& pinyin();
    /// Words of Han characters (grams) that are read so or begin so, commonest first, at most
    /// `most`. Where the last syllable `goes_on` it may be the beginning of one.
    std::vector<ListedWord> find_read(std::span<const std::string> syllables, bool goes_on,
                                      std::size_t most);

    /// What a stem is in the default language, as far as the texts tell.
    std::vector<Meaning> meanings(std::string_view stem);

    /// Empty where there is no such stem. Lives until the next call.
    std::string_view postings(std::string_view stem);
    std::string layout(std::uint32_t article);

    /// By article number - 1: length_step, 0 where there is no text.
    const std::string& lengths();
    double average_words();
    /// By length_step: k1 (1 - b + b length / average), BM25's measure of a text's length. Of the
    /// k1 and b that were asked for first.
    const std::array<double, 256>& norms(double k1, double b);
    std::size_t texts();

  private:
    struct Line {
        std::uint32_t start = 0;
        std::uint32_t letters = 0; ///< which code points the surface has, modulo 32
        std::uint32_t count = 0;   ///< how many
    };

    const std::string& lines_of(std::string_view surface);
    const std::string& all_lines();
    void read_lengths();

    std::string language_;
    Analyser analyser_;
    Statement words_;
    Statement all_words_;
    Statement readings_;
    Statement meanings_;
    Statement postings_;
    Statement layout_;
    Statement lengths_row_;
    std::map<std::string, std::string, std::less<>> parts_;
    std::string all_;
    bool all_read_ = false;
    std::vector<Line> index_;                                      ///< of all_, by first need
    std::vector<std::pair<std::size_t, std::uint32_t>> skeletons_; ///< hash, start in all_; sorted
    std::map<std::string, std::string, std::less<>> meaning_parts_;
    Pinyin pinyin_;
    bool readings_read_ = false;
    std::string lengths_;
    bool lengths_read_ = false;
    double average_words_ = 1;
    std::size_t texts_ = 0;
    std::array<double, 256> norms_{};
};

} // namespace zugang::content::search
