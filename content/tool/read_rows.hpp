#pragma once

#include "content/tool/source.hpp"

namespace zugang::content::tool {

/// languages.toml, topics.toml, values.toml, contacts.toml, glossary and interface strings of a
/// package; none of them must be there.
void read_rows(Package& package, Report& report);

} // namespace zugang::content::tool
