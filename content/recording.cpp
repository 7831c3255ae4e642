#include "content/recording.hpp"

#include "content/database.hpp"
#include "content/queries.hpp"

#include <sstream>

namespace zugang::content {
namespace {

bool is_boundary(std::string_view utf8, std::size_t at) {
    return at == utf8.size() || (static_cast<unsigned char>(utf8[at]) & 0xc0U) != 0x80U;
}

constexpr std::string_view guide_prefix = "guide.";

} // namespace

std::string guide_recordings(std::string_view guide) {
    return std::string(guide_prefix).append(guide);
}

std::optional<std::string_view> guide_of_recordings(std::string_view name) {
    return name.starts_with(guide_prefix) ? std::optional(name.substr(guide_prefix.size()))
                                          : std::nullopt;
}

std::vector<Recording> list_recordings(Database& database, std::string_view slug,
                                       std::string_view language) {
    std::vector<Recording> recordings;
    Statement rows(database, queries::recordings);
    rows.bind(1, slug).bind(2, language);
    while (rows.step()) {
        recordings.push_back({
            .block = std::string(rows.text(0)),
            .media = std::string(rows.text(1)),
            .duration_ms = static_cast<int>(rows.integer(2)),
            .loudness_tenths = static_cast<int>(rows.integer(3)),
            .synthetic = rows.integer(4) != 0,
            .words = read_words(rows.text(5)),
        });
    }
    return recordings;
}

bool is_within(std::string_view utf8, std::size_t start, std::size_t length) {
    return length > 0 && start <= utf8.size() && length <= utf8.size() - start &&
           is_boundary(utf8, start) && is_boundary(utf8, start + length);
}

std::string write_words(const std::vector<SpokenWord>& words) {
    std::string lines;
    for (const SpokenWord& word : words) {
        lines += (lines.empty() ? "" : "\n") + std::to_string(word.start_ms) + " " +
                 std::to_string(word.end_ms) + " " + std::to_string(word.start) + " " +
                 std::to_string(word.length);
    }
    return lines;
}

std::vector<SpokenWord> read_words(std::string_view lines) {
    std::vector<SpokenWord> words;
    std::istringstream numbers{std::string(lines)};
    SpokenWord word;
    while (numbers >> word.start_ms >> word.end_ms >> word.start >> word.length) {
        words.push_back(word);
    }
    return words;
}

} // namespace zugang::content
