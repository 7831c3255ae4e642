#include "sync/private_key.hpp"

#include "sync/digest.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

namespace zugang::sync {
namespace {

// OpenSSL derives with at most 32 MiB, which these need half of.
constexpr std::uint64_t scrypt_n = 16384;
constexpr std::uint64_t scrypt_r = 8;
constexpr std::uint64_t scrypt_p = 5;

struct FreePkcs8 {
    void operator()(PKCS8_PRIV_KEY_INFO* info) const noexcept { PKCS8_PRIV_KEY_INFO_free(info); }
};
struct FreeEncrypted {
    void operator()(X509_SIG* encrypted) const noexcept { X509_SIG_free(encrypted); }
};

[[noreturn]] void give_up(const char* what) {
    std::array<char, 256> why{};
    ERR_error_string_n(ERR_get_error(), why.data(), why.size());
    ERR_clear_error();
    throw std::runtime_error(std::string("libcrypto cannot ") + what + ": " + why.data());
}

std::string write_public_pem(EVP_PKEY* key) {
    const Bio bio(BIO_new(BIO_s_mem()));
    if (!bio || PEM_write_bio_PUBKEY(bio.get(), key) != 1) {
        give_up("write a public key");
    }
    return contents(bio.get());
}

std::string write_raw_public(EVP_PKEY* key) {
    std::array<unsigned char, 32> raw{};
    std::size_t size = raw.size();
    if (EVP_PKEY_get_raw_public_key(key, raw.data(), &size) != 1) {
        give_up("write a public key");
    }
    return to_hex({reinterpret_cast<const char*>(raw.data()), size});
}

Json describe(EVP_PKEY* key) {
    const bool ed25519 = EVP_PKEY_is_a(key, "ED25519") == 1;
    const bool ecdsa = EVP_PKEY_is_a(key, "EC") == 1;
    return {{"keytype", ed25519 ? "ed25519"
                        : ecdsa ? "ecdsa"
                                : "rsa"},
            {"scheme", ed25519 ? "ed25519"
                       : ecdsa ? "ecdsa-sha2-nistp256"
                               : "rsassa-pss-sha256"},
            {"keyval", {{"public", ed25519 ? write_raw_public(key) : write_public_pem(key)}}}};
}

int give_passphrase(char* buffer, int size, int /*writing*/, void* passphrase) noexcept {
    const auto& text = *static_cast<const std::string_view*>(passphrase);
    if (text.size() > static_cast<std::size_t>(size)) {
        return -1;
    }
    std::copy(text.begin(), text.end(), buffer);
    return static_cast<int>(text.size());
}

} // namespace

Result<PrivateKey> PrivateKey::wrap(Pkey key) {
    const bool known = EVP_PKEY_is_a(key.get(), "ED25519") == 1 ||
                       EVP_PKEY_is_a(key.get(), "EC") == 1 || EVP_PKEY_is_a(key.get(), "RSA") == 1;
    if (!known) {
        return fail(Reason::BadKey, "it is none of Ed25519, ECDSA P-256 and RSA");
    }
    Result<PublicKey> shown = read_key(describe(key.get()));
    if (!shown) {
        return tl::make_unexpected(shown.error());
    }
    if (const auto flaw = find_flaw(*shown)) {
        return fail(Reason::BadKey, *flaw);
    }
    return PrivateKey(std::move(key), std::move(*shown));
}

PrivateKey PrivateKey::generate(KeyKind kind) {
    Pkey key;
    switch (kind) {
    case KeyKind::Ed25519:
        key.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
        break;
    case KeyKind::EcdsaP256:
        key.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
        break;
    case KeyKind::Rsa:
        key.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{3072}));
        break;
    }
    if (!key) {
        give_up("make a key");
    }
    return std::move(wrap(std::move(key)).value());
}

Result<PrivateKey> PrivateKey::from_pem(std::string_view pem, std::string_view passphrase) {
    const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    Pkey key(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, &give_passphrase, &passphrase)
                 : nullptr);
    ERR_clear_error();
    if (!key) {
        const bool encrypted = pem.find("ENCRYPTED") != std::string_view::npos;
        return fail(Reason::BadKey, encrypted ? "the passphrase does not open this key"
                                              : "this is no private key in PEM form");
    }
    return wrap(std::move(key));
}

std::string PrivateKey::sign(std::string_view bytes) const {
    const MdContext context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* options = nullptr; // owned by the context
    const bool ed25519 = public_.scheme == "ed25519";
    if (!context || EVP_DigestSignInit(context.get(), &options, ed25519 ? nullptr : EVP_sha256(),
                                       nullptr, key_.get()) != 1) {
        give_up("sign");
    }
    if (public_.type == "rsa" &&
        (EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) != 1 ||
         EVP_PKEY_CTX_set_rsa_mgf1_md(options, EVP_sha256()) != 1 ||
         EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_DIGEST) != 1)) {
        give_up("sign");
    }
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    std::size_t size = 0;
    if (EVP_DigestSign(context.get(), nullptr, &size, data, bytes.size()) != 1) {
        give_up("sign");
    }
    std::string signature(size, '\0');
    if (EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                       data, bytes.size()) != 1) {
        give_up("sign");
    }
    signature.resize(size);
    return signature;
}

std::string PrivateKey::to_pem(std::string_view passphrase) const {
    const Bio bio(BIO_new(BIO_s_mem()));
    const std::unique_ptr<PKCS8_PRIV_KEY_INFO, FreePkcs8> plain(EVP_PKEY2PKCS8(key_.get()));
    if (!bio || !plain) {
        give_up("write a private key");
    }
    if (passphrase.empty()) {
        if (PEM_write_bio_PKCS8_PRIV_KEY_INFO(bio.get(), plain.get()) != 1) {
            give_up("write a private key");
        }
        return contents(bio.get());
    }
    std::array<unsigned char, 16> salt{};
    if (RAND_bytes(salt.data(), salt.size()) != 1) {
        give_up("make random numbers");
    }
    X509_ALGOR* method = PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), salt.data(), salt.size(), nullptr,
                                               scrypt_n, scrypt_r, scrypt_p);
    if (method == nullptr) {
        give_up("encrypt a private key");
    }
    // Takes the method where it succeeds.
    const std::unique_ptr<X509_SIG, FreeEncrypted> encrypted(PKCS8_set0_pbe(
        passphrase.data(), static_cast<int>(passphrase.size()), plain.get(), method));
    if (!encrypted) {
        X509_ALGOR_free(method);
        give_up("encrypt a private key");
    }
    if (PEM_write_bio_PKCS8(bio.get(), encrypted.get()) != 1) {
        give_up("write a private key");
    }
    return contents(bio.get());
}

} // namespace zugang::sync
