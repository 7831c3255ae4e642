#include "content/tool/front_matter.hpp"

#include "content/tool/blocks.hpp"
#include "content/tool/read_article.hpp"
#include "content/tool/read_guides.hpp"

#include <algorithm>

namespace zugang::content::tool {
namespace {

struct Line {
    std::size_t start = 0;
    std::size_t end = 0;  ///< of its words
    std::size_t next = 0; ///< where the next one starts
};

Line line_at(std::string_view bytes, std::size_t start) {
    const std::size_t end = std::min(bytes.find_first_of("\r\n", start), bytes.size());
    const std::size_t next =
        bytes.substr(end).starts_with("\r\n") ? end + 2 : std::min(end + 1, bytes.size());
    return {start, end, next};
}

/// Behind the end of a TOML string that starts here; npos where it has none.
std::size_t end_of_string(std::string_view bytes, std::size_t at) {
    const char quote = bytes[at];
    for (++at; at < bytes.size() && bytes[at] != '\n' && bytes[at] != '\r'; ++at) {
        if (bytes[at] == quote) {
            return at + 1;
        }
        if (bytes[at] == '\\' && quote == '"') {
            ++at;
        }
    }
    return std::string_view::npos;
}

/// Behind the "]" of a TOML array that starts here; npos where it has none.
std::size_t end_of_array(std::string_view bytes, std::size_t at) {
    int depth = 0;
    while (at < bytes.size()) {
        const char c = bytes[at];
        if (c == '"' || c == '\'') {
            at = end_of_string(bytes, at);
            continue;
        }
        if (c == '#') {
            at = line_at(bytes, at).next;
            continue;
        }
        depth += c == '[' ? 1 : c == ']' ? -1 : 0;
        ++at;
        if (depth == 0) {
            return at;
        }
    }
    return std::string_view::npos;
}

/// Where the array or string of a line "key = [" starts; npos where this is none.
std::size_t start_of_value(std::string_view bytes, const Line& line, std::string_view key) {
    std::size_t at = bytes.find_first_not_of(" \t", line.start);
    if (at == std::string_view::npos || bytes.substr(at, key.size()) != key) {
        return std::string_view::npos;
    }
    at = bytes.find_first_not_of(" \t", at + key.size());
    if (at == std::string_view::npos || bytes[at] != '=') {
        return std::string_view::npos;
    }
    at = bytes.find_first_not_of(" \t", at + 1);
    const bool known =
        at != std::string_view::npos && (bytes[at] == '[' || bytes[at] == '"' || bytes[at] == '\'');
    return known ? at : std::string_view::npos;
}

std::string array_of(const std::vector<std::string>& hashes) {
    std::string array = "[";
    for (const std::string& hash : hashes) {
        array += (array.size() == 1 ? "\"" : ", \"") + hash + "\"";
    }
    return array + "]";
}

} // namespace

std::optional<std::string> with_front_value(const std::string& bytes, std::string_view key,
                                            const std::string& value) {
    const std::size_t start = bytes.starts_with("\xef\xbb\xbf") ? 3 : 0;
    const Line first = line_at(bytes, start);
    const std::string line_end = bytes.substr(first.end, first.next - first.end);
    for (Line line = line_at(bytes, first.next); line.start < bytes.size();
         line = line_at(bytes, line.next)) {
        if (std::string_view(bytes).substr(line.start, line.end - line.start) == "+++") {
            return bytes.substr(0, line.start) + std::string(key) + " = " + value + line_end +
                   bytes.substr(line.start);
        }
        const std::size_t old = start_of_value(bytes, line, key);
        if (old != std::string::npos) {
            const std::size_t end =
                bytes[old] == '[' ? end_of_array(bytes, old) : end_of_string(bytes, old);
            return end == std::string::npos
                       ? std::nullopt
                       : std::optional(bytes.substr(0, old) + value + bytes.substr(end));
        }
    }
    return std::nullopt;
}

std::optional<std::string> with_follows(const std::string& bytes,
                                        const std::vector<std::string>& hashes) {
    std::optional<std::string> changed = with_front_value(bytes, "follows", array_of(hashes));
    if (!changed) {
        return std::nullopt;
    }
    // The line may have stood in a text of several lines, or the key in quotes: believe only what
    // can be read again.
    Report ignored;
    const TextFile file("", with_plain_line_ends(*changed));
    const auto read = parse_translation(file, "", Strictness::Import, ignored);
    return read && read->follows == hashes ? std::move(changed) : std::nullopt;
}

namespace {

std::string_view words_of(const std::string& bytes, const Line& line) {
    return std::string_view(bytes).substr(line.start, line.end - line.start);
}

/// Where the line behind the first one that begins with these words starts; npos for none.
std::size_t behind_line(const std::string& bytes, std::string_view words) {
    for (Line line = line_at(bytes, 0); line.start < bytes.size();
         line = line_at(bytes, line.next)) {
        if (words_of(bytes, line).starts_with(words)) {
            return line.next;
        }
    }
    return std::string::npos;
}

} // namespace

std::optional<std::string> with_meta_value(const std::string& bytes, std::string_view key,
                                           const std::string& value) {
    const std::string entry = std::string(key) + " = " + value + "\n";
    const std::size_t meta = behind_line(bytes, "[meta]");
    if (meta == std::string::npos) {
        const std::size_t at = behind_line(bytes, "title");
        return at == std::string::npos
                   ? std::nullopt
                   : std::optional(bytes.substr(0, at) + "\n[meta]\n" + entry + bytes.substr(at));
    }
    for (Line line = line_at(bytes, meta); line.start < bytes.size();
         line = line_at(bytes, line.next)) {
        if (words_of(bytes, line).starts_with("[")) {
            break;
        }
        const std::size_t old = start_of_value(bytes, line, key);
        if (old != std::string::npos) {
            const std::size_t end =
                bytes[old] == '[' ? end_of_array(bytes, old) : end_of_string(bytes, old);
            return end == std::string::npos
                       ? std::nullopt
                       : std::optional(bytes.substr(0, old) + value + bytes.substr(end));
        }
    }
    return bytes.substr(0, meta) + entry + bytes.substr(meta);
}

std::optional<std::string> with_follows_of_guide(const std::string& bytes,
                                                 const std::vector<std::string>& hashes) {
    std::optional<std::string> changed = with_meta_value(bytes, "follows", array_of(hashes));
    if (!changed) {
        return std::nullopt;
    }
    Report ignored; // believe only what can be read again
    const auto read = parse_guide_words(TextFile("", with_plain_line_ends(*changed)), ignored);
    return read && read->follows == hashes ? std::move(changed) : std::nullopt;
}

} // namespace zugang::content::tool
