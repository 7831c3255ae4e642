#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct _HyphenDict;

namespace zugang::content::tool {

struct FreeHyphenDict {
    void operator()(_HyphenDict* dictionary) const noexcept;
};

/// "de_DE" is hyph_de_DE.dic in the folder. Asking is quick; libhyphen takes two seconds to read
/// the German ones.
bool has_patterns(const std::filesystem::path& folder, const std::string& name);

/// The hyphenation patterns of one language, as Debian's packages hyphen-* have them.
class Patterns {
  public:
    /// No value where there is no such file, or none that can be read.
    [[nodiscard]] static std::optional<Patterns> open(const std::filesystem::path& folder,
                                                      const std::string& name);

    /// Where this word of letters may be broken: numbers of characters before the break, ascending,
    /// with at least three letters on each side.
    std::vector<std::size_t> breaks(std::u32string_view word) const;

  private:
    std::unique_ptr<_HyphenDict, FreeHyphenDict> dictionary_;
};

/// Patterns of a folder, each read once however many packages ask for them. One thread.
class PatternFiles {
  public:
    explicit PatternFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// Null where Patterns::open has no value.
    std::shared_ptr<const Patterns> open(const std::string& name);

  private:
    std::filesystem::path folder_;
    std::map<std::string, std::shared_ptr<const Patterns>> opened_;
};

/// Where Debian has them.
inline constexpr std::string_view patterns_folder = "/usr/share/hyphen";

/// Letters, digits, "_" and "-": nothing that leads to another folder.
bool is_patterns_name(std::string_view name);

} // namespace zugang::content::tool
