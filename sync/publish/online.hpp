#pragma once

#include "sync/publish/document.hpp"
#include "sync/publish/key_file.hpp"

#include <cstdint>
#include <filesystem>
#include <vector>

/// The two roles that a machine signs.
namespace zugang::sync {

struct OnlineCall {
    std::filesystem::path repository;
    std::vector<OpenKey> signers;
    std::uint64_t days = 0; ///< 0: as the root says
    bool force = false;     ///< a new version in any case
};

/// The versions of targets and of every package's role. Nothing where it says that already, is
/// signed by the present keys and has more than half of its life left.
[[nodiscard]] Result<Answer> make_snapshot(const OnlineCall& call, Moment now);

/// The version of snapshot, by the same rule.
[[nodiscard]] Result<Answer> make_timestamp(const OnlineCall& call, Moment now);

/// Every role with the days that are left; not good where one has no more than `days`. Of snapshot
/// and timestamp, which a timer renews at half of their life, only where not even a third is left.
[[nodiscard]] Result<Answer> list_expiring(const std::filesystem::path& repository,
                                           std::uint64_t days, Moment now);

} // namespace zugang::sync
