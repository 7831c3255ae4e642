#pragma once

#include "sync/terminal/update.hpp"

#include <cstddef>
#include <filesystem>

namespace zugang::sync {

struct Carried {
    std::size_t files = 0; ///< written now; what was there already is not counted
    std::uint64_t bytes = 0;
};

/// Writes what this terminal has as a repository into a folder or onto a stick, for the next
/// terminal: the trusted metadata as it was served, with every root since this terminal was set up,
/// and the objects of its packages. The timestamp comes last.
[[nodiscard]] tl::expected<Carried, Problem> export_folder(const Terminal& terminal,
                                                           const std::filesystem::path& folder);

} // namespace zugang::sync
