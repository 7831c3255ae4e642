#include "sync/metadata.hpp"

#include "content/sha256.hpp"
#include "sync/path_pattern.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace zugang::sync {
namespace {

constexpr std::array<std::string_view, 4> top_level_roles{"root", "timestamp", "snapshot",
                                                          "targets"};

/// Reads one document; remembers the first thing that is wrong and reads on with empty values.
class Reader {
  public:
    const std::optional<Failure>& failure() const { return failure_; }

    void refuse(Reason reason, std::string_view text) {
        if (!failure_) {
            failure_ = fail(reason, text).value();
        }
    }

    const Json* find(const Json& in, const char* name) const {
        const auto found = in.is_object() ? in.find(name) : in.end();
        return in.is_object() && found != in.end() ? &*found : nullptr;
    }

    const Json& object(const Json& in, const char* name) {
        static const Json nothing = Json::object();
        const Json* value = find(in, name);
        if (value == nullptr || !value->is_object()) {
            refuse(Reason::Malformed, std::string("\"") + name + "\" is missing or no object");
            return nothing;
        }
        return *value;
    }

    const Json& array(const Json& in, const char* name) {
        static const Json nothing = Json::array();
        const Json* value = find(in, name);
        if (value == nullptr || !value->is_array()) {
            refuse(Reason::Malformed, std::string("\"") + name + "\" is missing or no list");
            return nothing;
        }
        return *value;
    }

    std::string string(const Json& in, const char* name) {
        const Json* value = find(in, name);
        if (value == nullptr || !value->is_string()) {
            refuse(Reason::Malformed, std::string("\"") + name + "\" is missing or no text");
            return {};
        }
        return value->get<std::string>();
    }

    std::uint64_t number(const Json& in, const char* name, std::uint64_t least) {
        const Json* value = find(in, name);
        if (value == nullptr || !value->is_number_unsigned() ||
            value->get<std::uint64_t>() < least) {
            refuse(Reason::Malformed, std::string("\"") + name +
                                          "\" is missing or no whole number from " +
                                          std::to_string(least) + " on");
            return least;
        }
        return value->get<std::uint64_t>();
    }

    bool boolean(const Json& in, const char* name) {
        const Json* value = find(in, name);
        if (value == nullptr || !value->is_boolean()) {
            refuse(Reason::Malformed,
                   std::string("\"") + name + "\" is missing or not true or false");
            return false;
        }
        return value->get<bool>();
    }

    std::vector<std::string> strings(const Json& in, const char* name) {
        std::vector<std::string> texts;
        for (const Json& value : array(in, name)) {
            if (!value.is_string()) {
                refuse(Reason::Malformed, std::string("\"") + name + "\" holds what is no text");
                return {};
            }
            texts.push_back(value.get<std::string>());
        }
        return texts;
    }

    Hashes hashes(const Json& in, const char* name) {
        Hashes found;
        for (const auto& [algorithm, value] : object(in, name).items()) {
            if (!value.is_string()) {
                refuse(Reason::Malformed, std::string("\"") + name + "\" holds what is no text");
                return {};
            }
            std::string hex = value.get<std::string>();
            std::ranges::transform(hex, hex.begin(), [](char c) {
                return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
            });
            found.emplace(algorithm, std::move(hex));
        }
        if (found.empty()) {
            refuse(Reason::Malformed, std::string("\"") + name + "\" is empty");
        }
        return found;
    }

    RoleKeys role_keys(const Json& in) {
        RoleKeys role{.key_ids = strings(in, "keyids"), .threshold = number(in, "threshold", 1)};
        const std::set<std::string_view> unique(role.key_ids.begin(), role.key_ids.end());
        if (unique.size() != role.key_ids.size()) {
            refuse(Reason::Malformed, "a role lists the same key id twice");
        }
        return role;
    }

    Keys keys(const Json& in) {
        Keys found;
        for (const auto& [id, object] : this->object(in, "keys").items()) {
            Result<PublicKey> key = read_key(object);
            if (!key) {
                refuse(key.error().reason, "key " + id + ": " + key.error().text);
                return {};
            }
            const std::string computed = key_id(*key);
            if (computed != id) {
                refuse(Reason::Malformed, "the key with the id " + id + " has the id " + computed);
                return {};
            }
            found.emplace(id, std::move(*key));
        }
        return found;
    }

    Common common(const Json& body, std::string_view type) {
        const std::string found = string(body, "_type");
        if (found != type) {
            refuse(Reason::Malformed, "this is \"" + found + "\", not " + std::string(type));
        }
        const std::string spec = string(body, "spec_version");
        if (!is_supported(spec)) {
            refuse(
                Reason::UnsupportedVersion,
                "it is made for version \"" + spec +
                    "\" of the TUF specification; this software knows 1.x and has to be updated");
        }
        Common common{.version = number(body, "version", 1), .expires = {}};
        const std::string expires = string(body, "expires");
        const std::optional<Moment> time = content::parse_moment(expires);
        if (!time) {
            refuse(Reason::Malformed, "the expiry date \"" + expires + "\" is no time as in " +
                                          "2026-11-25T18:00:00Z");
        }
        common.expires = time.value_or(Moment{});
        return common;
    }

    MetaFile meta_file(const Json& in) {
        MetaFile file{.version = number(in, "version", 1), .length = {}, .hashes = {}};
        if (find(in, "length") != nullptr) {
            file.length = number(in, "length", 1);
        }
        if (find(in, "hashes") != nullptr) {
            file.hashes = hashes(in, "hashes");
        }
        return file;
    }

    Delegations delegations(const Json& in) {
        Delegations all{.keys = keys(in), .roles = {}, .succinct = {}};
        const Json* succinct = find(in, "succinct_roles");
        if (succinct != nullptr) {
            if (find(in, "roles") != nullptr) {
                refuse(Reason::Malformed, "delegations have both roles and succinct_roles");
            }
            all.succinct = succinct_roles(*succinct);
            return all;
        }
        std::set<std::string> names;
        for (const Json& entry : array(in, "roles")) {
            all.roles.push_back(delegated_role(entry));
            if (!names.insert(all.roles.back().name).second) {
                refuse(Reason::Malformed,
                       "the role \"" + all.roles.back().name + "\" is delegated to twice");
            }
        }
        return all;
    }

  private:
    static bool is_supported(std::string_view spec_version) {
        // "1.0.34" or "1.0": digits between dots, and the major version 1.
        if (!spec_version.starts_with("1.") || spec_version.ends_with('.')) {
            return false;
        }
        return spec_version.find_first_not_of("0123456789.") == std::string_view::npos &&
               spec_version.find("..") == std::string_view::npos;
    }

    DelegatedRole delegated_role(const Json& in) {
        DelegatedRole role{.name = string(in, "name"),
                           .keys = role_keys(in),
                           .terminating = boolean(in, "terminating"),
                           .paths = {},
                           .path_hash_prefixes = {}};
        if (role.name.empty() ||
            std::ranges::find(top_level_roles, role.name) != top_level_roles.end()) {
            refuse(Reason::Malformed, "a delegated role cannot be named \"" + role.name + "\"");
        }
        if (find(in, "paths") != nullptr) {
            role.paths = strings(in, "paths");
        }
        if (find(in, "path_hash_prefixes") != nullptr) {
            role.path_hash_prefixes = strings(in, "path_hash_prefixes");
        }
        if (role.paths.has_value() == role.path_hash_prefixes.has_value()) {
            refuse(Reason::Malformed, "the delegation to \"" + role.name +
                                          "\" needs either paths or path_hash_prefixes");
        }
        return role;
    }

    SuccinctRoles succinct_roles(const Json& in) {
        SuccinctRoles roles{
            .keys = role_keys(in), .bit_length = 1, .name_prefix = string(in, "name_prefix")};
        const std::uint64_t bits = number(in, "bit_length", 1);
        if (bits > 32) {
            refuse(Reason::Malformed, "\"bit_length\" is above 32");
            return roles;
        }
        roles.bit_length = static_cast<unsigned>(bits);
        return roles;
    }

    std::optional<Failure> failure_;
};

Result<std::vector<Signature>> read_signatures(const Json& document) {
    std::vector<Signature> signatures;
    std::set<std::string> seen;
    const auto list = document.find("signatures");
    if (list == document.end() || !list->is_array()) {
        return fail(Reason::Malformed, "\"signatures\" is missing or no list");
    }
    for (const Json& entry : *list) {
        const auto id = entry.is_object() ? entry.find("keyid") : entry.end();
        const auto sig = entry.is_object() ? entry.find("sig") : entry.end();
        if (!entry.is_object() || id == entry.end() || sig == entry.end() || !id->is_string() ||
            !sig->is_string()) {
            return fail(Reason::Malformed, "a signature lacks its keyid or sig");
        }
        Signature signature{.key_id = id->get<std::string>(),
                            .bytes = from_hex(sig->get<std::string>()).value_or("")};
        if (!seen.insert(signature.key_id).second) {
            return fail(Reason::Malformed, "the key " + signature.key_id + " signs twice");
        }
        signatures.push_back(std::move(signature));
    }
    return signatures;
}

template <typename Body, typename Read>
Result<Signed<Body>> read_document(std::string_view bytes, Read read) {
    Result<Envelope> envelope = read_envelope(bytes);
    if (!envelope) {
        return tl::make_unexpected(envelope.error());
    }
    Reader reader;
    Signed<Body> document{.body = read(reader, envelope->body),
                          .signed_bytes = {},
                          .signatures = std::move(envelope->signatures)};
    if (reader.failure()) {
        return tl::make_unexpected(*reader.failure());
    }
    document.signed_bytes = canonical_json(envelope->body);
    return document;
}

bool has_prefix(std::string_view hash, std::string_view prefix) {
    return !prefix.empty() && hash.starts_with(prefix);
}

} // namespace

bool DelegatedRole::may_sign(std::string_view target_path) const {
    if (paths) {
        return std::ranges::any_of(*paths, [target_path](const std::string& pattern) {
            return matches_pattern(pattern, target_path);
        });
    }
    const std::string hash = content::sha256(target_path);
    return path_hash_prefixes &&
           std::ranges::any_of(*path_hash_prefixes, [&hash](const std::string& prefix) {
               return has_prefix(hash, prefix);
           });
}

DelegatedRole SuccinctRoles::role_for(std::string_view target_path) const {
    // The first bit_length bits of the hash are the number of the bin.
    std::uint32_t first = 0;
    const std::string hash = content::sha256(target_path);
    std::from_chars(hash.data(), hash.data() + 8, first, 16);
    const std::uint32_t bin = first >> (32U - bit_length);
    const std::size_t digits = (bit_length - 1) / 4 + 1;
    std::array<char, 16> hex{};
    const auto end = std::to_chars(hex.data(), hex.data() + hex.size(), bin, 16);
    std::string number(hex.data(), end.ptr);
    number.insert(0, digits - std::min(digits, number.size()), '0');
    return {.name = name_prefix + "-" + number,
            .keys = keys,
            .terminating = true,
            .paths = {},
            .path_hash_prefixes = std::vector<std::string>{hash}};
}

Result<Envelope> read_envelope(std::string_view bytes) {
    Result<Json> document = parse_json(bytes);
    if (!document) {
        return tl::make_unexpected(document.error());
    }
    const auto body = document->is_object() ? document->find("signed") : document->end();
    if (!document->is_object() || body == document->end() || !body->is_object()) {
        return fail(Reason::Malformed, "there is no \"signed\" object in it");
    }
    Result<std::vector<Signature>> signatures = read_signatures(*document);
    if (!signatures) {
        return tl::make_unexpected(signatures.error());
    }
    return Envelope{.body = std::move(*body), .signatures = std::move(*signatures)};
}

Result<Signed<Root>> read_root(std::string_view bytes) {
    return read_document<Root>(bytes, [](Reader& reader, const Json& body) {
        Root root{.common = reader.common(body, "root"),
                  .consistent_snapshot = false,
                  .keys = reader.keys(body),
                  .root = {},
                  .timestamp = {},
                  .snapshot = {},
                  .targets = {}};
        if (reader.find(body, "consistent_snapshot") != nullptr) {
            root.consistent_snapshot = reader.boolean(body, "consistent_snapshot");
        }
        const Json& roles = reader.object(body, "roles");
        root.root = reader.role_keys(reader.object(roles, "root"));
        root.timestamp = reader.role_keys(reader.object(roles, "timestamp"));
        root.snapshot = reader.role_keys(reader.object(roles, "snapshot"));
        root.targets = reader.role_keys(reader.object(roles, "targets"));
        return root;
    });
}

Result<Signed<Timestamp>> read_timestamp(std::string_view bytes) {
    return read_document<Timestamp>(bytes, [](Reader& reader, const Json& body) {
        const Json& meta = reader.object(body, "meta");
        return Timestamp{.common = reader.common(body, "timestamp"),
                         .snapshot = reader.meta_file(reader.object(meta, "snapshot.json"))};
    });
}

Result<Signed<Snapshot>> read_snapshot(std::string_view bytes) {
    return read_document<Snapshot>(bytes, [](Reader& reader, const Json& body) {
        Snapshot snapshot{.common = reader.common(body, "snapshot"), .roles = {}};
        for (const auto& [file, meta] : reader.object(body, "meta").items()) {
            if (!file.ends_with(".json")) {
                reader.refuse(Reason::Malformed, "\"" + file + "\" does not end in .json");
            }
            snapshot.roles.emplace(
                file.substr(0, file.size() - std::min<std::size_t>(5, file.size())),
                reader.meta_file(meta));
        }
        if (!snapshot.roles.contains("targets")) {
            reader.refuse(Reason::Malformed, "\"targets.json\" is not listed");
        }
        return snapshot;
    });
}

Result<Signed<Targets>> read_targets(std::string_view bytes) {
    return read_document<Targets>(bytes, [](Reader& reader, const Json& body) {
        Targets targets{.common = reader.common(body, "targets"), .targets = {}, .delegations = {}};
        for (const auto& [path, entry] : reader.object(body, "targets").items()) {
            const Json* custom = reader.find(entry, "custom");
            targets.targets.emplace(path,
                                    TargetFile{.length = reader.number(entry, "length", 0),
                                               .hashes = reader.hashes(entry, "hashes"),
                                               .custom = custom != nullptr ? *custom : Json()});
        }
        if (reader.find(body, "delegations") != nullptr) {
            targets.delegations = reader.delegations(reader.object(body, "delegations"));
        }
        return targets;
    });
}

std::uint64_t count_signatures(const RoleKeys& role, const Keys& keys,
                               std::string_view signed_bytes,
                               const std::vector<Signature>& signatures) {
    std::set<std::string_view> good; // by key value too: one key under two ids counts once
    for (const std::string& id : role.key_ids) {
        const auto key = keys.find(id);
        const auto signature = std::ranges::find(signatures, id, &Signature::key_id);
        if (key != keys.end() && signature != signatures.end() &&
            verify(key->second, signed_bytes, signature->bytes)) {
            good.insert(key->second.value);
        }
    }
    return good.size();
}

} // namespace zugang::sync
