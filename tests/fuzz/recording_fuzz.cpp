#include "content/tool/recording_file.hpp"
#include "tests/fuzz/check.hpp"

#include <algorithm>
#include <string>

#include <ogg/ogg.h>

using namespace zugang::content::tool;
using zugang::fuzz::require;

namespace {

/// Makes the checksums right, so that what is behind them is reached (RFC 3533, 6).
std::string with_checksums(std::string ogg) {
    constexpr std::size_t head_bytes = 27;
    auto* bytes = reinterpret_cast<unsigned char*>(ogg.data());
    for (std::size_t start = ogg.find("OggS"); start != std::string::npos;
         start = ogg.find("OggS", start + 1)) {
        const std::size_t rest = ogg.size() - start;
        const std::size_t segments = rest < head_bytes ? rest : bytes[start + head_bytes - 1];
        if (rest < head_bytes + segments) {
            break;
        }
        std::size_t body = 0;
        for (std::size_t i = 0; i < segments; ++i) {
            body += bytes[start + head_bytes + i];
        }
        ogg_page page{.header = bytes + start,
                      .header_len = static_cast<long>(head_bytes + segments),
                      .body = bytes + start + head_bytes + segments,
                      .body_len = static_cast<long>(body)};
        if (rest >= head_bytes + segments + body) {
            ogg_page_checksum_set(&page);
        }
    }
    return ogg;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes =
        with_checksums(std::string(reinterpret_cast<const char*>(data), size));
    const auto measured = measure_recording(bytes);
    require(measured ? measured->duration_ms >= 500 && measured->duration_ms <= 120'000
                     : !measured.error().empty(),
            "a recording is as long as is allowed, or refused in words");
    return 0;
}
