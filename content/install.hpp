#pragma once

#include "content/apply_packages.hpp"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include <tl/expected.hpp>

namespace zugang::content {

enum class Rewrite : std::uint8_t {
    Everything, ///< the same packages give the same bytes; media on the disk are compared
    Repair,     ///< everything anew, also where the present state says that it is the same
    Changes,    ///< what changed since the current state; media of the right size are believed
    Packed,     ///< what changed since the current state, the same bytes as Everything
    Draft       ///< as Changes, without a digest and without waiting for the disk: for a preview
};

/// Something that could not be cleared away. The new state is live all the same.
struct Leftover {
    std::filesystem::path path;
    std::string why;
    std::string advice;
};

struct Installed {
    std::string state;   ///< its name, e.g. "3"
    std::string digest;  ///< of the tables; empty in a draft
    bool changed = true; ///< false: the current state has the same content already
    std::vector<Leftover> leftovers;
};

/// Why this folder must not become a content folder; empty where it may. A folder that is not there
/// or empty may, and one that holds a state.
std::string refuse_content_folder(const std::filesystem::path& folder);

/// Makes the packages, in their order (is_applied_before), the current state of a content folder:
/// the new state and its media are written beside the old one, brought to the disk, read back text
/// by text and made current by one rename. The last three states are kept, and media that one of
/// them needs. Throws where the disk says no; what was current stays so until the rename, and after
/// it nothing throws. One program at a time; another one meanwhile is an exception.
[[nodiscard]] tl::expected<Installed, InstallError>
install(std::span<const Records> packages, const std::filesystem::path& folder, Rewrite rewrite);

} // namespace zugang::content
