#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace zugang::content::search {

/// What a stem of one language is in another.
struct Meaning {
    std::string stem;
    int percent = 0; ///< how likely

    bool operator==(const Meaning&) const = default;
};

/// Learns what words mean from texts that say the same in two languages: IBM Model 1 (Brown et al.,
/// "The Mathematics of Statistical Machine Translation", 1993, section 4.1). It knows nothing but
/// these texts: two words that translators chose for one thing have the same meaning, and so one
/// leads to pages with the other. The same texts in the same order teach the same.
class Lexicon {
  public:
    /// Stems of two texts that say the same, each once. Very long ones are cut; when some million
    /// pairs of stems are known, nothing more is learnt.
    void add(std::span<const std::string> source, std::span<const std::string> target);

    /// By source stem, the likeliest first; none for stems of one text only, of which nothing can
    /// be known.
    std::map<std::string, std::vector<Meaning>> learn() const;

  private:
    struct Words {
        std::unordered_map<std::string, std::uint32_t> numbers;
        std::vector<std::string> stems;
        std::vector<std::uint32_t> number(std::span<const std::string> text);
    };

    Words source_;
    Words target_;
    std::vector<std::pair<std::vector<std::uint32_t>, std::vector<std::uint32_t>>> texts_;
    std::size_t pairs_ = 0;
};

/// One line a stem, in the order of bytes: stem TAB meaning SPACE percent[ SPACE meaning …].
void append_meanings(std::string& lines, std::string_view stem, std::span<const Meaning> meanings);

/// Those of the line that begins at `line`.
std::vector<Meaning> read_meanings(std::string_view lines, std::size_t line);

} // namespace zugang::content::search
