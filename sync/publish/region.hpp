#pragma once

#include "sync/publish/document.hpp"
#include "sync/publish/key_file.hpp"
#include "sync/publish/package_check.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

/// A package on its way from whoever signs it into the repository.
namespace zugang::sync {

struct RegionCall {
    std::filesystem::path work; ///< what `zugang-content package --out` wrote
    std::string package;
    std::optional<std::filesystem::path> repository; ///< for update packs, versions and key ids
    std::uint64_t days = 0;                          ///< 0: as before, at first 400
    bool renew = false;
};

/// Makes the packs, then <work>/metadata/<n>.<role>.json. The same content signed again by the same
/// key changes nothing; by another key it adds a signature.
[[nodiscard]] Result<Answer> sign_region(const RegionCall& call, const OpenKey& signer, Moment now,
                                         const Progress& progress = {});

/// How long a package may be good: who loses its key should not have signed for ever.
inline constexpr std::uint64_t most_package_days = 800;

/// Checks everything that a terminal will check and that only a publisher can, then copies what is
/// new into the repository, the role's metadata last: until then nothing of it is published.
/// `progress` is called before each file that is copied.
[[nodiscard]] Result<Answer> accept_region(const std::filesystem::path& repository,
                                           const std::filesystem::path& work,
                                           const std::string& package, Moment now,
                                           const Progress& progress = {});

} // namespace zugang::sync
