#include "content/counts.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace zugang::content {

namespace {

constexpr std::array<std::string_view, 4> kinds{"view", "result", "missing", "search"};
constexpr std::size_t longest_id = 160;
constexpr std::size_t longest_tag = 35;
constexpr std::uint64_t most = 1'000'000'000; ///< of a row; a file of ours has no more

bool is_tag(std::string_view text) {
    return text.size() >= 2 && text.size() <= longest_tag && std::ranges::all_of(text, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-';
           });
}

/// Up to the next tab, which is taken away, too.
std::string_view field(std::string_view& rest) {
    const std::size_t end = std::min(rest.find('\t'), rest.size());
    const std::string_view found = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return found;
}

bool add_line(std::string_view line, Counts& counts) {
    if (std::ranges::count(line, '\t') != 4) {
        return false;
    }
    const auto day = parse_date(field(line));
    const auto kind = std::ranges::find(kinds, field(line));
    const std::string_view id = field(line);
    const std::string_view language = field(line);
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
    if (!day || kind == kinds.end() || !is_count_id(id) || !is_tag(language) ||
        error != std::errc{} || end != line.data() + line.size() || number == 0 || number > most) {
        return false;
    }
    counts[{.day = *day,
            .kind = static_cast<CountKind>(kind - kinds.begin()),
            .id = std::string(id),
            .language = std::string(language)}] += number;
    return true;
}

} // namespace

std::string_view name(CountKind kind) {
    return kinds.at(static_cast<std::size_t>(kind));
}

bool is_count_id(std::string_view id) {
    return !id.empty() && id.size() <= longest_id &&
           std::ranges::all_of(id, [](char c) { return c > ' ' && c < '\x7f'; });
}

CountLines read_counts(std::string_view text) {
    CountLines read;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (!line.empty() && line.front() != '#' && !add_line(line, read.counts)) {
            read.broken.push_back(number);
        }
    }
    return read;
}

std::string write_counts(const Counts& counts) {
    std::string text;
    for (const auto& [key, number] : counts) {
        text.append(iso_date(key.day)).append("\t").append(name(key.kind)).append("\t");
        text.append(key.id).append("\t").append(key.language).append("\t");
        text.append(std::to_string(number)).append("\n");
    }
    return text;
}

} // namespace zugang::content
