#include "kiosk/recording_stream.hpp"

#include <array>
#include <cstddef>
#include <span>

#include <opusfile.h>

namespace zugang::kiosk {

void RecordingStream::Close::operator()(OggOpusFile* file) const noexcept {
    op_free(file);
}

RecordingStream::RecordingStream(const std::filesystem::path& file, double speed)
    : file_(op_open_file(file.c_str(), nullptr)), tempo_(speed) {
}

std::vector<std::int16_t> RecordingStream::read() {
    constexpr int at_once = 2880 * 2;
    while (file_) {
        std::array<opus_int16, at_once> stereo{};
        const int got = op_read_stereo(file_.get(), stereo.data(), at_once);
        if (got == OP_HOLE) {
            continue; // a damaged page is passed over
        }
        if (got <= 0) {
            file_.reset();
            return tempo_.take(Tempo::More::No);
        }
        std::array<std::int16_t, at_once / 2> mono{};
        for (std::size_t i = 0; i < static_cast<std::size_t>(got); ++i) {
            mono.at(i) = static_cast<std::int16_t>((stereo.at(2 * i) + stereo.at(2 * i + 1)) / 2);
        }
        tempo_.put(std::span(mono).first(static_cast<std::size_t>(got)));
        auto ready = tempo_.take(Tempo::More::Yes);
        if (!ready.empty()) {
            return ready;
        }
    }
    return {};
}

} // namespace zugang::kiosk
