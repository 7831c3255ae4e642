#pragma once

#include "sync/canonical_json.hpp"
#include "sync/failure.hpp"

#include <optional>
#include <string>
#include <string_view>

/// Keys as metadata lists them (specification 1.0.34, section 4.2).
namespace zugang::sync {

/// What can be checked: ed25519/ed25519, ecdsa/ecdsa-sha2-nistp256 (also under the older key type
/// of the same name), rsa/rsassa-pss-sha256 from 2048 bits on.
struct PublicKey {
    std::string type;   ///< keytype
    std::string scheme; ///< how it signs
    std::string value;  ///< keyval.public: hex for ed25519, else PEM
    Json written;       ///< the whole object, with fields that we do not know
};

/// Any keytype and scheme is read: one that we cannot check simply never verifies anything.
[[nodiscard]] Result<PublicKey> read_key(const Json& object);

/// SHA-256 of the canonical form, fields that we do not know included.
std::string key_id(const PublicKey& key);

/// False where the key is unknown or damaged, too. `signature` is raw: 64 bytes for ed25519, DER
/// for ECDSA, as long as the modulus for RSA.
bool verify(const PublicKey& key, std::string_view bytes, std::string_view signature);

/// No value where such keys can be checked by us; else why this one cannot.
std::optional<std::string> find_flaw(const PublicKey& key);

} // namespace zugang::sync
