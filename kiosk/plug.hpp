#pragma once

#include <cstdint>

namespace zugang::kiosk {

/// Where speech goes.
enum class Plug : std::uint8_t {
    Out,
    In,     ///< headphones: nobody else hears what is said
    Headset ///< a USB headset is there; whether sound goes to it is up to the system
};

} // namespace zugang::kiosk
