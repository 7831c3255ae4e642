#include "content/search/word_list.hpp"

#include <algorithm>
#include <charconv>

namespace zugang::content::search {
namespace {

std::uint32_t read_decimal(std::string_view digits, std::uint32_t otherwise) {
    std::uint32_t value = otherwise;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

std::size_t common_prefix(std::string_view a, std::string_view b) {
    const auto different = std::ranges::mismatch(a, b);
    return static_cast<std::size_t>(different.in1 - a.begin());
}

} // namespace

std::string part_of(std::string_view surface) {
    std::size_t end = surface.empty() ? 0 : 1;
    while (end < surface.size() && (static_cast<unsigned char>(surface[end]) & 0xc0U) == 0x80U) {
        ++end;
    }
    return std::string(surface.substr(0, end));
}

void append_word(std::string& lines, const ListedWord& word) {
    const std::size_t same = common_prefix(word.surface, word.stem);
    lines += word.surface;
    lines += '\t';
    if (word.surface != word.stem) {
        lines += std::to_string(word.surface.size() - same);
        if (same < word.stem.size()) {
            lines += ' ';
            lines += word.stem.substr(same);
        }
    }
    lines += '\t';
    if (word.texts > 1) {
        lines += std::to_string(word.texts);
    }
    lines += '\n';
}

ListedWord read_word(std::string_view lines, std::size_t line) {
    const std::string_view text = lines.substr(line, lines.find('\n', line) - line);
    const std::size_t first = std::min(text.find('\t'), text.size());
    const std::size_t second = std::min(text.find('\t', first + 1), text.size());
    ListedWord word;
    word.surface = text.substr(0, first);
    const std::string_view change =
        first < second ? text.substr(first + 1, second - first - 1) : std::string_view{};
    const std::size_t space = std::min(change.find(' '), change.size());
    const std::size_t dropped =
        std::min<std::size_t>(read_decimal(change.substr(0, space), 0), word.surface.size());
    word.stem = word.surface.substr(0, word.surface.size() - dropped);
    if (space < change.size()) {
        word.stem += change.substr(space + 1);
    }
    word.texts = second < text.size() ? read_decimal(text.substr(second + 1), 1) : 1;
    return word;
}

std::vector<ListedWord> read_words(std::string_view lines) {
    std::vector<ListedWord> words;
    for (std::size_t line = 0; line < lines.size(); line = next_line(lines, line)) {
        words.push_back(read_word(lines, line));
    }
    return words;
}

std::size_t next_line(std::string_view lines, std::size_t line) {
    const std::size_t end = lines.find('\n', line);
    return end == std::string_view::npos ? lines.size() : end + 1;
}

std::string_view surface_at(std::string_view lines, std::size_t line) {
    return lines.substr(line, std::min(lines.find('\t', line), lines.size()) - line);
}

std::size_t find_line(std::string_view lines, std::string_view surface) {
    std::size_t low = 0;
    std::size_t high = lines.size();
    while (low < high) { // of the lines that begin in [low, high)
        const std::size_t middle = low + (high - low) / 2;
        const std::size_t before =
            middle == 0 ? std::string_view::npos : lines.rfind('\n', middle - 1);
        const std::size_t line = before == std::string_view::npos ? 0 : before + 1;
        if (surface_at(lines, line) < surface) {
            low = next_line(lines, line);
        } else {
            high = line;
        }
    }
    return low;
}

} // namespace zugang::content::search
