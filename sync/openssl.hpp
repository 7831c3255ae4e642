#pragma once

#include <memory>
#include <string>

struct evp_md_ctx_st;
struct evp_pkey_st;
struct evp_pkey_ctx_st;
struct bio_st;

/// Owners of libcrypto's handles, for the sources of this module only.
namespace zugang::sync {

struct FreeMdContext {
    void operator()(evp_md_ctx_st* context) const noexcept;
};
struct FreePkey {
    void operator()(evp_pkey_st* key) const noexcept;
};
struct FreePkeyContext {
    void operator()(evp_pkey_ctx_st* context) const noexcept;
};
struct FreeBio {
    void operator()(bio_st* bio) const noexcept;
};

using MdContext = std::unique_ptr<evp_md_ctx_st, FreeMdContext>;
using Pkey = std::unique_ptr<evp_pkey_st, FreePkey>;
using PkeyContext = std::unique_ptr<evp_pkey_ctx_st, FreePkeyContext>;
using Bio = std::unique_ptr<bio_st, FreeBio>;

/// Everything that was written into a memory BIO.
std::string contents(bio_st* bio);

} // namespace zugang::sync
