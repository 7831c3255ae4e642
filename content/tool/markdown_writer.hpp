#pragma once

#include "content/tool/html_blocks.hpp"

#include <span>
#include <string>
#include <string_view>

namespace zugang::content::tool {

/// Text with every character that Markdown or our own marks would read otherwise escaped.
std::string escape_markdown(std::string_view utf8);

/// The Markdown of a block's words, without the mark of its kind.
std::string markdown_of_runs(const RunBlock& block, Tally& tally);

/// The body of a <lang>.md: one block a line.
std::string markdown_of_blocks(std::span<const RunBlock> blocks, Tally& tally);

/// A TOML basic string with its quotes.
std::string toml_string(std::string_view utf8);

} // namespace zugang::content::tool
