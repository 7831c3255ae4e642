#include "content/tool/blocks.hpp"

#include "content/tool/slug.hpp"

#include <algorithm>

namespace zugang::content::tool {
namespace {

struct Line {
    std::string_view text;  ///< without indentation and spaces at its end
    std::size_t offset = 0; ///< of the text in the file
    std::size_t indent = 0;
    bool broken = false; ///< two spaces or a backslash at its end: a forced line break
};

/// The mark that a line starts with, if any.
struct Opening {
    BlockKind kind = BlockKind::Paragraph;
    int level = 0;
    int number = 0;
    std::size_t size = 0; ///< bytes of the mark and the spaces behind it
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::size_t spaces_at(std::string_view text, std::size_t from) {
    std::size_t end = from;
    while (end < text.size() && (text[end] == ' ' || text[end] == '\t')) {
        ++end;
    }
    return end - from;
}

bool consists_of(std::string_view text, char wanted, std::size_t at_least) {
    std::size_t count = 0;
    for (const char c : text) {
        if (c == wanted) {
            ++count;
        } else if (c != ' ') {
            return false;
        }
    }
    return count >= at_least;
}

class BlockReader {
  public:
    BlockReader(const TextFile& file, std::size_t offset, Strictness strictness, Report& report)
        : file_(file), strictness_(strictness), report_(report) {
        const std::string_view bytes = file.bytes();
        while (offset < bytes.size()) {
            const std::size_t end = std::min(bytes.find('\n', offset), bytes.size());
            lines_.push_back(make_line(bytes.substr(offset, end - offset), offset));
            offset = end + 1;
        }
    }

    std::vector<SourceBlock> run() {
        while (next_ < lines_.size()) {
            const Line& line = lines_[next_];
            if (line.text.empty()) {
                blank_ = true;
                ++next_;
            } else if (!refuse_line(line)) {
                read_block();
                blank_ = false;
            }
        }
        return std::move(blocks_);
    }

  private:
    struct List {
        std::size_t content_indent = 0;
        BlockKind kind = BlockKind::Item;
        int next_number = 1;
    };

    static Line make_line(std::string_view raw, std::size_t offset) {
        Line line;
        std::size_t start = 0;
        while (start < raw.size() && (raw[start] == ' ' || raw[start] == '\t')) {
            line.indent += raw[start] == '\t' ? 4 - line.indent % 4 : 1;
            ++start;
        }
        std::size_t end = raw.size();
        while (end > start && (raw[end - 1] == ' ' || raw[end - 1] == '\t')) {
            --end;
        }
        line.broken =
            (raw.size() - end >= 2 && end > start) || (end > start && raw[end - 1] == '\\');
        if (end > start && raw[end - 1] == '\\') {
            --end;
        }
        line.text = raw.substr(start, end - start);
        line.offset = offset + start;
        return line;
    }

    Place place(const Line& line, std::size_t in_text = 0) const {
        return file_.place(line.offset + in_text);
    }

    void complain(const Place& where, std::string what, std::string advice) {
        report_.add(strictness_ == Strictness::Own ? Severity::Error : Severity::Warning, where,
                    std::move(what), std::move(advice));
    }

    /// Whole lines that no block of ours starts with.
    bool refuse_line(const Line& line) {
        if (line.text.starts_with("```") || line.text.starts_with("~~~")) {
            report_.error(place(line), "code is refused", "write plain words");
            const std::string_view fence = line.text.substr(0, 3);
            do {
                ++next_;
            } while (next_ < lines_.size() && !lines_[next_].text.starts_with(fence));
            next_ = std::min(next_ + 1, lines_.size());
            return true;
        }
        if (consists_of(line.text, '-', 3) || consists_of(line.text, '*', 3) ||
            consists_of(line.text, '_', 3) || consists_of(line.text, '=', 3)) {
            report_.error(place(line), "rules and underlined headings are refused",
                          "write headings as \"## Heading\", and no rules");
            ++next_;
            return true;
        }
        if (line.text.starts_with('|')) {
            report_.error(place(line), "tables are refused",
                          "write a list, or a heading for each row");
            while (next_ < lines_.size() && lines_[next_].text.starts_with('|')) {
                ++next_;
            }
            return true;
        }
        return false;
    }

    static Opening find_opening(std::string_view text) {
        if (text.starts_with('#')) {
            const std::size_t hashes = std::min(text.find_first_not_of('#'), text.size());
            const std::size_t spaces = spaces_at(text, hashes);
            if (spaces > 0 && hashes <= 6) {
                return {BlockKind::Heading, static_cast<int>(hashes), 0, hashes + spaces};
            }
        }
        if (text.starts_with('>')) {
            return {BlockKind::Note, 0, 0, 1 + spaces_at(text, 1)};
        }
        if (text.starts_with("- ") || text == "-") {
            return {BlockKind::Item, 1, 0, 1 + spaces_at(text, 1)};
        }
        std::size_t digits = 0;
        int number = 0;
        while (digits < text.size() && digits < 9 && is_digit(text[digits])) {
            number = number * 10 + (text[digits] - '0');
            ++digits;
        }
        if (digits > 0 && text.substr(digits).starts_with('.') &&
            (text.size() == digits + 1 || text[digits + 1] == ' ')) {
            return {BlockKind::Step, 1, number, digits + 1 + spaces_at(text, digits + 1)};
        }
        return {};
    }

    /// Items of Markdown's other lists; within a block they would run into the words before.
    void refuse_foreign_list(const Line& line) {
        const std::string_view text = line.text;
        if (text.starts_with("* ") || text.starts_with("+ ")) {
            report_.error(place(line), "lists start with \"-\" here", "write \"- \" instead");
        } else if (!text.empty() && is_digit(text[0])) {
            const std::size_t digits = text.find_first_not_of("0123456789");
            if (digits != std::string_view::npos && text.substr(digits).starts_with(") ")) {
                report_.error(place(line), "numbered lists are written with a dot here",
                              "write \"1. \" instead");
            }
        }
    }

    /// Marks of Markdown that mean something and that we do not have.
    void refuse_foreign_mark(const Line& line) {
        const std::string_view text = line.text;
        refuse_foreign_list(line);
        if (text.starts_with('#') && text.find_first_not_of('#') != std::string_view::npos &&
            text[text.find_first_not_of('#')] != ' ' && strictness_ == Strictness::Own) {
            report_.error(place(line), "there is no space behind \"#\"", "write \"## Heading\"");
        } else if (text.starts_with('[') && text.find("]:") != std::string_view::npos &&
                   !text.starts_with("[[") && text.find("]:") < text.find(' ')) {
            report_.error(place(line), "link definitions are refused", "write [text](https://...)");
        }
    }

    void read_block() {
        const Line& first = lines_[next_];
        Opening opening = find_opening(first.text);
        if (opening.kind == BlockKind::Paragraph) {
            refuse_foreign_mark(first);
        }
        SourceBlock block;
        block.kind = opening.kind;
        block.level = opening.level;
        if (opening.kind == BlockKind::Heading && (opening.level < 2 || opening.level > 3)) {
            complain(place(first), "headings have two or three \"#\"",
                     "write \"## \" or \"### \"; the title stands between the +++ lines");
            block.level = std::clamp(opening.level, 2, 3);
        }
        if (opening.kind == BlockKind::Step || opening.kind == BlockKind::Item) {
            place_in_list(first, opening, block);
        } else if (!lists_.empty() && first.indent >= lists_.back().content_indent && blank_ &&
                   opening.kind == BlockKind::Paragraph) {
            complain(place(first), "a list item has a second paragraph",
                     "put it into the item, or end the list (no spaces before the line)");
            lists_.clear();
        } else {
            lists_.clear();
        }
        read_words(first, opening, block);
    }

    /// Depth from the indentation, numbers counted on.
    void place_in_list(const Line& line, const Opening& opening, SourceBlock& block) {
        while (!lists_.empty() && line.indent < lists_.back().content_indent && !is_sibling(line)) {
            lists_.pop_back();
        }
        const bool sibling = !lists_.empty() && line.indent < lists_.back().content_indent;
        if (!sibling) {
            lists_.push_back({.content_indent = line.indent + opening.size,
                              .kind = opening.kind,
                              .next_number = opening.number});
        } else if (lists_.back().kind != opening.kind) {
            lists_.back() = {.content_indent = line.indent + opening.size,
                             .kind = opening.kind,
                             .next_number = opening.number};
        } else {
            lists_.back().content_indent = line.indent + opening.size;
        }
        block.level = static_cast<int>(lists_.size());
        block.number = opening.kind == BlockKind::Step ? lists_.back().next_number++ : 0;
    }

    bool is_sibling(const Line& line) const {
        return lists_.size() < 2 || line.indent >= lists_[lists_.size() - 2].content_indent;
    }

    void read_words(const Line& first, const Opening& opening, SourceBlock& block) {
        MarkedText words(file_, place(first));
        add_line(words, first, opening.size);
        ++next_;
        if (opening.kind != BlockKind::Heading) {
            while (next_ < lines_.size() && continues(lines_[next_], opening.kind)) {
                const Line& line = lines_[next_];
                const std::size_t mark =
                    opening.kind == BlockKind::Note && line.text.starts_with('>')
                        ? 1 + spaces_at(line.text, 1)
                        : 0;
                if (lines_[next_ - 1].broken) {
                    report_.advice(place(line), "a line break within a block is not shown",
                                   "make two blocks, or take the two spaces or the backslash away");
                }
                refuse_foreign_list(line);
                add_line(words, line, mark);
                ++next_;
            }
        }
        if (opening.kind == BlockKind::Note &&
            find_opening(words.text()).kind != BlockKind::Paragraph) {
            complain(words.place(0), "a note holds a list or a heading",
                     "write words only, or put the list below the note");
        }
        if (words.text().empty()) {
            if (opening.kind != BlockKind::Note) {
                report_.error(place(first), "this block is empty",
                              "write its words or take it out");
            }
            return;
        }
        take_id(words, block);
        InlineText inline_text = parse_inline(words, report_);
        block.text = std::move(inline_text.text);
        if (inline_text.is_image) {
            block.image = std::move(inline_text.image);
            if (block.kind != BlockKind::Paragraph) {
                report_.error(block.text.place, "a picture stands in a list, note or heading",
                              "give it a paragraph of its own");
            }
            block.kind = BlockKind::Image;
            block.level = 0;
            block.number = 0;
        }
        blocks_.push_back(std::move(block));
    }

    static void add_line(MarkedText& words, const Line& line, std::size_t mark) {
        const std::string_view text = line.text.substr(std::min(mark, line.text.size()));
        if (!text.empty()) {
            words.add_line(text, line.offset + mark);
        }
    }

    /// Whether a line goes on with the words of the block before it.
    bool continues(const Line& line, BlockKind kind) const {
        if (line.text.empty() || line.text.starts_with("```") || line.text.starts_with("~~~") ||
            line.text.starts_with('|') || consists_of(line.text, '-', 3) ||
            consists_of(line.text, '=', 3) || consists_of(line.text, '*', 3)) {
            return false;
        }
        const Opening opening = find_opening(line.text);
        if (kind == BlockKind::Note && opening.kind == BlockKind::Note) {
            return line.text.size() > opening.size;
        }
        // As in CommonMark: only a list that starts with 1 interrupts a paragraph.
        if (opening.kind == BlockKind::Step && kind == BlockKind::Paragraph &&
            opening.number != 1) {
            return true;
        }
        return opening.kind == BlockKind::Paragraph;
    }

    /// "{#id}" at the end of a block.
    void take_id(MarkedText& words, SourceBlock& block) {
        const std::string& text = words.text();
        const std::size_t start = text.rfind("{#");
        if (start == std::string::npos || !text.ends_with('}') ||
            text.find('}', start) != text.size() - 1 || (start > 0 && text[start - 1] == '\\')) {
            return;
        }
        block.written_id = text.substr(start + 2, text.size() - start - 3);
        if (!is_slug(block.written_id)) {
            report_.error(words.place(start), "\"" + block.written_id + "\" is no id",
                          "use lower-case letters, digits, \"-\" and \"_\"");
            block.written_id.clear();
        } else if (block.written_id == "title" || block.written_id == "summary") {
            report_.error(words.place(start),
                          "\"" + block.written_id + "\" is the id of the " + block.written_id +
                              " between the +++ lines",
                          "choose another one");
            block.written_id.clear();
        }
        std::size_t end = start;
        while (end > 0 && text[end - 1] == ' ') {
            --end;
        }
        words.cut(end);
    }

    const TextFile& file_;
    Strictness strictness_;
    Report& report_;
    std::vector<Line> lines_;
    std::size_t next_ = 0;
    bool blank_ = true;
    std::vector<List> lists_;
    std::vector<SourceBlock> blocks_;
};

} // namespace

std::vector<SourceBlock> parse_blocks(const TextFile& file, std::size_t offset,
                                      Strictness strictness, Report& report) {
    return BlockReader(file, offset, strictness, report).run();
}

void give_ids(std::vector<SourceBlock>& blocks) {
    std::string heading;
    int count = 0;
    for (SourceBlock& block : blocks) {
        if (block.kind == BlockKind::Heading) {
            block.id = block.written_id.empty() ? slug_of(block.text.text.utf8) : block.written_id;
            heading = block.id;
            count = 0;
            continue;
        }
        ++count;
        if (!block.written_id.empty()) {
            block.id = block.written_id;
        } else {
            block.id = (heading.empty() ? "" : heading + "/") + std::to_string(count);
        }
    }
}

} // namespace zugang::content::tool
