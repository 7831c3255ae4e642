#include "sync/openssl.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>

namespace zugang::sync {

void FreeMdContext::operator()(evp_md_ctx_st* context) const noexcept {
    EVP_MD_CTX_free(context);
}

void FreePkey::operator()(evp_pkey_st* key) const noexcept {
    EVP_PKEY_free(key);
}

void FreePkeyContext::operator()(evp_pkey_ctx_st* context) const noexcept {
    EVP_PKEY_CTX_free(context);
}

void FreeBio::operator()(bio_st* bio) const noexcept {
    BIO_free_all(bio);
}

std::string contents(bio_st* bio) {
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(bio, &bytes);
    return size > 0 ? std::string(bytes, static_cast<std::size_t>(size)) : std::string();
}

} // namespace zugang::sync
