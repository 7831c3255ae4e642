#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace zugang::content::search {

/// Is a language's index to keep how its Han characters are read in Mandarin? Only Chinese.
bool is_read_in_pinyin(std::string_view language);

/// How Han characters are read: what is kept when an index is written, as making it loads some
/// megabytes of rules.
class HanReader {
  public:
    HanReader();
    ~HanReader();
    HanReader(const HanReader&) = delete;
    HanReader& operator=(const HanReader&) = delete;

    /// Syllables of Hanyu Pinyin without tones, ü as u, parted by spaces ("zhong chong"): ICU's
    /// Han-Latin, and the second readings of common characters, which it does not know. Empty for
    /// what is no single Han character.
    std::string read(std::string_view character);

  private:
    struct Rules;
    std::unique_ptr<Rules> rules_; ///< by first need
};

/// The Han characters of a language's texts by their readings.
class Pinyin {
  public:
    void add(std::string_view character, std::string_view readings);
    bool empty() const { return characters_.empty(); }

    /// The ways to part Latin letters into syllables, at most `most`, those of fewest syllables
    /// first: "xian" is xian and xi an. v is read as ü. Where it `goes_on` the last one may be the
    /// beginning of one. Empty where there is no way.
    std::vector<std::vector<std::string>> part(std::string_view letters, bool goes_on,
                                               std::size_t most) const;

    /// Is it the syllable of a character of the texts?
    bool knows(std::string_view syllable) const { return characters_.contains(syllable); }

    /// Those that are read so or, where it `goes_on`, in a way that begins so.
    std::vector<std::string> characters(std::string_view syllable, bool goes_on) const;
    bool is_read(std::string_view character, std::string_view syllable, bool goes_on) const;

  private:
    std::map<std::string, std::vector<std::string>, std::less<>> characters_; ///< by syllable
    std::unordered_map<std::string, std::vector<std::string>> readings_;      ///< by character
};

} // namespace zugang::content::search
