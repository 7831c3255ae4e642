#pragma once

#include "content/database.hpp"
#include "content/date.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace zugang::content {

/// Why a content folder cannot be shown.
enum class FolderProblem : std::uint8_t {
    Missing,      ///< no such folder
    Empty,        ///< no current state in it
    Unreadable,   ///< file system says no
    NotContent,   ///< content.db is no database of ours
    OtherVersion, ///< made by another version of the software
    Damaged       ///< cut off or inconsistent
};

/// One line for a log.
std::string_view describe(FolderProblem problem);

/// One installed state, open for reading.
struct State {
    Database database;
    std::filesystem::path folder; ///< the content folder
    std::string name;             ///< of the state, e.g. "3"
    Date as_of{};                 ///< date of the content
};

/// Opens the current state immutable. Checks what is cheap: identity, version, length, its own
/// table of contents; damage deeper inside shows later as DatabaseError.
[[nodiscard]] tl::expected<State, FolderProblem> open_current(const std::filesystem::path& folder);

/// The same for another state of the folder, by its name.
[[nodiscard]] tl::expected<State, FolderProblem> open_state(const std::filesystem::path& folder,
                                                            std::string_view name);

/// The media that one state of a content folder (not only the current one) needs, by SHA-256.
[[nodiscard]] tl::expected<std::vector<std::string>, FolderProblem>
list_media_of_state(const std::filesystem::path& state);

/// <folder>/media/<aa>/<sha256>
std::filesystem::path media_path(const std::filesystem::path& folder, std::string_view sha256);

} // namespace zugang::content
