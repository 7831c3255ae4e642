#pragma once

#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace zugang::content {

/// FIPS 180-4, piece by piece, by libcrypto.
class Sha256 {
  public:
    Sha256();

    void add(std::string_view bytes);

    /// 64 lower-case hex digits; nothing may be added afterwards.
    std::string finish();

  private:
    struct Free {
        void operator()(evp_md_ctx_st* context) const noexcept;
    };
    std::unique_ptr<evp_md_ctx_st, Free> context_;
};

std::string sha256(std::string_view bytes);

} // namespace zugang::content
