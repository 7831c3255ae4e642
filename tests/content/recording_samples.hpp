#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Recordings made by the library that others write theirs with.
namespace zugang::content::tool {

struct Voice {
    double seconds = 3;
    double volume = 0.234; ///< this one gives -19 LUFS
    int channels = 1;
    std::uint32_t seed = 1; ///< another one, another voice
};

/// Something like speech: four syllables a second of a low voice. 48 kHz, `channels` interleaved.
std::vector<float> make_voice(const Voice& voice);

/// Opus in Ogg; the same samples give the same bytes with the same library.
std::string write_opus(const std::vector<float>& samples, int channels = 1);
std::string make_recording(const Voice& voice);

/// Ogg with one packet of another kind in it.
std::string make_ogg(std::string_view first_packet);

/// The byte turned over and the checksum of its page made right again.
std::string with_spoilt_byte(std::string ogg, std::size_t at);

} // namespace zugang::content::tool
