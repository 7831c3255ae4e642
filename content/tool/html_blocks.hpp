#pragma once

#include "content/article.hpp"
#include "content/tool/tally.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content::tool {

/// A stretch of a block's text with one look.
struct Run {
    std::string text; ///< UTF-8, NFC
    bool bold = false;
    bool italic = false;
    std::string link; ///< target, empty for none

    bool looks_like(const Run& other) const {
        return bold == other.bold && italic == other.italic && link == other.link;
    }
};

/// A block as FORMAT.md has it, not yet written.
struct RunBlock {
    BlockKind kind = BlockKind::Paragraph;
    int level =
        0; ///< Heading: 2 or 3. Step, Item: depth from 1, at most one deeper than the item before
    int number = 0; ///< Step: its number
    std::vector<Run> runs;
    std::string id; ///< to be written, or empty
};

std::string plain_text(const RunBlock& block);

/// The target to write for a link's address; empty: only the link's words are kept. The words are
/// given for an address that ends with ':' (Integreat's editor loses what belongs behind "tel:").
using ResolveLink = std::function<std::string(std::string_view address, std::string_view words)>;

struct HtmlBlocks {
    std::vector<RunBlock> blocks;
    std::size_t source_characters = 0; ///< visible letters and digits of the HTML
    std::size_t kept_characters = 0;   ///< those of the blocks
};

/// The blocks of an HTML fragment; whatever the bytes are, there is an answer.
HtmlBlocks blocks_of_html(std::string_view html, const ResolveLink& resolve_link, Tally& tally);

} // namespace zugang::content::tool
