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

int hex_digit(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
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

std::string to_hex(std::string_view bytes) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    hex.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        hex += digits[byte >> 4U];
        hex += digits[byte & 15U];
    }
    return hex;
}

std::optional<std::string> from_hex(std::string_view hex) {
    if (hex.size() % 2 != 0) {
        return std::nullopt;
    }
    std::string bytes;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        const int high = hex_digit(hex[i]);
        const int low = hex_digit(hex[i + 1]);
        if (high < 0 || low < 0) {
            return std::nullopt;
        }
        bytes += static_cast<char>(high * 16 + low);
    }
    return bytes;
}

} // namespace zugang::sync
