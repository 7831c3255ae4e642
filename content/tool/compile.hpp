#pragma once

#include "content/records.hpp"
#include "content/tool/assets.hpp"
#include "content/tool/hyphenate.hpp"
#include "content/tool/patterns.hpp"
#include "content/tool/source.hpp"

#include <set>
#include <string>

namespace zugang::content::tool {

/// The records of one package: what a terminal installs. `base` is what the package stands on, as
/// bund; null where it stands on nothing. Its languages and hyphenation exceptions count too, so
/// that a land need not repeat them. The same sources give the same bytes. Errors in the report
/// where a picture, a font, a pictogram or hyphenation patterns are not there.
RecordBytes compile(const Package& package, const Package* base, const Assets& assets,
                    PatternFiles& patterns, Report& report);

/// The records of one article alone, without recordings and the files that it names.
RecordBytes compile_article(const SourceArticle& article, const Hyphenator& hyphenator);

/// Keys of the files that an article names: its pictogram and its pictures.
std::set<std::string> file_keys(const SourceArticle& article);

/// The families of fonts that these languages need.
std::set<std::string> shipped_families(const Package& package);

} // namespace zugang::content::tool
