#pragma once

#include "content/language.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace zugang::content {

class Database;
class Formatters;

/// An argument of a message: its name in the pattern and a number or a text.
using Argument = std::pair<std::string_view, std::variant<std::int64_t, double, std::string_view>>;

/// The interface strings of one language, with its fallbacks filled in; lives without the database.
/// Keeps ICU's formatters once they are made, so it is not shared between threads.
class Strings {
  public:
    Strings(Database& database, const Language& language);
    ~Strings();
    Strings(Strings&&) noexcept;
    Strings& operator=(Strings&&) noexcept;

    /// The plain string; the key itself where neither the language nor a fallback has it.
    std::string_view get(std::string_view key) const;

    /// The string as an ICU MessageFormat, filled in. A broken pattern comes back unformatted.
    std::string format(std::string_view key, const std::vector<Argument>& arguments) const;

    /// The language that the string of this key was found in; empty where nowhere.
    std::string_view language_of(std::string_view key) const;

    /// The tag of the language that was asked for, as the content's tables know it: "de-simple".
    const std::string& language() const { return own_; }

    /// ICU locale with the numbering system: "de", "fa-u-nu-arabext".
    const std::string& locale() const { return locale_; }

    /// Of locale(). Lives as long as these strings, or until it is forgotten.
    Formatters& formatters() const;
    bool has_formatters() const { return formatters_ != nullptr; }
    /// They are a quarter of a megabyte, and made again when they are asked for.
    void forget_formatters();

  private:
    /// A terminal keeps the strings of all its languages: keys and texts lie in bytes_, one
    /// after the other.
    struct Entry {
        std::uint32_t key; ///< where in bytes_; the text follows it
        std::uint16_t key_size;
        std::uint16_t language; ///< in languages_
        std::uint32_t text_size;
    };
    std::string_view key_of(const Entry& entry) const;
    std::string_view text_of(const Entry& entry) const;
    const Entry* find(std::string_view key) const;

    std::string bytes_;
    std::vector<Entry> entries_; ///< by key
    std::vector<std::string> languages_;
    std::string locale_;
    std::string own_; ///< the tag asked for
    mutable std::unique_ptr<Formatters> formatters_;
};

} // namespace zugang::content
