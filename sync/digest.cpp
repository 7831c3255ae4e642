#include "sync/digest.hpp"

#include "sync/openssl.hpp"

#include <array>
#include <new>

#include <openssl/evp.h>

namespace zugang::sync {
namespace {

const EVP_MD* algorithm_named(std::string_view name) {
    if (name == "sha256") {
        return EVP_sha256();
    }
    return name == "sha512" ? EVP_sha512() : nullptr;
}

MdContext start(const EVP_MD* algorithm) {
    MdContext context(EVP_MD_CTX_new());
    if (!context || EVP_DigestInit_ex(context.get(), algorithm, nullptr) != 1) {
        throw std::bad_alloc();
    }
    return context;
}

std::string finish(EVP_MD_CTX* context) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned int size = 0;
    EVP_DigestFinal_ex(context, bytes.data(), &size);
    return to_hex({reinterpret_cast<const char*>(bytes.data()), size});
}

} // namespace

struct LengthAndHashes::Running {
    std::string name;
    std::string promised;
    MdContext context;
};

LengthAndHashes::LengthAndHashes(const Hashes& promised) {
    for (const auto& [name, hash] : promised) {
        if (const EVP_MD* algorithm = algorithm_named(name)) {
            running_.push_back({name, hash, start(algorithm)});
        }
    }
}

LengthAndHashes::~LengthAndHashes() = default;

void LengthAndHashes::add(std::string_view bytes) {
    length_ += bytes.size();
    for (const Running& hash : running_) {
        EVP_DigestUpdate(hash.context.get(), bytes.data(), bytes.size());
    }
}

Result<void> LengthAndHashes::check() {
    if (running_.empty()) {
        return fail(Reason::HashMismatch,
                    "no hash is listed that can be checked (sha256 or sha512)");
    }
    for (const Running& hash : running_) {
        const std::string found = finish(hash.context.get());
        if (found != hash.promised) {
            return fail(Reason::HashMismatch, "its " + hash.name + " is " + found +
                                                  ", the signed metadata promises " +
                                                  hash.promised);
        }
    }
    return {};
}

} // namespace zugang::sync
