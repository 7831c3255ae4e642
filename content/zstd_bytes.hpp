#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zugang::content {

/// One zstd frame. `prefix`: what whoever unpacks it has already; the frame then refers to it. The
/// same bytes with the same zstd give the same frame. Level 1 (fast) to 19 (small).
std::string zstd_pack(std::string_view bytes, int level, std::string_view prefix = {});

/// Exactly `size_bytes`, or no value: nothing more is ever allocated or written, whatever the frame
/// says. `prefix` as when it was packed.
std::optional<std::string> zstd_unpack(std::string_view frame, std::uint64_t size_bytes,
                                       std::string_view prefix = {});

} // namespace zugang::content
