#pragma once

#include "content/tool/read_package.hpp"
#include "content/tool/readings.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace zugang::content::tool {

/// What there is of recordings in a language once `record` has run.
struct LanguageRecordings {
    std::string package;
    std::string language;
    std::string voice;          ///< empty: espeak-ng has none, nothing is rendered
    std::size_t recordings = 0; ///< those of people included
    std::size_t of_people = 0;
    std::size_t rendered = 0; ///< of them, now
    std::size_t removed = 0;  ///< that belong to no text any more
    std::size_t changing = 0; ///< texts with a value or contact
    std::uint64_t bytes = 0;
    std::int64_t milliseconds = 0; ///< of those that were made
};

struct RecordJob {
    std::vector<Package> packages;   ///< all that are looked at together
    std::size_t named = 0;           ///< the first ones: recordings are made of them
    std::filesystem::path out;       ///< of `record`; recordings of a package are in out/<its id>
    std::filesystem::path program;   ///< zugang-voice
    std::set<std::string> languages; ///< empty: all
};

/// Renders what is missing or stale in `out` and takes out what belongs to no text any more; what a
/// person has recorded, there or in the package, stays as it is. On all processors. Findings where
/// a text cannot be rendered: the others are. Throws where the disk says no; what is there then is
/// whole, and the next run goes on from it.
std::vector<LanguageRecordings> record(const RecordJob& job, const Progress& progress,
                                       Report& report);

} // namespace zugang::content::tool
