#pragma once

#include "content/counts.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What terminals have counted, added up, and made so that no number below five can be read from
/// it.
namespace zugang::content::tool {

/// What is said of a number: it is one of these. Exact where both are the same.
struct Shown {
    std::uint64_t low = 0;
    std::optional<std::uint64_t> high{}; ///< no value: there is no limit

    bool is_exact() const { return high == low; }
    friend bool operator==(const Shown&, const Shown&) = default;
};

/// 1 to 4 become "1 to 4".
Shown shown(std::uint64_t number);

/// What the numbers say of their sum, and no more: a total gives nothing away by subtraction.
Shown operator+(const Shown& a, const Shown& b);

/// "12", "< 5", "20 to 35", "15 or more"
std::string describe(const Shown& number);

/// One article, result or word, and all languages; or one language and all of them.
struct StatsRow {
    std::string id;
    Shown all;
    std::vector<std::pair<std::string, Shown>> parts; ///< by language
};

struct StatsTable {
    std::vector<StatsRow> rows; ///< what is shown most first, then by id
    std::vector<std::pair<std::string, Shown>> by_language; ///< totals, as the rows
    Shown all;
};

/// Words that were looked for and not found: on how many days of how many terminals at least five
/// visits did, by word and language.
using UnfoundDays = std::map<std::pair<std::string, std::string>, std::uint64_t>;

struct Stats {
    StatsTable views;
    StatsTable results;
    StatsTable missing; ///< where all but a few views were in vain: "5 or more", not the difference
    StatsTable searches;
    StatsTable words;
};

/// Days from `from` to `to`, both included; no value: from the first, to the last. What is in
/// `left_out` (ids) is nowhere in it.
Stats stats_of(const Counts& counts, const UnfoundDays& words, const std::optional<Date>& from,
               const std::optional<Date>& to, const std::set<std::string>& left_out = {});

} // namespace zugang::content::tool
