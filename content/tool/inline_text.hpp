#pragma once

#include "content/tool/source.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace zugang::content::tool {

/// Words of one block as they stand in the file: its lines, joined by one space, and where each of
/// them came from.
class MarkedText {
  public:
    MarkedText(const TextFile& file, Place fallback);

    /// `offset`: of the line's first byte in the file; npos: the text does not stand in the file
    /// literally.
    void add_line(std::string_view line, std::size_t offset);
    void cut(std::size_t size); ///< keeps the first bytes

    const std::string& text() const { return text_; }
    Place place(std::size_t offset) const;

  private:
    struct Piece {
        std::size_t start = 0;
        std::size_t file_offset = 0;
    };
    const TextFile& file_;
    Place fallback_;
    std::string text_;
    std::vector<Piece> pieces_;
};

/// What the words of a block are once their marks are read.
struct InlineText {
    SourceText text;
    std::string image; ///< file name, where the block is one image and nothing else
    bool is_image = false;
};

/// Bold, italics, links, values, contacts, terms, one image alone; anything else is a finding.
InlineText parse_inline(const MarkedText& source, Report& report);

/// First 8 hex digits of the SHA-256 of a block's source text, spaces run together.
std::string block_hash(std::string_view source_text);

} // namespace zugang::content::tool
