#pragma once

#include "content/text.hpp"
#include "content/tool/patterns.hpp"
#include "content/tool/source.hpp"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace zugang::content::tool {

/// Letters in parts joined by "-", as in hyphenation.toml.
bool is_hyphenated_word(std::string_view word);

/// Puts soft hyphens into the long words of texts that are shown, and begins a line with each
/// sentence where the language asks for that. Words with digits, addresses and
/// words that an author gave soft hyphens are left as they are. Languages without patterns too. A
/// German name in another language's text ("Arbeitsbescheinigung") is hyphenated as German.
class Hyphenator {
  public:
    /// Knows no patterns: everything stays as it is.
    Hyphenator() = default;

    /// Patterns of the package's languages, and its exceptions; those of `base` too where there is
    /// one, but not its names. An error where patterns are not on this machine: the same source
    /// must give the same bytes.
    Hyphenator(const Package& package, PatternFiles& files, Report& report,
               const Package* base = nullptr);

    std::string plain(std::string_view utf8, std::string_view language) const;

    /// A line feed in place of the space between two sentences where the language has
    /// `sentence_lines` (easy-to-read German: one sentence a line). No span moves by that.
    Text on_lines(Text text, std::string_view language) const;

    /// Words with a capital letter and whether each was a German name: on that depends how a text
    /// was hyphenated, beside the text itself and `rules_digest`.
    using Names = std::map<std::u32string, bool>;

    /// Values and contacts stay as they are, terms are hyphenated as German; spans are moved along.
    /// `names`: those of the text are added.
    Text rich(Text text, std::string_view language, Names* names = nullptr) const;

    /// Are these still names or none?
    bool agrees(const Names& names) const;

    /// Changes with the patterns and exceptions of any language.
    const std::string& rules_digest() const { return rules_digest_; }

    /// An ICU message: its literal words only.
    std::string message(std::string_view pattern, std::string_view language) const;

  private:
    struct Rules {
        std::shared_ptr<Patterns> patterns;
        std::map<std::u32string, std::vector<std::size_t>> exceptions; ///< by lower-case word
        std::vector<std::size_t> breaks(const std::u32string& word) const;
    };

    void open_rules(const SourceLanguage& row, PatternFiles& files, Report& report);
    void add_exceptions(const Package& package);
    std::string digest_of_rules() const;
    const Rules* rules(std::string_view language) const;
    bool is_name(const std::u32string& word, Names* names) const;
    std::vector<std::size_t> breaks(const std::u32string& word, std::string_view language,
                                    Names* names = nullptr) const;
    void learn_names(const Package& package);
    void learn_names(const SourceGuideWords& words);
    void learn_names(std::string_view utf8);

    std::map<std::string, Rules, std::less<>> rules_;             ///< by name of the patterns
    std::map<std::string, std::string, std::less<>> of_language_; ///< the patterns' name
    std::set<std::string, std::less<>> sentence_lines_;           ///< languages
    std::string default_language_;
    std::string rules_digest_;
    std::unordered_set<std::u32string>
        names_; ///< long words with a capital letter in the default language
};

} // namespace zugang::content::tool
