#pragma once

#include "content/tool/source.hpp"

#include <string>
#include <vector>

namespace zugang::content::tool {

/// Gives ids to the blocks of all languages of an article, compares them with the default
/// language's and finds what is stale.
void align(SourceArticle& article, Report& report);

/// What a translation that was made from this text follows: hashes of title, summary and blocks.
std::vector<std::string> block_hashes(const Translation& original);

} // namespace zugang::content::tool
