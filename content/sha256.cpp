#include "content/sha256.hpp"

#include "content/hex.hpp"

#include <array>
#include <new>

#include <openssl/evp.h>

namespace zugang::content {

void Sha256::Free::operator()(evp_md_ctx_st* context) const noexcept {
    EVP_MD_CTX_free(context);
}

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
    // Looked for once: by name each time costs more than a short text.
    static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    if (!context_ || EVP_DigestInit_ex2(context_.get(), algorithm, nullptr) != 1) {
        throw std::bad_alloc();
    }
}

void Sha256::add(std::string_view bytes) {
    EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size());
}

std::string Sha256::finish() {
    std::array<unsigned char, 32> sum{};
    EVP_DigestFinal_ex(context_.get(), sum.data(), nullptr);
    return to_hex({reinterpret_cast<const char*>(sum.data()), sum.size()});
}

std::string sha256(std::string_view bytes) {
    Sha256 sum;
    sum.add(bytes);
    return sum.finish();
}

} // namespace zugang::content
