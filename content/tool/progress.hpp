#pragma once

#include "content/tool/read_package.hpp"

#include <cstddef>
#include <iosfwd>
#include <string>

namespace zugang::content::tool {

/// One line on a terminal that is written over and over, each time another `step` are done, and
/// nothing anywhere else.
Progress progress_on(std::ostream& errors, const std::string& what, std::size_t step = 50);

} // namespace zugang::content::tool
