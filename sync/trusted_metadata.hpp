#pragma once

#include "sync/metadata.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace zugang::sync {

/// What is trusted, and by which rules it grows: the client workflow of TUF 1.0.34, section 5,
/// without any input or output. Every `update` takes the bytes as served and either changes nothing
/// and says why, or trusts them. In this order: root, timestamp, snapshot, targets, delegated
/// roles. One thread.
///
/// `remember` takes what an earlier run had trusted: it is the floor under which versions may not
/// fall, even where it has expired or no longer verifies, and it serves in place of a fetched
/// document where it still passes every check.
class TrustedMetadata {
  public:
    /// `now` is fixed for every expiry check (section 5.1). The root must be signed by itself;
    /// whether it has expired does not matter yet (5.2).
    [[nodiscard]] static Result<TrustedMetadata> start(std::string_view root_bytes, Moment now);

    const Root& root() const { return root_.body; }
    const Timestamp* timestamp() const { return timestamp_ ? &timestamp_->body : nullptr; }
    const Snapshot* snapshot() const { return snapshot_ ? &snapshot_->body : nullptr; }
    Moment now() const { return now_; }

    /// What a verified next root means for what is on the disk.
    enum class Rotation : std::uint8_t {
        None,
        OnlineKeys ///< a key of timestamp or snapshot was removed: both documents are to be dropped
    };

    /// 5.3.4 to 5.3.7: exactly the next version, signed by the threshold of the old and of its own
    /// keys. Says whether 5.3.11 (recovery from a fast-forward attack) applies, and has then
    /// forgotten the remembered documents already.
    [[nodiscard]] Result<Rotation> update_root(std::string_view bytes);

    /// 5.3.10, once there is no newer root. Nothing else can be updated before.
    [[nodiscard]] Result<void> finish_root();

    void remember_timestamp(std::string_view bytes);
    void remember_snapshot(std::string_view bytes);

    enum class Freshness : std::uint8_t { New, AlreadyTrusted };

    /// 5.4.2 to 5.4.4. An equal version keeps the remembered document.
    [[nodiscard]] Result<Freshness> update_timestamp(std::string_view bytes);

    /// 5.5.2 to 5.5.6.
    [[nodiscard]] Result<void> update_snapshot(std::string_view bytes);

    /// 5.6.2 to 5.6.5, for "targets".
    [[nodiscard]] Result<void> update_targets(std::string_view bytes);

    /// The same for a role that the trusted role `delegator` delegates to; `role` and `keys` are
    /// from its delegations.
    [[nodiscard]] Result<void> update_delegated(std::string_view bytes, const DelegatedRole& role,
                                                const Keys& keys, const std::string& delegator);

    /// What snapshot says of a role, without which it must not be fetched.
    [[nodiscard]] Result<MetaFile> listed(const std::string& role) const;

    /// Trusted by way of that delegator; the delegator of "targets" is "root". A pointer is valid
    /// until the next update.
    const Targets* targets(const std::string& role, const std::string& delegator) const;

  private:
    TrustedMetadata(Signed<Root> root, Moment now) : root_(std::move(root)), now_(now) {}

    [[nodiscard]] Result<void> check_expiry(std::string_view role, const Common& common) const;
    [[nodiscard]] Result<void> update_role(std::string_view bytes, const std::string& role,
                                           const RoleKeys& signers, const Keys& keys,
                                           const std::string& delegator);

    Signed<Root> root_;
    Moment now_{};
    bool root_is_final_ = false;
    std::optional<Signed<Timestamp>> timestamp_floor_;
    std::optional<Signed<Snapshot>> snapshot_floor_;
    std::optional<Signed<Timestamp>> timestamp_;
    std::optional<Signed<Snapshot>> snapshot_;
    std::map<std::pair<std::string, std::string>, Targets> targets_; ///< by delegator and role
};

} // namespace zugang::sync
