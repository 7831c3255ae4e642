#include "content/zstd_bytes.hpp"

#include <algorithm>
#include <bit>
#include <memory>
#include <stdexcept>

#include <zstd.h>

namespace zugang::content {
namespace {

/// Beyond this a prefix is no longer looked at: 128 MB.
constexpr int max_window_log = 27;
constexpr std::size_t long_distance = 4'000'000;

struct FreeCompressor {
    void operator()(ZSTD_CCtx* context) const noexcept { ZSTD_freeCCtx(context); }
};
struct FreeDecompressor {
    void operator()(ZSTD_DCtx* context) const noexcept { ZSTD_freeDCtx(context); }
};

std::size_t checked(std::size_t result) {
    if (ZSTD_isError(result) != 0) {
        throw std::runtime_error(std::string("cannot compress: ") + ZSTD_getErrorName(result));
    }
    return result;
}

} // namespace

std::string zstd_pack(std::string_view bytes, int level, std::string_view prefix) {
    const std::unique_ptr<ZSTD_CCtx, FreeCompressor> context(ZSTD_createCCtx());
    const std::size_t reach = prefix.size() + bytes.size();
    checked(ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, level));
    checked(ZSTD_CCtx_setParameter(context.get(), ZSTD_c_contentSizeFlag, 0));
    if (!prefix.empty()) {
        const int log = std::clamp(static_cast<int>(std::bit_width(reach)), 10, max_window_log);
        checked(ZSTD_CCtx_setParameter(context.get(), ZSTD_c_windowLog, log));
        checked(ZSTD_CCtx_refPrefix(context.get(), prefix.data(), prefix.size()));
    }
    if (reach > long_distance) {
        checked(ZSTD_CCtx_setParameter(context.get(), ZSTD_c_enableLongDistanceMatching, 1));
    }
    std::string frame(ZSTD_compressBound(bytes.size()), '\0');
    frame.resize(checked(
        ZSTD_compress2(context.get(), frame.data(), frame.size(), bytes.data(), bytes.size())));
    return frame;
}

std::optional<std::string> zstd_unpack(std::string_view frame, std::uint64_t size_bytes,
                                       std::string_view prefix) {
    // A frame cannot say more than this many times its own size: an honest one never comes near it,
    // and a lying size does not cost memory.
    constexpr std::uint64_t max_ratio = 20'000;
    if (size_bytes > (frame.size() + 1) * max_ratio) {
        return std::nullopt;
    }
    const std::unique_ptr<ZSTD_DCtx, FreeDecompressor> context(ZSTD_createDCtx());
    if (!prefix.empty() &&
        ZSTD_isError(ZSTD_DCtx_refPrefix(context.get(), prefix.data(), prefix.size())) != 0) {
        return std::nullopt;
    }
    std::string bytes(size_bytes, '\0');
    const std::size_t result =
        ZSTD_decompressDCtx(context.get(), bytes.data(), bytes.size(), frame.data(), frame.size());
    if (ZSTD_isError(result) != 0 || result != bytes.size()) {
        return std::nullopt;
    }
    return bytes;
}

} // namespace zugang::content
