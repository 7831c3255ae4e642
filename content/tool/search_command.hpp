#pragma once

#include "content/tool/report.hpp"

#include <cstddef>
#include <filesystem>
#include <iosfwd>
#include <string>

namespace zugang::content::tool {

struct SearchOptions {
    std::filesystem::path content; ///< a content folder
    std::string language;          ///< the reader's
    std::string query;
    bool batch = false; ///< queries from `in`, one a line; one JSON line for each
    std::size_t limit = 10;
    Format format = Format::Text;
};

/// Looks up as a terminal does. 0: done, also where nothing was found; 1: no content folder there.
int run_search(const SearchOptions& options, std::istream& in, std::ostream& out,
               std::ostream& errors);

} // namespace zugang::content::tool
