#pragma once

#include "content/date.hpp"
#include "content/problems.hpp"
#include "content/tool/source.hpp"

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

namespace zugang::content::tool {

/// What pictures of all pages are made of.
struct ShotsOrder {
    const Package& merged; ///< all packages together
    std::vector<Problem> problems;
    std::filesystem::path content;   ///< the content folder
    std::filesystem::path workplace; ///< for what is needed meanwhile
    std::filesystem::path out;       ///< made where it is not there
    std::string size;                ///< of the terminal; empty: its own
    Date day{};
};

/// Has the terminal paint every public article in every language that it is written in, on all
/// processors, as <out>/<slug>/<language>.png, and writes <out>/index.html with the pictures side
/// by side and what is wrong with each. The index comes last: where it is, all pictures are.
/// Returns the exit code. `told_to_end` is asked now and then.
int write_shots(const ShotsOrder& order, const std::function<bool()>& told_to_end,
                std::ostream& errors);

/// The page: relative paths, no scripts.
std::string shots_index(const Package& merged, const std::vector<Problem>& problems);

} // namespace zugang::content::tool
