#pragma once

#include "content/text.hpp"
#include "content/tool/html_blocks.hpp"

#include <span>
#include <string>
#include <string_view>

namespace zugang::content::tool {

/// Text with every character that Markdown or our own marks would read otherwise escaped.
std::string escape_markdown(std::string_view utf8);

/// The Markdown of a block's words, without the mark of its kind.
std::string markdown_of_runs(const RunBlock& block, Tally& tally);

/// The Markdown of a block's words with values, contacts and terms. What Markdown cannot say (bold
/// with a space at its end) is read as something else: compare.
std::string markdown_of_text(const Text& text, BlockKind kind);

/// The body of a <lang>.md: one block a line.
std::string markdown_of_blocks(std::span<const RunBlock> blocks, Tally& tally);

/// A TOML basic string with its quotes.
std::string toml_string(std::string_view utf8);

/// An array of them on one line.
std::string toml_strings(std::span<const std::string> texts);

} // namespace zugang::content::tool
