#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content {

class Database;

/// A word of a recording and where it stands in the text of its block.
struct SpokenWord {
    int start_ms = 0;
    int end_ms = 0;
    std::size_t start = 0; ///< UTF-8 bytes, as in spans: before values and contacts are resolved
    std::size_t length = 0;

    friend bool operator==(const SpokenWord&, const SpokenWord&) = default;
};

/// A block of an article or a question of a guide, read aloud. It says what the text says: others
/// are not shipped.
struct Recording {
    std::string block; ///< id, or "title" or "summary"; of a guide: the node
    std::string media; ///< SHA-256 of the file (Opus in Ogg), 64 hex digits
    int duration_ms = 0;
    int loudness_tenths = 0;       ///< of a LUFS, integrated (EBU R 128)
    bool synthetic = false;        ///< a machine's voice, not a person's
    std::vector<SpokenWord> words; ///< in their order, none above another; empty: not known
};

/// Under this name instead of a slug are the recordings of a guide: "guide.<id>". No slug has a
/// dot.
std::string guide_recordings(std::string_view guide);
/// The guide of such a name; no value for a slug. The view is into the name.
std::optional<std::string_view> guide_of_recordings(std::string_view name);

/// The recordings of an article (`slug`) or of the questions of a guide (`guide_recordings`) in a
/// language, by block; empty where there are none.
std::vector<Recording> list_recordings(Database& database, std::string_view slug,
                                       std::string_view language);

/// Is this stretch in the text, from one character to another, and not empty?
bool is_within(std::string_view utf8, std::size_t start, std::size_t length);

/// As they are stored: one a line, "<start ms> <end ms> <start> <length>".
std::string write_words(const std::vector<SpokenWord>& words);
std::vector<SpokenWord> read_words(std::string_view lines);

} // namespace zugang::content
