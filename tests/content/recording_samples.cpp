#include "recording_samples.hpp"

#include <cmath>
#include <memory>
#include <numbers>
#include <stdexcept>

#include <ogg/ogg.h>
#include <opusenc.h>

namespace zugang::content::tool {
namespace {

constexpr int rate = 48000;

struct FreeComments {
    void operator()(OggOpusComments* comments) const noexcept { ope_comments_destroy(comments); }
};
struct FreeEncoder {
    void operator()(OggOpusEnc* encoder) const noexcept { ope_encoder_destroy(encoder); }
};

} // namespace

std::vector<float> make_voice(const Voice& voice) {
    const auto count = static_cast<std::size_t>(voice.seconds * rate);
    const double pitch_hz = 100 + voice.seed % 97;
    std::vector<float> samples;
    for (std::size_t i = 0; i < count; ++i) {
        const double turns = 2 * std::numbers::pi * static_cast<double>(i) / rate;
        double sound = 0;
        for (int overtone = 1; overtone < 20; ++overtone) {
            sound += std::sin(turns * pitch_hz * overtone) / overtone;
        }
        const double syllable = 0.5 - 0.5 * std::cos(turns * 4);
        samples.insert(samples.end(), static_cast<std::size_t>(voice.channels),
                       static_cast<float>(voice.volume * syllable * sound));
    }
    return samples;
}

std::string write_opus(const std::vector<float>& samples, int channels) {
    const std::unique_ptr<OggOpusComments, FreeComments> comments(ope_comments_create());
    int error = 0;
    const std::unique_ptr<OggOpusEnc, FreeEncoder> encoder(
        ope_encoder_create_pull(comments.get(), rate, channels, channels > 2 ? 1 : 0, &error));
    if (encoder == nullptr) {
        throw std::runtime_error("libopusenc: " + std::string(ope_strerror(error)));
    }
    ope_encoder_ctl(encoder.get(), OPUS_SET_BITRATE(24000 * channels));
    ope_encoder_ctl(encoder.get(), OPUS_SET_COMPLEXITY(1));
    ope_encoder_ctl(encoder.get(), OPE_SET_SERIALNO(1));
    ope_encoder_write_float(encoder.get(), samples.data(),
                            static_cast<int>(samples.size()) / channels);
    ope_encoder_drain(encoder.get());
    std::string bytes;
    unsigned char* page = nullptr;
    opus_int32 size = 0;
    while (ope_encoder_get_page(encoder.get(), &page, &size, 1) != 0) {
        bytes.append(reinterpret_cast<const char*>(page), static_cast<std::size_t>(size));
    }
    return bytes;
}

std::string make_recording(const Voice& voice) {
    return write_opus(make_voice(voice), voice.channels);
}

std::string make_ogg(std::string_view first_packet) {
    std::string body(first_packet);
    ogg_packet packet{};
    packet.packet = reinterpret_cast<unsigned char*>(body.data());
    packet.bytes = static_cast<long>(body.size());
    packet.b_o_s = 1;
    packet.e_o_s = 1;
    ogg_stream_state stream{};
    ogg_stream_init(&stream, 1);
    ogg_stream_packetin(&stream, &packet);
    ogg_page page{};
    std::string bytes;
    while (ogg_stream_flush(&stream, &page) != 0) {
        bytes.append(reinterpret_cast<const char*>(page.header),
                     static_cast<std::size_t>(page.header_len));
        bytes.append(reinterpret_cast<const char*>(page.body),
                     static_cast<std::size_t>(page.body_len));
    }
    ogg_stream_clear(&stream);
    return bytes;
}

std::string with_spoilt_byte(std::string ogg, std::size_t at) {
    constexpr std::size_t head_bytes = 27; // RFC 3533, 6
    ogg[at] = static_cast<char>(~ogg[at]);
    auto* bytes = reinterpret_cast<unsigned char*>(ogg.data());
    const std::size_t start = ogg.rfind("OggS", at);
    if (start == std::string::npos || start + head_bytes > ogg.size()) {
        return ogg;
    }
    const std::size_t segments = bytes[start + head_bytes - 1];
    std::size_t body = 0;
    for (std::size_t i = 0; i < segments && start + head_bytes + i < ogg.size(); ++i) {
        body += bytes[start + head_bytes + i];
    }
    if (start + head_bytes + segments + body > ogg.size()) {
        return ogg;
    }
    ogg_page page{.header = bytes + start,
                  .header_len = static_cast<long>(head_bytes + segments),
                  .body = bytes + start + head_bytes + segments,
                  .body_len = static_cast<long>(body)};
    ogg_page_checksum_set(&page);
    return ogg;
}

} // namespace zugang::content::tool
