#pragma once

#include "content/tool/cache.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

struct _HyphenDict;

namespace zugang::content::tool {

struct FreeHyphenDict {
    void operator()(_HyphenDict* dictionary) const noexcept;
};

/// "de_DE" is hyph_de_DE.dic in the folder. Asking is quick.
bool has_patterns(const std::filesystem::path& folder, const std::string& name);

/// The hyphenation patterns of one language, as Debian's packages hyphen-* have them. libhyphen
/// takes a second to read the German ones, so that is done once a word comes that the cache does
/// not know. Several threads may ask.
class Patterns {
  public:
    /// Null where there is no such file, or none that can be read.
    static std::shared_ptr<Patterns> open(const std::filesystem::path& folder,
                                          const std::string& name, const Cache& cache);

    /// Where this word of letters may be broken: numbers of characters before the break, ascending,
    /// with at least three letters on each side. Throws where libhyphen cannot read the file.
    std::vector<std::size_t> breaks(const std::u32string& word);

    /// Writes the words that are new into the cache.
    void keep(const Cache& cache);

    /// Reads the patterns now, so that no word has to wait for them. Throws as `breaks`.
    void read();

    /// Changes with the patterns and with what is made of them.
    const std::string& digest() const { return cache_name_; }

  private:
    using Breaks = std::vector<std::uint16_t>;
    struct Shelf { ///< a part of the words, so that threads seldom wait for one another
        std::mutex mutex;
        std::unordered_map<std::u32string, Breaks> words;
    };

    Shelf& shelf(const std::u32string& word);
    void load(std::string_view lines);
    Breaks find_breaks(const std::u32string& word);

    std::filesystem::path file_;
    std::string cache_name_;
    std::once_flag read_;
    std::unique_ptr<_HyphenDict, FreeHyphenDict> dictionary_;
    std::array<Shelf, 16> shelves_;
    std::size_t kept_ = 0; ///< how many words the cache has
};

/// Patterns of a folder, each read once however many packages ask for them. One thread.
class PatternFiles {
  public:
    explicit PatternFiles(std::filesystem::path folder, Cache cache = {})
        : folder_(std::move(folder)), cache_(std::move(cache)) {}

    /// Null where Patterns::open is.
    std::shared_ptr<Patterns> open(const std::string& name);

    /// Writes the words that are new into the cache.
    void keep();

    /// Reads all that were opened (Patterns::read).
    void read();

    const Cache& cache() const { return cache_; }

  private:
    std::filesystem::path folder_;
    Cache cache_;
    std::map<std::string, std::shared_ptr<Patterns>> opened_;
};

/// Where Debian has them.
inline constexpr std::string_view patterns_folder = "/usr/share/hyphen";

/// Letters, digits, "_" and "-": nothing that leads to another folder.
bool is_patterns_name(std::string_view name);

} // namespace zugang::content::tool
