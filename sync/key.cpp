#include "sync/key.hpp"

#include "content/sha256.hpp"
#include "sync/digest.hpp"
#include "sync/openssl.hpp"

#include <array>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

namespace zugang::sync {
namespace {

constexpr std::size_t ed25519_key_bytes = 32;
constexpr int fewest_rsa_bits = 2048;
constexpr int most_rsa_bits = 8192;

enum class Kind { Ed25519, EcdsaP256, RsaPss, Unknown };

Kind kind_of(const PublicKey& key) {
    if (key.scheme == "ed25519" && key.type == "ed25519") {
        return Kind::Ed25519;
    }
    if (key.scheme == "ecdsa-sha2-nistp256" && (key.type == "ecdsa" || key.type == key.scheme)) {
        return Kind::EcdsaP256;
    }
    return key.scheme == "rsassa-pss-sha256" && key.type == "rsa" ? Kind::RsaPss : Kind::Unknown;
}

Pkey load_ed25519(std::string_view hex) {
    const std::optional<std::string> raw = from_hex(hex);
    if (!raw || raw->size() != ed25519_key_bytes) {
        return nullptr;
    }
    return Pkey(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr,
                                            reinterpret_cast<const unsigned char*>(raw->data()),
                                            raw->size()));
}

Pkey load_pem(std::string_view pem) {
    const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    return Pkey(bio ? PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr) : nullptr);
}

bool is_p256(EVP_PKEY* key) {
    std::array<char, 64> group{};
    std::size_t length = 0;
    return EVP_PKEY_is_a(key, "EC") == 1 &&
           EVP_PKEY_get_group_name(key, group.data(), group.size(), &length) == 1 &&
           std::string_view(group.data(), length) == "prime256v1";
}

/// Empty where the key is not what its type says.
Pkey load(const PublicKey& key) {
    Pkey loaded;
    bool sound = false;
    switch (kind_of(key)) {
    case Kind::Ed25519:
        loaded = load_ed25519(key.value);
        sound = loaded != nullptr;
        break;
    case Kind::EcdsaP256:
        loaded = load_pem(key.value);
        sound = loaded && is_p256(loaded.get());
        break;
    case Kind::RsaPss:
        loaded = load_pem(key.value);
        sound = loaded && EVP_PKEY_is_a(loaded.get(), "RSA") == 1 &&
                EVP_PKEY_get_bits(loaded.get()) >= fewest_rsa_bits &&
                EVP_PKEY_get_bits(loaded.get()) <= most_rsa_bits;
        break;
    case Kind::Unknown:
        break;
    }
    ERR_clear_error();
    return sound ? std::move(loaded) : nullptr;
}

} // namespace

Result<PublicKey> read_key(const Json& object) {
    if (!object.is_object()) {
        return fail(Reason::Malformed, "a key is no object");
    }
    const auto text = [](const Json& in, const char* name) -> const std::string* {
        const auto found = in.find(name);
        return found != in.end() ? found->get_ptr<const std::string*>() : nullptr;
    };
    const std::string* type = text(object, "keytype");
    const std::string* scheme = text(object, "scheme");
    const auto value = object.find("keyval");
    const std::string* shown =
        value != object.end() && value->is_object() ? text(*value, "public") : nullptr;
    if (type == nullptr || scheme == nullptr || shown == nullptr) {
        return fail(Reason::Malformed, "a key lacks its keytype, scheme or keyval.public");
    }
    return PublicKey{.type = *type, .scheme = *scheme, .value = *shown, .written = object};
}

std::string key_id(const PublicKey& key) {
    return content::sha256(canonical_json(key.written));
}

bool verify(const PublicKey& key, std::string_view bytes, std::string_view signature) {
    const Pkey loaded = load(key);
    const MdContext context(EVP_MD_CTX_new());
    if (!loaded || !context) {
        return false;
    }
    const Kind kind = kind_of(key);
    // As long as the modulus (RFC 8017, 8.1.2 step 1): OpenSSL takes one without its leading zeros.
    if (kind == Kind::RsaPss &&
        signature.size() != static_cast<std::size_t>(EVP_PKEY_get_size(loaded.get()))) {
        return false;
    }
    EVP_PKEY_CTX* options = nullptr; // owned by the context
    const EVP_MD* hash = kind == Kind::Ed25519 ? nullptr : EVP_sha256();
    bool good = EVP_DigestVerifyInit(context.get(), &options, hash, nullptr, loaded.get()) == 1;
    if (good && kind == Kind::RsaPss) {
        good = EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) == 1 &&
               EVP_PKEY_CTX_set_rsa_mgf1_md(options, EVP_sha256()) == 1 &&
               EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_AUTO) == 1;
    }
    good = good &&
           EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char*>(signature.data()),
                            signature.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                            bytes.size()) == 1;
    ERR_clear_error();
    return good;
}

std::optional<std::string> find_flaw(const PublicKey& key) {
    if (kind_of(key) == Kind::Unknown) {
        return "the key type " + key.type + " with the scheme " + key.scheme +
               " is not known here; known are ed25519, ecdsa-sha2-nistp256, rsassa-pss-sha256";
    }
    return load(key) ? std::nullopt
                     : std::optional<std::string>("the public value is no " + key.scheme + " key");
}

} // namespace zugang::sync
