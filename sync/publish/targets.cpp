#include "sync/publish/targets.hpp"

#include "content/durable_file.hpp"
#include "content/package_folder.hpp"
#include "sync/publish/repository.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

namespace zugang::sync {
namespace {

namespace fs = std::filesystem;

fs::path pending_file(const fs::path& repository) {
    return repository / "pending" / "targets.json";
}

/// What a change starts from.
struct Base {
    CurrentRoot root;
    std::optional<Stored> latest;
    std::optional<Envelope> pending;
};

Result<Base> read_base(const fs::path& repository) {
    auto root = read_current_root(repository);
    if (!root) {
        return tl::make_unexpected(root.error());
    }
    auto latest = find_own(metadata_folder(repository), "targets", *root);
    if (!latest) {
        return tl::make_unexpected(latest.error());
    }
    Base base{.root = std::move(*root), .latest = std::move(*latest), .pending = {}};
    if (const auto bytes = content::read_whole(pending_file(repository))) {
        auto targets = read_targets(*bytes);
        auto envelope = read_envelope(*bytes);
        if (!targets || !envelope) {
            return fail(Reason::Malformed,
                        pending_file(repository).string() + " is damaged; remove it");
        }
        if (signers_of(base.root.root.targets, base.root.root.keys, *envelope).count == 0) {
            return fail(Reason::BadSignature, pending_file(repository).string() +
                                                  " is signed by nobody who may; remove it and "
                                                  "look who may write there");
        }
        if (targets->body.common.version == (base.latest ? base.latest->version : 0) + 1) {
            base.pending = std::move(*envelope);
        }
    }
    return base;
}

/// Signs, and writes where it may be served: metadata/ or, while signatures are missing, pending/.
Result<Answer> finish(const TargetsCall& call, const Base& base, Envelope document,
                      const std::string& what) {
    const Root& root = base.root.root;
    for (const OpenKey& signer : call.signers) {
        if (const auto good = sign_for(document, signer, root.targets, root.keys, "targets");
            !good) {
            return tl::make_unexpected(good.error());
        }
    }
    const std::string bytes = write_document(document);
    const auto read = read_targets(bytes);
    if (!read) {
        return tl::make_unexpected(read.error());
    }
    const Signers signers = signers_of(root.targets, root.keys, document);
    const std::uint64_t version = read->body.common.version;
    const fs::path pending = pending_file(call.repository);
    Answer answer{.text = what,
                  .json = {{"version", version},
                           {"changed", true},
                           {"signatures", to_json(signers)},
                           {"expires", content::iso_moment(read->body.common.expires)}}};
    if (!signers.enough()) {
        fs::create_directories(pending.parent_path());
        content::write_durably(pending, bytes);
        answer.text += "targets version " + std::to_string(version) + " waits with " +
                       describe(signers) +
                       "; the others run: zugang-publish targets sign REPO --key KEY\n";
        return answer;
    }
    write_metadata(metadata_folder(call.repository), "targets", version, bytes);
    fs::remove(pending);
    answer.text += "wrote targets version " + std::to_string(version) + ", good until " +
                   in_words(read->body.common.expires) + "\n";
    const auto again = find_unsigned(call.repository, root);
    if (!again) {
        return tl::make_unexpected(again.error());
    }
    std::vector<Unsigned> packages;
    std::ranges::copy_if(*again, std::back_inserter(packages),
                         [](const Unsigned& one) { return package_of(one.role).has_value(); });
    answer.text += describe(packages) + "next: zugang-publish snapshot, then timestamp\n";
    answer.json["again"] = to_json(packages);
    return answer;
}

Json with_empty_delegations(Json body) {
    if (!body.contains("targets")) {
        body["targets"] = Json::object();
    }
    if (!body.contains("delegations")) {
        body["delegations"] = {{"keys", Json::object()}, {"roles", Json::array()}};
    }
    return body;
}

/// The next version of the body, without signatures.
Envelope next_of(const TargetsCall& call, const Base& base, Moment now) {
    const std::uint64_t days =
        call.days > 0 ? call.days : days_of(base.root.stored.document.body, "targets");
    const std::uint64_t version = (base.latest ? base.latest->version : 0) + 1;
    Json body = base.pending  ? base.pending->body
                : base.latest ? base.latest->document.body
                              : new_body("targets", version, now);
    body["version"] = version;
    body["expires"] = content::iso_moment(expiry_after(now, days));
    body[days_field] = days;
    return {.body = with_empty_delegations(std::move(body)), .signatures = {}};
}

using Change = std::function<Result<std::string>(Json& delegations, const Targets& targets)>;

Result<Answer> change_delegations(const TargetsCall& call, Moment now, const Change& change) {
    if (const auto there = require_folder(call.repository); !there) {
        return tl::make_unexpected(there.error());
    }
    const content::FolderLock lock(call.repository);
    const auto base = read_base(call.repository);
    if (!base) {
        return tl::make_unexpected(base.error());
    }
    Envelope document = next_of(call, *base, now);
    const auto targets = read_targets(write_document(document));
    if (!targets) {
        return fail_in("targets", targets.error());
    }
    if (targets->body.delegations.succinct) {
        return fail(Reason::Refused, "targets delegates to hash bins; zugang-publish cannot change "
                                     "such a repository");
    }
    const auto what = change(document.body["delegations"], targets->body);
    if (!what) {
        return tl::make_unexpected(what.error());
    }
    return finish(call, *base, std::move(document), *what);
}

struct NewKeys {
    std::vector<PublicKey> keys;
    std::vector<std::string> names;
    std::uint64_t threshold = 1;
};

Result<NewKeys> read_keys(const std::vector<fs::path>& files, std::uint64_t threshold,
                          std::string_view package) {
    NewKeys found{.keys = {}, .names = {}, .threshold = threshold};
    std::set<std::string> values;
    for (const fs::path& file : files) {
        auto key = read_public_key(file);
        if (!key) {
            return tl::make_unexpected(key.error());
        }
        if (!values.insert(key->value).second) {
            return fail(Reason::Refused, file.string() + " is the same key as another one");
        }
        found.names.push_back(describe(*key));
        found.keys.push_back(std::move(*key));
    }
    if (threshold < 1 || threshold > found.keys.size()) {
        return fail(Reason::Refused, std::string(package) + " would need " +
                                         std::to_string(threshold) + " signatures, but has " +
                                         std::to_string(found.keys.size()) +
                                         " keys; name more keys or another --threshold");
    }
    return found;
}

void set_keys(Json& delegations, Json& role, const NewKeys& keys) {
    role["keyids"] = Json::array();
    role["threshold"] = keys.threshold;
    for (const PublicKey& key : keys.keys) {
        delegations["keys"][key_id(key)] = key.written;
        role["keyids"].push_back(key_id(key));
    }
}

void drop_unused_keys(Json& delegations) {
    std::set<std::string> used;
    for (const Json& role : delegations["roles"]) {
        for (const Json& id : role["keyids"]) {
            used.insert(id.get<std::string>());
        }
    }
    Json kept = Json::object();
    for (const auto& [id, key] : delegations["keys"].items()) {
        if (used.contains(id)) {
            kept[id] = key;
        }
    }
    delegations["keys"] = kept;
}

std::string in_words(const NewKeys& keys) {
    return std::to_string(keys.threshold) + " of " + std::to_string(keys.keys.size()) + " (" +
           join(keys.names, "; ") + ")";
}

std::optional<Failure> find_overlap(const Targets& targets, std::string_view pattern) {
    for (const DelegatedRole& role : targets.delegations.roles) {
        if (!role.paths) {
            return Failure{Reason::Refused, "the role " + role.name +
                                                " has hash prefixes and may sign any path; "
                                                "revoke it first"};
        }
        for (const std::string& path : *role.paths) {
            if (overlap(path, pattern)) {
                return Failure{Reason::Refused, "the role " + role.name + " may sign " + path +
                                                    ", which overlaps " + std::string(pattern) +
                                                    "; every path has exactly one role"};
            }
        }
    }
    return std::nullopt;
}

} // namespace

bool overlap(std::string_view pattern, std::string_view other) {
    // Walks both at once; a star stands still or takes what the other one has next.
    std::map<std::pair<std::size_t, std::size_t>, bool> known;
    const std::function<bool(std::size_t, std::size_t)> meet = [&](std::size_t i, std::size_t j) {
        if (i == pattern.size() && j == other.size()) {
            return true;
        }
        const auto [entry, is_new] = known.try_emplace({i, j}, false);
        if (!is_new) {
            return entry->second;
        }
        const bool star = i < pattern.size() && pattern[i] == '*';
        const bool other_star = j < other.size() && other[j] == '*';
        bool found = false;
        if (star || other_star) {
            found = (star && meet(i + 1, j)) || (other_star && meet(i, j + 1)) ||
                    (star && j < other.size() && other[j] != '/' && meet(i, j + 1)) ||
                    (other_star && i < pattern.size() && pattern[i] != '/' && meet(i + 1, j));
        } else if (i < pattern.size() && j < other.size()) {
            const char a = pattern[i];
            const char b = other[j];
            const bool same = a == b || (a == '?' && b != '/') || (b == '?' && a != '/');
            found = same && meet(i + 1, j + 1);
        }
        known[{i, j}] = found;
        return found;
    };
    return meet(0, 0);
}

Result<Answer> sign_targets(const TargetsCall& call, bool renew, Moment now) {
    if (const auto there = require_folder(call.repository); !there) {
        return tl::make_unexpected(there.error());
    }
    const content::FolderLock lock(call.repository);
    const auto base = read_base(call.repository);
    if (!base) {
        return tl::make_unexpected(base.error());
    }
    if (base->pending && !renew) {
        return finish(call, *base, *base->pending, "signed the change that waited\n");
    }
    if (base->latest && !renew) {
        const auto read = read_targets(base->latest->bytes);
        if (!read) {
            return fail_in("targets", read.error());
        }
        const Root& root = base->root.root;
        const std::uint64_t days = days_of(base->root.stored.document.body, "targets");
        if (signers_of(root.targets, root.keys, base->latest->document).enough() &&
            !is_near_expiry(read->body.common.expires, days, now)) {
            return Answer{.text = "targets version " + std::to_string(base->latest->version) +
                                  " is good until " + sync::in_words(read->body.common.expires) +
                                  ", nothing changed (--renew signs it anyway)\n",
                          .json = {{"version", base->latest->version}, {"changed", false}}};
        }
    }
    return finish(call, *base, next_of(call, *base, now), "");
}

Result<Answer> add_delegation(const TargetsCall& call, std::string_view package,
                              const std::vector<fs::path>& files, std::uint64_t threshold,
                              Moment now) {
    const auto keys = read_keys(files, threshold, package);
    if (!keys) {
        return tl::make_unexpected(keys.error());
    }
    const std::string name(package);
    return change_delegations(
        call, now, [&](Json& delegations, const Targets& targets) -> Result<std::string> {
            if (find_delegation(targets, role_of(package)) != nullptr) {
                return fail(Reason::Refused, name + " is delegated already; change its keys with "
                                                    "delegate rotate");
            }
            if (const auto problem = find_overlap(targets, name + "/*")) {
                return tl::make_unexpected(*problem);
            }
            Json role{{"name", role_of(package)},
                      {"terminating", true},
                      {"paths", Json::array({name + "/*"})}};
            set_keys(delegations, role, *keys);
            delegations["roles"].push_back(role);
            return name + "/* is signed by " + in_words(*keys) + "\n";
        });
}

Result<Answer> rotate_delegation(const TargetsCall& call, std::string_view package,
                                 const std::vector<fs::path>& files, std::uint64_t threshold,
                                 Moment now) {
    return change_delegations(
        call, now, [&](Json& delegations, const Targets& targets) -> Result<std::string> {
            const auto role = require_delegation(targets, package);
            if (!role) {
                return tl::make_unexpected(role.error());
            }
            const auto keys =
                read_keys(files, threshold > 0 ? threshold : (*role)->keys.threshold, package);
            if (!keys) {
                return tl::make_unexpected(keys.error());
            }
            for (Json& entry : delegations["roles"]) {
                if (entry["name"] == (*role)->name) {
                    set_keys(delegations, entry, *keys);
                }
            }
            drop_unused_keys(delegations);
            return std::string(package) + "/* is now signed by " + in_words(*keys) + "\n";
        });
}

Result<Answer> revoke_delegation(const TargetsCall& call, std::string_view package, Moment now) {
    return change_delegations(
        call, now, [&](Json& delegations, const Targets& targets) -> Result<std::string> {
            const auto role = require_delegation(targets, package);
            if (!role) {
                return tl::make_unexpected(role.error());
            }
            Json left = Json::array();
            for (const Json& entry : delegations["roles"]) {
                if (entry["name"] != (*role)->name) {
                    left.push_back(entry);
                }
            }
            delegations["roles"] = left;
            drop_unused_keys(delegations);
            return "nobody signs " + std::string(package) +
                   " any more; terminals take it away with their next update\n";
        });
}

Result<Answer> show_delegations(const fs::path& repository) {
    const auto root = read_current_root(repository);
    if (!root) {
        return tl::make_unexpected(root.error());
    }
    const auto targets = read_current_targets(repository, root->root);
    if (!targets) {
        return tl::make_unexpected(targets.error());
    }
    Answer answer{.text = {}, .json = {{"version", targets->stored.version}}};
    answer.json["delegations"] = Json::array();
    for (const DelegatedRole& role : targets->targets.delegations.roles) {
        std::vector<std::string> names;
        Json ids = Json::array();
        for (const std::string& id : role.keys.key_ids) {
            const auto key = targets->targets.delegations.keys.find(id);
            if (key != targets->targets.delegations.keys.end()) {
                names.push_back(describe(key->second));
                ids.push_back({{"keyid", id}, {"owner", owner_of(key->second)}});
            }
        }
        const auto stored = find_latest(metadata_folder(repository), role.name);
        if (!stored) {
            return tl::make_unexpected(stored.error());
        }
        const std::string package = package_of(role.name).value_or(role.name);
        const bool good =
            *stored &&
            signers_of(role.keys, targets->targets.delegations.keys, (*stored)->document).enough();
        answer.text += package + ": " + std::to_string(role.keys.threshold) + " of " +
                       join(names, "; ") + "; " +
                       (!*stored ? "nothing accepted yet"
                                 : "version " + std::to_string((*stored)->version) +
                                       (good ? "" : ", which has to be signed again")) +
                       "\n";
        answer.json["delegations"].push_back(
            {{"package", package},
             {"paths", role.paths.value_or(std::vector<std::string>())},
             {"threshold", role.keys.threshold},
             {"keys", ids},
             {"version", *stored ? (*stored)->version : 0},
             {"good", good}});
    }
    if (answer.text.empty()) {
        answer.text = "nothing is delegated yet\n";
    }
    return answer;
}

} // namespace zugang::sync
