#pragma once

#include "content/tool/recording_file.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include <tl/expected.hpp>

namespace zugang::content::tool {

/// Samples of one channel as they are spoken; -1 to 1.
struct SpeechSamples {
    int rate = 0; ///< a second
    std::vector<float> samples;
};

struct EncodedSpeech {
    std::string bytes;
    RecordingFacts facts; ///< as `check` measures it
};

/// A recording as `check` wants it: about -19 LUFS, with the peaks made lower that would then be
/// above -1 dBTP, at least half a second, Opus in Ogg of 16 kbit/s. `serial`: of the Ogg stream;
/// `made_by`: stands as SYNTHESISER among its comments. The same samples give the same bytes with
/// the same libraries. Else what is wrong, in words.
[[nodiscard]] tl::expected<EncodedSpeech, std::string>
encode_speech(const SpeechSamples& speech, std::uint32_t serial, const std::string& made_by);

/// The versions of the libraries, and how they are used.
std::string encoder_version();

} // namespace zugang::content::tool
