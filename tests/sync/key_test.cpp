#include "content/sha256.hpp"
#include "sync/digest.hpp"
#include "sync/private_key.hpp"
#include "tests/sync/repository.hpp"

#include <cstdlib>

#include <doctest/doctest.h>

using namespace zugang::sync;
using namespace zugang::sync::testing;

namespace {

constexpr KeyKind kinds[] = {KeyKind::Ed25519, KeyKind::EcdsaP256, KeyKind::Rsa};

int shell(const std::string& command) {
    return std::system((command + " >/dev/null 2>&1").c_str());
}

Json changed(const PublicKey& key, const char* name, const char* value) {
    Json object = key.written;
    object[name] = value;
    return object;
}

} // namespace

TEST_CASE("each kind of key verifies what it signed and nothing else") {
    for (const KeyKind kind : kinds) {
        const PrivateKey key = PrivateKey::generate(kind);
        const PrivateKey other = PrivateKey::generate(kind);
        CAPTURE(key.public_key().scheme);
        const std::string signature = key.sign("text");
        CHECK(verify(key.public_key(), "text", signature));
        CHECK_FALSE(verify(key.public_key(), "Text", signature));
        CHECK_FALSE(verify(other.public_key(), "text", signature));
        CHECK_FALSE(verify(key.public_key(), "text", ""));
        CHECK_FALSE(verify(key.public_key(), "text", signature + "x"));
        CHECK_FALSE(verify(key.public_key(), "text", signature.substr(1)));
        CHECK_FALSE(find_flaw(key.public_key()));
    }
}

TEST_CASE("an RSA signature that begins with a zero is none without it") {
    const PrivateKey key = PrivateKey::generate(KeyKind::Rsa);
    std::string signature;
    do { // one in 256
        signature = key.sign("text");
    } while (signature.front() != '\0');
    CHECK(verify(key.public_key(), "text", signature));
    CHECK_FALSE(verify(key.public_key(), "text", signature.substr(1)));
}

TEST_CASE("Ed25519 verifies the second vector of RFC 8032, section 7.1") {
    const auto key = read_key(
        Json{{"keytype", "ed25519"},
             {"scheme", "ed25519"},
             {"keyval",
              {{"public", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"}}}});
    REQUIRE(key);
    const std::string signature =
        *from_hex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                  "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    CHECK(verify(*key, "\x72", signature));
    CHECK_FALSE(verify(*key, "\x73", signature));
}

TEST_CASE("the openssl command and we take each other's signatures") {
    const TemporaryFolder folder;
    const std::string at = folder.path().string() + "/";
    write_file(at + "text", "some text");
    const std::pair<KeyKind, const char*> cases[] = {
        {KeyKind::Ed25519, "-rawin"},
        {KeyKind::EcdsaP256, "-rawin -digest sha256"},
        {KeyKind::Rsa, "-rawin -digest sha256 -pkeyopt rsa_padding_mode:pss "
                       "-pkeyopt rsa_mgf1_md:sha256"}};
    for (const auto& [kind, options] : cases) {
        const PrivateKey key = PrivateKey::generate(kind);
        CAPTURE(key.public_key().scheme);
        write_file(at + "key", key.to_pem(""));
        write_file(at + "sig", key.sign("some text"));
        CHECK(shell("openssl pkeyutl -verify " + std::string(options) + " -inkey " + at +
                    "key -in " + at + "text -sigfile " + at + "sig") == 0);
        REQUIRE(shell("openssl pkeyutl -sign " + std::string(options) + " -inkey " + at +
                      "key -in " + at + "text -out " + at + "theirs") == 0);
        CHECK(verify(key.public_key(), "some text", read_file(at + "theirs")));
    }
}

TEST_CASE("an encrypted key opens with its passphrase only, also by the openssl command") {
    const TemporaryFolder folder;
    const std::string file = folder.path().string() + "/key";
    for (const KeyKind kind : kinds) {
        const PrivateKey key = PrivateKey::generate(kind);
        CAPTURE(key.public_key().scheme);
        const std::string pem = key.to_pem("richtig");
        CHECK(pem.find("ENCRYPTED") != std::string::npos);
        const auto opened = PrivateKey::from_pem(pem, "richtig");
        REQUIRE(opened);
        CHECK(key_id(opened->public_key()) == key_id(key.public_key()));
        const auto wrong = PrivateKey::from_pem(pem, "falsch");
        REQUIRE_FALSE(wrong);
        CHECK(wrong.error().reason == Reason::BadKey);
        CHECK(wrong.error().text == "the passphrase does not open this key");
        CHECK_FALSE(PrivateKey::from_pem(pem, ""));
        write_file(file, pem);
        CHECK(shell("openssl pkey -noout -passin pass:richtig -in " + file) == 0);
        CHECK(shell("openssl pkey -noout -passin pass:falsch -in " + file) != 0);
    }
    CHECK_FALSE(PrivateKey::from_pem("nothing", ""));
}

TEST_CASE("a key id covers fields that we do not know") {
    const PrivateKey key = PrivateKey::generate(KeyKind::Ed25519);
    const auto more = read_key(changed(key.public_key(), "x-owner", "@somebody"));
    REQUIRE(more);
    CHECK(key_id(*more) != key_id(key.public_key()));
    CHECK(key_id(*more) == zugang::content::sha256(canonical_json(more->written)));
    CHECK(verify(*more, "text", key.sign("text")));
}

TEST_CASE("a key of another kind than it says, or a weak one, verifies nothing") {
    const PrivateKey ecdsa = PrivateKey::generate(KeyKind::EcdsaP256);
    const PrivateKey rsa = PrivateKey::generate(KeyKind::Rsa);
    const auto lies = read_key(Json{{"keytype", "rsa"},
                                    {"scheme", "rsassa-pss-sha256"},
                                    {"keyval", {{"public", ecdsa.public_key().value}}}});
    REQUIRE(lies);
    CHECK_FALSE(verify(*lies, "text", ecdsa.sign("text")));
    CHECK(find_flaw(*lies));
    const auto unknown = read_key(changed(rsa.public_key(), "scheme", "rsa-pkcs1v15-sha256"));
    REQUIRE(unknown);
    CHECK_FALSE(verify(*unknown, "text", rsa.sign("text")));
    CHECK(find_flaw(*unknown)->find("not known here") != std::string::npos);
    const TemporaryFolder folder;
    const std::string at = folder.path().string() + "/";
    REQUIRE(shell("openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out " + at +
                  "weak") == 0);
    CHECK_FALSE(PrivateKey::from_pem(read_file(at + "weak"), ""));
    REQUIRE(shell("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out " + at +
                  "curve") == 0);
    CHECK_FALSE(PrivateKey::from_pem(read_file(at + "curve"), ""));
    for (const Json& broken :
         {Json(1), Json::object(), Json{{"keytype", "rsa"}, {"scheme", "x"}, {"keyval", 1}}}) {
        CHECK_FALSE(read_key(broken));
    }
}
