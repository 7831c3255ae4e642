#include "content/tool/row_files.hpp"

#include "content/tool/toml_tree.hpp"

#include <set>
#include <utility>

namespace zugang::content::tool {
namespace {

std::string_view trimmed(std::string_view line) {
    const std::size_t first = line.find_first_not_of(" \t");
    const std::size_t last = line.find_last_not_of(" \t");
    return first == std::string_view::npos ? std::string_view{}
                                           : line.substr(first, last - first + 1);
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

/// Joined, without empty lines at the ends.
std::string text_of(const std::vector<std::string_view>& lines, std::size_t from,
                    std::size_t until) {
    while (until > from && trimmed(lines[until - 1]).empty()) {
        --until;
    }
    while (from < until && trimmed(lines[from]).empty()) {
        ++from;
    }
    std::string text;
    for (std::size_t i = from; i < until; ++i) {
        text += std::string(lines[i]) + "\n";
    }
    return text;
}

/// The rows' places and ids, as a reader of TOML finds them.
struct Found {
    std::size_t line = 0; ///< of its heading, from 0
    std::string id;
};

std::optional<std::vector<Found>> find_rows(const TextFile& file, std::string_view name,
                                            Report& report) {
    const auto root = parse_toml(file, file.bytes(), 1, report);
    if (!root) {
        return std::nullopt;
    }
    TableReader table(*root, report);
    std::vector<Found> found;
    std::set<std::string> ids;
    for (const TomlNode* node : table.rows(name)) {
        TableReader row(*node, report);
        const std::string id = row.required_text("id");
        if (!id.empty() && !ids.insert(id).second) {
            report.error(row.place("id"), "the id \"" + id + "\" is there already",
                         "give every row an id of its own");
        }
        found.push_back({static_cast<std::size_t>(node->place.line - 1), id});
    }
    return report.count(Severity::Error) == 0 ? std::optional(std::move(found)) : std::nullopt;
}

} // namespace

std::optional<Rows> split_rows(std::string_view file_name, const std::string& bytes,
                               std::string_view name, Report& report) {
    Report own;
    const TextFile file(std::string(file_name), with_plain_line_ends(bytes));
    auto found = find_rows(file, name, own);
    report.append(std::move(own));
    if (!found) {
        return std::nullopt;
    }
    const auto lines = lines_of(file.bytes());
    std::vector<std::size_t> starts;
    for (const Found& row : *found) {
        std::size_t start = row.line;
        while (start > 0 && trimmed(lines[start - 1]).starts_with('#')) {
            --start; // the comment above a row is about it
        }
        starts.push_back(start);
    }
    // A comment that begins the file is about all of it.
    if (!starts.empty() && starts.front() == 0) {
        starts.front() = found->front().line;
    }
    Rows rows{.head = text_of(lines, 0, starts.empty() ? lines.size() : starts.front())};
    for (std::size_t i = 0; i < starts.size(); ++i) {
        rows.rows.emplace_back(
            std::move((*found)[i].id),
            text_of(lines, starts[i], i + 1 < starts.size() ? starts[i + 1] : lines.size()));
    }
    return rows;
}

std::string join_rows(const Rows& rows) {
    std::string text = rows.head;
    for (const auto& [id, row] : rows.rows) {
        text += (text.empty() ? "" : "\n") + row;
    }
    return text;
}

std::filesystem::path row_name(std::string_view file, std::string_view id) {
    return std::string(file) + "#" + std::string(id);
}

} // namespace zugang::content::tool
