#include "content/tool/stats.hpp"

#include <algorithm>

namespace zugang::content::tool {
namespace {

/// By id, then language.
using Cells = std::map<std::string, std::map<std::string, Shown>>;
using Sums = std::map<std::pair<std::string, std::string>, std::uint64_t>; ///< id, language

/// By what is shown, never by what is not.
bool goes_before(const std::pair<std::string, Shown>& a, const std::pair<std::string, Shown>& b) {
    return a.second.low != b.second.low ? a.second.low > b.second.low : a.first < b.first;
}

StatsTable table_of(const Cells& cells) {
    StatsTable table{.rows = {}, .by_language = {}, .all = {.low = 0, .high = 0}};
    std::map<std::string, Shown> languages;
    for (const auto& [id, by_language] : cells) {
        StatsRow row{.id = id, .all = {.low = 0, .high = 0}, .parts = {}};
        for (const auto& [language, number] : by_language) {
            row.parts.emplace_back(language, number);
            row.all = row.all + number;
            languages.try_emplace(language, Shown{.low = 0, .high = 0});
            languages[language] = languages[language] + number;
        }
        std::ranges::sort(row.parts, goes_before);
        table.all = table.all + row.all;
        table.rows.push_back(std::move(row));
    }
    std::ranges::sort(table.rows, [](const StatsRow& a, const StatsRow& b) {
        return goes_before({a.id, a.all}, {b.id, b.all});
    });
    table.by_language.assign(languages.begin(), languages.end());
    std::ranges::sort(table.by_language, goes_before);
    return table;
}

StatsTable table_of(const Sums& sums) {
    Cells cells;
    for (const auto& [key, number] : sums) {
        cells[key.first][key.second] = shown(number);
    }
    return table_of(cells);
}

} // namespace

Shown shown(std::uint64_t number) {
    return number > 0 && number < least_shown ? Shown{.low = 1, .high = least_shown - 1}
                                              : Shown{.low = number, .high = number};
}

Shown operator+(const Shown& a, const Shown& b) {
    return {.low = a.low + b.low,
            .high = a.high && b.high ? std::optional(*a.high + *b.high) : std::nullopt};
}

std::string describe(const Shown& number) {
    if (number.is_exact()) {
        return std::to_string(number.low);
    }
    if (!number.high) {
        return std::to_string(number.low) + " or more";
    }
    if (*number.high < least_shown) {
        return "< " + std::to_string(least_shown);
    }
    return std::to_string(number.low) + " to " + std::to_string(*number.high);
}

Stats stats_of(const Counts& counts, const UnfoundDays& words, const std::optional<Date>& from,
               const std::optional<Date>& to, const std::set<std::string>& left_out) {
    std::map<CountKind, Sums> sums;
    for (const auto& [key, number] : counts) {
        if ((!from || key.day >= *from) && (!to || key.day <= *to) && !left_out.contains(key.id)) {
            sums[key.kind][{key.id, key.language}] += number;
        }
    }
    // Views less those in vain are views of a translation: as small a number as any other.
    Cells missing;
    for (const auto& [key, number] : sums[CountKind::Missing]) {
        const std::uint64_t opened =
            sums[CountKind::View][key] + sums[CountKind::Result][key]; // an id is of one of them
        const bool tells =
            number >= least_shown && opened > number && opened - number < least_shown;
        missing[key.first][key.second] =
            tells ? Shown{.low = least_shown, .high = std::nullopt} : shown(number);
    }
    for (const CountKind kind : {CountKind::View, CountKind::Result}) {
        std::erase_if(sums[kind], [](const auto& cell) { return cell.second == 0; });
    }
    Cells searched;
    for (const auto& [key, days] : words) {
        searched[key.first][key.second] = {.low = days * least_shown, .high = std::nullopt};
    }
    return {.views = table_of(sums[CountKind::View]),
            .results = table_of(sums[CountKind::Result]),
            .missing = table_of(missing),
            .searches = table_of(sums[CountKind::Search]),
            .words = table_of(searched)};
}

} // namespace zugang::content::tool
