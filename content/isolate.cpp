#include "content/isolate.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

namespace zugang::content {
namespace {

constexpr std::string_view left_to_right_isolate = "\u2066";
constexpr std::string_view pop_isolate = "\u2069";
constexpr std::string_view no_break_space = "\u00A0";

struct Stretch {
    std::size_t start = 0;
    std::size_t end = 0;
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Behind what a telephone number cannot begin: then it is the end of something else.
bool continues_number(std::string_view text, std::size_t at) {
    return at > 0 && (is_digit(text[at - 1]) || is_letter(text[at - 1]) ||
                      std::string_view(".,:-/+").find(text[at - 1]) != std::string_view::npos);
}

/// The end of what separates groups of digits here; `at` where nothing does. " - " stands between
/// two numbers, not within one.
std::size_t skip_separators(std::string_view text, std::size_t at) {
    std::size_t end = at;
    bool space = false;
    bool hyphen = false;
    for (int count = 0; count < 3 && end < text.size(); ++count) {
        if (text[end] == ' ' || text.substr(end).starts_with(no_break_space)) {
            space = true;
            end += text[end] == ' ' ? 1 : no_break_space.size();
        } else if (std::string_view("-/()").find(text[end]) != std::string_view::npos) {
            hyphen = hyphen || text[end] == '-';
            ++end;
        } else {
            break;
        }
    }
    return space && hyphen ? at : end;
}

/// 1/2/2027 and the like.
bool is_date(const std::vector<std::size_t>& groups, std::string_view number) {
    return groups.size() == 3 && groups[0] <= 2 && groups[1] <= 2 &&
           std::ranges::count(number, '/') == 2;
}

/// "+49 30 1815-1111", "0821 / 324-2550", "(089) 1234567": at least six digits, beginning as
/// telephone numbers do in Germany and abroad.
Stretch telephone_number(std::string_view text, std::size_t start) {
    std::size_t at = start;
    if (continues_number(text, start)) {
        return {};
    }
    while (at < text.size() && (text[at] == '+' || text[at] == '(')) {
        ++at;
    }
    const bool international =
        at > start && text.substr(start, at - start).find('+') != std::string_view::npos;
    if (at == text.size() || !is_digit(text[at]) || (!international && text[at] != '0')) {
        return {};
    }
    std::vector<std::size_t> groups;
    std::size_t digits = 0;
    std::size_t end = at;
    while (at < text.size() && is_digit(text[at])) {
        const std::size_t first = at;
        while (at < text.size() && is_digit(text[at])) {
            ++at;
        }
        groups.push_back(at - first);
        digits += at - first;
        end = at;
        at = skip_separators(text, at);
    }
    const std::string_view number = text.substr(start, end - start);
    const bool goes_on = end < text.size() && (is_letter(text[end]) || text[end] == ':' ||
                                               (end + 1 < text.size() && is_digit(text[end + 1])));
    constexpr std::size_t fewest = 6;
    if (digits < fewest || goes_on || is_date(groups, number) ||
        (groups.size() == 1 && !international)) {
        return {};
    }
    return {.start = start, .end = end};
}

/// A word of printable ASCII that is an e-mail or web address, without what a sentence adds to it.
Stretch address(std::string_view text, std::size_t start) {
    std::size_t end = start;
    while (end < text.size() && text[end] > ' ' && text[end] <= '~') {
        ++end;
    }
    while (start < end && std::string_view("(<[\"'").find(text[start]) != std::string_view::npos) {
        ++start;
    }
    while (end > start &&
           std::string_view(".,;:!?)>]\"'").find(text[end - 1]) != std::string_view::npos) {
        --end;
    }
    const std::string_view word = text.substr(start, end - start);
    const std::size_t at = word.find('@');
    const bool mail = at != std::string_view::npos && at > 0 && at + 1 < word.size();
    const bool web =
        word.starts_with("http://") || word.starts_with("https://") || word.starts_with("www.");
    return mail || web ? Stretch{.start = start, .end = end} : Stretch{};
}

std::vector<Stretch> find_addresses(std::string_view text) {
    std::vector<Stretch> found;
    bool word_begins = true;
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        const bool ascii = c > ' ' && c <= '~';
        Stretch stretch;
        if (ascii && word_begins) {
            stretch = address(text, at);
        }
        if (stretch.end == 0 && (is_digit(c) || c == '+' || c == '(')) {
            stretch = telephone_number(text, at);
        }
        if (stretch.end > 0) {
            found.push_back(stretch);
            at = stretch.end;
            word_begins = false;
        } else {
            ++at;
            word_begins = !ascii;
        }
    }
    return found;
}

} // namespace

Text isolate_addresses(const Text& text) {
    const std::vector<Stretch> found = find_addresses(text.utf8);
    if (found.empty()) {
        return text;
    }
    Text result;
    std::size_t at = 0;
    for (const Stretch& stretch : found) {
        result.utf8.append(text.utf8, at, stretch.start - at);
        result.utf8 += left_to_right_isolate;
        result.utf8.append(text.utf8, stretch.start, stretch.end - stretch.start);
        result.utf8 += pop_isolate;
        at = stretch.end;
    }
    result.utf8.append(text.utf8, at);
    // What is added at an edge of a span is within it.
    const auto added_before = [&](std::size_t place, bool is_end) {
        std::size_t added = 0;
        for (const Stretch& stretch : found) {
            if (stretch.start < place) {
                added += left_to_right_isolate.size();
            }
            if (stretch.end < place || (is_end && stretch.end == place)) {
                added += pop_isolate.size();
            }
        }
        return added;
    };
    for (Span span : text.spans) {
        const std::size_t end = span.start + span.length;
        const std::size_t start = span.start + added_before(span.start, false);
        span.length = end + added_before(end, true) - start;
        span.start = start;
        result.spans.push_back(std::move(span));
    }
    return result;
}

} // namespace zugang::content
