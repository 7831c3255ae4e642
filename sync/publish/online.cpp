#include "sync/publish/online.hpp"

#include "content/durable_file.hpp"
#include "content/sha256.hpp"
#include "sync/publish/repository.hpp"

#include <algorithm>
#include <map>

namespace zugang::sync {
namespace {

namespace fs = std::filesystem;

/// Less than half of its life is left.
bool is_half_over(const Json& body, std::uint64_t days, Moment now) {
    const auto expires = content::parse_moment(body.value("expires", ""));
    return !expires || *expires - now < std::chrono::hours(12) * static_cast<std::int64_t>(days);
}

/// Writes the next version where something changed or time is running out.
Result<Answer> renew(const OnlineCall& call, const CurrentRoot& root, const std::string& role,
                     const Json& meta, Moment now) {
    const fs::path metadata = metadata_folder(call.repository);
    const std::uint64_t days = call.days > 0 ? call.days : days_of(root.stored.document.body, role);
    const auto last = find_own(metadata, role, root);
    if (!last) {
        return tl::make_unexpected(last.error());
    }
    const RoleKeys& keys = keys_of(root.root, role);
    const bool same = *last && (*last)->document.body.value("meta", Json()) == meta &&
                      signers_of(keys, root.root.keys, (*last)->document).enough();
    if (same && !call.force && !is_half_over((*last)->document.body, days, now)) {
        const std::string expires = (*last)->document.body.value("expires", "");
        return Answer{
            .text = role + " version " + std::to_string((*last)->version) + " is good until " +
                    expires + ", nothing changed\n",
            .json = {{"version", (*last)->version}, {"changed", false}, {"expires", expires}}};
    }
    const std::uint64_t version = (*last ? (*last)->version : 0) + 1;
    // A timestamp's life is short: its end is exact, or a day would be added to each.
    const Moment expires = now + std::chrono::days(static_cast<std::int64_t>(days));
    Envelope document{.body = new_body(role, version, expires), .signatures = {}};
    document.body["meta"] = meta;
    for (const OpenKey& signer : call.signers) {
        if (const auto good = sign_for(document, signer, keys, root.root.keys, role); !good) {
            return tl::make_unexpected(good.error());
        }
    }
    const Signers signers = signers_of(keys, root.root.keys, document);
    if (!signers.enough()) {
        return fail(Reason::BadSignature,
                    role + " has " + describe(signers) + "; give every key with --key");
    }
    write_metadata(metadata, role, version, write_document(document));
    return Answer{.text = "wrote " + role + " version " + std::to_string(version) +
                          ", good until " + content::iso_moment(expires) + "\n",
                  .json = {{"version", version},
                           {"changed", true},
                           {"expires", content::iso_moment(expires)}}};
}

/// 0 where it is not listed.
std::uint64_t version_in(const std::map<std::string, MetaFile>& listed, const std::string& role) {
    const auto found = listed.find(role);
    return found != listed.end() ? found->second.version : 0;
}

/// From the version that the present snapshot lists to the one that lies there, 0 for none.
Result<void> check_step(const fs::path& metadata, const std::string& role, std::uint64_t version,
                        const std::map<std::string, MetaFile>& listed) {
    const std::uint64_t last = version_in(listed, role);
    const std::string name = package_of(role).value_or(role);
    if (version < last) {
        return fail(Reason::Rollback, name + " falls from version " + std::to_string(last) +
                                          ", which snapshot lists, to " + std::to_string(version) +
                                          "; restore " +
                                          (metadata / file_name(role, last)).string());
    }
    if (version - last > most_versions_ahead) {
        return fail(Reason::WrongVersion, name + " leaps from version " + std::to_string(last) +
                                              " to " + std::to_string(version) +
                                              ", perhaps to use the numbers up; take " +
                                              (metadata / file_name(role, version)).string() +
                                              " away and look who signed it");
    }
    return {};
}

std::int64_t days_between(Moment from, Moment to) {
    return std::chrono::floor<std::chrono::days>(to - from).count();
}

std::string advice_for(const std::string& role) {
    if (role == "root") {
        return "zugang-publish root propose REPO, then root sign by its owners and root accept";
    }
    if (role == "targets") {
        return "zugang-publish targets sign REPO --key KEY --renew";
    }
    if (role == "snapshot" || role == "timestamp") {
        return "zugang-publish " + role + " REPO --key KEY; look why its timer did not run";
    }
    const std::string package = package_of(role).value_or(role);
    return "its owner: zugang-publish region sign WORK " + package +
           " --key KEY --renew; then accept, snapshot, timestamp";
}

} // namespace

Result<Answer> make_snapshot(const OnlineCall& call, Moment now) {
    if (const auto there = require_folder(call.repository); !there) {
        return tl::make_unexpected(there.error());
    }
    const content::FolderLock lock(call.repository);
    const auto root = read_current_root(call.repository);
    if (!root) {
        return tl::make_unexpected(root.error());
    }
    const auto targets = read_current_targets(call.repository, root->root);
    if (!targets) {
        return tl::make_unexpected(targets.error());
    }
    if (!targets->is_signed) {
        return fail(Reason::BadSignature, "targets is not signed by the present root's keys and "
                                          "would stop every terminal; run zugang-publish targets "
                                          "sign first");
    }
    const fs::path metadata = metadata_folder(call.repository);
    const auto last = find_own(metadata, "snapshot", *root);
    if (!last) {
        return tl::make_unexpected(last.error());
    }
    std::map<std::string, MetaFile> listed;
    if (*last) {
        const auto read = read_snapshot((*last)->bytes);
        if (!read) {
            return fail_in(file_name("snapshot", (*last)->version), read.error());
        }
        listed = read->body.roles;
    }
    // A role that was listed stays listed, also after it was revoked: terminals refuse a snapshot
    // from which a role has vanished.
    Json meta = *last ? (*last)->document.body.value("meta", Json::object()) : Json::object();
    if (const auto good = check_step(metadata, "targets", targets->stored.version, listed); !good) {
        return tl::make_unexpected(good.error());
    }
    meta["targets.json"] = {{"version", targets->stored.version}};
    std::vector<std::string> not_there;
    for (const DelegatedRole& role : targets->targets.delegations.roles) {
        const auto stored = find_latest(metadata, role.name);
        if (!stored) {
            return tl::make_unexpected(stored.error());
        }
        const std::uint64_t version = *stored ? (*stored)->version : 0;
        if (const auto good = check_step(metadata, role.name, version, listed); !good) {
            return tl::make_unexpected(good.error());
        }
        if (*stored) {
            const Signers signers =
                signers_of(role.keys, targets->targets.delegations.keys, (*stored)->document);
            if (!signers.enough() && version != version_in(listed, role.name)) {
                return fail(Reason::BadSignature,
                            (metadata / file_name(role.name, version)).string() + " has " +
                                describe(signers) +
                                "; take it away and look who may write there, or let its owners "
                                "sign again: region sign, accept");
            }
            meta[role.name + ".json"] = {{"version", (*stored)->version}};
        } else {
            not_there.push_back(package_of(role.name).value_or(role.name));
        }
    }
    auto answer = renew(call, *root, "snapshot", Json::parse(meta.dump()), now);
    if (!answer) {
        return answer;
    }
    for (const std::string& package : not_there) {
        answer->text += "not published yet: " + package + "\n";
    }
    const auto again = find_unsigned(call.repository, root->root);
    if (!again) {
        return tl::make_unexpected(again.error());
    }
    std::vector<Unsigned> packages;
    std::ranges::copy_if(*again, std::back_inserter(packages),
                         [](const Unsigned& one) { return package_of(one.role).has_value(); });
    if (!packages.empty()) {
        answer->text += "terminals get nothing new of these until they are signed again:\n" +
                        describe(packages);
    }
    answer->json["again"] = to_json(packages);
    return answer;
}

Result<Answer> make_timestamp(const OnlineCall& call, Moment now) {
    if (const auto there = require_folder(call.repository); !there) {
        return tl::make_unexpected(there.error());
    }
    const content::FolderLock lock(call.repository);
    const auto root = read_current_root(call.repository);
    if (!root) {
        return tl::make_unexpected(root.error());
    }
    const fs::path metadata = metadata_folder(call.repository);
    const auto present = find_own(metadata, "timestamp", *root);
    if (!present) {
        return tl::make_unexpected(present.error());
    }
    const auto snapshot = find_latest(metadata, "snapshot");
    if (!snapshot) {
        return tl::make_unexpected(snapshot.error());
    }
    if (!*snapshot) {
        return fail(Reason::NotListed,
                    "there is no snapshot yet; run zugang-publish snapshot first");
    }
    const auto read = read_snapshot((*snapshot)->bytes);
    if (!read) {
        return fail_in("snapshot", read.error());
    }
    if (!signers_of(root->root.snapshot, root->root.keys, (*snapshot)->document).enough()) {
        return fail(Reason::BadSignature, "snapshot is not signed by the present root's keys and "
                                          "would stop every terminal; run zugang-publish snapshot "
                                          "first");
    }
    if (*present) {
        const auto timestamp = read_timestamp((*present)->bytes);
        if (!timestamp) {
            return fail_in("timestamp", timestamp.error());
        }
        const std::uint64_t listed = timestamp->body.snapshot.version;
        if ((*snapshot)->version < listed) {
            return fail(Reason::Rollback, "snapshot falls from version " + std::to_string(listed) +
                                              ", which timestamp lists, to " +
                                              std::to_string((*snapshot)->version) + "; restore " +
                                              (metadata / file_name("snapshot", listed)).string());
        }
    }
    if (read->body.common.expires <= now) {
        return fail(Reason::Expired, "snapshot expired on " + in_words(read->body.common.expires) +
                                         "; run zugang-publish snapshot first");
    }
    const auto targets = read_current_targets(call.repository, root->root);
    if (!targets) {
        return tl::make_unexpected(targets.error());
    }
    for (const auto& [role, meta] : read->body.roles) {
        const bool matters =
            role == "targets" || find_delegation(targets->targets, role) != nullptr;
        if (matters && !fs::exists(metadata / file_name(role, meta.version))) {
            return fail(Reason::NotFound, file_name(role, meta.version) +
                                              ", which snapshot lists, is not there; restore it");
        }
    }
    const std::string& bytes = (*snapshot)->bytes;
    const Json meta{{"snapshot.json",
                     {{"version", (*snapshot)->version},
                      {"length", bytes.size()},
                      {"hashes", {{"sha256", content::sha256(bytes)}}}}}};
    return renew(call, *root, "timestamp", Json::parse(meta.dump()), now);
}

Result<Answer> list_expiring(const fs::path& repository, std::uint64_t days, Moment now) {
    const auto root = read_current_root(repository);
    if (!root) {
        return tl::make_unexpected(root.error());
    }
    std::vector<std::string> roles{"root", "targets", "snapshot", "timestamp"};
    const auto targets = read_current_targets(repository, root->root);
    if (!targets && targets.error().reason != Reason::NotListed) {
        return tl::make_unexpected(targets.error());
    }
    if (targets) {
        for (const DelegatedRole& role : targets->targets.delegations.roles) {
            roles.push_back(role.name);
        }
    }
    Answer answer{.text = {}, .json = {{"days", days}}};
    answer.json["roles"] = Json::array();
    for (const std::string& role : roles) {
        const auto stored = find_latest(metadata_folder(repository), role);
        if (!stored) {
            return tl::make_unexpected(stored.error());
        }
        const std::string name = package_of(role).value_or(role);
        if (!*stored) {
            answer.text += name + ": not there yet\n";
            continue;
        }
        const auto expires = content::parse_moment((*stored)->document.body.value("expires", ""));
        if (!expires) {
            return fail(Reason::Malformed, name + " has no expiry date");
        }
        const std::int64_t left = days_between(now, *expires);
        std::uint64_t limit = days;
        if (role == "snapshot" || role == "timestamp") {
            limit = std::min(limit, days_of(root->stored.document.body, role) / 3);
        }
        const bool due = left <= static_cast<std::int64_t>(limit);
        const bool expired = *expires <= now;
        answer.good = answer.good && !due;
        answer.text += name + ": version " + std::to_string((*stored)->version) +
                       (expired ? " EXPIRED on " : ", good until ") + in_words(*expires) +
                       (expired ? "" : ", " + std::to_string(left) + " days left") + "\n" +
                       (due ? "  do: " + advice_for(role) + "\n" : "");
        answer.json["roles"].push_back({{"role", name},
                                        {"version", (*stored)->version},
                                        {"expires", content::iso_moment(*expires)},
                                        {"days_left", left},
                                        {"due", due},
                                        {"do", due ? advice_for(role) : ""}});
    }
    return answer;
}

} // namespace zugang::sync
