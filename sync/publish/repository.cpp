#include "sync/publish/repository.hpp"

#include "content/durable_file.hpp"
#include "content/manifest.hpp"
#include "content/package_folder.hpp"
#include "sync/metadata_store.hpp"
#include "sync/trusted_metadata.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

namespace zugang::sync {
namespace {

namespace fs = std::filesystem;

/// "17" of "17.targets.json"; written as we write it, so no sign and no zero in front.
std::optional<std::uint64_t> version_in(std::string_view name, std::string_view ending) {
    if (!name.ends_with(ending)) {
        return std::nullopt;
    }
    name.remove_suffix(ending.size());
    std::uint64_t version = 0;
    const auto read = std::from_chars(name.data(), name.data() + name.size(), version);
    if (name.empty() || name[0] == '0' || read.ec != std::errc() ||
        read.ptr != name.data() + name.size()) {
        return std::nullopt;
    }
    return version;
}

std::string advice_for(const std::string& role) {
    if (role == "targets") {
        return "zugang-publish targets sign REPO --key KEY";
    }
    if (role == "snapshot" || role == "timestamp") {
        return "zugang-publish " + role + " REPO --key KEY";
    }
    const std::string package = package_of(role).value_or(role);
    return "zugang-publish region sign WORK " + package +
           " --repository REPO --key KEY, then accept REPO WORK " + package;
}

} // namespace

std::string role_of(std::string_view package) {
    std::string role(package);
    std::ranges::replace(role, '/', '.');
    return role;
}

std::optional<std::string> package_of(std::string_view role) {
    std::string package(role);
    std::ranges::replace(package, '.', '/');
    return content::is_package_id(package) && role.find('/') == std::string_view::npos
               ? std::optional(std::move(package))
               : std::nullopt;
}

fs::path metadata_folder(const fs::path& repository) {
    return repository / "metadata";
}

std::string file_name(std::string_view role, std::uint64_t version) {
    const std::string name = percent_encode(role) + ".json";
    return role == "timestamp" ? name : std::to_string(version) + "." + name;
}

std::vector<std::uint64_t> versions_of(const fs::path& metadata, std::string_view role) {
    std::vector<std::uint64_t> versions;
    if (!fs::is_directory(metadata)) {
        return versions;
    }
    const std::string ending = "." + percent_encode(role) + ".json";
    for (const auto& entry : fs::directory_iterator(metadata)) {
        if (const auto version = version_in(entry.path().filename().string(), ending)) {
            versions.push_back(*version);
        }
    }
    std::ranges::sort(versions);
    return versions;
}

Result<std::optional<Stored>> find_latest(const fs::path& metadata, std::string_view role) {
    const std::vector<std::uint64_t> versions = versions_of(metadata, role);
    const bool versioned = role != "timestamp";
    if (versioned && versions.empty()) {
        return std::nullopt;
    }
    const fs::path file = metadata / file_name(role, versioned ? versions.back() : 0);
    auto bytes = content::read_whole(file);
    if (!bytes && !versioned) {
        return std::nullopt;
    }
    Result<Envelope> document = read_envelope(bytes.value_or(""));
    if (!document) {
        return fail_in(file.string(), document.error());
    }
    const auto version = document->body.find("version");
    const bool numbered =
        version != document->body.end() && version->is_number_unsigned() && *version > 0U;
    if (!numbered || (versioned && *version != versions.back())) {
        return fail(Reason::Malformed,
                    file.string() + ": its version is not that of its name; restore the file");
    }
    const auto expires = document->body.find("expires");
    if (expires == document->body.end() || !expires->is_string() ||
        !content::parse_moment(expires->get<std::string>())) {
        return fail(Reason::Malformed, file.string() + ": it has no expiry date; restore the file");
    }
    return Stored{.version = version->get<std::uint64_t>(),
                  .bytes = *std::move(bytes),
                  .document = std::move(*document)};
}

Result<void> require_folder(const fs::path& repository) {
    if (!fs::is_directory(repository)) {
        return fail(Reason::NotFound, "there is no folder " + repository.string());
    }
    return {};
}

Result<CurrentRoot> read_current_root(const fs::path& repository) {
    auto stored = find_latest(metadata_folder(repository), "root");
    if (!stored) {
        return tl::make_unexpected(stored.error());
    }
    if (!*stored) {
        return fail(Reason::NotTrusted, repository.string() +
                                            " has no root yet; run zugang-publish init, let the "
                                            "owners of the root keys sign, then root accept");
    }
    const fs::path metadata = metadata_folder(repository);
    std::optional<TrustedMetadata> trusted;
    std::vector<Root> earlier;
    for (const std::uint64_t version : versions_of(metadata, "root")) {
        const fs::path file = metadata / file_name("root", version);
        const std::string bytes = content::read_whole(file).value_or("");
        if (!trusted) {
            auto first = TrustedMetadata::start(bytes, Moment{});
            if (!first) {
                return fail(first.error().reason,
                            file.string() + ": " + first.error().text +
                                "; this is no repository of ours, or it is damaged");
            }
            trusted = std::move(*first);
            continue;
        }
        earlier.push_back(trusted->root());
        if (const auto next = trusted->update_root(bytes); !next) {
            return fail(next.error().reason,
                        file.string() +
                            " does not follow from the root before it: " + next.error().text +
                            "; restore it or take it away, and look who may write there");
        }
    }
    if (trusted->root().common.version != (*stored)->version) {
        return fail(Reason::WrongVersion, file_name("root", (*stored)->version) +
                                              ": its version is not that of its name");
    }
    return CurrentRoot{
        .stored = *std::move(*stored), .root = trusted->root(), .earlier = std::move(earlier)};
}

Result<std::optional<Stored>> find_own(const fs::path& metadata, std::string_view role,
                                       const CurrentRoot& root) {
    auto stored = find_latest(metadata, role);
    if (!stored || !*stored) {
        return stored;
    }
    const auto signs = [&](const Root& one) {
        return signers_of(keys_of(one, role), one.keys, (*stored)->document).enough();
    };
    if (!signs(root.root) && std::ranges::none_of(root.earlier, signs)) {
        return fail(Reason::BadSignature,
                    (metadata / file_name(role, (*stored)->version)).string() +
                        " is signed neither by the keys of " + std::string(role) +
                        " nor by those that it had; restore the right one or take it away, and "
                        "look who may write there");
    }
    if ((*stored)->version == std::numeric_limits<std::uint64_t>::max()) {
        return fail(Reason::WrongVersion,
                    (metadata / file_name(role, (*stored)->version)).string() +
                        " has the last version that there is; give " + std::string(role) +
                        " other keys (DRILLS.md), then take this file away");
    }
    return stored;
}

Result<CurrentTargets> read_current_targets(const fs::path& repository, const Root& root) {
    auto stored = find_latest(metadata_folder(repository), "targets");
    if (!stored) {
        return tl::make_unexpected(stored.error());
    }
    if (!*stored) {
        return fail(Reason::NotListed,
                    repository.string() + " has no targets yet; run zugang-publish targets sign");
    }
    auto targets = read_targets((*stored)->bytes);
    if (!targets) {
        return fail_in(file_name("targets", (*stored)->version), targets.error());
    }
    const bool is_signed = signers_of(root.targets, root.keys, (*stored)->document).enough();
    return CurrentTargets{
        .stored = *std::move(*stored), .targets = std::move(targets->body), .is_signed = is_signed};
}

const DelegatedRole* find_delegation(const Targets& targets, std::string_view role) {
    const auto found = std::ranges::find(targets.delegations.roles, role, &DelegatedRole::name);
    return found != targets.delegations.roles.end() ? &*found : nullptr;
}

Result<const DelegatedRole*> require_delegation(const Targets& targets, std::string_view package) {
    const DelegatedRole* role = find_delegation(targets, role_of(package));
    if (role == nullptr) {
        std::vector<std::string> known;
        for (const DelegatedRole& other : targets.delegations.roles) {
            known.push_back(package_of(other.name).value_or(other.name));
        }
        return fail(Reason::NotListed,
                    "nobody may sign " + std::string(package) +
                        " here (delegated: " + (known.empty() ? "nothing" : join(known)) +
                        "); run zugang-publish delegate add REPO " + std::string(package) +
                        " KEY.pub --key TARGETSKEY");
    }
    return role;
}

const RoleKeys& keys_of(const Root& root, std::string_view role) {
    return role == "root"       ? root.root
           : role == "targets"  ? root.targets
           : role == "snapshot" ? root.snapshot
                                : root.timestamp;
}

std::uint64_t days_of(const Json& root_body, std::string_view role) {
    const auto all = root_body.find(days_field);
    if (all == root_body.end() || !all->is_object()) {
        return default_days(role);
    }
    const auto days = all->find(std::string(role));
    return days != all->end() && days->is_number_unsigned() && *days > 0U && *days <= 36500U
               ? days->get<std::uint64_t>()
               : default_days(role);
}

bool is_near_expiry(Moment expires, std::uint64_t days, Moment now) {
    return expires - now < std::chrono::hours(6) * static_cast<std::int64_t>(days);
}

std::optional<Unsigned> find_unsigned(const std::string& role, const RoleKeys& signers,
                                      const Keys& keys, const Envelope& document) {
    Signers found = signers_of(signers, keys, document);
    return found.enough()
               ? std::nullopt
               : std::optional(Unsigned{
                     .role = role, .signers = std::move(found), .advice = advice_for(role)});
}

Result<std::vector<Unsigned>> find_unsigned(const fs::path& repository, const Root& root) {
    std::vector<Unsigned> all;
    const fs::path metadata = metadata_folder(repository);
    const auto look = [&](const std::string& role, const RoleKeys& signers,
                          const Keys& keys) -> Result<bool> {
        const auto stored = find_latest(metadata, role);
        if (!stored) {
            return tl::make_unexpected(stored.error());
        }
        if (!*stored) {
            return false;
        }
        auto found = find_unsigned(role, signers, keys, (*stored)->document);
        if (!found) {
            return true;
        }
        all.push_back(std::move(*found));
        return false;
    };
    const auto good_targets = look("targets", root.targets, root.keys);
    if (!good_targets) {
        return tl::make_unexpected(good_targets.error());
    }
    if (*good_targets) {
        const auto targets = read_current_targets(repository, root);
        if (!targets) {
            return tl::make_unexpected(targets.error());
        }
        for (const DelegatedRole& role : targets->targets.delegations.roles) {
            if (const auto good = look(role.name, role.keys, targets->targets.delegations.keys);
                !good) {
                return tl::make_unexpected(good.error());
            }
        }
    }
    for (const std::string role : {"snapshot", "timestamp"}) {
        if (const auto good = look(role, keys_of(root, role), root.keys); !good) {
            return tl::make_unexpected(good.error());
        }
    }
    return all;
}

std::string describe(const std::vector<Unsigned>& all) {
    std::string text;
    for (const Unsigned& one : all) {
        text += "has to be signed again: " + package_of(one.role).value_or(one.role) + ", now " +
                describe(one.signers) + "\n  " + one.advice + "\n";
    }
    return text;
}

Json to_json(const std::vector<Unsigned>& all) {
    Json list = Json::array();
    for (const Unsigned& one : all) {
        list.push_back({{"role", package_of(one.role).value_or(one.role)},
                        {"signatures", to_json(one.signers)},
                        {"do", one.advice}});
    }
    return list;
}

void write_metadata(const fs::path& metadata, std::string_view role, std::uint64_t version,
                    std::string_view bytes) {
    if (fs::create_directories(metadata)) {
        content::sync_to_disk(metadata.parent_path().empty() ? "." : metadata.parent_path());
    }
    content::write_durably(metadata / file_name(role, version), bytes);
}

} // namespace zugang::sync
