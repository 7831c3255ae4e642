#pragma once

#include "content/tool/source.hpp"

#include <optional>
#include <string>
#include <vector>

namespace zugang::content::tool {

/// guides/ of a package: every guide with all its languages and what is stale; it need not be
/// there.
void read_guides(Package& package, Report& report);

/// The words of guides/<id>/<lang>.toml; no value where it is no TOML.
std::optional<SourceGuideWords> parse_guide_words(const TextFile& file, Report& report);

/// What a translation that was made from these words follows: the hashes of the title and of the
/// nodes, in the order of the guide.
std::vector<std::string> guide_hashes(const SourceGuide& guide, const SourceGuideWords& original);

} // namespace zugang::content::tool
