#pragma once

#include "content/tool/source.hpp"

namespace zugang::content::tool {

/// slips/<id>.toml and printers.toml of a package; none of them must be there.
void read_slips(Package& package, Report& report);

} // namespace zugang::content::tool
