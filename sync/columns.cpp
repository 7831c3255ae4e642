#include "sync/columns.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace zugang::sync {
namespace {

constexpr std::array<std::string_view, 3> span_keys{
    "\"spans\":", "\"title_spans\":", "\"summary_spans\":"};
constexpr std::array<std::string_view, 4> text_keys{
    "\"title\":", "\"summary\":", "\"text\":", "\"keywords\":"};

/// Behind a key whose value stands in a column.
struct Hole {
    std::size_t at = 0; ///< just behind the key
    bool is_spans = false;
};

/// `next`: a hole is where one of these follows the key.
std::optional<Hole> next_hole(std::string_view json, std::string_view next) {
    constexpr std::string_view end_of_key = "\":";
    for (std::size_t at = json.find(end_of_key); at != std::string_view::npos;
         at = json.find(end_of_key, at + 1)) {
        const std::string_view before = json.substr(0, at + end_of_key.size());
        if (before.size() == json.size() || next.find(json[before.size()]) == next.npos) {
            continue;
        }
        const auto is_key = [before](std::string_view key) { return before.ends_with(key); };
        if (std::ranges::any_of(text_keys, is_key)) {
            return Hole{.at = before.size(), .is_spans = false};
        }
        if (std::ranges::any_of(span_keys, is_key)) {
            return Hole{.at = before.size(), .is_spans = true};
        }
    }
    return std::nullopt;
}

/// Of the string or array at the start; 0 where there is none, or none that ends.
std::size_t value_size(std::string_view json) {
    std::size_t depth = 0;
    bool in_string = false;
    for (std::size_t at = 0; at < json.size(); ++at) {
        const char byte = json[at];
        if (in_string && byte == '\\') {
            ++at;
            continue;
        }
        if (byte == '"') {
            in_string = !in_string;
        } else if (!in_string && byte == '[') {
            ++depth;
        } else if (!in_string && byte == ']' && depth > 0) {
            --depth;
        } else if (!in_string && depth == 0) {
            return 0;
        }
        if (!in_string && depth == 0) {
            return at + 1;
        }
    }
    return 0;
}

std::string_view take(std::string_view& bytes, std::size_t size) {
    const std::string_view front = bytes.substr(0, size);
    bytes.remove_prefix(size);
    return front;
}

} // namespace

Columns split_columns(std::string_view records) {
    Columns columns;
    while (const auto hole = next_hole(records, "\"[")) {
        columns.rest += take(records, hole->at);
        const std::size_t size = value_size(records);
        if (size == 0) {
            break;
        }
        (hole->is_spans ? columns.spans : columns.texts) += take(records, size);
    }
    columns.rest += records;
    return columns;
}

std::optional<std::string> join_columns(std::string_view rest, std::string_view spans,
                                        std::string_view texts) {
    std::string records;
    records.reserve(rest.size() + spans.size() + texts.size());
    while (const auto hole = next_hole(rest, ",}")) {
        records += take(rest, hole->at);
        std::string_view& column = hole->is_spans ? spans : texts;
        const std::size_t size = value_size(column);
        if (size == 0) {
            return std::nullopt;
        }
        records += take(column, size);
    }
    records += rest;
    return spans.empty() && texts.empty() ? std::optional(std::move(records)) : std::nullopt;
}

} // namespace zugang::sync
