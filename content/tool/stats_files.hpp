#pragma once

#include "content/counts.hpp"
#include "content/tool/report.hpp"
#include "content/tool/stats.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace zugang::content::tool {

/// What lies in the files of one or many terminals.
struct Counted {
    Counts counts;
    UnfoundDays words;
    std::optional<Date> first, last; ///< of the rows that are within the days that were asked for
    std::size_t files = 0;           ///< that were read
    std::size_t signed_files = 0;    ///< of them those of weeks, by their own keys
    std::set<std::string> terminals; ///< of those
    std::size_t refused = 0;         ///< files of which nothing was taken
};

struct CountedOptions {
    std::vector<std::filesystem::path> paths; ///< files, and folders that are searched for them
    std::optional<Date> from, to;
    /// Public keys, 64 hex digits; what is signed by no one of them is refused, and what is not
    /// signed. No value: nobody is known.
    std::optional<std::set<std::string>> keys;
};

/// Reads counts.tsv, unfound.tsv and files of weeks (week_counts.hpp). A file counts once, a week
/// of a terminal too. Broken lines and files are findings, and are left out.
Counted read_counted(const CountedOptions& options, Report& report);

/// One key a line, what stands behind it is a name; "#" begins a comment. No value and a finding
/// where a line is none.
std::optional<std::set<std::string>> read_keys(const std::filesystem::path& file, Report& report);

} // namespace zugang::content::tool
