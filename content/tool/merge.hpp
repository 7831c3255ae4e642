#pragma once

#include "content/tool/source.hpp"

#include <vector>

namespace zugang::content::tool {

/// The view of several packages that `check` looks at: one over the other in the order bund <
/// land/* < zentrum/*, with the places of everything. What a package may not do is a finding. A
/// terminal applies records instead (apply_packages), by the same rules.
Package merge(std::vector<Package> packages, Report& report);

} // namespace zugang::content::tool
