#include "sync/publish/root.hpp"

#include "content/durable_file.hpp"
#include "content/package_folder.hpp"
#include "sync/publish/repository.hpp"
#include "sync/trusted_metadata.hpp"

#include <algorithm>
#include <set>

namespace zugang::sync {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t shortest_id = 4; ///< digits that may stand for a key

Result<fs::path> new_file(const fs::path& wanted, const std::string& otherwise) {
    fs::path file = wanted.empty() ? fs::path(otherwise) : wanted;
    if (fs::exists(file)) {
        return fail(Reason::Refused,
                    file.string() + " is there already; name another one with --out");
    }
    return file;
}

void set_days(Json& body, const Days& wanted, Moment now) {
    Json all = Json::object();
    for (const std::string_view role : top_roles) {
        const auto given = wanted.find(std::string(role));
        all[std::string(role)] = given != wanted.end() ? given->second : days_of(body, role);
    }
    body[days_field] = all;
    body["expires"] = content::iso_moment(expiry_after(now, all["root"].get<std::uint64_t>()));
}

void add_key(Json& body, const std::string& role, const PublicKey& key) {
    body["keys"][key_id(key)] = key.written;
    body["roles"][role]["keyids"].push_back(key_id(key));
}

Result<void> add_keys(Json& body, const std::string& role, const std::vector<fs::path>& files,
                      std::uint64_t threshold) {
    body["roles"][role] = {{"keyids", Json::array()}, {"threshold", threshold}};
    for (const fs::path& file : files) {
        const Result<PublicKey> key = read_public_key(file);
        if (!key) {
            return tl::make_unexpected(key.error());
        }
        const Json& ids = body["roles"][role]["keyids"];
        if (std::ranges::find(ids, Json(key_id(*key))) != ids.end()) {
            return fail(Reason::Refused, file.string() + " is given twice for " + role);
        }
        add_key(body, role, *key);
    }
    return {};
}

/// The one key of a role that the text stands for.
Result<std::string> find_key(const Root& root, const std::string& role, const std::string& text) {
    std::vector<std::string> found;
    std::vector<std::string> names;
    for (const std::string& id : keys_of(root, role).key_ids) {
        const auto key = root.keys.find(id);
        const std::string owner = key != root.keys.end() ? owner_of(key->second) : "";
        names.push_back(key != root.keys.end() ? describe(key->second) : id);
        if (owner == text || (text.size() >= shortest_id && id.starts_with(text))) {
            found.push_back(id);
        }
    }
    if (found.size() != 1) {
        return fail(Reason::NotListed, "\"" + text + "\" stands for " +
                                           (found.empty() ? "none" : "more than one") +
                                           " of the keys of " + role + ": " + join(names, "; ") +
                                           "; name an owner or the start of a key id");
    }
    return found.front();
}

void drop_unused_keys(Json& body) {
    std::set<std::string> used;
    for (const auto& [role, signers] : body["roles"].items()) {
        for (const Json& id : signers["keyids"]) {
            used.insert(id.get<std::string>());
        }
    }
    std::vector<std::string> unused;
    for (const auto& [id, key] : body["keys"].items()) {
        if (!used.contains(id)) {
            unused.push_back(id);
        }
    }
    for (const std::string& id : unused) {
        body["keys"].erase(id);
    }
}

Result<Answer> write_new(Json body, Json previous, const fs::path& out) {
    Proposal draft{.document = {.body = std::move(body), .signatures = {}},
                   .root = {},
                   .previous = std::move(previous),
                   .previous_root = {}};
    const std::string bytes = write_proposal(draft);
    const auto root = read_root(bytes);
    if (!root) {
        return tl::make_unexpected(root.error());
    }
    if (const auto flaw = find_flaw_in(root->body)) {
        return tl::make_unexpected(*flaw);
    }
    content::write_durably(out, bytes);
    const auto proposal = read_proposal(out);
    if (!proposal) {
        return tl::make_unexpected(proposal.error());
    }
    Answer answer = describe_proposal(*proposal);
    answer.good = true; // nobody has signed yet
    answer.text = "wrote " + out.string() + "; it goes to everybody who signs: zugang-publish " +
                  "root sign " + out.filename().string() + " --key KEY\n" + answer.text;
    answer.json["file"] = out.string();
    return answer;
}

/// With the root of the repository, or what the proposal says itself; a sentence that says which.
Result<std::string> compare_with(const Proposal& proposal, const fs::path& file,
                                 const fs::path& repository) {
    if (repository.empty()) {
        return proposal.previous_root
                   ? "compared with the root that the proposal itself carries, which anybody can "
                     "make; with the repository (root sign --repository REPO, root verify "
                     "PROPOSAL REPO) the comparison is sure\n"
                   : std::string();
    }
    if (versions_of(metadata_folder(repository), "root").empty() && !proposal.previous_root) {
        return std::string();
    }
    const auto current = read_current_root(repository);
    if (!current) {
        return tl::make_unexpected(current.error());
    }
    const Json& body = current->stored.document.body;
    if (body == proposal.document.body) {
        return "it is the root of " + repository.string() + "\n";
    }
    if (proposal.previous.is_null() || proposal.previous.value("signed", Json()) != body) {
        return fail(Reason::WrongVersion,
                    file.string() + " was not made from version " +
                        std::to_string(current->stored.version) + ", which is the present one of " +
                        repository.string() + "; make a new one with root propose");
    }
    return "compared with the root of " + repository.string() + "\n";
}

/// The signatures in a file: detached, or of another copy of the same proposal.
Result<std::vector<Signature>> read_signatures(const fs::path& file, const Json& body) {
    const auto bytes = content::read_whole(file);
    if (!bytes) {
        return fail(Reason::NotFound, file.string() + " cannot be read");
    }
    Result<Json> json = parse_json(*bytes);
    if (!json || !json->is_object()) {
        return fail(Reason::Malformed, file.string() + " holds no signatures");
    }
    if (!json->contains("signed")) {
        (*json)["signed"] = body;
    } else if (json->at("signed") != body) {
        return fail(Reason::WrongVersion,
                    file.string() + " is another proposal; its signatures do not fit this one");
    }
    auto envelope = read_envelope(json->dump());
    if (!envelope) {
        return fail_in(file.string(), envelope.error());
    }
    return std::move(envelope->signatures);
}

} // namespace

Result<Answer> init(const InitOptions& options, Moment now) {
    if (!versions_of(metadata_folder(options.repository), "root").empty()) {
        return fail(Reason::Refused, options.repository.string() +
                                         " has a root already; change it with root propose");
    }
    const auto out = new_file(options.out, "1.root.proposal.json");
    if (!out) {
        return tl::make_unexpected(out.error());
    }
    Json body = new_body("root", 1, now);
    body["consistent_snapshot"] = true;
    body["keys"] = Json::object();
    for (const auto& [role, files, threshold] :
         {std::tuple("root", &options.root_keys, options.threshold),
          std::tuple("targets", &options.targets_keys, options.targets_threshold),
          std::tuple("snapshot", &options.snapshot_keys, std::uint64_t{1}),
          std::tuple("timestamp", &options.timestamp_keys, std::uint64_t{1})}) {
        if (const auto added = add_keys(body, role, *files, threshold); !added) {
            return tl::make_unexpected(added.error());
        }
    }
    set_days(body, options.days, now);
    return write_new(std::move(body), Json(), *out);
}

Result<Answer> propose_root(const ProposeOptions& options, Moment now) {
    const auto current = read_current_root(options.repository);
    if (!current) {
        return tl::make_unexpected(current.error());
    }
    const std::uint64_t version = current->stored.version + 1;
    const auto out = new_file(options.out, std::to_string(version) + ".root.proposal.json");
    if (!out) {
        return tl::make_unexpected(out.error());
    }
    Json body = current->stored.document.body;
    body["version"] = version;
    for (const auto& [role, text] : options.remove) {
        const auto id = find_key(current->root, role, text);
        if (!id) {
            return tl::make_unexpected(id.error());
        }
        Json left = Json::array();
        for (const Json& other : body["roles"][role]["keyids"]) {
            if (other != *id) {
                left.push_back(other);
            }
        }
        body["roles"][role]["keyids"] = left;
    }
    for (const auto& [role, file] : options.add) {
        const auto key = read_public_key(file);
        if (!key) {
            return tl::make_unexpected(key.error());
        }
        for (const Json& id : body["roles"][role]["keyids"]) {
            const Json& other = body["keys"][id.get<std::string>()];
            if (other["keyval"] == key->written["keyval"]) {
                return fail(Reason::Refused, file.string() + " signs " + role + " already");
            }
        }
        add_key(body, role, *key);
    }
    for (const auto& [role, threshold] : options.thresholds) {
        body["roles"][role]["threshold"] = threshold;
    }
    drop_unused_keys(body);
    set_days(body, options.days, now);
    return write_new(std::move(body), Json::parse(current->stored.bytes), *out);
}

Result<Unseen> look_at_root(const fs::path& file, const fs::path& repository) {
    auto proposal = read_proposal(file);
    if (!proposal) {
        return tl::make_unexpected(proposal.error());
    }
    if (const auto flaw = find_flaw_in(proposal->root)) {
        return tl::make_unexpected(*flaw);
    }
    auto compared = compare_with(*proposal, file, repository);
    if (!compared) {
        return tl::make_unexpected(compared.error());
    }
    std::string text = describe_root(*proposal) + *compared;
    return Unseen{.file = file, .proposal = std::move(*proposal), .text = std::move(text)};
}

Result<Answer> sign_root(Unseen seen, const OpenKey& signer, const fs::path& out) {
    Proposal* const proposal = &seen.proposal;
    Keys signing; // root keys only, those on their way out too
    const auto add = [&signing](const Root& root) {
        for (const std::string& id : root.root.key_ids) {
            if (const auto key = root.keys.find(id); key != root.keys.end()) {
                signing.emplace(id, key->second);
            }
        }
    };
    add(proposal->root);
    if (proposal->previous_root) {
        add(*proposal->previous_root);
    }
    const auto id = id_among(signer, signing);
    if (!id) {
        std::vector<std::string> names;
        for (const auto& [other, key] : signing) {
            names.push_back(describe(key));
        }
        return fail(Reason::BadKey, describe(signer.shown) +
                                        " is no root key, neither of this proposal nor of the "
                                        "root before it; these are: " +
                                        join(names, "; "));
    }
    sign(proposal->document, signer.key, *id);
    if (!out.empty()) {
        const auto target = new_file(out, "");
        if (!target) {
            return tl::make_unexpected(target.error());
        }
        Json alone = Json::array();
        for (const Signature& signature : proposal->document.signatures) {
            if (signature.key_id == *id) {
                alone.push_back({{"keyid", *id}, {"sig", to_hex(signature.bytes)}});
            }
        }
        content::write_durably(*target, Json{{"signatures", alone}}.dump(1) + "\n");
    } else {
        content::write_durably(seen.file, write_proposal(*proposal));
    }
    Answer answer = describe_signatures(*proposal);
    answer.text = describe(signing.at(*id)) + " signed; wrote " +
                  (out.empty() ? seen.file : out).string() + "\n" + answer.text;
    answer.good = true;
    return answer;
}

Result<Answer> merge_root(const fs::path& file, const std::vector<fs::path>& signatures) {
    auto proposal = read_proposal(file);
    if (!proposal) {
        return tl::make_unexpected(proposal.error());
    }
    const Keys keys = known_keys(*proposal);
    const std::string bytes = canonical_json(proposal->document.body);
    for (const fs::path& other : signatures) {
        const auto read = read_signatures(other, proposal->document.body);
        if (!read) {
            return tl::make_unexpected(read.error());
        }
        for (const Signature& signature : *read) {
            const auto key = keys.find(signature.key_id);
            if (key == keys.end() || !verify(key->second, bytes, signature.bytes)) {
                return fail(Reason::BadSignature,
                            other.string() + ": the signature of " +
                                (key != keys.end() ? describe(key->second)
                                                   : "key " + signature.key_id.substr(0, 8)) +
                                " is not one of this proposal; it has to be signed again");
            }
            std::erase_if(proposal->document.signatures, [&signature](const Signature& old) {
                return old.key_id == signature.key_id;
            });
            proposal->document.signatures.push_back(signature);
        }
    }
    content::write_durably(file, write_proposal(*proposal));
    Answer answer = describe_proposal(*proposal);
    answer.good = true;
    return answer;
}

Result<Answer> verify_root(const fs::path& file, const fs::path& repository) {
    const auto seen = look_at_root(file, repository);
    if (!seen) {
        return tl::make_unexpected(seen.error());
    }
    Answer answer = describe_signatures(seen->proposal);
    answer.text = seen->text + answer.text;
    return answer;
}

Result<Answer> accept_root(const fs::path& repository, const fs::path& file, Moment now) {
    const auto proposal = read_proposal(file);
    if (!proposal) {
        return tl::make_unexpected(proposal.error());
    }
    if (const auto flaw = find_flaw_in(proposal->root)) {
        return tl::make_unexpected(*flaw);
    }
    fs::create_directories(repository);
    const content::FolderLock lock(repository);
    const fs::path metadata = metadata_folder(repository);
    const std::string bytes = write_document(proposal->document);
    const std::uint64_t version = proposal->root.common.version;
    const bool is_first = versions_of(metadata, "root").empty();
    Result<TrustedMetadata> trusted = tl::make_unexpected(Failure{});
    if (is_first) {
        if (version != 1) {
            return fail(Reason::WrongVersion, "the first root of a repository has version 1, this "
                                              "one has version " +
                                                  std::to_string(version));
        }
        trusted = TrustedMetadata::start(bytes, now);
    } else {
        const auto current = read_current_root(repository);
        if (!current) {
            return tl::make_unexpected(current.error());
        }
        if (current->stored.document.body == proposal->document.body) {
            return Answer{.text = "root version " + std::to_string(version) +
                                  " is accepted already, nothing changed\n",
                          .json = {{"version", version}, {"changed", false}}};
        }
        trusted = TrustedMetadata::start(current->stored.bytes, now);
        if (trusted) {
            if (const auto next = trusted->update_root(bytes); !next) {
                const Answer state = describe_proposal(*proposal);
                return fail(next.error().reason, "root version " + std::to_string(version) + ": " +
                                                     next.error().text + "\n" + state.text);
            }
        }
    }
    if (!trusted) {
        const Answer state = describe_proposal(*proposal);
        return tl::make_unexpected(
            Failure{trusted.error().reason, trusted.error().text + "\n" + state.text});
    }
    if (const auto fresh = trusted->finish_root(); !fresh) {
        return fail(fresh.error().reason,
                    fresh.error().text + "; make a new proposal and sign that");
    }
    write_metadata(metadata, "root", version, bytes);
    const auto again = find_unsigned(repository, proposal->root);
    if (!again) {
        return tl::make_unexpected(again.error());
    }
    return Answer{.text =
                      "accepted root version " + std::to_string(version) + "\n" + describe(*again),
                  .json = {{"version", version}, {"changed", true}, {"again", to_json(*again)}}};
}

} // namespace zugang::sync
