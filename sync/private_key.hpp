#pragma once

#include "sync/key.hpp"
#include "sync/openssl.hpp"

#include <string>
#include <string_view>

namespace zugang::sync {

enum class KeyKind : std::uint8_t { Ed25519, EcdsaP256, Rsa };

/// Signs. Lives in memory only as long as it is needed.
class PrivateKey {
  public:
    /// RSA has 3072 bits. Throws where libcrypto cannot.
    static PrivateKey generate(KeyKind kind);

    /// A PKCS #8 file, encrypted or not; `openssl pkey` reads the same. `passphrase` is only used
    /// where it is encrypted.
    [[nodiscard]] static Result<PrivateKey> from_pem(std::string_view pem,
                                                     std::string_view passphrase);

    const PublicKey& public_key() const { return public_; }

    /// Raw, as `verify` takes it. RSA-PSS has a salt as long as the digest (32 bytes).
    std::string sign(std::string_view bytes) const;

    /// PKCS #8, encrypted by AES-256 with a key that scrypt (RFC 7914, N = 16384, r = 8, p = 5)
    /// makes of the passphrase; with an empty one not encrypted.
    std::string to_pem(std::string_view passphrase) const;

  private:
    PrivateKey(Pkey key, PublicKey shown) : key_(std::move(key)), public_(std::move(shown)) {}

    [[nodiscard]] static Result<PrivateKey> wrap(Pkey key);

    Pkey key_;
    PublicKey public_;
};

} // namespace zugang::sync
