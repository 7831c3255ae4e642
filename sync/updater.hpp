#pragma once

#include "sync/fetch.hpp"
#include "sync/metadata_store.hpp"
#include "sync/trusted_metadata.hpp"

#include <cstddef>
#include <filesystem>
#include <set>
#include <string>

namespace zugang::sync {

/// What a repository may make us do, in bytes and counts.
struct UpdateLimits {
    std::uint64_t root_bytes = 512'000;
    std::uint64_t timestamp_bytes = 16'384;
    std::uint64_t snapshot_bytes = 2'000'000;
    std::uint64_t targets_bytes = 5'000'000;
    std::size_t new_roots = 256;      ///< of one refresh; the next one goes on
    std::size_t delegated_roles = 64; ///< visited for one target
};

/// A target that signed metadata promises.
struct Target {
    std::string path;
    TargetFile file;
    std::string role; ///< that signed it
};

/// The client workflow of TUF 1.0.34, section 5, over a mirror (a web server, a folder, a stick).
/// One thread. Disk trouble is thrown; what was trusted before stays, and the next run recovers.
class Updater {
  public:
    /// `store` must hold a root. `now` is the one time of every expiry check.
    Updater(MetadataStore& store, Fetch fetch, std::string metadata_url, Moment now,
            UpdateLimits limits = {});

    /// Root chain, timestamp, snapshot, targets; each is stored as soon as it is trusted. Where
    /// signatures do not fit because keys were rotated meanwhile, once more from the root on.
    [[nodiscard]] Result<void> refresh();

    /// After refresh: looks through the delegated roles, fetching what is needed (5.6.7).
    [[nodiscard]] Result<Target> find_target(const std::string& path);

    /// 5.7: not fetched where `file` already has the length and hashes. Else streamed into a draft
    /// beside it, checked, written to disk and only then renamed.
    [[nodiscard]] Result<void> download(const Target& target, const std::string& base_url,
                                        const std::filesystem::path& file);

    /// As served: HASH.name in the last part of the path under consistent snapshots.
    std::string url_of(const Target& target, const std::string& base_url) const;

    /// After refresh.
    const TrustedMetadata& trusted() const { return *trusted_; }

  private:
    struct Edge {
        DelegatedRole role;
        Keys keys;
        std::string delegator;
    };

    [[nodiscard]] Result<void> load_root();
    [[nodiscard]] Result<std::size_t> update_root();
    [[nodiscard]] Result<void> refresh_online_roles();
    [[nodiscard]] Result<void> refresh_timestamp();
    [[nodiscard]] Result<void> refresh_snapshot();
    [[nodiscard]] Result<void> refresh_targets();
    [[nodiscard]] Result<void> load_delegated(const Edge& edge);
    [[nodiscard]] Result<std::string> fetch_role(const std::string& role, const MetaFile& promised,
                                                 std::uint64_t limit_bytes);

    MetadataStore& store_;
    Fetch fetch_;
    std::string metadata_url_;
    Moment now_;
    UpdateLimits limits_;
    std::optional<TrustedMetadata> trusted_;
};

} // namespace zugang::sync
