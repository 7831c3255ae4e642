#pragma once

#include "content/tool/row_files.hpp"
#include "content/tool/source_folder.hpp"

#include <string>
#include <vector>

namespace zugang::content::tool {

/// The file of an import that says what it wrote, and which of it editors have changed since.
inline constexpr std::string_view import_list = "import.toml";

/// What editors have changed in an imported package: names of files within it, and of rows, as
/// "places.toml#rathaus".
struct Overlay {
    std::vector<std::string> kept;      ///< changed or taken out here, not at the source
    std::vector<std::string> conflicts; ///< changed here and at the source: the edit is kept
    std::vector<std::string> own;       ///< only here
    std::vector<std::string> settled;   ///< as imported again, as was asked for
};

/// What an editor decides about a conflict.
struct Decisions {
    std::vector<std::string> take; ///< the source's text instead of the edit
    std::vector<std::string> keep; ///< the edit, and it answers the source's present text
};

/// Lays over `files`, as the source has them now, what was edited in the folder since the last
/// import, and adds the new list. A folder without a list (nothing there yet, or written by an
/// older program) has no edits. Fails where the list or a file of the folder cannot be read, where
/// the folder is a repository of git itself, or a decision names a file that was not edited.
[[nodiscard]] tl::expected<Overlay, std::string>
lay_over(const std::filesystem::path& folder, const Decisions& decisions, SourceFiles& files);

/// What becomes of places.toml, some of whose rows are another program's.
struct LaidRows {
    Overlay overlay{}; ///< without rows that were never imported from there
    std::string file{};
    std::string list{};
    std::size_t added = 0;
    std::size_t changed = 0; ///< at the source, since the last import
    std::size_t gone = 0;
    std::size_t same = 0;
};

/// The same for the rows of places.toml alone: `rows`, as the source has them now, over those that
/// are in the folder. Its other rows stay, each where it is; new ones come at the end. `list`: the
/// file of the folder that tells which rows are from there. `unread`: ids of rows that the source
/// has but nobody can read now; they stay as they are. Nothing is written.
[[nodiscard]] tl::expected<LaidRows, std::string>
lay_over_places(const std::filesystem::path& folder, const std::string& list,
                const Decisions& decisions, const Rows& rows,
                const std::vector<std::string>& unread);

} // namespace zugang::content::tool
