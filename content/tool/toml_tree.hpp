#pragma once

#include "content/date.hpp"
#include "content/edit_distance.hpp"
#include "content/tool/text_file.hpp"

#include <optional>
#include <string>
#include <vector>

namespace zugang::content::tool {

/// A name that stands somewhere and must exist elsewhere.
struct Reference {
    std::string name;
    Place place;
};

struct TomlEntry;

/// A TOML value and where it stands; what is not its kind is empty.
struct TomlNode {
    enum class Kind { Table, Array, Text, Integer, Number, Flag, Date, Other };

    Kind kind = Kind::Other;
    Place place;
    std::string text;
    std::int64_t integer = 0;
    double number = 0;
    bool flag = false;
    Date date{};
    std::vector<TomlNode> items;
    std::vector<TomlEntry> entries; ///< in the order of the file
};

struct TomlEntry {
    std::string key;
    Place place;
    TomlNode node;
};

/// The whole file, or the part of it that starts at `first_line`. No value and a finding where it
/// is no TOML.
std::optional<TomlNode> parse_toml(const TextFile& file, std::string_view part, int first_line,
                                   Report& report);

/// Reads and parses a file. No value and a finding where it is no TOML.
std::optional<TomlNode> read_toml(const std::filesystem::path& path, Report& report);

/// Takes the keys of one table. `finish` names those that nobody took.
class TableReader {
  public:
    TableReader(const TomlNode& table, Report& report);

    std::string text(std::string_view key, std::string_view fallback = {});
    std::string required_text(std::string_view key);
    std::string one_of(std::string_view key, const std::vector<std::string>& words,
                       std::string_view fallback);
    std::int64_t integer(std::string_view key, std::int64_t min, std::int64_t max,
                         std::int64_t fallback);
    double number(std::string_view key, double fallback);
    bool flag(std::string_view key);
    std::optional<Date> date(std::string_view key);
    std::vector<std::string> texts(std::string_view key);
    std::vector<Reference> references(std::string_view key);
    const TomlNode* table(std::string_view key);
    std::vector<const TomlNode*> rows(std::string_view key);

    /// The place of a key's value; of the table where it has none.
    Place place(std::string_view key) const;

    void finish();

  private:
    const TomlNode* find(std::string_view key, TomlNode::Kind kind, std::string_view kind_name);

    const TomlNode& table_;
    Report& report_;
    std::vector<std::string> known_;
};

/// "did you mean "x"?" or what else to do.
std::string suggestion(std::string_view wanted, const std::vector<std::string>& names,
                       std::string otherwise);

} // namespace zugang::content::tool
