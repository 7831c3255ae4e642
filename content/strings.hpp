#pragma once

#include "content/language.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace zugang::content {

class Database;

/// An argument of a message: its name in the pattern and a number or a text.
using Argument = std::pair<std::string_view, std::variant<std::int64_t, double, std::string_view>>;

/// The interface strings of one language, with its fallbacks filled in. Copies; lives without the database.
class Strings {
  public:
    Strings(Database& database, const Language& language);

    /// The plain string; the key itself where neither the language nor a fallback has it.
    std::string_view get(std::string_view key) const;

    /// The string as an ICU MessageFormat, filled in. A broken pattern comes back unformatted.
    std::string format(std::string_view key, const std::vector<Argument>& arguments) const;

    /// The language that the string of this key was found in; empty where nowhere.
    std::string_view language_of(std::string_view key) const;

    /// ICU locale with the numbering system.
    const std::string& locale() const { return locale_; }

  private:
    struct Entry {
        std::string text;
        std::string language;
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view key) const {
            return std::hash<std::string_view>{}(key);
        }
    };
    std::unordered_map<std::string, Entry, Hash, std::equal_to<>> entries_;
    std::string locale_;
    std::string own_; ///< the tag asked for
};

} // namespace zugang::content
