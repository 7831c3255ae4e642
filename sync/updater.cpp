#include "sync/updater.hpp"

#include "sync/target_file.hpp"

#include <algorithm>
#include <cassert>

namespace zugang::sync {
namespace {

/// The listed length where it is the smaller one.
std::uint64_t bounded(const MetaFile& promised, std::uint64_t limit_bytes) {
    return std::min(promised.length.value_or(limit_bytes), limit_bytes);
}

} // namespace

Updater::Updater(MetadataStore& store, Fetch fetch, std::string metadata_url, Moment now,
                 UpdateLimits limits)
    : store_(store), fetch_(std::move(fetch)), metadata_url_(std::move(metadata_url)), now_(now),
      limits_(limits) {
}

Result<void> Updater::load_root() {
    const std::optional<std::string> bytes = store_.read("root");
    if (!bytes) {
        return fail(Reason::NotTrusted,
                    "there is no trusted root.json to start from; the terminal has to be set up");
    }
    Result<TrustedMetadata> trusted = TrustedMetadata::start(*bytes, now_);
    if (!trusted) {
        return tl::make_unexpected(trusted.error());
    }
    trusted_ = std::move(*trusted);
    if (const auto timestamp = store_.read("timestamp")) {
        trusted_->remember_timestamp(*timestamp);
    }
    if (const auto snapshot = store_.read("snapshot")) {
        trusted_->remember_snapshot(*snapshot);
    }
    return {};
}

/// How many newer roots there were.
Result<std::size_t> Updater::update_root() {
    std::size_t count = 0;
    for (; count < limits_.new_roots; ++count) {
        const std::string name = std::to_string(trusted_->root().common.version + 1) + ".root.json";
        const Result<std::string> bytes =
            fetch_bytes(fetch_, join_url(metadata_url_, name), limits_.root_bytes);
        if (!bytes && bytes.error().reason == Reason::NotFound) {
            break;
        }
        if (!bytes) {
            return tl::make_unexpected(bytes.error());
        }
        const auto rotation = trusted_->update_root(*bytes);
        if (!rotation) {
            return fail_in(name, rotation.error());
        }
        if (*rotation == TrustedMetadata::Rotation::OnlineKeys) {
            // Before the root is stored: were they left behind by a power cut, the next run would
            // take what an attacker signed for the floor.
            store_.remove("snapshot");
            store_.remove("timestamp");
        }
        store_.keep_root(trusted_->root().common.version, *bytes);
        store_.write("root", *bytes);
    }
    return count;
}

Result<std::string> Updater::fetch_role(const std::string& role, const MetaFile& promised,
                                        std::uint64_t limit_bytes) {
    const std::string file = percent_encode(role) + ".json";
    const std::string name =
        trusted_->root().consistent_snapshot ? std::to_string(promised.version) + "." + file : file;
    return fetch_bytes(fetch_, join_url(metadata_url_, name), bounded(promised, limit_bytes));
}

Result<void> Updater::refresh_timestamp() {
    const Result<std::string> bytes =
        fetch_bytes(fetch_, join_url(metadata_url_, "timestamp.json"), limits_.timestamp_bytes);
    if (!bytes) {
        return tl::make_unexpected(bytes.error());
    }
    const auto updated = trusted_->update_timestamp(*bytes);
    if (!updated) {
        return fail_in("timestamp.json", updated.error());
    }
    if (*updated == TrustedMetadata::Freshness::New) {
        store_.write("timestamp", *bytes);
    }
    return {};
}

Result<void> Updater::refresh_snapshot() {
    if (const auto stored = store_.read("snapshot"); stored && trusted_->update_snapshot(*stored)) {
        return {};
    }
    const Result<std::string> bytes =
        fetch_role("snapshot", trusted_->timestamp()->snapshot, limits_.snapshot_bytes);
    if (!bytes) {
        return tl::make_unexpected(bytes.error());
    }
    if (const auto updated = trusted_->update_snapshot(*bytes); !updated) {
        return fail_in("snapshot.json", updated.error());
    }
    store_.write("snapshot", *bytes);
    return {};
}

Result<void> Updater::refresh_targets() {
    if (const auto stored = store_.read("targets"); stored && trusted_->update_targets(*stored)) {
        return {};
    }
    const Result<MetaFile> promised = trusted_->listed("targets");
    if (!promised) {
        return fail_in("targets", promised.error());
    }
    const Result<std::string> bytes = fetch_role("targets", *promised, limits_.targets_bytes);
    if (!bytes) {
        return tl::make_unexpected(bytes.error());
    }
    if (const auto updated = trusted_->update_targets(*bytes); !updated) {
        return fail_in("targets.json", updated.error());
    }
    store_.write("targets", *bytes);
    return {};
}

Result<void> Updater::refresh_online_roles() {
    if (const auto root = trusted_->finish_root(); !root) {
        return root;
    }
    if (const auto timestamp = refresh_timestamp(); !timestamp) {
        return timestamp;
    }
    if (const auto snapshot = refresh_snapshot(); !snapshot) {
        return snapshot;
    }
    return refresh_targets();
}

Result<void> Updater::refresh() {
    if (const auto loaded = load_root(); !loaded) {
        return loaded;
    }
    if (const auto roots = update_root(); !roots) {
        return tl::make_unexpected(roots.error());
    }
    const Result<void> refreshed = refresh_online_roles();
    if (refreshed || refreshed.error().reason != Reason::BadSignature) {
        return refreshed;
    }
    // Perhaps the keys were rotated since we asked for the root.
    if (const auto loaded = load_root(); !loaded) {
        return loaded;
    }
    const Result<std::size_t> newer = update_root();
    if (!newer || *newer == 0) {
        return refreshed;
    }
    return refresh_online_roles();
}

Result<void> Updater::load_delegated(const Edge& edge) {
    const std::string& name = edge.role.name;
    if (trusted_->targets(name, edge.delegator) != nullptr) {
        return {};
    }
    const Result<MetaFile> promised = trusted_->listed(name);
    if (!promised) {
        return fail_in("role \"" + name + "\"", promised.error());
    }
    if (const auto stored = store_.read(name);
        stored && trusted_->update_delegated(*stored, edge.role, edge.keys, edge.delegator)) {
        return {};
    }
    const Result<std::string> bytes = fetch_role(name, *promised, limits_.targets_bytes);
    if (!bytes) {
        return tl::make_unexpected(bytes.error());
    }
    if (const auto updated =
            trusted_->update_delegated(*bytes, edge.role, edge.keys, edge.delegator);
        !updated) {
        return fail_in("role \"" + name + "\"", updated.error());
    }
    store_.write(name, *bytes);
    return {};
}

Result<Target> Updater::find_target(const std::string& path) {
    assert(trusted_ && trusted_->targets("targets", "root") != nullptr);
    std::vector<Edge> to_visit; // the next one is the last one
    std::set<std::string> visited;
    Edge edge{.role = {}, .keys = {}, .delegator = "root"};
    edge.role.name = "targets";
    for (;;) {
        const std::string name = edge.role.name;
        if (visited.insert(name).second) {
            if (visited.size() > limits_.delegated_roles + 1) {
                return fail(Reason::TooMany, "\"" + path + "\" was not found in " +
                                                 std::to_string(limits_.delegated_roles) +
                                                 " delegated roles, and no more are looked at");
            }
            if (name != "targets") {
                if (const auto loaded = load_delegated(edge); !loaded) {
                    return tl::make_unexpected(loaded.error());
                }
            }
            const Targets& targets = *trusted_->targets(name, edge.delegator);
            const auto found = targets.targets.find(path);
            if (found != targets.targets.end()) {
                return Target{.path = path, .file = found->second, .role = name};
            }
            std::vector<Edge> children;
            const auto add = [&](const DelegatedRole& role) {
                children.push_back(
                    {.role = role, .keys = targets.delegations.keys, .delegator = name});
            };
            if (targets.delegations.succinct) {
                add(targets.delegations.succinct->role_for(path));
            }
            for (const DelegatedRole& role : targets.delegations.roles) {
                if (role.may_sign(path)) {
                    add(role);
                    if (role.terminating) {
                        to_visit.clear();
                        break;
                    }
                }
            }
            to_visit.insert(to_visit.end(), children.rbegin(), children.rend());
        }
        if (to_visit.empty()) {
            return fail(Reason::NotListed,
                        "no role that may do so lists the target \"" + path + "\"");
        }
        edge = std::move(to_visit.back());
        to_visit.pop_back();
    }
}

std::string Updater::url_of(const Target& target, const std::string& base_url) const {
    std::string encoded = percent_encode_path(target.path);
    if (trusted_->root().consistent_snapshot) {
        const auto sha256 = target.file.hashes.find("sha256");
        const auto sha512 = target.file.hashes.find("sha512");
        const bool has_sha256 = sha256 != target.file.hashes.end();
        if (has_sha256 || sha512 != target.file.hashes.end()) {
            encoded.insert(encoded.rfind('/') + 1, // 0 where there is none
                           (has_sha256 ? sha256 : sha512)->second + ".");
        }
    }
    return join_url(base_url, encoded);
}

Result<void> Updater::download(const Target& target, const std::string& base_url,
                               const std::filesystem::path& file) {
    if (has_length_and_hashes(file, target.file)) {
        return {};
    }
    TargetDraft draft(file, target.file);
    const std::string url = url_of(target, base_url);
    const Result<void> fetched =
        fetch_({.url = url, .limit_bytes = target.file.length}, [&draft](std::string_view piece) {
            draft.add(piece);
            return true;
        });
    if (!fetched) {
        return fetched;
    }
    if (const auto good = draft.finish(); !good) {
        return fail_in(url, good.error());
    }
    return {};
}

} // namespace zugang::sync
