#pragma once

#include "content/tool/inline_text.hpp"
#include "content/tool/source.hpp"

#include <vector>

namespace zugang::content::tool {

/// What an import may do that an own article may not.
enum class Strictness { Own, Import };

/// The blocks of an article's Markdown, from `offset` to the end of the file. Ids are not given
/// yet.
std::vector<SourceBlock> parse_blocks(const TextFile& file, std::size_t offset,
                                      Strictness strictness, Report& report);

/// Gives every block its id: what is written, else from the nearest heading and the position below
/// it.
void give_ids(std::vector<SourceBlock>& blocks);

} // namespace zugang::content::tool
