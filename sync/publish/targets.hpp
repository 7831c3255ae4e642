#pragma once

#include "sync/publish/document.hpp"
#include "sync/publish/key_file.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

/// The top-level targets: who signs which package. A change that still lacks signatures waits in
/// <repo>/pending/targets.json, which nobody serves.
namespace zugang::sync {

struct TargetsCall {
    std::filesystem::path repository;
    std::vector<OpenKey> signers; ///< of targets
    std::uint64_t days = 0;       ///< 0: as the root says
};

/// Makes the first one, adds signatures to a change that waits for them, or signs again what no
/// longer verifies or soon expires; `renew`: in any case.
[[nodiscard]] Result<Answer> sign_targets(const TargetsCall& call, bool renew, Moment now);

/// A package that was not delegated yet, to these public keys.
[[nodiscard]] Result<Answer> add_delegation(const TargetsCall& call, std::string_view package,
                                            const std::vector<std::filesystem::path>& keys,
                                            std::uint64_t threshold, Moment now);

/// These keys in place of those that there were; threshold 0: as it was.
[[nodiscard]] Result<Answer> rotate_delegation(const TargetsCall& call, std::string_view package,
                                               const std::vector<std::filesystem::path>& keys,
                                               std::uint64_t threshold, Moment now);

/// Nobody signs the package any more; terminals take it away with their next update.
[[nodiscard]] Result<Answer> revoke_delegation(const TargetsCall& call, std::string_view package,
                                               Moment now);

[[nodiscard]] Result<Answer> show_delegations(const std::filesystem::path& repository);

/// Whether one path can match both patterns (path_pattern.hpp).
bool overlap(std::string_view pattern, std::string_view other);

} // namespace zugang::sync
