#pragma once

#include "content/apply_packages.hpp"

#include <cstdint>
#include <filesystem>
#include <set>
#include <span>
#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace zugang::content {

/// The texts of articles that a new state does not share with the one before it.
using TextNames = std::set<std::pair<std::string, std::string>>; ///< slug, language

struct WrittenState {
    std::string digest; ///< of the tables; empty in a draft
    TextNames written;  ///< the texts that were written; all of them in a new file
};

/// Writes content.db anew; `file` must not exist. The same packages give the same bytes.
[[nodiscard]] tl::expected<WrittenState, InstallError>
write_state(const AppliedPackages& applied, std::span<const Records> packages,
            const std::filesystem::path& file);

enum class Packing : std::uint8_t {
    Loose, ///< pages as the changes leave them
    Draft, ///< the same without the digest of the tables, which takes longer than all the rest
    Tight  ///< the same bytes as write_state
};

/// The same tables as write_state, made of a copy of an older content.db in which only the rows of
/// changed records are written. No value in the optional where the older one was made by other
/// software or of other packages: then everything has to be written.
[[nodiscard]] tl::expected<std::optional<WrittenState>, InstallError>
update_state(const AppliedPackages& applied, std::span<const Records> packages,
             const std::filesystem::path& older, const std::filesystem::path& file,
             Packing packing);

} // namespace zugang::content
