#pragma once

#include "content/tool/source.hpp"

#include <span>
#include <vector>

namespace zugang::content::tool {

/// Applies packages to one another in the order bund < land/* < zentrum/*. What a package may not
/// do is a finding.
Package merge(std::vector<Package> packages, Report& report);

} // namespace zugang::content::tool
