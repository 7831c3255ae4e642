#include "content/tool/markdown_writer.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace zugang::content::tool {
namespace {

bool is_ascii_alnum(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string percent(char c) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    return {'%', digits[byte >> 4U], digits[byte & 15U]};
}

/// A link's target inside `( )`.
std::string escape_target(std::string_view target) {
    constexpr std::string_view unsafe = " ()<>[]{}|\\\"`^*";
    std::string out;
    for (std::size_t i = 0; i < target.size(); ++i) {
        const bool reference = target[i] == '&' && target.find(';', i) < i + 12;
        if (reference) {
            out += "&amp;";
        } else if (unsafe.find(target[i]) != std::string_view::npos) {
            out += percent(target[i]);
        } else {
            out += target[i];
        }
    }
    return out;
}

/// What would make the start of a line a list, a heading, a note or a fence.
std::string escape_line_start(std::string line) {
    if (line.find_first_of("#>-+=") == 0) {
        line.insert(0, 1, '\\');
        return line;
    }
    const auto digits =
        static_cast<std::size_t>(std::ranges::find_if_not(line, is_digit) - line.begin());
    const bool number =
        digits > 0 && digits < line.size() && (line[digits] == '.' || line[digits] == ')');
    if (number && (digits + 1 == line.size() || line[digits + 1] == ' ')) {
        line.insert(digits, 1, '\\');
    }
    return line;
}

/// Spaces at the border of two looks belong to neither.
std::vector<Run> with_loose_spaces(const std::vector<Run>& runs) {
    std::vector<Run> cores;
    for (const Run& run : runs) {
        const std::size_t first = std::min(run.text.find_first_not_of(' '), run.text.size());
        const std::size_t last = run.text.find_last_not_of(' ') + 1;
        const auto push = [&](std::size_t from, std::size_t to, bool space) {
            if (to > from) {
                cores.push_back({.text = run.text.substr(from, to - from),
                                 .bold = run.bold && !space,
                                 .italic = run.italic && !space,
                                 .link = space ? std::string() : run.link});
            }
        };
        push(0, first, true);
        push(first, std::max(first, last), false);
        push(std::max(first, last), run.text.size(), true);
    }
    for (std::size_t i = 1; i + 1 < cores.size(); ++i) {
        if (cores[i].text.find_first_not_of(' ') == std::string::npos) {
            const Run& before = cores[i - 1];
            const Run& after = cores[i + 1];
            cores[i].bold = before.bold && after.bold;
            cores[i].italic = before.italic && after.italic;
            cores[i].link = before.link == after.link ? before.link : std::string();
        }
    }
    return cores;
}

/// A stretch of raw Markdown, or a delimiter (`*` or `**`) that may still be given up.
struct Piece {
    std::string raw;
    bool delimiter = false;
    bool opens = false;
    std::size_t partner = 0;
};

enum class Neighbour : std::uint8_t { Space, Punctuation, Letter, Unclear };

Neighbour neighbour(UChar32 c) {
    if (c < 0 || u_isUWhiteSpace(c) != 0) {
        return Neighbour::Space;
    }
    if (u_ispunct(c) != 0 || (c < 0x80 && u_isalnum(c) == 0)) {
        return Neighbour::Punctuation;
    }
    // Versions of CommonMark disagree about symbols.
    return (U_GET_GC_MASK(c) & U_GC_S_MASK) != 0 ? Neighbour::Unclear : Neighbour::Letter;
}

Neighbour first_of(std::string_view raw) {
    constexpr std::size_t longest_character = 4;
    const std::string character(raw.substr(0, longest_character));
    return neighbour(raw.empty() ? -1 : icu::UnicodeString::fromUTF8(character).char32At(0));
}

Neighbour last_of(std::string_view raw) {
    std::size_t start = raw.size();
    while (start > 0 && (static_cast<unsigned char>(raw[--start]) & 0xC0U) == 0x80U) {
    }
    return first_of(raw.substr(start));
}

/// CommonMark's rule for a delimiter: `inner` is the side of the emphasised words.
bool can_delimit(Neighbour inner, Neighbour outer) {
    return inner == Neighbour::Letter ||
           (inner != Neighbour::Space &&
            (outer == Neighbour::Space || outer == Neighbour::Punctuation));
}

class Line {
  public:
    void add(std::string raw) { pieces_.push_back({.raw = std::move(raw)}); }
    void open_link() {
        if (!pieces_.empty() && pieces_.back().raw.ends_with('!')) {
            pieces_.back().raw.insert(pieces_.back().raw.size() - 1, 1, '\\'); // not a picture
        }
        add("[");
    }
    std::size_t open(std::string raw) {
        pieces_.push_back({.raw = std::move(raw), .delimiter = true, .opens = true});
        return pieces_.size() - 1;
    }
    void close(std::size_t opened) {
        pieces_[opened].partner = pieces_.size();
        pieces_.push_back({.raw = pieces_[opened].raw, .delimiter = true, .partner = opened});
    }

    /// Gives up what a reader of Markdown would not see as emphasis; how many were given up.
    std::size_t settle() {
        std::size_t given_up = 0;
        for (std::size_t before = given_up + 1;
             before != given_up;) { // giving up one may bring down its neighbour
            before = given_up;
            for (std::size_t i = 0; i < pieces_.size(); ++i) {
                if (pieces_[i].delimiter && !pieces_[i].raw.empty() && !stands(i)) {
                    pieces_[pieces_[i].partner].raw.clear();
                    pieces_[i].raw.clear();
                    ++given_up;
                }
            }
        }
        return given_up;
    }

    std::string text() const {
        std::string out;
        for (const Piece& piece : pieces_) {
            out += piece.raw;
        }
        return out;
    }

  private:
    bool stands(std::size_t at) const {
        std::size_t before = at;
        std::size_t after = at;
        const auto passes = [&](const Piece& piece) {
            return piece.raw.empty() || piece.delimiter;
        };
        const auto agrees = [&](const Piece& piece) {
            return piece.raw.empty() || piece.opens == pieces_[at].opens;
        };
        while (before > 0 && passes(pieces_[before - 1])) {
            if (!agrees(pieces_[--before])) {
                return false;
            }
        }
        while (after + 1 < pieces_.size() && passes(pieces_[after + 1])) {
            if (!agrees(pieces_[++after])) {
                return false;
            }
        }
        const Neighbour left = before > 0 ? last_of(pieces_[before - 1].raw) : Neighbour::Space;
        const Neighbour right =
            after + 1 < pieces_.size() ? first_of(pieces_[after + 1].raw) : Neighbour::Space;
        return pieces_[at].opens ? can_delimit(right, left) : can_delimit(left, right);
    }

    std::vector<Piece> pieces_;
};

/// Bold outside, italics inside.
void add_styled(Line& line, std::span<const Run> runs) {
    for (std::size_t i = 0; i < runs.size();) {
        const bool bold = runs[i].bold;
        const std::size_t bold_mark = bold ? line.open("**") : 0;
        for (; i < runs.size() && runs[i].bold == bold;) {
            const bool italic = runs[i].italic;
            const std::size_t italic_mark = italic ? line.open("*") : 0;
            std::string words;
            for (; i < runs.size() && runs[i].bold == bold && runs[i].italic == italic; ++i) {
                words += runs[i].text;
            }
            line.add(escape_markdown(words));
            if (italic) {
                line.close(italic_mark);
            }
        }
        if (bold) {
            line.close(bold_mark);
        }
    }
}

} // namespace

std::string escape_markdown(std::string_view utf8) {
    constexpr std::string_view marks = "\\`*_[]<>{}|~";
    std::string out;
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        const char c = utf8[i];
        const char next = i + 1 < utf8.size() ? utf8[i + 1] : ' ';
        const bool reference = c == '&' && (next == '#' || is_ascii_alnum(next));
        if (marks.find(c) != std::string_view::npos || reference) {
            out += '\\';
        }
        out += c;
    }
    return out;
}

std::string markdown_of_runs(const RunBlock& block, Tally& tally) {
    const std::vector<Run> runs = with_loose_spaces(block.runs);
    Line line;
    for (std::size_t i = 0; i < runs.size();) {
        std::size_t end = i;
        while (end < runs.size() && runs[end].link == runs[i].link) {
            ++end;
        }
        const std::span<const Run> same(runs.data() + i, end - i);
        if (runs[i].link.empty()) {
            add_styled(line, same);
        } else {
            line.open_link();
            add_styled(line, same);
            line.add("](" + escape_target(runs[i].link) + ")");
        }
        i = end;
    }
    if (const std::size_t given_up = line.settle(); given_up > 0) {
        tally.changed["bold or italics within a word became plain"] += given_up;
    }
    std::string text = line.text();
    if (text.ends_with("\\\\")) {
        text.replace(text.size() - 2, 2, "&#92;"); // at the end of a line it would be a line break
    }
    if (block.kind != BlockKind::Heading) {
        return escape_line_start(std::move(text));
    }
    if (text.ends_with('#')) {
        text.insert(text.size() - 1, 1, '\\');
    }
    return text;
}

namespace {

std::string link_end(const std::string& target) {
    const bool plain = escape_target(target) == target;
    const bool bracketed = target.find_first_of("<>\\&") == std::string::npos;
    return "](" + (plain ? target : bracketed ? "<" + target + ">" : escape_target(target)) + ")";
}

std::string start_of(const Span& span) {
    switch (span.kind) {
    case SpanKind::Bold:
        return "**";
    case SpanKind::Italic:
        return "*";
    case SpanKind::Link:
        return "[";
    case SpanKind::Value:
        return "{value:" + span.target + "}";
    case SpanKind::Contact:
        return "{contact:" + span.target + "}";
    case SpanKind::Term:
        break;
    }
    return "[[" + span.target + "|";
}

std::string end_of(const Span& span) {
    switch (span.kind) {
    case SpanKind::Bold:
        return "**";
    case SpanKind::Italic:
        return "*";
    case SpanKind::Link:
        return link_end(span.target);
    case SpanKind::Term:
        return "]]";
    case SpanKind::Value:
    case SpanKind::Contact:
        break;
    }
    return {};
}

bool replaces_words(const Text& text, const Span& span) {
    return span.kind == SpanKind::Value || span.kind == SpanKind::Contact ||
           (span.kind == SpanKind::Term &&
            text.utf8.compare(span.start, span.length, span.target) == 0);
}

/// Spans from `next` on that start before `end`, and the words between them.
std::string marked_words(const Text& text, std::size_t start, std::size_t end, std::size_t& next) {
    std::string out;
    while (next < text.spans.size() && text.spans[next].start < end) {
        const Span& span = text.spans[next++];
        out += escape_markdown(std::string_view(text.utf8).substr(start, span.start - start));
        start = span.start + span.length;
        if (!replaces_words(text, span)) {
            out += start_of(span) + marked_words(text, span.start, start, next) + end_of(span);
        } else if (span.kind == SpanKind::Term) {
            out += "[[" + span.target + "]]";
        } else {
            out += start_of(span);
        }
    }
    return out + escape_markdown(std::string_view(text.utf8).substr(start, end - start));
}

} // namespace

std::string markdown_of_text(const Text& text, BlockKind kind) {
    std::size_t next = 0;
    std::string line = marked_words(text, 0, text.utf8.size(), next);
    if (line.ends_with("\\\\")) {
        line.replace(line.size() - 2, 2, "&#92;");
    }
    const bool marked = line.starts_with("**") || line.starts_with("*");
    return kind == BlockKind::Heading || marked ? line : escape_line_start(std::move(line));
}

std::string markdown_of_blocks(std::span<const RunBlock> blocks, Tally& tally) {
    std::string out;
    std::vector<std::size_t> widths; // of the marks that stand left of an item, by depth
    BlockKind before = BlockKind::Paragraph;
    const auto is_item = [](BlockKind kind) {
        return kind == BlockKind::Item || kind == BlockKind::Step;
    };
    for (const RunBlock& block : blocks) {
        if (!out.empty() && !(is_item(block.kind) && is_item(before))) {
            out += '\n';
        }
        std::string mark;
        if (is_item(block.kind)) {
            const auto depth = static_cast<std::size_t>(std::max(block.level, 1));
            mark = block.kind == BlockKind::Item ? "- " : std::to_string(block.number) + ". ";
            widths.resize(depth - 1, 2);
            std::size_t indent = 0;
            for (const std::size_t width : widths) {
                indent += width;
            }
            widths.push_back(mark.size());
            mark.insert(0, indent, ' ');
        } else {
            widths.clear();
        }
        if (block.kind == BlockKind::Heading) {
            mark = block.level == 2 ? "## " : "### ";
        } else if (block.kind == BlockKind::Note) {
            mark = "> ";
        }
        out += mark + markdown_of_runs(block, tally);
        out += block.id.empty() ? "\n" : " {#" + block.id + "}\n";
        before = block.kind;
    }
    return out;
}

std::string toml_string(std::string_view utf8) {
    std::string out = "\"";
    for (const char c : utf8) {
        if (c == '"' || c == '\\') {
            out += '\\';
        }
        const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
        out += control ? ' ' : c;
    }
    return out + '"';
}

std::string toml_strings(std::span<const std::string> texts) {
    std::string array;
    for (const std::string& text : texts) {
        array += (array.empty() ? "" : ", ") + toml_string(text);
    }
    return "[" + array + "]";
}

} // namespace zugang::content::tool
