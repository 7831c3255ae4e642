#pragma once

#include "content/tool/source_folder.hpp"

#include <string>
#include <vector>

namespace zugang::content::tool {

/// The file of an import that says what it wrote, and which of it editors have changed since.
inline constexpr std::string_view import_list = "import.toml";

/// What editors have changed in an imported package, names of files within it.
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

} // namespace zugang::content::tool
