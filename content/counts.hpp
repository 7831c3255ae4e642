#pragma once

#include "content/date.hpp"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// How often something was looked at on a day: counts.tsv of a terminal (FORMAT.md, "What was
/// counted").
namespace zugang::content {

enum class CountKind : std::uint8_t {
    View,    ///< an article was opened; id: its slug
    Result,  ///< a guide led to a result; id: "guide/node"
    Missing, ///< one of both, and it was not there in the reader's language
    Search   ///< a search found nothing exact; id: "-"
};

/// "view", "result", "missing", "search"
std::string_view name(CountKind kind);

struct CountKey {
    Date day{};
    CountKind kind = CountKind::View;
    std::string id;
    std::string language; ///< tag, the visitor's

    auto operator<=>(const CountKey&) const = default;
};

/// In how many visits. Sorted by day, kind, id and language: the order says nothing of visits.
using Counts = std::map<CountKey, std::uint64_t>;

/// Numbers below this are not shown to anybody.
inline constexpr std::uint64_t least_shown = 5;

/// What a row may hold: an id of this project's content, in ASCII and of no more than 160 bytes.
bool is_count_id(std::string_view id);

struct CountLines {
    Counts counts;                   ///< rows with the same key are added up
    std::vector<std::size_t> broken; ///< numbers of lines, from 1, that are none
};

/// Lines that begin with # are no rows.
CountLines read_counts(std::string_view text);

/// One line a row, with its end.
std::string write_counts(const Counts& counts);

} // namespace zugang::content
