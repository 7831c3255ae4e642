#pragma once

#include "content/moment.hpp"
#include "sync/digest.hpp"
#include "sync/key.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The documents of The Update Framework 1.0.34, section 4. Reading checks their form; whom they
/// come from is trusted_metadata's business.
namespace zugang::sync {

using content::Moment;

struct Signature {
    std::string key_id;
    std::string bytes; ///< raw; empty where the document has no hex there
};

/// Who signs a role.
struct RoleKeys {
    std::vector<std::string> key_ids; ///< each once
    std::uint64_t threshold = 1;      ///< at least 1
};

using Keys = std::map<std::string, PublicKey>; ///< by key id, which was checked

/// What all four documents have.
struct Common {
    std::uint64_t version = 1; ///< from 1 on
    Moment expires{};          ///< the first second in which it no longer counts
};

struct Root {
    Common common;
    bool consistent_snapshot = false;
    Keys keys;
    RoleKeys root;
    RoleKeys timestamp;
    RoleKeys snapshot;
    RoleKeys targets;
};

/// What one document says of another.
struct MetaFile {
    std::uint64_t version = 1;
    std::optional<std::uint64_t> length; ///< bytes
    std::optional<Hashes> hashes;
};

struct Timestamp {
    Common common;
    MetaFile snapshot;
};

struct Snapshot {
    Common common;
    std::map<std::string, MetaFile> roles; ///< by role name, without ".json"
};

struct TargetFile {
    std::uint64_t length = 0; ///< bytes
    Hashes hashes;            ///< at least one
    Json custom;              ///< null where there is none
};

struct DelegatedRole {
    std::string name; ///< neither empty nor one of the four top-level names
    RoleKeys keys;
    bool terminating = false;
    /// One of the two is there: patterns, or the first hex digits of SHA-256 of the path.
    std::optional<std::vector<std::string>> paths;
    std::optional<std::vector<std::string>> path_hash_prefixes;

    bool may_sign(std::string_view target_path) const;
};

/// Hash bins without a list (TAP 15): 2^bit_length roles "<prefix>-<hex number>" with the same
/// keys.
struct SuccinctRoles {
    RoleKeys keys;
    unsigned bit_length = 1; ///< 1 to 32
    std::string name_prefix;

    /// The one role that may sign the path.
    DelegatedRole role_for(std::string_view target_path) const;
};

struct Delegations {
    Keys keys;
    std::vector<DelegatedRole> roles; ///< in the order of their priority; names are unique
    std::optional<SuccinctRoles> succinct;
};

struct Targets {
    Common common;
    std::map<std::string, TargetFile> targets; ///< by target path
    Delegations delegations;
};

/// A document as it was read.
template <typename Body>
struct Signed {
    Body body;
    std::string signed_bytes; ///< what the signatures are over
    std::vector<Signature> signatures;
};

/// The envelope alone: `signed` as JSON, for those who change and sign it again.
struct Envelope {
    Json body;
    std::vector<Signature> signatures;
};

[[nodiscard]] Result<Envelope> read_envelope(std::string_view bytes);
[[nodiscard]] Result<Signed<Root>> read_root(std::string_view bytes);
[[nodiscard]] Result<Signed<Timestamp>> read_timestamp(std::string_view bytes);
[[nodiscard]] Result<Signed<Snapshot>> read_snapshot(std::string_view bytes);
[[nodiscard]] Result<Signed<Targets>> read_targets(std::string_view bytes);

/// How many keys of the role have signed; each key counts once, wrong signatures count nothing.
std::uint64_t count_signatures(const RoleKeys& role, const Keys& keys,
                               std::string_view signed_bytes,
                               const std::vector<Signature>& signatures);

} // namespace zugang::sync
