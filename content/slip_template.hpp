#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content {

class Database;

/// What a part of a slip shows. Where a part has words, they stand there in the visitor's language
/// and below it in German.
enum class SlipBlockKind : std::uint8_t {
    Heading, ///< words in the middle, bold
    Text,    ///< words
    DayTime, ///< "moment": day and time, large; the day in full, in the language's second calendar,
             ///< in German
    Facts,     ///< short names of things beside one another, each large below what it is
    Rows,      ///< a list, each with its pictogram
    Code,      ///< a QR code with words beside it
    Line,      ///< dashes from edge to edge
    Space,     ///< nothing
    Languages, ///< a line in each language of the content: whether all letters are there
    Ruler      ///< millimetres from edge to edge
};
inline constexpr std::array<std::string_view, 10> slip_block_names{
    "heading", "text", "moment", "facts", "rows", "code", "line", "space", "languages", "ruler"};

enum class SlipSize : std::uint8_t { Small, Normal, Large, Huge };
inline constexpr std::array<std::string_view, 4> slip_size_names{"small", "normal", "large",
                                                                 "huge"};

struct SlipFact {
    std::string label; ///< key of an interface string
    std::string value; ///< name of a field

    friend bool operator==(const SlipFact&, const SlipFact&) = default;
};

/// A part of a slip. A part whose field is empty is left out.
struct SlipBlock {
    SlipBlockKind kind = SlipBlockKind::Text;
    std::string text{};  ///< key of an interface string; before the field's own words
    std::string value{}; ///< name of a field, see kiosk/print/slip.hpp
    std::string icon{};  ///< pictogram beside the words
    std::string when{};  ///< name of a field: only where it is there
    SlipSize size = SlipSize::Normal;
    bool centred = false;
    bool bold = false;
    std::vector<SlipFact> facts{}; ///< Facts

    friend bool operator==(const SlipBlock&, const SlipBlock&) = default;
};

inline constexpr std::size_t most_slip_blocks = 64;
inline constexpr std::size_t most_slip_facts = 3;

/// What stands on a kind of slip, from top to bottom.
struct SlipTemplate {
    std::string id; ///< "appointment", "referral", "handout", "test"
    std::vector<SlipBlock> blocks;

    friend bool operator==(const SlipTemplate&, const SlipTemplate&) = default;
};

/// No value where the content has none of this name.
std::optional<SlipTemplate> find_slip_template(Database& database, std::string_view id);

/// Ids, in alphabetical order.
std::vector<std::string> list_slip_templates(Database& database);

} // namespace zugang::content
