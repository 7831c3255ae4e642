#pragma once

#include "content/problems.hpp"
#include "content/tool/source.hpp"

#include <vector>

namespace zugang::content::tool {

/// On which page of a terminal each finding belongs, and to which block. `merged`: all packages
/// together. The files that editors' programs keep for themselves are no problems.
std::vector<Problem> place_problems(const Report& report, const Package& merged);

} // namespace zugang::content::tool
