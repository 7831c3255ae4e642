#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace zugang::content::search {

/// Where words end in texts that are written without spaces (ICU's dictionaries for Thai, Lao,
/// Khmer, Burmese and Chinese).
class WordEnds {
  public:
    explicit WordEnds(std::string_view language);
    ~WordEnds();
    WordEnds(const WordEnds&) = delete;
    WordEnds& operator=(const WordEnds&) = delete;

    /// The words from `start` on, up to the first end of one that is no less than `least` bytes
    /// behind. Empty where no word begins at `start`, or none ends before a space does.
    std::string continued(std::string_view text, std::size_t start, std::size_t least);

    /// Where the word ends that begins at `start`.
    std::size_t end_of_word(std::string_view text, std::size_t start);

  private:
    struct Breaks;
    bool open();
    std::string language_;
    std::unique_ptr<Breaks> breaks_; ///< by first need
};

} // namespace zugang::content::search
