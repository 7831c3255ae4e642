#include "content/tool/speech_encoder.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include <ebur128.h>
#include <opusenc.h>

namespace zugang::content::tool {
namespace {

constexpr double wanted_lufs = -19;
constexpr int wanted_tenths = -190;
constexpr int near_enough_tenths = 15;
constexpr double limit_dbfs =
    -3; // of samples: what lies between them and what Opus adds comes on top
constexpr int highest_tenths = -10;
constexpr int limiter_parts = 200; // of a second: it begins and ends 5 ms round a peak
constexpr int bits_a_second = 16000;
constexpr int page_ms = 5000;      // of an Ogg page: a head each second would be a thirtieth of it
constexpr double shortest_s = 0.6; // a terminal plays nothing shorter than half a second
constexpr int most_tries = 5;

struct FreeMeter {
    void operator()(ebur128_state* meter) const noexcept { ebur128_destroy(&meter); }
};
struct FreeComments {
    void operator()(OggOpusComments* comments) const noexcept { ope_comments_destroy(comments); }
};
struct FreeEncoder {
    void operator()(OggOpusEnc* encoder) const noexcept { ope_encoder_destroy(encoder); }
};

/// How much louder it must become, in dB; no value where nothing can be heard.
tl::expected<double, std::string> gain_of(const SpeechSamples& speech) {
    const std::unique_ptr<ebur128_state, FreeMeter> meter(
        ebur128_init(1, static_cast<unsigned long>(speech.rate), int{EBUR128_MODE_I}));
    double loudness = 0;
    if (meter == nullptr ||
        ebur128_add_frames_float(meter.get(), speech.samples.data(), speech.samples.size()) !=
            EBUR128_SUCCESS ||
        ebur128_loudness_global(meter.get(), &loudness) != EBUR128_SUCCESS ||
        !std::isfinite(loudness)) {
        return tl::unexpected(std::string("nothing can be heard"));
    }
    return wanted_lufs - loudness;
}

/// Louder, and peaks above the limit made lower: each with what is round it, so that the wave keeps
/// its form. What a sample is multiplied by is the mean of the lowest factors round it, none of
/// which is above what the sample itself needs.
std::vector<float> amplified(const SpeechSamples& speech, double gain_db, double limit_db) {
    const auto gain = static_cast<float>(std::pow(10, gain_db / 20));
    const auto limit = static_cast<float>(std::pow(10, limit_db / 20));
    const std::size_t count = speech.samples.size();
    const auto reach = static_cast<std::size_t>(speech.rate / limiter_parts);
    std::vector<float> lowest(count, 1);
    for (std::size_t i = 0; i < count; ++i) {
        const float needed = limit / std::max(std::abs(speech.samples[i] * gain), limit);
        if (needed < 1) {
            for (std::size_t k = i - std::min(i, reach); k < std::min(count, i + reach + 1); ++k) {
                lowest[k] = std::min(lowest[k], needed);
            }
        }
    }
    std::vector<double> sums(count + 1, 0);
    for (std::size_t i = 0; i < count; ++i) {
        sums[i + 1] = sums[i] + static_cast<double>(lowest[i]);
    }
    std::vector<float> result(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t from = i - std::min(i, reach);
        const std::size_t to = std::min(count, i + reach + 1);
        const double factor = (sums[to] - sums[from]) / static_cast<double>(to - from);
        result[i] = speech.samples[i] * gain * static_cast<float>(factor);
    }
    return result;
}

tl::expected<std::string, std::string> write_opus(const std::vector<float>& samples, int rate,
                                                  std::uint32_t serial,
                                                  const std::string& made_by) {
    const std::unique_ptr<OggOpusComments, FreeComments> comments(ope_comments_create());
    int error = OPE_ALLOC_FAIL;
    std::unique_ptr<OggOpusEnc, FreeEncoder> encoder;
    if (comments != nullptr) {
        ope_comments_add(comments.get(), "SYNTHESISER", made_by.c_str());
        encoder.reset(ope_encoder_create_pull(comments.get(), rate, 1, 0, &error));
    }
    const auto must = [&error](int answer) { error = error == OPE_OK ? answer : error; };
    if (encoder != nullptr) {
        must(ope_encoder_ctl(encoder.get(), OPUS_SET_BITRATE(bits_a_second)));
        must(ope_encoder_ctl(encoder.get(), OPUS_SET_SIGNAL(OPUS_SIGNAL_VOICE)));
        must(ope_encoder_ctl(encoder.get(), OPUS_SET_COMPLEXITY(10)));
        must(ope_encoder_ctl(encoder.get(), OPE_SET_MUXING_DELAY(48 * page_ms)));
        must(ope_encoder_ctl(encoder.get(), OPE_SET_COMMENT_PADDING(0)));
        must(ope_encoder_ctl(encoder.get(), OPE_SET_SERIALNO(static_cast<opus_int32>(serial))));
        must(ope_encoder_write_float(encoder.get(), samples.data(),
                                     static_cast<int>(samples.size())));
        must(ope_encoder_drain(encoder.get()));
    }
    if (error != OPE_OK) {
        return tl::unexpected("libopusenc: " + std::string(ope_strerror(error)));
    }
    std::string bytes;
    unsigned char* page = nullptr;
    opus_int32 size = 0;
    while (ope_encoder_get_page(encoder.get(), &page, &size, 1) != 0) {
        bytes.append(reinterpret_cast<const char*>(page), static_cast<std::size_t>(size));
    }
    return bytes;
}

} // namespace

tl::expected<EncodedSpeech, std::string>
encode_speech(const SpeechSamples& speech, std::uint32_t serial, const std::string& made_by) {
    SpeechSamples whole = speech;
    whole.samples.resize(
        std::max(whole.samples.size(), static_cast<std::size_t>(speech.rate * shortest_s)), 0);
    auto gain = gain_of(whole);
    if (!gain) {
        return tl::unexpected(gain.error());
    }
    EncodedSpeech encoded;
    double limit = limit_dbfs;
    for (int tries = 0; tries < most_tries; ++tries) {
        auto written = write_opus(amplified(whole, *gain, limit), whole.rate, serial, made_by);
        if (!written) {
            return tl::unexpected(written.error());
        }
        encoded.bytes = *std::move(written);
        const auto facts = measure_recording(encoded.bytes);
        if (!facts) {
            return tl::unexpected(facts.error());
        }
        encoded.facts = *facts;
        if (facts->true_peak_tenths > highest_tenths) {
            limit -= (facts->true_peak_tenths - highest_tenths + 2) / 10.0;
        } else if (facts->loudness_tenths < wanted_tenths - near_enough_tenths) {
            *gain += (wanted_tenths - facts->loudness_tenths) / 10.0;
        } else {
            break;
        }
    }
    return encoded;
}

std::string encoder_version() {
    return std::string(ope_get_version_string()) + " " + measure_version() + " " +
           std::to_string(bits_a_second) + " " + std::to_string(page_ms) + " " +
           std::to_string(limiter_parts);
}

} // namespace zugang::content::tool
