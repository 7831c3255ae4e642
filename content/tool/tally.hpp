#pragma once

#include <cstddef>
#include <map>
#include <string>

namespace zugang::content::tool {

/// What an import did to its source, by kind, so that nothing goes in silence.
struct Tally {
    std::map<std::string, std::size_t> changed;
    std::map<std::string, std::size_t> left_out; ///< what, and why
};

} // namespace zugang::content::tool
