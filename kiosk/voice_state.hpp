#pragma once

#include <cstdint>

namespace zugang::kiosk {

/// Whether something can be heard, as far as the voice has found out.
enum class VoiceState : std::uint8_t {
    Ready,
    NoVoice, ///< the synthesiser has ended, or hangs
    NoSound  ///< there is no device for sound
};

} // namespace zugang::kiosk
