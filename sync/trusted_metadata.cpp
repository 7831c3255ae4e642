#include "sync/trusted_metadata.hpp"

#include <algorithm>
#include <cassert>

namespace zugang::sync {
namespace {

Result<void> check_signatures(const RoleKeys& role, const Keys& keys, std::string_view signed_bytes,
                              const std::vector<Signature>& signatures, std::string_view whose) {
    const std::uint64_t good = count_signatures(role, keys, signed_bytes, signatures);
    if (good < role.threshold) {
        return fail(Reason::BadSignature, "it has " + std::to_string(good) +
                                              " good signatures of " + std::string(whose) + ", " +
                                              std::to_string(role.threshold) + " are needed");
    }
    return {};
}

Result<void> check_promise(std::string_view bytes, const MetaFile& promised) {
    if (promised.length && *promised.length != bytes.size()) {
        return fail(Reason::HashMismatch, "it has " + std::to_string(bytes.size()) +
                                              " bytes, the signed metadata promises " +
                                              std::to_string(*promised.length));
    }
    if (!promised.hashes) {
        return {};
    }
    LengthAndHashes found(*promised.hashes);
    found.add(bytes);
    return found.check();
}

Result<void> check_version(std::uint64_t found, std::uint64_t promised) {
    if (found != promised) {
        return fail(Reason::WrongVersion, "it is version " + std::to_string(found) + ", " +
                                              std::to_string(promised) + " was promised");
    }
    return {};
}

Failure rolled_back(const std::string& what, std::uint64_t from, std::uint64_t to) {
    return {Reason::Rollback, what + " falls from version " + std::to_string(from) + " to " +
                                  std::to_string(to) +
                                  "; somebody serves an old state, perhaps an attacker"};
}

bool lost_a_key(const RoleKeys& before, const RoleKeys& after) {
    return std::ranges::any_of(before.key_ids, [&after](const std::string& id) {
        return std::ranges::find(after.key_ids, id) == after.key_ids.end();
    });
}

} // namespace

Result<TrustedMetadata> TrustedMetadata::start(std::string_view root_bytes, Moment now) {
    Result<Signed<Root>> root = read_root(root_bytes);
    if (!root) {
        return fail_in("trusted root", root.error());
    }
    if (const auto good = check_signatures(root->body.root, root->body.keys, root->signed_bytes,
                                           root->signatures, "its own root keys");
        !good) {
        return fail_in("trusted root", good.error());
    }
    return TrustedMetadata(std::move(*root), now);
}

Result<void> TrustedMetadata::check_expiry(std::string_view role, const Common& common) const {
    if (common.expires <= now_) {
        return fail(Reason::Expired, std::string(role) + " version " +
                                         std::to_string(common.version) + " expired on " +
                                         content::iso_moment(common.expires) + ", it is " +
                                         content::iso_moment(now_));
    }
    return {};
}

Result<TrustedMetadata::Rotation> TrustedMetadata::update_root(std::string_view bytes) {
    assert(!root_is_final_);
    Result<Signed<Root>> next = read_root(bytes);
    if (!next) {
        return tl::make_unexpected(next.error());
    }
    for (const auto& [trusted, whose] : {std::pair(&root_.body, "the trusted root keys"),
                                         std::pair(&next->body, "its own root keys")}) {
        if (const auto good = check_signatures(trusted->root, trusted->keys, next->signed_bytes,
                                               next->signatures, whose);
            !good) {
            return tl::make_unexpected(good.error());
        }
    }
    if (const auto good = check_version(next->body.common.version, root_.body.common.version + 1);
        !good) {
        return tl::make_unexpected(good.error());
    }
    const bool rotated = lost_a_key(root_.body.timestamp, next->body.timestamp) ||
                         lost_a_key(root_.body.snapshot, next->body.snapshot);
    root_ = std::move(*next);
    if (rotated) {
        timestamp_floor_.reset();
        snapshot_floor_.reset();
    }
    return rotated ? Rotation::OnlineKeys : Rotation::None;
}

Result<void> TrustedMetadata::finish_root() {
    if (const auto good = check_expiry("root", root_.body.common); !good) {
        return good;
    }
    root_is_final_ = true;
    return {};
}

void TrustedMetadata::remember_timestamp(std::string_view bytes) {
    if (Result<Signed<Timestamp>> read = read_timestamp(bytes)) {
        timestamp_floor_ = std::move(*read);
    }
}

void TrustedMetadata::remember_snapshot(std::string_view bytes) {
    if (Result<Signed<Snapshot>> read = read_snapshot(bytes)) {
        snapshot_floor_ = std::move(*read);
    }
}

Result<TrustedMetadata::Freshness> TrustedMetadata::update_timestamp(std::string_view bytes) {
    assert(root_is_final_);
    Result<Signed<Timestamp>> next = read_timestamp(bytes);
    if (!next) {
        return tl::make_unexpected(next.error());
    }
    const auto is_signed = [this](const Signed<Timestamp>& document) {
        return check_signatures(root_.body.timestamp, root_.body.keys, document.signed_bytes,
                                document.signatures, "the timestamp keys");
    };
    if (const auto good = is_signed(*next); !good) {
        return tl::make_unexpected(good.error());
    }
    Freshness freshness = Freshness::New;
    if (timestamp_floor_) {
        const Timestamp& floor = timestamp_floor_->body;
        if (next->body.common.version < floor.common.version) {
            return tl::make_unexpected(
                rolled_back("timestamp", floor.common.version, next->body.common.version));
        }
        if (next->body.common.version == floor.common.version && is_signed(*timestamp_floor_)) {
            next = *timestamp_floor_;
            freshness = Freshness::AlreadyTrusted;
        } else if (next->body.snapshot.version < floor.snapshot.version) {
            return tl::make_unexpected(
                rolled_back("snapshot", floor.snapshot.version, next->body.snapshot.version));
        }
    }
    if (const auto good = check_expiry("timestamp", next->body.common); !good) {
        return tl::make_unexpected(good.error());
    }
    timestamp_ = std::move(*next);
    return freshness;
}

Result<void> TrustedMetadata::update_snapshot(std::string_view bytes) {
    assert(timestamp_);
    const MetaFile& promised = timestamp_->body.snapshot;
    if (const auto good = check_promise(bytes, promised); !good) {
        return good;
    }
    Result<Signed<Snapshot>> next = read_snapshot(bytes);
    if (!next) {
        return tl::make_unexpected(next.error());
    }
    if (const auto good = check_signatures(root_.body.snapshot, root_.body.keys, next->signed_bytes,
                                           next->signatures, "the snapshot keys");
        !good) {
        return good;
    }
    if (const auto good = check_version(next->body.common.version, promised.version); !good) {
        return good;
    }
    if (snapshot_floor_) {
        const Snapshot& floor = snapshot_floor_->body;
        if (next->body.common.version < floor.common.version) {
            return tl::make_unexpected(
                rolled_back("snapshot", floor.common.version, next->body.common.version));
        }
        for (const auto& [role, before] : floor.roles) {
            const auto after = next->body.roles.find(role);
            if (after == next->body.roles.end()) {
                return fail(Reason::Rollback, "the role \"" + role + "\" was listed and vanished");
            }
            if (after->second.version < before.version) {
                return tl::make_unexpected(
                    rolled_back("\"" + role + "\"", before.version, after->second.version));
            }
        }
    }
    if (const auto good = check_expiry("snapshot", next->body.common); !good) {
        return good;
    }
    snapshot_ = std::move(*next);
    return {};
}

Result<MetaFile> TrustedMetadata::listed(const std::string& role) const {
    assert(snapshot_);
    const auto found = snapshot_->body.roles.find(role);
    if (found == snapshot_->body.roles.end()) {
        return fail(Reason::NotListed, "the snapshot does not list it");
    }
    return found->second;
}

Result<void> TrustedMetadata::update_role(std::string_view bytes, const std::string& role,
                                          const RoleKeys& signers, const Keys& keys,
                                          const std::string& delegator) {
    const Result<MetaFile> promised = listed(role);
    if (!promised) {
        return tl::make_unexpected(promised.error());
    }
    if (const auto good = check_promise(bytes, *promised); !good) {
        return good;
    }
    Result<Signed<Targets>> next = read_targets(bytes);
    if (!next) {
        return tl::make_unexpected(next.error());
    }
    if (const auto good = check_signatures(signers, keys, next->signed_bytes, next->signatures,
                                           "the keys that \"" + delegator + "\" names");
        !good) {
        return good;
    }
    if (const auto good = check_version(next->body.common.version, promised->version); !good) {
        return good;
    }
    if (const auto good = check_expiry(role, next->body.common); !good) {
        return good;
    }
    targets_.insert_or_assign({delegator, role}, std::move(next->body));
    return {};
}

Result<void> TrustedMetadata::update_targets(std::string_view bytes) {
    return update_role(bytes, "targets", root_.body.targets, root_.body.keys, "root");
}

Result<void> TrustedMetadata::update_delegated(std::string_view bytes, const DelegatedRole& role,
                                               const Keys& keys, const std::string& delegator) {
    return update_role(bytes, role.name, role.keys, keys, delegator);
}

const Targets* TrustedMetadata::targets(const std::string& role,
                                        const std::string& delegator) const {
    const auto found = targets_.find({delegator, role});
    return found != targets_.end() ? &found->second : nullptr;
}

} // namespace zugang::sync
