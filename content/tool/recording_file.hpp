#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace zugang::content::tool {

inline constexpr std::uintmax_t max_recording_bytes = 4'000'000;

/// What was measured in a recording.
struct RecordingFacts {
    int duration_ms = 0;
    int loudness_tenths = 0;  ///< of a LUFS: integrated loudness of EBU R 128, ITU-R BS.1770-4
    int true_peak_tenths = 0; ///< of a dBTP

    friend bool operator==(const RecordingFacts&, const RecordingFacts&) = default;
};

/// Reads one whole recording: Opus in Ogg (RFC 7845), one stream, one or two channels, 0.5 to 120
/// seconds, not silent. Else what is wrong, in words. Decodes no more than 120 seconds.
[[nodiscard]] tl::expected<RecordingFacts, std::string> measure_recording(std::string_view bytes);

/// What is wrong with how loud it is, in words; empty for nothing. Allowed are -22 to -16 LUFS, a
/// range around the -18 LUFS that AES TD1008 gives speech, and true peaks up to the -1 dBTP of EBU
/// R 128.
std::string judge_loudness(const RecordingFacts& facts);

/// The versions of the libraries that measure.
std::string measure_version();

} // namespace zugang::content::tool
