#include "sync/publish/root_proposal.hpp"

#include "content/package_folder.hpp"
#include "sync/publish/key_file.hpp"
#include "sync/publish/repository.hpp"
#include "sync/trusted_metadata.hpp"

#include <algorithm>
#include <set>
#include <vector>

namespace zugang::sync {
namespace {

namespace fs = std::filesystem;

constexpr const char* previous_field = "x-zugang-previous";

std::string name_of_key(const std::string& id, const Keys& keys) {
    const auto key = keys.find(id);
    return key != keys.end() ? describe(key->second) : "key " + id.substr(0, 8);
}

/// Who will sign what: every key on a line of its own, so that no name can pretend to be two.
std::vector<std::string> keys_in(const Root& root) {
    std::vector<std::string> lines;
    for (const std::string_view role : top_roles) {
        const RoleKeys& signers = keys_of(root, role);
        lines.push_back(std::string(role) + " is signed by " + std::to_string(signers.threshold) +
                        " of " + std::to_string(signers.key_ids.size()) + ":");
        for (const std::string& id : signers.key_ids) {
            lines.push_back("  " + name_of_key(id, root.keys));
        }
    }
    return lines;
}

/// What the next root says that the one before did not.
std::vector<std::string> changes_of(const Root& previous, const Root& next) {
    std::vector<std::string> changes;
    for (const std::string_view role : top_roles) {
        const std::string name(role);
        const RoleKeys& after = keys_of(next, role);
        const RoleKeys& before = keys_of(previous, role);
        const auto compare = [&changes](const RoleKeys& of, const RoleKeys& other, const Keys& keys,
                                        const std::string& what) {
            for (const std::string& id : of.key_ids) {
                if (std::ranges::find(other.key_ids, id) == other.key_ids.end()) {
                    changes.push_back(what + name_of_key(id, keys));
                }
            }
        };
        compare(after, before, next.keys, name + " gets ");
        compare(before, after, previous.keys, name + " loses ");
        if (before.threshold != after.threshold) {
            changes.push_back(name + " needs " + std::to_string(after.threshold) + " of " +
                              std::to_string(after.key_ids.size()) + " signatures instead of " +
                              std::to_string(before.threshold));
        }
    }
    if (previous.consistent_snapshot != next.consistent_snapshot) {
        changes.emplace_back("consistent_snapshot changes; terminals would not find their files");
    }
    return changes;
}

/// What is allowed and still unwise.
std::vector<std::string> warnings_of(const Root& root) {
    std::vector<std::string> warnings;
    if (root.root.threshold == 1) {
        warnings.emplace_back("one stolen root key is enough to take over every terminal; "
                              "let two people sign");
    } else if (root.root.threshold == root.root.key_ids.size()) {
        warnings.emplace_back("every root key is needed: if one is lost, nobody can ever sign a "
                              "new root; add a spare key");
    }
    return warnings;
}

std::string list_lines(const std::vector<std::string>& lines, std::string_view before) {
    std::string text;
    for (const std::string& line : lines) {
        text += std::string(before) + line + "\n";
    }
    return text;
}

/// A root that is signed by itself, of the version before: else what is shown as a change is a
/// comparison with something that never was.
Result<Root> read_previous(const Json& json, std::uint64_t version) {
    const std::string bytes = json.dump();
    auto trusted = TrustedMetadata::start(bytes, Moment{});
    if (!trusted) {
        return tl::make_unexpected(trusted.error());
    }
    if (trusted->root().common.version + 1 != version) {
        return fail(Reason::WrongVersion, "it has version " +
                                              std::to_string(trusted->root().common.version) +
                                              ", the proposal version " + std::to_string(version));
    }
    return trusted->root();
}

} // namespace

Result<Proposal> read_proposal(const fs::path& file) {
    const auto bytes = content::read_whole(file);
    if (!bytes) {
        return fail(Reason::NotFound, file.string() + " cannot be read");
    }
    const Result<Json> json = parse_json(*bytes);
    auto envelope = read_envelope(*bytes);
    auto root = read_root(*bytes);
    if (!json || !envelope || !root) {
        return fail_in(file.string(), !json       ? json.error()
                                      : !envelope ? envelope.error()
                                                  : root.error());
    }
    Proposal proposal{.document = std::move(*envelope),
                      .root = std::move(root->body),
                      .previous = json->value(previous_field, Json()),
                      .previous_root = {}};
    const std::uint64_t version = proposal.root.common.version;
    if (!proposal.previous.is_null()) {
        auto previous = read_previous(proposal.previous, version);
        if (!previous) {
            return fail_in(file.string() + ", the root before it", previous.error());
        }
        proposal.previous_root = std::move(*previous);
    } else if (version != 1) {
        return fail(Reason::Malformed, file.string() + " does not carry the root before it; ask "
                                                       "for the file that root propose wrote");
    }
    for (const auto& [id, key] : known_keys(proposal)) {
        if (const auto flaw = find_flaw_of_owner(owner_of(key))) {
            return fail(Reason::BadKey, file.string() + ", key " + id.substr(0, 8) + ": " + *flaw);
        }
    }
    return proposal;
}

std::string write_proposal(const Proposal& proposal) {
    Json json = Json::parse(write_document(proposal.document));
    if (!proposal.previous.is_null()) {
        json[previous_field] = proposal.previous;
    }
    return json.dump(1) + "\n";
}

Keys known_keys(const Proposal& proposal) {
    Keys keys = proposal.root.keys;
    if (proposal.previous_root) {
        keys.insert(proposal.previous_root->keys.begin(), proposal.previous_root->keys.end());
    }
    return keys;
}

std::optional<Failure> find_flaw_in(const Root& root) {
    for (const std::string_view role : top_roles) {
        const RoleKeys& signers = keys_of(root, role);
        std::set<std::string> values;
        for (const std::string& id : signers.key_ids) {
            const auto key = root.keys.find(id);
            const auto flaw = key != root.keys.end() ? find_flaw(key->second)
                                                     : std::optional<std::string>("it is missing");
            if (flaw) {
                return Failure{Reason::BadKey,
                               std::string(role) + ": key " + id.substr(0, 8) + ": " + *flaw};
            }
            values.insert(key->second.value);
        }
        if (signers.threshold > values.size()) {
            return Failure{Reason::Refused,
                           std::string(role) + " would need " + std::to_string(signers.threshold) +
                               " signatures, but has " + std::to_string(values.size()) +
                               " different keys; add keys or lower its threshold"};
        }
    }
    if (!root.consistent_snapshot) {
        return Failure{Reason::Refused, "the root must have consistent_snapshot = true"};
    }
    return std::nullopt;
}

std::string describe_root(const Proposal& proposal) {
    const Root& root = proposal.root;
    std::string text = "root version " + std::to_string(root.common.version) + ", good until " +
                       in_words(root.common.expires) + "\n" + list_lines(keys_in(root), "  ");
    if (proposal.previous_root) {
        const auto changes = changes_of(*proposal.previous_root, root);
        text += "compared with version " + std::to_string(proposal.previous_root->common.version) +
                ":\n" +
                (changes.empty() ? "  changes nothing but the date until which it is good\n"
                                 : list_lines(changes, "  "));
    }
    return text + list_lines(warnings_of(root), "warning: ");
}

Answer describe_signatures(const Proposal& proposal) {
    const Signers fresh = signers_of(proposal.root.root, proposal.root.keys, proposal.document);
    Answer answer{.text = {},
                  .json = {{"version", proposal.root.common.version},
                           {"expires", content::iso_moment(proposal.root.common.expires)},
                           {"keys", keys_in(proposal.root)},
                           {"changes", Json::array()},
                           {"warnings", warnings_of(proposal.root)},
                           {"new", to_json(fresh)}},
                  .good = fresh.enough()};
    if (proposal.previous_root) {
        const Root& previous = *proposal.previous_root;
        const Signers old = signers_of(previous.root, previous.keys, proposal.document);
        answer.text += "keys of version " + std::to_string(previous.common.version) + ": " +
                       describe(old) + "\n";
        answer.json["changes"] = changes_of(previous, proposal.root);
        answer.json["old"] = to_json(old);
        answer.good = answer.good && old.enough();
    }
    answer.text += "its own keys: " + describe(fresh) + "\n";
    const Keys keys = known_keys(proposal);
    for (const Signature& signature : proposal.document.signatures) {
        const auto key = keys.find(signature.key_id);
        if (key == keys.end() ||
            !verify(key->second, canonical_json(proposal.document.body), signature.bytes)) {
            answer.text += "warning: the signature of key " + signature.key_id.substr(0, 8) +
                           " counts for nothing\n";
        }
    }
    answer.json["complete"] = answer.good;
    return answer;
}

Answer describe_proposal(const Proposal& proposal) {
    Answer answer = describe_signatures(proposal);
    answer.text = describe_root(proposal) + answer.text;
    return answer;
}

} // namespace zugang::sync
