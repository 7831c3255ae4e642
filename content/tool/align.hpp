#pragma once

#include "content/tool/source.hpp"

namespace zugang::content::tool {

/// Gives ids to the blocks of all languages of an article, compares them with the default
/// language's and finds what is stale.
void align(SourceArticle& article, Report& report);

} // namespace zugang::content::tool
