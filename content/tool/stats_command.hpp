#pragma once

#include "content/date.hpp"

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace zugang::content::tool {

enum class StatsFormat : std::uint8_t { Text, Csv, Json };

struct StatsOptions {
    std::vector<std::filesystem::path> paths;
    std::optional<Date> from{};
    std::optional<Date> to{};
    StatsFormat format = StatsFormat::Text;
    std::filesystem::path content{}; ///< a content folder, for titles; empty: none are said
    std::string language = "de";     ///< of titles
    std::filesystem::path keys{};    ///< of terminals; empty: nobody is known
};

/// The editor's report. 0: good, also where broken lines were named; 1: something could not be read
/// or is not to be trusted.
int run_stats(const StatsOptions& options, std::ostream& out, std::ostream& errors);

} // namespace zugang::content::tool
